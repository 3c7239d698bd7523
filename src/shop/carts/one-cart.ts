import { type Database, sql } from "../../platform/database/database.ts";
import { addLines } from "./cart-edits.ts";
import type { CartState } from "./cart-store.ts";
import type { Carts } from "./carts.ts";

/** A shopper's cart for clients that know of only one: the newest, as long as it is open. */
export interface OneCart {
  /** In the order in which they were put in; nothing without an open cart. One statement. */
  lines(shopperId: string): Promise<readonly OneCartLine[]>;
  /** Puts one unit in, into a new cart when none is open. @throws `not-sellable`, `quantity-too-large`, `cart-too-large` */
  addUnit(shopperId: string, variantId: number): Promise<void>;
}

export type OneCartLine = { readonly variantId: number; readonly quantity: number };

const readLines = sql<OneCartLine>(
  "carts.read-newest-lines",
  `select l.variant_id as "variantId", l.quantity
   from (select id, status from carts where shopper_id = $1 order by id desc limit 1) c
   join lateral (
     select variant_id, quantity, added_at from cart_lines where cart_id = c.id and shopper_id = $1
   ) l on c.status = 'open'
   order by l.added_at, l.variant_id`,
);

const readNewest = sql<{ id: string; status: CartState["status"] }>(
  "carts.read-newest",
  "select id, status from carts where shopper_id = $1 order by id desc limit 1",
);

export function createOneCart(db: Database, carts: Pick<Carts, "create" | "change">): OneCart {
  return {
    lines: (shopperId) => db.run(readLines, [shopperId]),
    async addUnit(shopperId, variantId) {
      const unit = [{ variantId, quantity: 1 }];
      const [newest] = await db.run(readNewest, [shopperId]);
      if (newest?.status === "open") {
        await carts.change({ cartId: newest.id, shopperId }, addLines(unit));
        return;
      }
      // Two first units at once must not make two carts, so both make the one that comes after the cart they saw.
      const call = { key: `the-cart-after:${newest?.id ?? "none"}`, requestHash: "" };
      const { cart, replayed } = await carts.create(
        { shopperId, currency: null, country: null, lines: unit, couponCodes: [] },
        call,
      );
      if (replayed) await carts.change({ cartId: cart.id, shopperId }, addLines(unit));
    },
  };
}
