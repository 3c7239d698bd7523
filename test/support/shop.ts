import { createHash } from "node:crypto";
import { systemClock } from "../../src/platform/clock.ts";
import { createDatabase, type Database } from "../../src/platform/database/database.ts";
import { createIdBlocks } from "../../src/platform/database/id-blocks.ts";
import { Problem, type ProblemCode, type ProblemExtensions } from "../../src/platform/http/problems.ts";
import { newId } from "../../src/platform/ids.ts";
import { createCartStore } from "../../src/shop/carts/cart-store.ts";
import { type Checkout, type CheckoutDependencies, createCheckout, FIRST_RECOVERY_MS } from "../../src/shop/checkout/checkout.ts";
import { createHolds } from "../../src/shop/inventory/holds.ts";
import type { Order } from "../../src/shop/orders/order.ts";
import { createOrderPlacement } from "../../src/shop/orders/place-orders.ts";
import { createOrderReads } from "../../src/shop/orders/read-orders.ts";
import { createSettlements } from "../../src/shop/orders/settle-payments.ts";
import type { PaymentProvider } from "../../src/shop/payments/provider.ts";
import { createOfferStore } from "../../src/shop/pricing/offers.ts";
import { createReferenceStore } from "../../src/shop/pricing/reference-store.ts";
import { createRedemptions } from "../../src/shop/promotions/redemptions.ts";
import { seedReferenceData } from "../../src/shop/seed/reference-data.ts";
import type { TestDatabase } from "./database.ts";
import { createFakeProvider } from "./fake-provider.ts";

export type TestShopOptions = {
  readonly database: TestDatabase;
  /** Answers to the name `sandbox`; a fake one by default. */
  readonly provider?: PaymentProvider;
  /** Stands between the shop and its database: to lose answers, to wait, or to change a statement. */
  readonly wrap?: (db: Database) => Database;
  /** Parts to use instead of the real ones. */
  readonly overrides?: (db: Database) => Partial<CheckoutDependencies>;
  readonly poolSize?: number;
};

export type TestCart = { readonly cartId: string; readonly shopperId: string };

export type BuyOptions = {
  /** The Idempotency-Key; a new one by default. */
  readonly key?: string;
  /** The provider's token, `ok` by default. */
  readonly token?: string;
  readonly email?: string;
  readonly country?: string;
  readonly shippingMethod?: string;
};

/** What a client would see of a checkout. */
export type Answer = {
  readonly outcome: "ok" | "refused" | "unknown";
  readonly status: number;
  /** Of a problem; `internal` for an error that is no problem. */
  readonly code?: ProblemCode;
  readonly extensions?: ProblemExtensions;
  readonly order?: Order;
  readonly replayed?: boolean;
  readonly error?: unknown;
};

/** One process of a shop, as far as ordering goes. Two of them on one database are two processes: pools, caches and queues of their own. */
export type TestShop = {
  readonly db: Database;
  readonly parts: CheckoutDependencies;
  readonly checkout: Checkout;
  /** Checks out as a client would see it; never rejects. */
  buy(cart: TestCart, options?: BuyOptions): Promise<Answer>;
  close(): Promise<void>;
};

const POOL_SIZE = 4;
const NUMBERS_PER_LEASE = 10_000;

export async function createTestShop(options: TestShopOptions): Promise<TestShop> {
  const provider = options.provider ?? createFakeProvider();
  const pool = createDatabase({ url: options.database.url, poolSize: options.poolSize ?? POOL_SIZE });
  const db = options.wrap?.(pool) ?? pool;
  await seedReferenceData(pool);
  const parts: CheckoutDependencies = {
    carts: createCartStore(db),
    offers: createOfferStore(db, createReferenceStore(db)),
    holds: createHolds(db),
    redemptions: createRedemptions(db),
    placement: createOrderPlacement(db, FIRST_RECOVERY_MS),
    orders: createOrderReads(db),
    settlements: createSettlements(db),
    orderNumbers: createIdBlocks(db, "order-numbers", NUMBERS_PER_LEASE),
    provider: (name) => (name === provider.name ? provider : undefined),
    isFirstOrder: async () => false,
    clock: systemClock,
    ...options.overrides?.(db),
  };
  const checkout = createCheckout(parts);
  return { db, parts, checkout, buy: (cart, buying = {}) => buy(checkout, cart, buying), close: () => pool.close() };
}

async function buy(checkout: Checkout, { cartId, shopperId }: TestCart, options: BuyOptions): Promise<Answer> {
  const body = {
    email: options.email ?? `${shopperId}@example.test`,
    shippingAddress: {
      name: "Ada Byron",
      line1: "12 St James's Square",
      city: "London",
      postalCode: "SW1Y 4JH",
      country: options.country ?? "GB",
    },
    shippingMethod: options.shippingMethod ?? null,
    payment: { provider: "sandbox", token: options.token ?? "ok" },
  };
  const requestHash = createHash("sha256")
    .update(JSON.stringify({ cartId, ...body }))
    .digest();
  const idempotencyKey = options.key ?? newId();
  try {
    const { order, replayed } = await checkout.run({
      cartId,
      shopperId,
      idempotencyKey,
      requestHash,
      ...body,
      expectedTotalMinor: null,
    });
    if (order.status === "payment_failed") return { outcome: "refused", status: 402, code: "payment-declined", order, replayed };
    return { outcome: "ok", status: order.status === "pending" ? 202 : 201, order, replayed };
  } catch (error) {
    if (!(error instanceof Problem)) return { outcome: "unknown", status: 500, code: "internal", error };
    const outcome = error.status < 500 ? "refused" : "unknown";
    return { outcome, status: error.status, code: error.code, extensions: error.extensions, error };
  }
}

