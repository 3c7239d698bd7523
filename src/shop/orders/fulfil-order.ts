import { type Database, retryTransient } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import { changeOrder, lockOrder, type OrderRef } from "./locked-order.ts";
import { nextStatus } from "./order-states.ts";

/** Everything of a paid order was sent. Saying it twice is saying it once. @throws `not-found`, `conflict` */
export function fulfilOrder(db: Database, ref: OrderRef): Promise<void> {
  return retryTransient(() =>
    db.transaction(async (tx) => {
      const order = await lockOrder(tx, ref);
      if (order.status === "fulfilled") return;
      const status = nextStatus(order.status, "fulfil");
      if (status === null) throw problem("conflict", "Only a paid order can be fulfilled.", { orderStatus: order.status });
      const lines = order.lines
        .map(({ variantId, quantity, returnedQuantity }) => ({ variantId, quantity: quantity - returnedQuantity }))
        .filter((line) => line.quantity > 0);
      await changeOrder(tx, order, { status, type: "order.fulfilled", payload: { lines } });
    }),
  );
}
