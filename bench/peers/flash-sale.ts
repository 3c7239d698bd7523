import { setTimeout as delay } from "node:timers/promises";
import { type Catalogue, SALE_PRODUCTS, SALE_UNITS } from "./catalogue.ts";
import { nextShopper } from "./jobs.ts";
import type { Cart, Shop, Verdict } from "./peer.ts";
import type { Sizes } from "./settings.ts";

export type SaleReport = {
  readonly buyers: number;
  /** Units that there were, and units in placed orders, both from the shop's own database. */
  readonly units: number;
  readonly sold: number;
  /** Units sold over the stock of their variant. */
  readonly oversold: number;
  /** Units left while buyers of that variant went without. */
  readonly unsold: number;
  readonly orders: number;
  readonly duplicateOrders: number;
  readonly paidTwice: number;
  /** Buyers by what they were told in the end. `undecided`: after every retry still neither an order nor a refusal. */
  readonly told: Readonly<Record<"placed" | "refused" | "undecided", number>>;
  /** Buyers who were told of an order, less orders that there are. */
  readonly toldTooMany: number;
  readonly seconds: number;
  /** What the shop said, in its own words, and how often. */
  readonly words: Readonly<Record<string, number>>;
};

/** Carts filled at the same time before the sale. */
const PREPARING_AT_ONCE = 8;
/** Clicks of one buyer, the double one counted as two, before giving up. */
const MAX_RETRIES = 6;
const RETRY_MS = 500;

/** All buyers check out one unit of few variants at once, each clicks twice, and repeats what came to nothing; then the database is counted. */
export async function flashSale(shop: Shop, catalogue: Catalogue, { buyers }: Sizes): Promise<SaleReport> {
  const skus = catalogue.products.slice(0, SALE_PRODUCTS).map((product) => product.variants[0]!.sku);
  const carts: Cart[] = [];
  let next = 0;
  const filler = async () => {
    for (let index = next++; index < buyers; index = next++)
      carts.push(await shop.newCart(skus[index % skus.length]!, nextShopper()));
  };
  await Promise.all(Array.from({ length: PREPARING_AT_ONCE }, filler));

  const words: Record<string, number> = {};
  const hear = (verdict: Verdict) => {
    words[verdict.words] = (words[verdict.words] ?? 0) + 1;
    return verdict.outcome;
  };
  const startedMs = performance.now();
  const verdicts = await Promise.all(carts.map((cart) => buy(shop, cart, hear)));
  const seconds = (performance.now() - startedMs) / 1_000;

  const count = await shop.countSale(skus, carts);
  const told = { placed: 0, refused: 0, undecided: 0 };
  for (const verdict of verdicts) told[verdict] += 1;
  const wanted = (sku: string) => carts.length / skus.length - (count.soldBySku[sku] ?? 0);
  const sum = (of: (sold: number, sku: string) => number) =>
    skus.reduce((total, sku) => total + Math.max(0, of(count.soldBySku[sku] ?? 0, sku)), 0);
  return {
    buyers,
    units: SALE_UNITS * skus.length,
    sold: sum((sold) => sold),
    oversold: sum((sold) => sold - SALE_UNITS),
    unsold: sum((sold, sku) => Math.min(SALE_UNITS - sold, Math.floor(wanted(sku)))),
    orders: count.orders,
    duplicateOrders: count.duplicateOrders,
    paidTwice: count.paidTwice,
    told,
    toldTooMany: told.placed - count.orders,
    seconds,
    words,
  };
}

async function buy(shop: Shop, cart: Cart, hear: (verdict: Verdict) => Verdict["outcome"]): Promise<keyof SaleReport["told"]> {
  const place = () =>
    shop
      .placeOrder(cart)
      .then(hear, (error: Error) => hear({ outcome: "again", words: `no answer: ${error.message.slice(0, 120)}` }));
  const refusal = await shop.prepareOrder(cart).catch((error: Error) => error.message);
  if (refusal !== null) {
    hear({ outcome: "refused", words: `before the last step: ${refusal.slice(0, 120)}` });
    return "refused";
  }
  let outcomes: readonly Verdict["outcome"][] = await Promise.all([place(), place()]);
  for (let retry = 0; retry < MAX_RETRIES && !outcomes.includes("placed") && outcomes.includes("again"); retry += 1) {
    await delay(RETRY_MS);
    outcomes = [await place()];
  }
  if (outcomes.includes("placed")) return "placed";
  return outcomes.includes("refused") ? "refused" : "undecided";
}
