import Type from "typebox";
import { Timestamp, UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { newId } from "../../platform/ids.ts";
import type { Tokens } from "./tokens.ts";

const Session = Type.Object({
  token: Type.String({ description: "Send it as `Authorization: Bearer <token>`. Keep it like a password." }),
  shopperId: UuidId({ description: "Whose carts and orders these are." }),
  expiresAt: Timestamp,
});

export function sessionRoutes(app: App, { tokens }: { readonly tokens: Tokens }): void {
  app.post(
    "/v1/sessions",
    {
      config: { auth: "none" },
      schema: {
        operationId: "createSession",
        summary: "Begin as a guest",
        description: "A session is a signed token and is stored nowhere. Registering with it keeps the guest's carts and orders.",
        tags: ["customers"],
        response: { 201: Session },
      },
    },
    async (_request, reply) => {
      const shopperId = newId();
      const { token, expiresAt } = tokens.issue({ kind: "guest", shopperId, generation: 0 });
      return reply.code(201).send({ token, shopperId, expiresAt: expiresAt.toISOString() });
    },
  );
}
