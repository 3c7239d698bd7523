import Type from "typebox";
import type { Database } from "../../platform/database/database.ts";
import { shopperOf } from "../../platform/http/auth.ts";
import { optionalIdempotencyKeyOf } from "../../platform/http/idempotency.ts";
import { problem } from "../../platform/http/problems.ts";
import { pageQuery, UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { cancelOrder } from "./cancel-order.ts";
import type { OrderRef } from "./locked-order.ts";
import { ordersBefore, pageOfOrders } from "./order-cursor.ts";
import { OrderBody, OrderPageBody } from "./order-schemas.ts";
import { viewOrder } from "./order-view.ts";
import type { ShownOrders } from "./read-orders.ts";

export type OrderRoutesDependencies = { readonly db: Database; readonly orders: ShownOrders };

const tags = ["orders"];
const params = Type.Object({ orderId: UuidId() });

/** What shoppers see and do about their own orders. */
export function orderRoutes(app: App, { db, orders }: OrderRoutesDependencies): void {
  async function orderOf({ orderId, shopperId }: OrderRef) {
    const order = await orders.find(orderId, shopperId);
    if (order === null) throw problem("not-found", "There is no such order.");
    return viewOrder(order);
  }

  app.get(
    "/v1/orders/:orderId",
    {
      config: { auth: "shopper", problems: ["not-found"] },
      schema: { operationId: "getOrder", summary: "One of my orders", tags, params, response: { 200: OrderBody } },
    },
    (request) => orderOf({ orderId: request.params.orderId, shopperId: shopperOf(request).shopperId }),
  );

  app.get(
    "/v1/orders",
    {
      config: { auth: "shopper" },
      schema: {
        operationId: "listOrders",
        summary: "My orders, newest first",
        tags,
        querystring: Type.Object(pageQuery),
        response: { 200: OrderPageBody },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const found = await orders.listOfShopper(shopperOf(request).shopperId, ordersBefore(cursor), limit + 1);
      return pageOfOrders(found, limit, viewOrder);
    },
  );

  app.post(
    "/v1/orders/:orderId/cancel",
    {
      config: { auth: "shopper", idempotencyKey: "optional", problems: ["not-found", "order-not-cancellable"] },
      schema: {
        operationId: "cancelOrder",
        summary: "Cancel an order",
        description:
          "A paid order that was not sent yet is cancelled, and everything that was paid goes back. While the payment is not known, the wish is " +
          "kept and answered with 202: if it turns out to be paid, the order is cancelled and the money goes back. Cancelling twice is cancelling once, " +
          "with or without an Idempotency-Key.",
        tags,
        params,
        response: { 200: OrderBody, 202: OrderBody },
      },
    },
    async (request, reply) => {
      optionalIdempotencyKeyOf(request);
      const ref = { orderId: request.params.orderId, shopperId: shopperOf(request).shopperId };
      const outcome = await cancelOrder(db, ref, "requested");
      return reply.code(outcome === "cancelled" ? 200 : 202).send(await orderOf(ref));
    },
  );
}
