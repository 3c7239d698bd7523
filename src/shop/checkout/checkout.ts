import { timingSafeEqual } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import { isUniqueViolation } from "../../platform/database/errors.ts";
import type { IdBlocks } from "../../platform/database/id-blocks.ts";
import { Problem, type ProblemCode, problem } from "../../platform/http/problems.ts";
import { derivedId, newId } from "../../platform/ids.ts";
import type { CartState, CartStore, LoadedCart, UsedKey } from "../carts/cart-store.ts";
import { priceCartState } from "../carts/priced-cart.ts";
import { DEFAULT_HOLD_TTL_MS, type HoldRequest, type Holds, type HoldVerdict } from "../inventory/holds.ts";
import { warehousePreference } from "../inventory/preference.ts";
import type { Address, Order, OrderToPlace } from "../orders/order.ts";
import { orderNumber } from "../orders/order-number.ts";
import type { OrderPlacement } from "../orders/place-orders.ts";
import type { OrderReads } from "../orders/read-orders.ts";
import type { Settlements } from "../orders/settle-payments.ts";
import type { PaymentProvider } from "../payments/provider.ts";
import type { OfferStore, Offers } from "../pricing/offers.ts";
import type { PricedCart } from "../pricing/price-cart.ts";
import type { Promotion } from "../promotions/promotion.ts";
import type { Redemptions } from "../promotions/redemptions.ts";
import { orderToPlace, placedOrder, settledOrder } from "./draft-order.ts";

export type CheckoutRequest = {
  readonly cartId: string;
  readonly shopperId: string;
  readonly idempotencyKey: string;
  /** Of everything the client sent; another request under the same key is refused. */
  readonly requestHash: Buffer;
  readonly email: string;
  readonly shippingAddress: Address;
  readonly shippingMethod: string | null;
  readonly payment: { readonly provider: string; readonly token: string };
  /** What the shopper saw; when the total has changed since, the checkout is refused with `price-changed`. */
  readonly expectedTotalMinor: number | null;
};

/** `paid`, `declined` or not known yet (`pending`). */
export type CheckoutResult = { readonly order: Order; readonly replayed: boolean };

