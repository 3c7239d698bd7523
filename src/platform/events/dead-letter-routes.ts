import Type from "typebox";
import { createCursor } from "../http/cursor.ts";
import { problem } from "../http/problems.ts";
import { pageOf, pageQuery, StringEnum, Timestamp, UuidId } from "../http/schemas.ts";
import type { App } from "../http/server.ts";
import type { DeadLetter } from "./dead-letters.ts";
import type { EventWorker } from "./event-worker.ts";

const Consumer = Type.String({ pattern: "^[a-z][a-z0-9-]{0,63}$", description: "Name of the consumer." });
const DeadLetterSchema = Type.Object({
  consumer: Consumer,
  eventId: UuidId(),
  type: Type.String(),
  aggregate: Type.Object({ type: Type.String(), id: Type.String(), version: Type.Integer() }),
  data: Type.Object({}, { additionalProperties: true, description: "What the event says." }),
  attempts: Type.Integer({ minimum: 1 }),
  error: Type.String(),
  failedAt: Timestamp,
});
// The consumer breaks ties: one event may be a dead letter of several.
const byPosition = createCursor("dead-letters:position", ["integer", "string"]);
const tags = ["operations"];

/** Events that a consumer could not handle: look at them, mend the cause, hand them over again. */
export function deadLetterRoutes(
  app: App,
  { events }: { readonly events: Pick<EventWorker, "deadLetters" | "retryDeadLetter"> },
): void {
  app.get(
    "/v1/admin/events/dead-letters",
    {
      config: { auth: "admin", roles: ["owner"] },
      schema: {
        operationId: "listDeadLetters",
        summary: "List events that a consumer could not handle",
        tags,
        querystring: Type.Object({ ...pageQuery, consumer: Type.Optional(Consumer) }),
        response: { 200: pageOf(DeadLetterSchema) },
      },
    },
    async ({ query: { limit, cursor, consumer } }) => {
      const [position, name] = byPosition.decode(cursor) ?? [0, ""];
      const rows = await events.deadLetters.list({
        after: { position, consumer: name },
        limit: limit + 1,
        ...(consumer === undefined ? {} : { consumer }),
      });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const nextCursor = rows.length > limit ? byPosition.encode([last!.event.position, last!.consumer]) : null;
      return { items: page.map(toAnswer), nextCursor };
    },
  );

  app.post(
    "/v1/admin/events/dead-letters/:consumer/:eventId/retry",
    {
      config: { auth: "admin", roles: ["owner"], problems: ["not-found"] },
      schema: {
        operationId: "retryDeadLetter",
        summary: "Hand an event over once more",
        description: "Waits for the outcome. An event that fails again stays in the list, with its new error.",
        tags,
        params: Type.Object({ consumer: Consumer, eventId: UuidId() }),
        response: { 200: Type.Object({ outcome: StringEnum(["handled", "failed"]) }) },
      },
    },
    async ({ params: { consumer, eventId } }) => {
      const outcome = await events.retryDeadLetter(consumer, eventId);
      if (outcome === "not-found") throw problem("not-found", "There is no such dead letter.");
      return { outcome };
    },
  );
}

function toAnswer({ consumer, event, attempts, error, failedAt }: DeadLetter) {
  return {
    consumer,
    eventId: event.id,
    type: event.type,
    aggregate: { type: event.aggregateType, id: event.aggregateId, version: event.version },
    data: event.payload as Record<string, unknown>,
    attempts,
    error,
    failedAt: failedAt.toISOString(),
  };
}