export type NewVariants = {
  /** How many products; 1 by default. */
  readonly count?: number;
  /** 1 by default. */
  readonly variantsPerProduct?: number;
  /** In pence; 250 by default. */
  readonly priceMinor?: number;
  readonly kind?: "physical" | "service";
  /** On hand by warehouse; 1,000 in LON1 by default. */
  readonly stock?: Readonly<Record<string, number>>;
};

/** The base price list of the seed. */
const PRICE_LIST = { priceListId: 1, currency: "GBP", minQuantity: 1 } as const;

/** Puts variants on sale, with stock that its ledger accounts for. Answers their ids. */
export async function addVariants(database: TestDatabase, options: NewVariants = {}): Promise<number[]> {
  const { count = 1, variantsPerProduct = 1, priceMinor = 250, kind = "physical", stock = { LON1: 1_000 } } = options;
  const rows = await database.query<{ id: string }>(
    `with made as (
      insert into products (id, slug, name, kind)
      select n, 'product-' || n, 'Product ' || n, $2 from generate_series(1 + (select coalesce(max(id), 0) from products), $1 + (select coalesce(max(id), 0) from products)) n
      returning id
    )
    insert into variants (product_id, id, sku, weight_grams)
    select id, id * 10000 + n, 'SKU-' || id || case n when 1 then '' else '-' || n end, 1 from made, generate_series(1, $3) n returning id`,
    [count, kind, variantsPerProduct],
  );
  const ids = rows.map((row) => Number(row.id));
  await database.query(
    `insert into variant_offers (product_id, variant_id, version, body)
     select id / 10000, id, 1, $2::jsonb || jsonb_build_object('sku', 'SKU-' || id / 10000, 'name', 'Product ' || id / 10000)
     from unnest($1::bigint[]) id`,
    [
      ids,
      JSON.stringify({
        options: {},
        kind,
        weightGrams: 1,
        taxCategory: "standard",
        categoryIds: [],
        prices: [{ ...PRICE_LIST, amountMinor: priceMinor }],
        sellable: true,
      }),
    ],
  );
  if (kind === "physical") await receiveStock(database, ids, stock);
  return ids;
}

async function receiveStock(
  database: TestDatabase,
  ids: readonly number[],
  stock: Readonly<Record<string, number>>,
): Promise<void> {
  await database.query(
    `with received as (
      insert into stock_levels (product_id, variant_id, warehouse, on_hand, version)
      select id / 10000, id, warehouse, quantity::int, 1 from unnest($1::bigint[]) id, jsonb_each_text($2) as s (warehouse, quantity)
      returning *
    )
    insert into stock_ledger (product_id, variant_id, warehouse, version, kind, on_hand_delta)
    select product_id, variant_id, warehouse, version, 'receive', on_hand from received`,
    [ids, JSON.stringify(stock)],
  );
}

export type NewCarts = {
  /** How many, each of a shopper of its own; 1 by default. */
  readonly count?: number;
  readonly lines: readonly { readonly variantId: number; readonly quantity: number }[];
  readonly couponCodes?: readonly string[];
};

/** Fills carts, all with the same lines. */
export async function fillCarts(database: TestDatabase, options: NewCarts): Promise<TestCart[]> {
  const { count = 1, lines, couponCodes = [] } = options;
  const carts = Array.from({ length: count }, () => ({ cartId: newId(), shopperId: newId() }));
  await database.query(
    `with cart as (
      insert into carts (id, shopper_id, currency, country, coupon_codes, line_count)
      select id, shopper_id, 'GBP', 'GB', $3, jsonb_array_length($4) from unnest($1::uuid[], $2::uuid[]) as c (id, shopper_id)
      returning id, shopper_id
    )
    insert into cart_lines (cart_id, shopper_id, variant_id, quantity)
    select cart.id, cart.shopper_id, l."variantId", l.quantity
    from cart, jsonb_to_recordset($4) as l ("variantId" bigint, quantity int)`,
    [carts.map((cart) => cart.cartId), carts.map((cart) => cart.shopperId), couponCodes, JSON.stringify(lines)],
  );
  return carts;
}

export type NewPromotion = {
  /** Null applies by itself. */
  readonly code: string | null;
  /** Off the subtotal; 1,000 (10 %) by default. */
  readonly basisPoints?: number;
  readonly maxUses?: number;
  readonly maxUsesPerCustomer?: number;
  readonly firstOrderOnly?: boolean;
};

/** Adds a percentage promotion. Answers its id. */
export async function addPromotion(database: TestDatabase, promotion: NewPromotion): Promise<string> {
  const id = newId();
  const { code, basisPoints = 1_000, maxUses = null, maxUsesPerCustomer = null, firstOrderOnly = false } = promotion;
  const conditions = { minSubtotalMinor: null, productIds: null, categoryIds: null, countries: null, firstOrderOnly };
  await database.query(
    `with added as (
      insert into promotions (id, name, code, effect, conditions, max_uses, max_uses_per_customer) values ($1, $2, $3, $4, $5, $6, $7)
    ), counted as (
      insert into promotion_uses (promotion_id, max_uses) values ($1, $6)
    )
    update reference_version set version = version + 1`,
    [id, code ?? "Automatic", code, { type: "percentage", basisPoints }, conditions, maxUses, maxUsesPerCustomer],
  );
  return id;
}

export type Level = { readonly onHand: number; readonly reserved: number; readonly allocated: number };

/** The stock of a variant over all warehouses. */
export async function levelOf(database: TestDatabase, variantId: number): Promise<Level> {
  const [row] = await database.query<Level>(
    `select sum(on_hand)::int as "onHand", sum(reserved)::int as reserved, sum(allocated)::int as allocated
     from stock_levels where product_id = $1::bigint / 10000 and variant_id = $1`,
    [variantId],
  );
  return row!;
}
