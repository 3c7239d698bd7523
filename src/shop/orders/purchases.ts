import { type Queryable, sql } from "../../platform/database/database.ts";
import { VARIANTS_PER_PRODUCT } from "../../platform/ids.ts";

/** A shopper's newest orders, among which a purchase is looked for: a few milliseconds for the busiest of customers. */
const LOOK_BACK_ORDERS = 1_000;

const findPurchase = sql<{ found: boolean }>(
  "orders.find-purchase",
  `select exists (
     select from (
       select id from orders where shopper_id = $1 and status in ('paid', 'fulfilled', 'returned') order by id desc limit $4
     ) o
     join order_lines l on l.order_id = o.id and l.shopper_id = $1 and l.variant_id >= $2 and l.variant_id < $3
   ) as found`,
);

/** Whether the shopper has paid for any variant of the product; what was sent back later counts too. */
export async function hasBought(db: Queryable, shopperId: string, productId: number): Promise<boolean> {
  const first = productId * VARIANTS_PER_PRODUCT;
  const [row] = await db.run(findPurchase, [shopperId, first, first + VARIANTS_PER_PRODUCT, LOOK_BACK_ORDERS]);
  return row!.found;
}
