import { systemClock } from "../../../platform/clock.ts";
import { createDatabase, type Database, sql } from "../../../platform/database/database.ts";
import { createIdBlocks } from "../../../platform/database/id-blocks.ts";
import { newId } from "../../../platform/ids.ts";
import { createCartStore } from "../../../shop/carts/cart-store.ts";
import { importProducts, type ProductToImport } from "../../../shop/catalog/import-products.ts";
import { type Checkout, createCheckout, FIRST_RECOVERY_MS } from "../../../shop/checkout/checkout.ts";
import { createHolds } from "../../../shop/inventory/holds.ts";
import { openStock } from "../../../shop/inventory/opening-stock.ts";
import { createOrderPlacement } from "../../../shop/orders/place-orders.ts";
import { createOrderReads } from "../../../shop/orders/read-orders.ts";
import { createSettlements } from "../../../shop/orders/settle-payments.ts";
import type { PaymentProvider } from "../../../shop/payments/provider.ts";
import { createOfferStore } from "../../../shop/pricing/offers.ts";
import { createReferenceStore } from "../../../shop/pricing/reference-store.ts";
import { createRedemptions } from "../../../shop/promotions/redemptions.ts";

export type Cart = { readonly cartId: string; readonly shopperId: string };

/** The shop's order path below HTTP, with a provider that says yes at once. */
export interface OrderDesk {
  readonly db: Database;
  /** Checks a cart out and answers the id of the paid order. Rejects when it did not come to that. */
  buy(cart: Cart): Promise<string>;
  close(): Promise<void>;
}

export type DeskOptions = {
  readonly url: string;
  /** How many buy at once. */
  readonly buyers: number;
  /** `shared`: as in the shop, what arrives together goes together. `own`: every buyer has queues of their own, so that each order goes alone. */
  readonly queues: "shared" | "own";
};

/** Eight connections are as many as two cores keep busy. */
const POOL = 8;
const ORDER_NUMBERS_PER_LEASE = 10_000;
const WAREHOUSES = ["LON1", "RTM1"];
const PLENTY = 10_000_000;
const CARTS_PER_STATEMENT = 500;
const LINES_PER_CART = 3;

export function createOrderDesk({ url, buyers, queues }: DeskOptions): OrderDesk {
  const db = createDatabase({ url, poolSize: POOL, applicationName: "tenfold lab orders" });
  const shared = queues === "shared" ? composeOrderPath(db) : null;
  const free = shared === null ? Array.from({ length: buyers }, () => composeOrderPath(db)) : [];
  return {
    db,
    async buy(cart) {
      const checkout = shared ?? free.pop();
      if (checkout === undefined) throw new Error(`More than ${buyers} buy at once.`);
      try {
        return await checkOut(checkout, cart);
      } finally {
        if (shared === null) free.push(checkout);
      }
    },
    close: () => db.close(),
  };
}

async function checkOut(checkout: Checkout, { cartId, shopperId }: Cart): Promise<string> {
  const { order } = await checkout.run({
    cartId,
    shopperId,
    idempotencyKey: cartId,
    requestHash: Buffer.alloc(32),
    email: `${shopperId}@example.com`,
    shippingAddress: { name: "Ada Byron", line1: "12 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" },
    shippingMethod: null,
    payment: { provider: "instant", token: "ok" },
    expectedTotalMinor: null,
  });
  if (order.status !== "paid") throw new Error(`An order ended as ${order.status}.`);
  return order.id;
}

function composeOrderPath(db: Database): Checkout {
  const provider = { name: "instant", charge: async () => ({ outcome: "paid", reference: "instant" }) };
  return createCheckout({
    carts: createCartStore(db),
    offers: createOfferStore(db, createReferenceStore(db)),
    holds: createHolds(db),
    redemptions: createRedemptions(db),
    placement: createOrderPlacement(db, FIRST_RECOVERY_MS),
    orders: createOrderReads(db),
    settlements: createSettlements(db),
    orderNumbers: createIdBlocks(db, "order-numbers", ORDER_NUMBERS_PER_LEASE),
    provider: () => provider as unknown as PaymentProvider,
    isFirstOrder: async () => false,
    clock: systemClock,
  });
}

/** Puts products of one variant each on sale, with more stock than anybody buys. Answers the variants. */
export async function stockShop(url: string, products: number): Promise<number[]> {
  const db = createDatabase({ url, poolSize: 2, statementTimeoutMs: 0, applicationName: "tenfold lab stock" });
  try {
    const { variantIdOfSku } = await importProducts(
      db,
      Array.from({ length: products }, (_, index) => thing(index, `Thing ${index}`)),
    );
    const variants = [...variantIdOfSku.values()];
    const level = { onHand: PLENTY, backorderLimit: 0, reorderLevel: null };
    await openStock(
      db,
      variants.flatMap((variantId) => WAREHOUSES.map((warehouse) => ({ variantId, warehouse, ...level }))),
    );
    return variants;
  } finally {
    await db.close();
  }
}

const thing = (index: number, name: string): ProductToImport => ({
  slug: `thing-${index}`,
  name,
  description: "Made for an experiment.",
  categoryPath: ["Things"],
  attributes: {},
  variants: [{ sku: `THING-${index}`, options: {}, priceMinor: 999, tiers: [], weightGrams: 200 }],
});

/** Gives a product of `stockShop` another name, and answers it. */
export async function renameThing(db: Database, index: number, edition: number): Promise<string> {
  const name = `Thing ${index}, edition ${edition}`;
  await importProducts(db, [thing(index, name)]);
  return name;
}

const insertCarts = sql<object>(
  "lab.fill-carts",
  `with cart as (
    insert into carts (id, shopper_id, currency, country, line_count)
    select id, shopper_id, 'GBP', 'GB', $6 from unnest($1::uuid[], $2::uuid[]) as c (id, shopper_id)
  )
  insert into cart_lines (cart_id, shopper_id, variant_id, quantity)
  select cart_id, shopper_id, variant_id, 1 from unnest($3::uuid[], $4::uuid[], $5::bigint[]) as l (cart_id, shopper_id, variant_id)`,
);

/** Carts that are ready to be checked out, each of a shopper of its own. */
export async function fillCarts(url: string, count: number, basket: () => readonly number[]): Promise<Cart[]> {
  const db = createDatabase({ url, poolSize: 1, statementTimeoutMs: 0, applicationName: "tenfold lab carts" });
  const carts: Cart[] = [];
  try {
    while (carts.length < count) {
      const some = Array.from({ length: Math.min(CARTS_PER_STATEMENT, count - carts.length) }, () => ({
        cartId: newId(),
        shopperId: newId(),
      }));
      const lines = some.flatMap((cart) => basket().map((variantId) => ({ ...cart, variantId })));
      await db.run(insertCarts, [
        some.map((cart) => cart.cartId),
        some.map((cart) => cart.shopperId),
        lines.map((line) => line.cartId),
        lines.map((line) => line.shopperId),
        lines.map((line) => line.variantId),
        lines.length / some.length,
      ]);
      carts.push(...some);
    }
    return carts;
  } finally {
    await db.close();
  }
}

/** Three different variants of all, every one as likely: what makes the most work for the log. */
export function spreadBasket(variants: readonly number[], random: () => number): () => number[] {
  return () => {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(LINES_PER_CART, variants.length)) chosen.add(variants[Math.floor(random() * variants.length)]!);
    return [...chosen];
  };
}
