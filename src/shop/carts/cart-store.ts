import { plainArray } from "../../platform/database/arrays.ts";
import { type Database, sql } from "../../platform/database/database.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";

export type CartLineState = {
  readonly variantId: number;
  readonly quantity: number;
  readonly agreed: { readonly amountMinor: number; readonly taxIncluded: boolean } | null;
};

/** A cart as its shopper's shard has it: what was put in, without prices. */
export type CartState = {
  readonly id: string;
  readonly shopperId: string;
  readonly currency: string;
  readonly country: string;
  readonly status: "open" | "ordered" | "merged" | "expired";
  readonly couponCodes: readonly string[];
  readonly shippingMethod: string | null;
  readonly orderId: string | null;
  /** Grows with every change; a checkout takes the cart only in the version that it priced. */
  readonly version: number;
  /** Of the last change; a cart without changes expires. */
  readonly updatedAt: Date;
  readonly lines: readonly CartLineState[];
};

/** The record of an Idempotency-Key that was used before. */
export type UsedKey = { readonly requestHash: Buffer; readonly orderId: string | null };

export type LoadedCart = { readonly cart: CartState | null; readonly usedKey: UsedKey | null };

export interface CartStore {
  /** Reads a cart of this shopper, and with it the record of an idempotency key, from the primary. One statement for all that wait. */
  load(request: { cartId: string; shopperId: string; keyId?: string }): Promise<LoadedCart>;
}

type Row = {
  readonly currency: string | null;
  readonly country: string;
  readonly status: CartState["status"];
  readonly coupon_codes: string[];
  readonly shipping_method: string | null;
  readonly order_id: string | null;
  readonly version: number;
  readonly updated_at: Date;
  readonly variant_ids: readonly number[] | null;
  readonly quantities: readonly number[] | null;
  readonly agreements: readonly (readonly [variantId: number, amountMinor: number, taxIncluded: boolean])[] | null;
  readonly request_hash: Buffer | null;
  readonly key_order_id: string | null;
};

// Joining unnest() instead of comparing with any() lets the executor visit only the partitions that the ids name. Lines come as two arrays:
// for 200 lines, json_agg() takes the server twice as long.
const loadCarts = sql<Row>(
  "carts.load",
  `select c.currency, c.country, c.status, c.coupon_codes, c.shipping_method, c.order_id, c.version, c.updated_at,
    l.variant_ids, l.quantities, (
      select json_agg(json_build_array(a.variant_id, a.amount_minor, a.tax_included)) from price_agreements a
      where a.shopper_id = c.shopper_id and a.currency = c.currency and a.variant_id = any(l.variant_ids)
    ) as agreements, k.request_hash, k.order_id as key_order_id
  from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as i (cart_id, shopper_id, key_id, n)
  left join carts c on c.id = i.cart_id and c.shopper_id = i.shopper_id
  left join lateral (
    select array_agg(o.variant_id) as variant_ids, array_agg(o.quantity) as quantities
    from (
      select variant_id, quantity::bigint from cart_lines where cart_id = c.id and shopper_id = c.shopper_id order by added_at, variant_id
    ) o
  ) l on true
  left join lateral (
    -- The limit keeps this a look-up by key even in a plan that was made while the table was empty.
    select request_hash, order_id from idempotency_keys where owner_id = i.shopper_id and id = i.key_id limit 1
  ) k on true
  order by i.n`,
);

const LANES = 2;

export function createCartStore(db: Database, observer?: PartObserver): CartStore {
  const reads = createBatcher<{ cartId: string; shopperId: string; keyId?: string }, LoadedCart>({
    name: "carts",
    observer,
    lanes: LANES,
    async run(requests) {
      const rows = await db.run(loadCarts, [
        plainArray(requests.map((request) => request.cartId)),
        plainArray(requests.map((request) => request.shopperId)),
        plainArray(requests.map((request) => request.keyId ?? null)),
      ]);
      return requests.map(({ cartId, shopperId }, index) => toLoadedCart(cartId, shopperId, rows[index]!));
    },
  });
  return { load: (request) => reads.submit(request) };
}

function toLoadedCart(id: string, shopperId: string, row: Row): LoadedCart {
  const usedKey = row.request_hash === null ? null : { requestHash: row.request_hash, orderId: row.key_order_id };
  if (row.currency === null) return { cart: null, usedKey };
  const { variant_ids: variantIds, quantities, agreements } = row;
  const agreed = new Map((agreements ?? []).map(([id, amountMinor, taxIncluded]) => [id, { amountMinor, taxIncluded }]));
  const lines = (variantIds ?? []).map((variantId, index) => ({
    variantId,
    quantity: quantities![index]!,
    agreed: agreed.get(variantId) ?? null,
  }));
  const { currency, country, status, version } = row;
  return {
    cart: {
      id,
      shopperId,
      currency,
      country,
      status,
      couponCodes: row.coupon_codes,
      shippingMethod: row.shipping_method,
      orderId: row.order_id,
      version,
      updatedAt: row.updated_at,
      lines,
    },
    usedKey,
  };
}
