import { type Database, type Queryable, retryTransient, sql } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids.ts";
import { MAX_CART_LINES, MAX_QUANTITY } from "../pricing/limits.ts";
import { unitedCodes } from "./cart-edits.ts";

type CartRow = {
  readonly id: string;
  readonly shopper_id: string;
  readonly currency: string;
  readonly country: string;
  readonly coupon_codes: string[];
  readonly line_count: number;
};

// The guest's newest cart counts only while it is open: after a merge, an older one must not follow it at the next login.
const findCarts = sql<{ guest_cart_id: string | null; customer_cart_id: string | null }>(
  "carts.find-to-merge",
  `select (
    select case when status = 'open' and line_count > 0 then id end from carts where shopper_id = $1 order by id desc limit 1
  ) as guest_cart_id, (
    select id from carts where shopper_id = $2 and status = 'open' order by id desc limit 1
  ) as customer_cart_id`,
);

const lockCarts = sql<CartRow>(
  "carts.lock-to-merge",
  `select c.id, c.shopper_id, c.currency, c.country, c.coupon_codes, c.line_count
   from unnest($1::uuid[], $2::uuid[]) as i (id, shopper_id)
   join carts c on c.id = i.id and c.shopper_id = i.shopper_id
   where c.status = 'open' order by c.id for update of c`,
);

const insertEmptyCart = sql<CartRow>(
  "carts.insert-to-merge",
  `insert into carts (id, shopper_id, currency, country) values ($1, $2, $3, $4)
   returning id, shopper_id, currency, country, coupon_codes, line_count`,
);

// Lines that both carts have are summed; of the others as many are taken over as there is room for, in the order in which they were added.
const mergeLines = sql<object>(
  "carts.merge-lines",
  `insert into cart_lines (cart_id, shopper_id, variant_id, quantity, added_at)
   select $3, $4, m.variant_id, m.quantity, m.added_at
   from (
     select g.variant_id, least(g.quantity + coalesce(c.quantity, 0), $6::int) as quantity, g.added_at,
       c.variant_id is null as is_new, count(*) filter (where c.variant_id is null) over (order by g.added_at, g.variant_id) as new_lines
     from cart_lines g
     left join cart_lines c on c.cart_id = $3 and c.shopper_id = $4 and c.variant_id = g.variant_id
     where g.cart_id = $1 and g.shopper_id = $2
   ) m
   where not m.is_new or m.new_lines <= $5
   on conflict (cart_id, shopper_id, variant_id) do update set quantity = excluded.quantity`,
);

const finishMerge = sql<object>(
  "carts.finish-merge",
  `with guest as (
    update carts set status = 'merged', version = version + 1, updated_at = now() where id = $1 and shopper_id = $2
  )
  update carts set version = version + 1, updated_at = now(), coupon_codes = $5,
    line_count = (select count(*) from cart_lines where cart_id = $3 and shopper_id = $4)
  where id = $3 and shopper_id = $4`,
);

/**
 * Adds the guest's newest open cart to the customer's and closes it: quantities are summed, coupons united, both up to their limits; the
 * customer's currency and country stay. A customer without an open cart gets one. Answers the customer's open cart, or null. Doing it again
 * changes nothing. Without a guest it only answers the cart.
 */
export function mergeCarts(db: Database, guestId: string | null, customerId: string): Promise<string | null> {
  return retryTransient(() => db.transaction((tx) => merge(tx, guestId, customerId)));
}

async function merge(tx: Queryable, guestId: string | null, customerId: string): Promise<string | null> {
  const [found] = await tx.run(findCarts, [guestId, customerId]);
  const { guest_cart_id: guestCartId, customer_cart_id: customerCartId } = found!;
  if (guestId === null || guestId === customerId || guestCartId === null) return customerCartId;

  // Whoever locks both does so in the order of their ids; the guest's is no longer there if another login was faster.
  const pairs =
    customerCartId === null
      ? [[guestCartId, guestId]]
      : [
          [guestCartId, guestId],
          [customerCartId, customerId],
        ];
  const locked = await tx.run(lockCarts, [pairs.map(([id]) => id), pairs.map(([, shopperId]) => shopperId)]);
  const guestCart = locked.find((cart) => cart.id === guestCartId);
  if (guestCart === undefined) return (await tx.run(findCarts, [null, customerId]))[0]!.customer_cart_id;
  const target = locked.find((cart) => cart.id === customerCartId) ?? (await newCart(tx, guestCart, customerId));

  const ids = [guestCart.id, guestCart.shopper_id, target.id, target.shopper_id];
  await tx.run(mergeLines, [...ids, MAX_CART_LINES - target.line_count, MAX_QUANTITY]);
  await tx.run(finishMerge, [...ids, unitedCodes(target.coupon_codes, guestCart.coupon_codes)]);
  return target.id;
}

async function newCart(tx: Queryable, like: CartRow, customerId: string): Promise<CartRow> {
  const [cart] = await tx.run(insertEmptyCart, [newId(), customerId, like.currency, like.country]);
  return cart!;
}
