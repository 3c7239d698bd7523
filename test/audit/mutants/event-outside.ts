import { type Database, sql } from "../../../src/platform/database/database.ts";
import { newId } from "../../../src/platform/ids.ts";
import { hookStatement } from "../../support/statement-hooks.ts";

/** The part of placing that writes the event. */
const EVENT_PART = /, event as \(\s*insert into outbox_shopper[\s\S]*? from closed\s*\)/;

const publish = sql<object>(
  "mutant.publish",
  `insert into outbox_shopper (id, shopper_id, aggregate_type, aggregate_id, version, type, payload)
   select $2, shopper_id, 'order', id, 1, 'order.placed', '{}' from orders where id = $1`,
);

/** Publishes `order.placed` after the order was placed, in a transaction of its own; every second time the process dies in between. */
export function publishOutsideTransaction(db: Database): Database {
  let placed = 0;
  return hookStatement(db, "orders.place", async (proceed) => {
    const rows = (await proceed(withoutEvent)) as { id: string }[];
    for (const { id } of rows) {
      placed += 1;
      if (placed % 2 === 1) await db.run(publish, [id, newId()]);
    }
    return rows;
  });
}

function withoutEvent(text: string): string {
  if (!EVENT_PART.test(text)) throw new Error("orders.place no longer writes its event as it did");
  return text.replace(EVENT_PART, "");
}
