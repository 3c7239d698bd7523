import Type from "typebox";
import { adminRoles } from "../../platform/http/auth.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { Nullable, PageQuery, pageOf, StringEnum, Timestamp, UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import type { ApiKey, ApiKeys } from "./api-keys.ts";

const Role = StringEnum(adminRoles, {
  description: "What the key may do: viewer reads; catalog, fulfilment and finance change their part; owner does everything.",
});
const Name = Type.String({ minLength: 1, maxLength: 100, description: "Whose key this is, for the list." });
const ApiKeySchema = Type.Object({
  id: UuidId(),
  name: Name,
  role: Role,
  createdAt: Timestamp,
  revokedAt: Nullable(Timestamp),
});
const NewApiKey = Type.Object({
  ...ApiKeySchema.properties,
  key: Type.String({ description: "The key itself. It is shown this once and kept nowhere." }),
});
const byId = createCursor("api-keys:id", ["uuid"]);

export function apiKeyRoutes(app: App, { apiKeys }: { readonly apiKeys: ApiKeys }): void {
  app.post(
    "/v1/admin/api-keys",
    {
      config: { auth: "admin", roles: ["owner"] },
      schema: {
        operationId: "createApiKey",
        summary: "Make an API key",
        description: "A key whose answer was lost is in the list and can be revoked.",
        tags: ["access"],
        body: Type.Object({ name: Name, role: Role }),
        response: { 201: NewApiKey },
      },
    },
    async (request, reply) => {
      const { key, ...made } = await apiKeys.create(request.body);
      return reply.code(201).send({ ...toAnswer(made), key });
    },
  );

  app.get(
    "/v1/admin/api-keys",
    {
      config: { auth: "admin", roles: ["owner"] },
      schema: {
        operationId: "listApiKeys",
        summary: "List the API keys, revoked ones too",
        tags: ["access"],
        querystring: PageQuery,
        response: { 200: pageOf(ApiKeySchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const after = byId.decode(cursor)?.[0] ?? null;
      const rows = await apiKeys.list(after, limit + 1);
      const items = rows.slice(0, limit).map(toAnswer);
      return { items, nextCursor: rows.length > limit ? byId.encode([items.at(-1)!.id]) : null };
    },
  );

  app.delete(
    "/v1/admin/api-keys/:keyId",
    {
      config: { auth: "admin", roles: ["owner"], problems: ["not-found", "conflict"] },
      schema: {
        operationId: "revokeApiKey",
        summary: "Revoke an API key",
        description: "All processes refuse it within a few seconds. The last key of an owner cannot be revoked.",
        tags: ["access"],
        params: Type.Object({ keyId: UuidId() }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await apiKeys.revoke(request.params.keyId);
      return reply.code(204).send(null);
    },
  );
}

function toAnswer(key: ApiKey) {
  return { ...key, createdAt: key.createdAt.toISOString(), revokedAt: key.revokedAt?.toISOString() ?? null };
}
