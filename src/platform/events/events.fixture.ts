import { createTestDatabase } from "../../../test/support/database.ts";
import { createDatabase, type Database } from "../database/database.ts";
import { newId } from "../ids.ts";
import { createLogger } from "../telemetry/logger.ts";
import type { EventConsumer, ShopEvent } from "./event.ts";

export const silentLogger = createLogger({ level: "silent", pretty: false });

/** A migrated database of the test's own with our pool on it. */
export async function testEvents(): Promise<{ db: Database; url: string; close(): Promise<void> }> {
  const own = await createTestDatabase();
  const db = createDatabase({ url: own.url, poolSize: 8 });
  return {
    db,
    url: own.url,
    async close() {
      await db.close();
      await own.close();
    },
  };
}

/** An id as a writer makes it whose clock is `skewMs` ahead. */
export function idAt(skewMs: number): string {
  const time = (Date.now() + skewMs).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}${newId().slice(13)}`;
}

type RawEvent = {
  readonly id?: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly type?: string;
  readonly payload?: object;
};

/** Writes an event as a statement of its own, with an id of the test's choice. */
export async function insertShopperEvent(db: Pick<Database, "run">, event: RawEvent): Promise<void> {
  await db.run(
    {
      name: "test.insert-event",
      text: `insert into outbox_shopper (id, shopper_id, aggregate_type, aggregate_id, version, type, payload)
        values ($1, $2, 'order', $3, $4, $5, $6)`,
    },
    [
      event.id ?? newId(),
      newId(),
      event.aggregateId,
      event.version,
      event.type ?? "order.placed",
      JSON.stringify(event.payload ?? {}),
    ],
  );
}

/** A consumer that notes what it gets. */
export function noting(
  name: string,
  types: readonly string[] = ["order.placed"],
): EventConsumer & { readonly seen: ShopEvent[] } {
  const seen: ShopEvent[] = [];
  return {
    name,
    types,
    seen,
    async handle(events) {
      seen.push(...events);
    },
  };
}
