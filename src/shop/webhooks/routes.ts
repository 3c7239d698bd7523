import Type from "typebox";
import type { Database } from "../../platform/database/database.ts";
import { withIdempotency } from "../../platform/database/idempotent.ts";
import { adminOf } from "../../platform/http/auth.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { optionalIdempotencyKeyOf, requestHashOf } from "../../platform/http/idempotency.ts";
import { Nullable, PageQuery, pageOf, pageQuery, StringEnum, Timestamp, UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { type Delivery, deliveryStatuses } from "./delivery-store.ts";
import type { WebhookEndpoint } from "./endpoints.ts";
import { webhookEventTypes } from "./event-types.ts";
import { MAX_URL_LENGTH } from "./target.ts";
import type { Webhooks } from "./webhooks.ts";

const EventType = StringEnum(webhookEventTypes, { description: "What the webhook is told of." });
const WebhookSchema = Type.Object({
  id: UuidId(),
  url: Type.String({ maxLength: MAX_URL_LENGTH, description: "Where events are sent by POST." }),
  eventTypes: Type.Array(EventType),
  createdAt: Timestamp,
});
const NewWebhook = Type.Object({
  ...WebhookSchema.properties,
  secret: Type.String({ description: "Signs every request, in the header tenfold-signature. It is shown this once." }),
});
const DeliverySchema = Type.Object({
  webhookId: UuidId(),
  eventId: UuidId(),
  eventType: Type.String(),
  status: StringEnum(deliveryStatuses, { description: "dead: given up after the last attempt; it can be sent again." }),
  attempts: Type.Integer({ minimum: 0 }),
  lastStatus: Nullable(Type.Integer({ description: "The HTTP status of the last answer; null when there was none." })),
  lastError: Nullable(Type.String()),
  nextAttemptAt: Nullable(Timestamp),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
const PingResult = Type.Object({
  delivered: Type.Boolean(),
  status: Nullable(Type.Integer({ description: "The HTTP status of the answer; null when there was none." })),
  error: Nullable(Type.String()),
});
const ById = Type.Object({ webhookId: UuidId() });
const tags = ["webhooks"];
const byId = createCursor("webhooks:newest", ["uuid"]);
const byEvent = createCursor("webhook-deliveries:newest", ["uuid"]);

export type WebhookRoutesDependencies = { readonly db: Database; readonly webhooks: Webhooks };

export function webhookRoutes(app: App, { db, webhooks }: WebhookRoutesDependencies): void {
  const { endpoints, deliveries } = webhooks;

  app.post(
    "/v1/admin/webhooks",
    {
      config: { auth: "admin", roles: ["owner"], problems: ["conflict"], idempotencyKey: "optional" },
      schema: {
        operationId: "createWebhook",
        summary: "Subscribe to events",
        description:
          "Events are sent as JSON by POST, at least once each. The header tenfold-signature is `t=<seconds>,v1=<hex>`, where v1 is the HMAC-SHA256 " +
          "of `<t>.<body>` under the secret. Answer with 2xx within ten seconds; otherwise it is tried again, eight times over about five hours. " +
          "Retries may arrive after later events: compare `aggregate.version`.",
        tags,
        body: Type.Object({
          url: Type.String({ minLength: 1, maxLength: MAX_URL_LENGTH, description: "An https URL outside private networks." }),
          eventTypes: Type.Array(EventType, { minItems: 1, maxItems: webhookEventTypes.length }),
        }),
        response: { 201: NewWebhook },
      },
    },
    async (request, reply) => {
      const { url, eventTypes } = request.body;
      const key = optionalIdempotencyKeyOf(request);
      await endpoints.checkUrl(url);
      const call = { ownerId: adminOf(request).keyId, scope: "webhooks.create", key, requestHash: requestHashOf(request) };
      const { body, replayed } = await withIdempotency(db, call, async (tx) => {
        const { secret, ...endpoint } = await endpoints.create(tx, url, eventTypes);
        return { status: 201, body: { ...toWebhook(endpoint), secret } };
      });
      if (replayed) reply.header("idempotency-replayed", "true");
      return reply.code(201).send(body);
    },
  );

  app.get(
    "/v1/admin/webhooks",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listWebhooks",
        summary: "List the webhooks",
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(WebhookSchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const rows = await endpoints.list(byId.decode(cursor)?.[0] ?? null, limit + 1);
      const items = rows.slice(0, limit).map(toWebhook);
      return { items, nextCursor: rows.length > limit ? byId.encode([items.at(-1)!.id]) : null };
    },
  );

  app.get(
    "/v1/admin/webhooks/:webhookId",
    {
      config: { auth: "admin", problems: ["not-found"] },
      schema: { operationId: "getWebhook", summary: "Read a webhook", tags, params: ById, response: { 200: WebhookSchema } },
    },
    async ({ params }) => toWebhook(await endpoints.get(params.webhookId)),
  );

  app.delete(
    "/v1/admin/webhooks/:webhookId",
    {
      config: { auth: "admin", roles: ["owner"], problems: ["not-found"] },
      schema: {
        operationId: "deleteWebhook",
        summary: "Unsubscribe, with all deliveries",
        tags,
        params: ById,
        response: { 204: Type.Null() },
      },
    },
    async ({ params }, reply) => {
      await endpoints.delete(params.webhookId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/admin/webhooks/:webhookId/ping",
    {
      config: { auth: "admin", roles: ["owner"], problems: ["not-found"] },
      schema: {
        operationId: "pingWebhook",
        summary: "Send a test event and see the answer",
        description: "Sent once, at once, with the type webhook.ping.",
        tags,
        params: ById,
        response: { 200: PingResult },
      },
    },
    ({ params }) => webhooks.ping(params.webhookId),
  );

  app.get(
    "/v1/admin/webhooks/:webhookId/deliveries",
    {
      config: { auth: "admin", problems: ["not-found"] },
      schema: {
        operationId: "listWebhookDeliveries",
        summary: "List deliveries, newest event first",
        description: "With `status=dead`, the dead letters. Deliveries are kept for 30 days.",
        tags,
        params: ById,
        querystring: Type.Object({ ...pageQuery, status: Type.Optional(StringEnum(deliveryStatuses)) }),
        response: { 200: pageOf(DeliverySchema) },
      },
    },
    async ({ params: { webhookId }, query: { limit, cursor, status } }) => {
      const before = byEvent.decode(cursor)?.[0] ?? null;
      await endpoints.get(webhookId);
      const rows = await deliveries.list(webhookId, status ?? null, before, limit + 1);
      const items = rows.slice(0, limit).map(toDelivery);
      return { items, nextCursor: rows.length > limit ? byEvent.encode([items.at(-1)!.eventId]) : null };
    },
  );

  app.post(
    "/v1/admin/webhooks/:webhookId/deliveries/:eventId/redeliver",
    {
      config: { auth: "admin", roles: ["owner"], problems: ["not-found"] },
      schema: {
        operationId: "redeliverWebhook",
        summary: "Send an event again, delivered or dead",
        tags,
        params: Type.Object({ webhookId: UuidId(), eventId: UuidId() }),
        response: { 202: DeliverySchema },
      },
    },
    async ({ params: { webhookId, eventId } }, reply) =>
      reply.code(202).send(toDelivery(await webhooks.redeliver({ endpointId: webhookId, eventId }))),
  );
}

function toWebhook({ id, url, eventTypes, createdAt }: WebhookEndpoint) {
  return { id, url, eventTypes: eventTypes as (typeof webhookEventTypes)[number][], createdAt: createdAt.toISOString() };
}

function toDelivery({ endpointId, nextAttemptAt, createdAt, updatedAt, ...delivery }: Delivery) {
  return {
    ...delivery,
    webhookId: endpointId,
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
