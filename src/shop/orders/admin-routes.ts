import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import type { Database, Queryable } from "../../platform/database/database.ts";
import { withIdempotency } from "../../platform/database/idempotent.ts";
import { adminOf } from "../../platform/http/auth.ts";
import { idempotencyKeyOf, requestHashOf } from "../../platform/http/idempotency.ts";
import { problem } from "../../platform/http/problems.ts";
import { pageQuery, StringEnum, UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { derivedId } from "../../platform/ids.ts";
import { fulfilOrder } from "./fulfil-order.ts";
import type { OrderRef } from "./locked-order.ts";
import type { Order } from "./order.ts";
import { ordersBefore, pageOfOrders } from "./order-cursor.ts";
import {
  AdminOrderBody,
  AdminOrderPageBody,
  ORDER_STATUSES,
  RefundBody,
  RefundRequestBody,
  ReturnBody,
  ReturnRequestBody,
} from "./order-schemas.ts";
import { viewOrderForStaff } from "./order-view.ts";
import type { OrderReads } from "./read-orders.ts";
import { type Refund, refundOrder } from "./refunds.ts";
import { type OrderReturn, returnOrder } from "./return-order.ts";

export type OrderAdminRoutesDependencies = { readonly db: Database; readonly orders: OrderReads };

const tags = ["orders"];
const params = Type.Object({ orderId: UuidId() });

/** What the staff sees and does about all orders. */
export function orderAdminRoutes(app: App, deps: OrderAdminRoutesDependencies): void {
  readRoutes(app, deps);
  changeRoutes(app, deps);
}

async function orderOf(orders: OrderReads, orderId: string): Promise<Order> {
  const order = await orders.findForStaff(orderId);
  if (order === null) throw problem("not-found", "There is no such order.");
  return order;
}

function readRoutes(app: App, { orders }: OrderAdminRoutesDependencies): void {
  app.get(
    "/v1/admin/orders",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listAllOrders",
        summary: "All orders, newest first",
        tags,
        querystring: Type.Object({ ...pageQuery, status: Type.Optional(StringEnum(ORDER_STATUSES)) }),
        response: { 200: AdminOrderPageBody },
      },
    },
    async (request) => {
      const { limit, cursor, status = null } = request.query;
      return pageOfOrders(await orders.list(status, ordersBefore(cursor), limit + 1), limit, viewOrderForStaff);
    },
  );

  app.get(
    "/v1/admin/orders/:orderId",
    {
      config: { auth: "admin", problems: ["not-found"] },
      schema: { operationId: "getAnyOrder", summary: "Any order", tags, params, response: { 200: AdminOrderBody } },
    },
    async (request) => viewOrderForStaff(await orderOf(orders, request.params.orderId)),
  );
}

function changeRoutes(app: App, { db, orders }: OrderAdminRoutesDependencies): void {
  app.post(
    "/v1/admin/orders/:orderId/fulfil",
    {
      config: { auth: "admin", roles: ["fulfilment"], problems: ["not-found", "conflict"] },
      schema: {
        operationId: "fulfilOrder",
        summary: "Everything of an order was sent",
        description: "The units leave the stock. Saying it twice is saying it once.",
        tags,
        params,
        response: { 200: AdminOrderBody },
      },
    },
    async (request) => {
      const { id: orderId, shopperId } = await orderOf(orders, request.params.orderId);
      await fulfilOrder(db, { orderId, shopperId });
      return viewOrderForStaff(await orderOf(orders, orderId));
    },
  );

  /** Does something about an order once for the key of the request. */
  async function once<Body>(
    request: FastifyRequest,
    reply: FastifyReply,
    scope: string,
    work: (tx: Queryable, ref: OrderRef) => Promise<Body>,
  ): Promise<Body> {
    const key = idempotencyKeyOf(request);
    const { id: orderId, shopperId } = await orderOf(orders, (request.params as { orderId: string }).orderId);
    const call = { ownerId: derivedId("admin", adminOf(request).keyId), scope, key, requestHash: requestHashOf(request) };
    const answer = await withIdempotency<Body>(db, call, async (tx) => ({
      status: 201,
      body: await work(tx, { orderId, shopperId }),
    }));
    if (answer.replayed) reply.header("idempotency-replayed", "true");
    reply.code(answer.status);
    return answer.body;
  }

  const replays = ["idempotency-key-reused", "idempotency-in-progress"] as const;

  app.post(
    "/v1/admin/orders/:orderId/refunds",
    {
      config: {
        auth: "admin",
        roles: ["finance"],
        idempotencyKey: "required",
        problems: ["not-found", "refund-exceeds-payment", ...replays],
      },
      schema: {
        operationId: "refundOrder",
        summary: "Pay a part of an order back",
        description:
          "The amount counts as refunded at once; the provider is asked by a worker, until it has confirmed or refused.",
        tags,
        params,
        body: RefundRequestBody,
        response: { 201: RefundBody },
      },
    },
    (request, reply) => once<Refund>(request, reply, "orders.refund", (tx, ref) => refundOrder(tx, ref, request.body)),
  );

  app.post(
    "/v1/admin/orders/:orderId/returns",
    {
      config: {
        auth: "admin",
        roles: ["fulfilment", "finance"],
        idempotencyKey: "required",
        problems: ["not-found", "conflict", "return-exceeds-order", "refund-exceeds-payment", ...replays],
      },
      schema: {
        operationId: "returnOrder",
        summary: "Take units of an order back",
        description:
          "Before the order is sent, the units are simply no longer reserved. Afterwards they go back on the shelf of the warehouse that sent " +
          "them, if `restock` says so. Shipping is not refunded unless `refundMinor` includes it.",
        tags,
        params,
        body: ReturnRequestBody,
        response: { 201: ReturnBody },
      },
    },
    (request, reply) =>
      once<OrderReturn>(request, reply, "orders.return", (tx, ref) => {
        const { lines, restock, reason, refundMinor = null } = request.body;
        return returnOrder(tx, ref, { lines, restock, reason, refundMinor });
      }),
  );
}