export type CheckoutDependencies = {
  readonly carts: CartStore;
  readonly offers: OfferStore;
  readonly holds: Holds;
  readonly redemptions: Redemptions;
  readonly placement: OrderPlacement;
  readonly orders: OrderReads;
  readonly settlements: Settlements;
  readonly orderNumbers: IdBlocks;
  readonly provider: (name: string) => PaymentProvider | undefined;
  readonly isFirstOrder: (shopperId: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly observer?: CheckoutObserver | undefined;
};

export type CheckoutPhase = "price" | "hold" | "place" | "pay" | "settle";

/** `replayed`: the answer of an earlier request with the same key. A refusal has the code of its problem, `error` is a bug or an outage. */
export type CheckoutOutcome = "paid" | "declined" | "pending" | "replayed" | "error" | ProblemCode;

export interface CheckoutObserver {
  checkoutPhase(phase: CheckoutPhase, durationMs: number): void;
  checkoutEnded(outcome: CheckoutOutcome): void;
}

export interface Checkout {
  run(request: CheckoutRequest): Promise<CheckoutResult>;
}

/** How long a shopper waits for the provider; then the order is answered as pending and a worker goes on asking. */
export const PAYMENT_TIMEOUT_MS = 5_000;
/** When a worker first asks after a payment: later than the placing process could still be asking. */
export const FIRST_RECOVERY_MS = PAYMENT_TIMEOUT_MS + 5_000;
/** How long a retry waits for the first request with the same key to end. */
const REPLAY_WAIT_MS = PAYMENT_TIMEOUT_MS + 500;
const REPLAY_POLL_MS = 100;

/**
 * The order path: price, hold, place, pay, settle. Every phase is one short statement, shared with whatever else arrived meanwhile,
 * and each can be done again: the hold is named by the idempotency key, the order is guarded by it, the payment's id is the
 * provider's key. Whoever dies in between leaves a hold that is swept or an order that a worker finishes.
 */
export function createCheckout(deps: CheckoutDependencies): Checkout {
  /** Checkouts under way in this process, so that a retry does not race its own first request. */
  const underWay = new Map<string, Promise<unknown>>();

  async function run(request: CheckoutRequest): Promise<CheckoutResult> {
    const keyId = derivedId("checkout", request.shopperId, request.idempotencyKey);
    while (underWay.has(keyId)) await underWay.get(keyId);
    const work = attempt(request, keyId);
    const ended = work.then(
      () => undefined,
      () => undefined,
    );
    underWay.set(keyId, ended);
    try {
      const result = await work;
      deps.observer?.checkoutEnded(outcomeOf(result));
      return result;
    } catch (error) {
      deps.observer?.checkoutEnded(error instanceof Problem ? error.code : "error");
      throw error;
    } finally {
      if (underWay.get(keyId) === ended) underWay.delete(keyId);
    }
  }

  async function attempt(request: CheckoutRequest, keyId: string): Promise<CheckoutResult> {
    const { cart, usedKey } = await load(request, keyId);
    if (usedKey !== null) return replay(request, usedKey);
    try {
      return await order(request, keyId, cart);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // What is not to be had any more may have gone to this very checkout, asked for at another process.
      const after = await load(request, keyId);
      if (after.usedKey === null) throw error;
      return replay(request, after.usedKey);
    }
  }

  function load({ cartId, shopperId }: CheckoutRequest, keyId: string): Promise<LoadedCart> {
    return deps.carts.load({ cartId, shopperId, keyId });
  }

  async function order(request: CheckoutRequest, keyId: string, cart: CartState | null): Promise<CheckoutResult> {
    const provider = deps.provider(request.payment.provider);
    if (provider === undefined) throw problem("validation-failed", `There is no payment provider "${request.payment.provider}".`);
    assertOpen(cart);

    const offers = await timed("price", () => deps.offers.load(cart.lines.map((line) => line.variantId)));
    const { priced, redeemed } = await priceWithinLimits(request, keyId, cart, offers);
    const wanted = holdRequest(request, keyId, cart, offers);
    const hold = await timed("hold", () => deps.holds.take(wanted));
    if (hold.verdict !== "held") {
      if (redeemed !== null) await deps.redemptions.abandon(redeemed);
      throw hold.verdict === "in-use" ? problem("idempotency-in-progress") : outOfStock(hold, priced);
    }

    const now = deps.clock.now();
    const draft = orderToPlace({
      request,
      cart,
      priced,
      holdId: keyId,
      hold,
      id: newId(),
      paymentId: newId(),
      number: orderNumber(await deps.orderNumbers.next(), now),
    });
    const placedAt = await place(draft);
    if (placedAt === null) {
      const after = await load(request, keyId);
      if (after.usedKey?.orderId !== draft.id) {
        // Where the key won elsewhere, what was held before may be what that order counts on; what was held afresh is nobody's.
        if (after.usedKey === null || hold.fresh) await deps.holds.abandon(wanted, hold.expiresAt);
        if (redeemed !== null) await deps.redemptions.abandon(redeemed);
        assertOpen(after.cart);
        throw problem("cart-changed", "The cart was changed while it was being checked out.");
      }
    }
    // Without a time the answer of the placing was lost, but the order is there.
    const placed = placedOrder(draft, placedAt ?? now);

    const charge = {
      paymentId: placed.payment.id,
      orderId: placed.id,
      shopperId: placed.shopperId,
      amountMinor: placed.totalMinor,
      currency: placed.currency,
      token: request.payment.token,
    };
    const outcome =
      placed.totalMinor === 0
        ? ({ outcome: "paid", reference: "nothing-to-pay" } as const)
        : await timed("pay", () => provider.charge(charge, { timeoutMs: PAYMENT_TIMEOUT_MS }));
    if (outcome.outcome === "unknown") return { order: placed, replayed: false };
    const settlement = { orderId: placed.id, shopperId: placed.shopperId, paymentId: placed.payment.id, ...outcome };
    const settled = await timed("settle", () => deps.settlements.settle(settlement));
    // A worker or a webhook was faster; what it booked is the truth.
    if (!settled) return { order: (await deps.orders.find(placed.id, placed.shopperId)) ?? placed, replayed: false };
    return { order: settledOrder(placed, outcome, deps.clock.now()), replayed: false };
  }

  /**
   * Prices, and takes a use of every promotion that has a limit. One that applies by itself and is used up meanwhile is left out;
   * a coupon that is used up refuses the checkout, because the shopper counts on it.
   */
  async function priceWithinLimits(request: CheckoutRequest, holdId: string, cart: CartState, offers: Offers) {
    const exhausted = new Set<string>();
    for (;;) {
      const priced = await priceForCheckout(request, cart, offers, exhausted);
      const promotions = limitedPromotions(priced, offers);
      if (promotions.length === 0) return { priced, redeemed: null };
      const { email, shopperId } = request;
      const redeemed = await deps.redemptions.hold({ holdId, shopperId, email, promotions, ttlMs: DEFAULT_HOLD_TTL_MS });
      if (redeemed.usedUp === null) return { priced, redeemed };
      const { usedUp } = redeemed;
      if (usedUp.code !== null) throw problem("coupon-limit-reached", undefined, { coupon: usedUp.code });
      exhausted.add(usedUp.id);
    }
  }

  async function priceForCheckout(
    request: CheckoutRequest,
    cart: CartState,
    offers: Offers,
    exhaustedPromotionIds: ReadonlySet<string>,
  ): Promise<PricedCart> {
    const asksForFirstOrder = offers.reference.promotions.some((promotion) => promotion.conditions.firstOrderOnly);
    const priced = priceCartState(cart, offers, {
      destination: { country: request.shippingAddress.country, state: request.shippingAddress.region ?? null },
      shippingMethodId: request.shippingMethod ?? cart.shippingMethod,
      now: deps.clock.now(),
      isFirstOrder: asksForFirstOrder ? await deps.isFirstOrder(request.shopperId) : false,
      exhaustedPromotionIds,
    });
    if (priced.unsellable.length > 0) throw problem("not-sellable", undefined, { variantIds: priced.unsellable });
    if (priced.shippingIssue !== null) throw problem("shipping-unavailable", undefined, { reason: priced.shippingIssue });
    const [rejected] = priced.rejectedCoupons;
    if (rejected !== undefined)
      throw problem("coupon-not-applicable", undefined, { coupon: rejected.code, reason: rejected.reason });
    if (request.expectedTotalMinor !== null && request.expectedTotalMinor !== priced.totalMinor) {
      throw problem("price-changed", undefined, { totalMinor: priced.totalMinor, currency: priced.currency });
    }
    return priced;
  }

  /** Null when the cart is no longer open in the version that was priced, or the key was used meanwhile. */
  async function place(draft: OrderToPlace): Promise<Date | null> {
    try {
      return await timed("place", () => deps.placement.place(draft));
    } catch (error) {
      if (isUniqueViolation(error, "idempotency_keys_pkey")) return null;
      throw error;
    }
  }

  async function replay(request: CheckoutRequest, usedKey: UsedKey): Promise<CheckoutResult> {
    if (usedKey.orderId === null || !timingSafeEqual(usedKey.requestHash, request.requestHash))
      throw problem("idempotency-key-reused");
    const end = performance.now() + REPLAY_WAIT_MS;
    for (;;) {
      const order = await deps.orders.find(usedKey.orderId, request.shopperId);
      if (order === null) throw new Error(`order ${usedKey.orderId} of an idempotency key does not exist`);
      const ageMs = deps.clock.now().getTime() - order.placedAt.getTime();
      // While the first request may still be paying, its answer is this one's answer too.
      if (order.status !== "pending" || ageMs > PAYMENT_TIMEOUT_MS || performance.now() > end) return { order, replayed: true };
      await new Promise((resolve) => setTimeout(resolve, REPLAY_POLL_MS));
    }
  }

  async function timed<T>(phase: CheckoutPhase, work: () => Promise<T>): Promise<T> {
    if (deps.observer === undefined) return work();
    const start = performance.now();
    try {
      return await work();
    } finally {
      deps.observer.checkoutPhase(phase, performance.now() - start);
    }
  }

  return { run };
}

function outcomeOf({ order: { payment }, replayed }: CheckoutResult): CheckoutOutcome {
  if (replayed) return "replayed";
  return payment.status === "pending" || payment.status === "declined" ? payment.status : "paid";
}

function assertOpen(cart: CartState | null): asserts cart is CartState {
  if (cart === null) throw problem("not-found", "There is no such cart.");
  if (cart.status !== "open") throw problem("cart-closed", undefined, cart.orderId === null ? {} : { orderId: cart.orderId });
  if (cart.lines.length === 0) throw problem("cart-empty");
}

function limitedPromotions(priced: PricedCart, { reference }: Offers): Promotion[] {
  if (priced.promotions.length === 0) return [];
  const applied = new Set(priced.promotions.map((promotion) => promotion.id));
  return reference.promotions.filter(
    (promotion) => applied.has(promotion.id) && (promotion.maxUses !== null || promotion.maxUsesPerCustomer !== null),
  );
}

function holdRequest(request: CheckoutRequest, holdId: string, cart: CartState, { offers, reference }: Offers): HoldRequest {
  return {
    holdId,
    shopperId: request.shopperId,
    preference: warehousePreference(reference, request.shippingAddress.country),
    lines: cart.lines.map(({ variantId, quantity }) => ({
      variantId,
      quantity,
      tracked: offers.get(variantId)!.kind === "physical",
    })),
  };
}

function outOfStock(hold: Extract<HoldVerdict, { verdict: "out-of-stock" }>, priced: PricedCart) {
  const skus = new Map(priced.lines.map((line) => [line.variantId, line.sku]));
  return problem("out-of-stock", undefined, {
    lines: hold.lines.map((line) => ({ ...line, available: Math.max(0, line.available), sku: skus.get(line.variantId) })),
  });
}
