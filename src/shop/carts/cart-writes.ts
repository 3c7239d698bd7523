import { type Queryable, sql } from "../../platform/database/database.ts";
import { type LineToPut, lineChanges } from "./cart-edits.ts";
import type { CartLineState, CartState } from "./cart-store.ts";

type Agreements = readonly (readonly [variantId: number, amountMinor: number, taxIncluded: boolean])[] | null;
type Row = { readonly version: number; readonly updated_at: Date; readonly agreements: Agreements };

// One change is one statement: it takes effect only in the version that it was made for, so what was decided from that version still holds,
// and the row lock that comes with it makes the lines change one after the other.
const changeCart = sql<Row>(
  "carts.change",
  `with cart as (
    update carts set version = version + 1, updated_at = now(), line_count = $4, country = $5, coupon_codes = $6, shipping_method = $7
    where id = $1 and shopper_id = $2 and status = 'open' and version = $3
    returning id, shopper_id, currency, version, updated_at
  ), removed as (
    delete from cart_lines where cart_id = $1 and shopper_id = $2 and variant_id = any($8::bigint[]) and exists (select from cart)
  ), put as (
    insert into cart_lines (cart_id, shopper_id, variant_id, quantity)
    select c.id, c.shopper_id, i.variant_id, i.quantity
    from cart c cross join unnest($9::bigint[], $10::int[]) as i (variant_id, quantity)
    on conflict (cart_id, shopper_id, variant_id) do update set quantity = excluded.quantity
  )
  select c.version, c.updated_at, (
    select json_agg(json_build_array(a.variant_id, a.amount_minor, a.tax_included)) from price_agreements a
    where a.shopper_id = c.shopper_id and a.currency = c.currency and a.variant_id = any($9::bigint[])
  ) as agreements
  from cart c`,
);

const insertCart = sql<Row>(
  "carts.insert",
  `with cart as (
    insert into carts (id, shopper_id, currency, country, coupon_codes, line_count) values ($1, $2, $3, $4, $5, $6)
    returning id, shopper_id, currency, version, updated_at
  ), put as (
    insert into cart_lines (cart_id, shopper_id, variant_id, quantity)
    select c.id, c.shopper_id, i.variant_id, i.quantity
    from cart c cross join unnest($7::bigint[], $8::int[]) as i (variant_id, quantity)
  )
  select c.version, c.updated_at, (
    select json_agg(json_build_array(a.variant_id, a.amount_minor, a.tax_included)) from price_agreements a
    where a.shopper_id = c.shopper_id and a.currency = c.currency and a.variant_id = any($7::bigint[])
  ) as agreements
  from cart c`,
);

const readAgreements = sql<{ agreements: Agreements }>(
  "carts.read-agreements",
  `select json_agg(json_build_array(variant_id, amount_minor, tax_included)) as agreements from price_agreements
   where shopper_id = $1 and currency = $2 and variant_id = any($3::bigint[])`,
);

/** Writes the step from `before` to `after`. Answers `after` as it was saved, or null when the cart is no longer open in that version. */
export async function saveChange(db: Queryable, before: CartState, after: CartState): Promise<CartState | null> {
  const { put, removed } = lineChanges(before, after);
  const [row] = await db.run(changeCart, [
    before.id,
    before.shopperId,
    before.version,
    after.lines.length,
    after.country,
    after.couponCodes,
    after.shippingMethod,
    removed,
    ...columns(put),
  ]);
  return row === undefined ? null : asSaved(after, row);
}

export async function saveNew(db: Queryable, cart: CartState): Promise<CartState> {
  const { id, shopperId, currency, country, couponCodes, lines } = cart;
  const [row] = await db.run(insertCart, [id, shopperId, currency, country, couponCodes, lines.length, ...columns(lines)]);
  return asSaved(cart, row!);
}

/** The cart with the prices that were agreed with its shopper for these variants. */
export async function withAgreements(db: Queryable, cart: CartState, variantIds: readonly number[]): Promise<CartState> {
  const [row] = await db.run(readAgreements, [cart.shopperId, cart.currency, variantIds]);
  return { ...cart, lines: agreed(cart.lines, row!.agreements) };
}

function columns(lines: readonly LineToPut[]): [number[], number[]] {
  return [lines.map((line) => line.variantId), lines.map((line) => line.quantity)];
}

function asSaved(cart: CartState, { version, updated_at, agreements }: Row): CartState {
  return { ...cart, version, updatedAt: updated_at, lines: agreed(cart.lines, agreements) };
}

/** The same array when nothing was agreed, as is the rule. */
function agreed(lines: readonly CartLineState[], agreements: Agreements): readonly CartLineState[] {
  if (agreements === null) return lines;
  const byVariant = new Map(agreements.map(([variantId, amountMinor, taxIncluded]) => [variantId, { amountMinor, taxIncluded }]));
  return lines.map((line) => ({ ...line, agreed: byVariant.get(line.variantId) ?? line.agreed }));
}
