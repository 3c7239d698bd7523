import { itemOf } from "../../data/online-retail/classify.ts";
import type { ReplayOrder } from "../../data/online-retail/orders.ts";
import { checkoutEntry, type HistoryWriter } from "../history-writer.ts";
import type { Attempt } from "../http-client.ts";
import { type Basket, type BasketLine, basketOf } from "./basket.ts";
import type { Journal, PlacedOrder } from "./journal.ts";
import { type Cart, type Order, REPLAY_CURRENCY, Refused, type Session, type ShopApi } from "./shop-api.ts";
import type { SkuIndex, SoldAs } from "./sku-index.ts";

/** How often something had to be made true that the real shop did and a cart has no room for. */
export type Adjustments = {
  /** Prices agreed with a shopper, because the invoice's is not the list price. */
  agreedPrices: number;
  /** Coupons for SKUs at several prices within one order, and what they took off in pence. */
  coupons: number;
  couponMinor: number;
  /** Orders whose country of the file is no country; sent to the shop's own. */
  countriesReplaced: number;
};

export type PlaceOrderDependencies = {
  readonly api: ShopApi;
  readonly skus: SkuIndex;
  readonly journal: Journal;
  readonly history: HistoryWriter;
  /** Part of every idempotency key. */
  readonly runId: string;
  readonly adjustments: Adjustments;
};

/** Who the order is from: a known customer over the whole run, a guest for this order only. */
export function shopperOf({ customerId, invoiceNo }: Pick<ReplayOrder, "customerId" | "invoiceNo">): string {
  return customerId === null ? `guest-${invoiceNo}` : `customer-${customerId}`;
}

/** "European Community" and "Unspecified" are the two names of the file that no parcel can be sent to. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(["EU", "ZZ"]);
const HOME_COUNTRY = "GB";

/**
 * Places one real order as its shopper: the basket in one call, what the shop would charge otherwise agreed or taken off, then the checkout
 * with the total that the invoice has, so that the shop itself refuses any other. Throws `Refused`.
 */
export async function placeOrder(deps: PlaceOrderDependencies, order: ReplayOrder): Promise<PlacedOrder> {
  const { api, journal, history, runId, adjustments } = deps;
  const basket = basketOf(order);
  const session = await sessionOf(deps, shopperOf(order));
  const soldAs = await Promise.all(basket.lines.map((line) => deps.skus.find(line.sku)));
  const country = NO_COUNTRIES.has(order.country) ? HOME_COUNTRY : order.country;
  if (country !== order.country) adjustments.countriesReplaced += 1;

  const couponCodes = await couponsFor(deps, order, basket, soldAs);
  const cart = await api.createCart(session, `cart-${order.invoiceNo}-${runId}`, {
    currency: REPLAY_CURRENCY,
    country,
    lines: basket.lines.map(({ quantity }, index) => ({ variantId: soldAs[index]!.variantId, quantity })),
    couponCodes,
  });
  const agreements = pricesToAgree(cart, basket.lines, soldAs);
  if (agreements.length > 0) await api.agreePrices(session.shopperId, agreements);
  adjustments.agreedPrices += agreements.length;

  const key = `${order.invoiceNo}-${runId}`;
  const names = { key, shopperId: session.shopperId, cartId: cart.id };
  const onAttempt = (attempt: Attempt) => history.write(checkoutEntry(names, attempt));
  const answered = await api.checkout(session, key, cart.id, checkoutBody(order, country, basket.totalMinor), onAttempt);
  const placed = summarize(answered.status === "pending" ? await untilKnown(api, session, answered) : answered);
  journal.addOrder(order.invoiceNo, placed);
  return placed;
}

async function sessionOf({ api, journal }: PlaceOrderDependencies, shopper: string): Promise<Session> {
  const known = journal.sessions.get(shopper);
  if (known !== undefined) return known;
  const session = await api.openSession();
  journal.addSession(shopper, session);
  return session;
}

/** A coupon for each discount of the basket, good for this order only, on the products that have several prices in it. */
async function couponsFor(
  { api, runId, adjustments }: PlaceOrderDependencies,
  { invoiceNo }: ReplayOrder,
  { lines, discounts }: Basket,
  soldAs: readonly SoldAs[],
): Promise<readonly string[]> {
  const codes: string[] = [];
  for (const [index, { skus, amountMinor }] of discounts.entries()) {
    const code = `REPLAY-${runId}-${invoiceNo}-${index + 1}`.toUpperCase();
    const productIds = [
      ...new Set(soldAs.filter((_, position) => skus.includes(lines[position]!.sku)).map((sold) => sold.productId)),
    ];
    await api.createCoupon(`coupon-${code}`, { code, amountMinor, productIds });
    adjustments.coupons += 1;
    adjustments.couponMinor += amountMinor;
    codes.push(code);
  }
  return codes;
}

/** The lines that the cart shows at another price than the invoice has; all of them where tax would come on top. */
function pricesToAgree(cart: Cart, lines: readonly BasketLine[], soldAs: readonly SoldAs[]) {
  const shownMinor = new Map(cart.lines.map((line) => [line.variantId, line.unitPriceMinor]));
  return lines.flatMap(({ unitPriceMinor }, index) => {
    const { variantId } = soldAs[index]!;
    const isTrue = cart.taxMinor === 0 && shownMinor.get(variantId) === unitPriceMinor;
    return isTrue ? [] : [{ variantId, amountMinor: unitPriceMinor }];
  });
}

function checkoutBody(order: ReplayOrder, country: string, expectedTotalMinor: number): object {
  const shopper = shopperOf(order);
  return {
    email: `${shopper}@example.com`,
    shippingAddress: { name: shopper, line1: "1 High Street", city: "Anytown", postalCode: "0000", country },
    // It costs nothing: what the real shop charged for postage is a line of the invoice.
    shippingMethod: "pickup",
    payment: { provider: "sandbox", token: "ok" },
    expectedTotalMinor,
  };
}

/** A worker asks the provider again within seconds; one that is away this long stays away. */
const PAYMENT_DEADLINE_MS = 120_000;
const PAYMENT_POLL_MS = 500;

async function untilKnown(api: ShopApi, session: Session, pending: Order): Promise<Order> {
  const deadline = performance.now() + PAYMENT_DEADLINE_MS;
  for (;;) {
    const order = await api.order(session, pending.id);
    if (order.status !== "pending") {
      if (order.status === "payment_failed") throw new Refused("payment-declined", `The payment of order ${order.id} failed.`);
      return order;
    }
    if (performance.now() > deadline) throw new Error(`The payment of order ${order.id} is still not known.`);
    await new Promise((resolve) => setTimeout(resolve, PAYMENT_POLL_MS));
  }
}

function summarize({ id, totalMinor, lines }: Order): PlacedOrder {
  let units = 0;
  let serviceMinor = 0;
  for (const line of lines) {
    units += line.quantity;
    if (itemOf(line.sku) === "service") serviceMinor += line.totalMinor - line.discountMinor + line.taxMinor;
  }
  return { orderId: id, lines: lines.length, units, productMinor: totalMinor - serviceMinor, serviceMinor };
}
