import type { FastifyReply } from "fastify";
import Type from "typebox";
import { shopperOf } from "../../platform/http/auth.ts";
import { idempotencyKeyOf, requestHashOf } from "../../platform/http/idempotency.ts";
import { problem } from "../../platform/http/problems.ts";
import { UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { OrderBody } from "../orders/order-schemas.ts";
import { viewOrder, viewOrderAsPaid } from "../orders/order-view.ts";
import type { Checkout, CheckoutResult } from "./checkout.ts";
import { CheckoutBody } from "./schemas.ts";

/** The call that makes an order of a cart. */
export function checkoutRoutes(app: App, { checkout }: { readonly checkout: Checkout }): void {
  app.post(
    "/v1/carts/:cartId/checkout",
    {
      config: {
        auth: "shopper",
        priority: "critical",
        idempotencyKey: "required",
        problems: [
          "payment-declined",
          "not-found",
          "out-of-stock",
          "cart-closed",
          "cart-changed",
          "price-changed",
          "coupon-limit-reached",
          "idempotency-in-progress",
          "idempotency-key-reused",
          "coupon-not-applicable",
          "cart-empty",
          "cart-too-large",
          "quantity-too-large",
          "not-sellable",
          "currency-unsupported",
          "shipping-unavailable",
          "overloaded",
        ],
      },
      schema: {
        operationId: "checkout",
        summary: "Order and pay a cart",
        description:
          "Keep the Idempotency-Key over all retries: the same request is answered with its first answer, marked by Idempotency-Replayed. " +
          "201: paid. 202: the payment is not known yet; ask for the order. 402: declined, the cart is open again for another try with a new key. " +
          "409 out-of-stock lists the lines.",
        tags: ["checkout"],
        params: Type.Object({ cartId: UuidId() }),
        body: CheckoutBody,
        response: { 201: OrderBody, 202: OrderBody },
      },
    },
    async (request, reply) => {
      const { email, shippingAddress, shippingMethod = null, payment, expectedTotalMinor = null } = request.body;
      const result = await checkout.run({
        cartId: request.params.cartId,
        shopperId: shopperOf(request).shopperId,
        idempotencyKey: idempotencyKeyOf(request),
        requestHash: Buffer.from(requestHashOf(request), "hex"),
        email,
        shippingAddress,
        shippingMethod,
        payment,
        expectedTotalMinor,
      });
      return answer(reply, result);
    },
  );
}

/** By what became of the payment and not by where the order is now, so that a replay gives the first answer again. */
function answer(reply: FastifyReply, { order, replayed }: CheckoutResult) {
  if (replayed) reply.header("idempotency-replayed", "true");
  const { payment } = order;
  if (payment.status === "declined")
    throw problem("payment-declined", undefined, { orderId: order.id, declineCode: payment.declineCode });
  reply.header("location", `/v1/orders/${order.id}`);
  if (payment.status === "pending") return reply.code(202).send(viewOrder(order));
  return reply.code(201).send(viewOrderAsPaid(order));
}
