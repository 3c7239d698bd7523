import type { Database } from "../../../src/platform/database/database.ts";
import type { OrderPlacement } from "../../../src/shop/orders/place-orders.ts";
import { changeStatement } from "../../support/statement-hooks.ts";

/** Adds an order up in pounds as floating point and cuts off to pence: 1.15 × 100 is 114.99999999999999. */
export function addUpInFloats(real: OrderPlacement): OrderPlacement {
  return {
    place(order) {
      const { subtotalMinor, discountMinor, shippingMinor, taxMinor } = order;
      const pounds = subtotalMinor / 100 - discountMinor / 100 + shippingMinor / 100 + taxMinor / 100;
      return real.place({ ...order, totalMinor: Math.trunc(pounds * 100) });
    },
  };
}

/** The same in every line: 0.57 × 2 × 100 is 113.99999999999999. */
export function multiplyInFloats(db: Database): Database {
  return changeStatement(db, "orders.place", {
    "l.unit_price_minor * l.quantity": "trunc(l.unit_price_minor::float8 / 100 * l.quantity * 100)::bigint",
  });
}
