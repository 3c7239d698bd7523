import type { FastifyRequest } from "fastify";
import Type from "typebox";
import { shopperOf } from "../../platform/http/auth.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { markReplayed, optionalIdempotencyKeyOf, requestHashOf } from "../../platform/http/idempotency.ts";
import type { ProblemCode } from "../../platform/http/problems.ts";
import { CountryCode, CurrencyCode, Nullable, PageQuery, pageOf, UuidId, VariantId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { MAX_CART_LINES, MAX_COUPON_CODES, MAX_QUANTITY } from "../pricing/limits.ts";
import { Cart, CartSummaryAnswer, LineInput, toCart, toCartSummary } from "./cart-answer.ts";
import { addLines, putCoupons, putDestination, removeLine, setQuantity } from "./cart-edits.ts";
import { type CartCall, type CartReference, type Carts, WITHOUT_KEY } from "./carts.ts";

const tags = ["carts"];
const CouponCodes = Type.Array(Type.String({ minLength: 1, maxLength: 64, examples: ["WELCOME10"] }), {
  maxItems: MAX_COUPON_CODES,
  description: "Coupons; upper and lower case do not matter.",
});
const ShippingMethodId = Type.String({ minLength: 1, maxLength: 64, examples: ["standard"] });
const CartParams = Type.Object({ cartId: UuidId() });
const LineParams = Type.Object({ cartId: UuidId(), variantId: VariantId() });
const newestFirst = createCursor("carts:newest", ["uuid"]);

const changeProblems = ["not-found", "cart-closed", "shipping-unavailable", "quantity-too-large"] as const;
const lineProblems = [...changeProblems, "not-sellable", "cart-too-large"] as const satisfies readonly ProblemCode[];

/** The carts of the shopper who asks; another shopper's cart is as good as none. */
export function cartRoutes(app: App, { carts }: { readonly carts: Carts }): void {
  app.post(
    "/v1/carts",
    {
      config: {
        auth: "shopper",
        idempotencyKey: "optional",
        optionalBody: true,
        problems: ["cart-too-large", "quantity-too-large", "not-sellable", "currency-unsupported", "shipping-unavailable"],
      },
      schema: {
        operationId: "createCart",
        summary: "Begin a cart",
        description:
          "May bring a whole basket. The currency is for good; without it, it is that of the country. A retry with the same Idempotency-Key answers the same cart as it is by then.",
        tags,
        body: Type.Object({
          currency: Type.Optional(CurrencyCode),
          country: Type.Optional(CountryCode),
          lines: Type.Optional(Type.Array(LineInput, { maxItems: MAX_CART_LINES })),
          couponCodes: Type.Optional(CouponCodes),
        }),
        response: { 201: Cart },
      },
    },
    async (request, reply) => {
      const { currency = null, country = null, lines = [], couponCodes = [] } = request.body;
      const { shopperId } = shopperOf(request);
      const made = await carts.create({ shopperId, currency, country, lines, couponCodes }, callOf(request));
      markReplayed(reply, made.replayed);
      return reply.code(201).send(toCart(made));
    },
  );

  app.get(
    "/v1/carts",
    {
      config: { auth: "shopper" },
      schema: {
        operationId: "listCarts",
        summary: "List one's open carts, newest first",
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(CartSummaryAnswer) },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const found = await carts.list(shopperOf(request).shopperId, newestFirst.decode(cursor)?.[0] ?? null, limit + 1);
      const items = found.slice(0, limit).map(toCartSummary);
      return { items, nextCursor: found.length > limit ? newestFirst.encode([items.at(-1)!.id]) : null };
    },
  );

  app.get(
    "/v1/carts/:cartId",
    {
      config: { auth: "shopper", problems: ["not-found", "quantity-too-large"] },
      schema: { operationId: "getCart", summary: "Get a cart, priced now", tags, params: CartParams, response: { 200: Cart } },
    },
    async (request) => toCart(await carts.find(referenceOf(request))),
  );

  app.patch(
    "/v1/carts/:cartId",
    {
      config: { auth: "shopper", problems: changeProblems },
      schema: {
        operationId: "updateCart",
        summary: "Choose where the order goes and how",
        tags,
        params: CartParams,
        body: Type.Object({ country: Type.Optional(CountryCode), shippingMethod: Type.Optional(Nullable(ShippingMethodId)) }),
        response: { 200: Cart },
      },
    },
    async (request) => {
      const { country, shippingMethod } = request.body;
      return toCart(await carts.change(referenceOf(request), putDestination({ country, shippingMethod })));
    },
  );

  app.put(
    "/v1/carts/:cartId/coupons",
    {
      config: { auth: "shopper", problems: changeProblems },
      schema: {
        operationId: "putCartCoupons",
        summary: "Replace the coupons of a cart",
        description: "Coupons that do not apply are kept and listed in `rejectedCoupons`.",
        tags,
        params: CartParams,
        body: Type.Object({ codes: CouponCodes }),
        response: { 200: Cart },
      },
    },
    async (request) => toCart(await carts.change(referenceOf(request), putCoupons(request.body.codes))),
  );

  app.post(
    "/v1/carts/:cartId/lines",
    {
      config: { auth: "shopper", idempotencyKey: "optional", problems: lineProblems },
      schema: {
        operationId: "addCartLine",
        summary: "Add units of a variant to a cart",
        description:
          "They are added to the line if there is one. A variant that is unknown, archived or without a price is `not-sellable`.",
        tags,
        params: CartParams,
        body: LineInput,
        response: { 200: Cart },
      },
    },
    async (request, reply) => {
      const changed = await carts.change(referenceOf(request), addLines([request.body]), callOf(request));
      markReplayed(reply, changed.replayed);
      return toCart(changed);
    },
  );

  app.patch(
    "/v1/carts/:cartId/lines/:variantId",
    {
      config: { auth: "shopper", problems: lineProblems },
      schema: {
        operationId: "updateCartLine",
        summary: "Set the quantity of a line",
        description: "0 removes the line.",
        tags,
        params: LineParams,
        body: Type.Object({ quantity: Type.Integer({ minimum: 0, maximum: MAX_QUANTITY }) }),
        response: { 200: Cart },
      },
    },
    async (request) => {
      const edit = setQuantity(request.params.variantId, request.body.quantity);
      return toCart(await carts.change(referenceOf(request), edit));
    },
  );

  app.delete(
    "/v1/carts/:cartId/lines/:variantId",
    {
      config: { auth: "shopper", problems: changeProblems },
      schema: {
        operationId: "removeCartLine",
        summary: "Remove a line",
        description: "A line that is not there counts as removed.",
        tags,
        params: LineParams,
        response: { 200: Cart },
      },
    },
    async (request) => toCart(await carts.change(referenceOf(request), removeLine(request.params.variantId))),
  );
}

/** Ids come in upper or lower case and are compared in lower case. */
function referenceOf(request: FastifyRequest): CartReference {
  const { cartId } = request.params as { cartId: string };
  return { cartId: cartId.toLowerCase(), shopperId: shopperOf(request).shopperId };
}

function callOf(request: FastifyRequest): CartCall {
  const key = optionalIdempotencyKeyOf(request);
  return key === null ? WITHOUT_KEY : { key, requestHash: requestHashOf(request) };
}
