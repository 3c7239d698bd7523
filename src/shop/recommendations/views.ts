import { LRUCache } from "lru-cache";
import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { recordProductEvents } from "../../platform/events/outbox.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import { activeProducts } from "../catalog/active-products.ts";

/** As in the check of viewed_products. */
export const MAX_VIEWED = 50;
/** Views go to the worker together, this long after the first of them. */
const FLUSH_MS = 2_000;
/** Products whose views may wait for that; views of others are not counted until then. */
const MAX_WAITING_PRODUCTS = 10_000;
/** Who looks again within this time has not looked twice, so that reloading a page makes nothing popular. */
const SAME_LOOK_MS = 30 * 60_000;
/** About 150 bytes each. */
const MAX_REMEMBERED_LOOKS = 50_000;

type View = { readonly shopperId: string; readonly productId: number };

export interface Views {
  /** Puts the product at the head of what the shopper looked at. False when there is no such product. Calls that come together share two statements. */
  record(view: View): Promise<boolean>;
  /** The last products first, at most MAX_VIEWED. One statement. */
  recent(shopperId: string): Promise<number[]>;
  /** A guest has logged in: what they looked at is what the customer looked at last. One statement. */
  adopt(guestId: string, customerId: string): Promise<void>;
  /** Sends the views that wait to the worker; for the end of the process. */
  flush(): Promise<void>;
}

export type ViewDependencies = {
  readonly db: Database;
  readonly observer?: PartObserver | undefined;
  /** Told when views could not be sent; they wait for the next time. */
  readonly onError: (error: unknown) => void;
};

/** What comes goes before what is there; `v` is the row. */
const PUT_BEFORE = `on conflict (shopper_id) do update set updated_at = now(), product_ids = (excluded.product_ids || array(
     select u.id from unnest(v.product_ids) with ordinality as u (id, n) where u.id <> all (excluded.product_ids) order by u.n
   ))[1:${MAX_VIEWED}]`;

const writeViews = sql<object>(
  "recommendations.write-views",
  `insert into viewed_products as v (shopper_id, product_ids)
   select i.shopper_id, string_to_array(i.product_ids, ' ')::bigint[] from unnest($1::uuid[], $2::text[]) as i (shopper_id, product_ids)
   order by i.shopper_id
   ${PUT_BEFORE}`,
);

const adoptViews = sql<object>(
  "recommendations.adopt-views",
  `insert into viewed_products as v (shopper_id, product_ids) select $2, product_ids from viewed_products where shopper_id = $1
   ${PUT_BEFORE}`,
);

const readViews = sql<{ product_ids: number[] }>(
  "recommendations.read-views",
  "select product_ids from viewed_products where shopper_id = $1",
);

export function createViews({ db, observer, onError }: ViewDependencies): Views {
  const looks = new LRUCache<string, true>({ max: MAX_REMEMBERED_LOOKS, ttl: SAME_LOOK_MS });
  let waiting = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;

  const writes = createBatcher<View, boolean>({
    name: "views",
    observer,
    async run(views) {
      const active = await activeProducts(db, [...new Set(views.map(({ productId }) => productId))]);
      const lists = latestFirst(views.filter(({ productId }) => active.has(productId)));
      if (lists.size > 0) {
        await db.run(writeViews, [[...lists.keys()], [...lists.values()].map((ids) => ids.slice(0, MAX_VIEWED).join(" "))]);
      }
      return views.map(({ productId }) => active.has(productId));
    },
  });

  /** Counted in memory and sent as one event per product: a process that dies forgets the views of two seconds. */
  function count({ shopperId, productId }: View): void {
    const look = `${shopperId} ${productId}`;
    if (looks.has(look) || (waiting.size >= MAX_WAITING_PRODUCTS && !waiting.has(productId))) return;
    looks.set(look, true);
    waiting.set(productId, (waiting.get(productId) ?? 0) + 1);
    timer ??= setTimeout(() => void flush().catch(onError), FLUSH_MS).unref();
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    const sent = waiting;
    waiting = new Map();
    try {
      await sendViews(db, sent, Date.now());
    } catch (error) {
      for (const [productId, views] of sent) waiting.set(productId, (waiting.get(productId) ?? 0) + views);
      throw error;
    }
  }

  return {
    async record(view) {
      const known = await writes.submit(view);
      if (known) count(view);
      return known;
    },
    recent: async (shopperId) => (await db.run(readViews, [shopperId]))[0]?.product_ids ?? [],
    async adopt(guestId, customerId) {
      await db.run(adoptViews, [guestId, customerId]);
    },
    flush,
  };
}

/** Each shopper's products, what came last first, each once. */
function latestFirst(views: readonly View[]): Map<string, number[]> {
  const lists = new Map<string, number[]>();
  for (const { shopperId, productId } of views.toReversed()) {
    const list = lists.get(shopperId) ?? [];
    lists.set(shopperId, list);
    if (!list.includes(productId)) list.push(productId);
  }
  return lists;
}

/** Views have no order among each other, so any number that grows will do as their version. */
async function sendViews(db: Queryable, views: ReadonlyMap<number, number>, version: number): Promise<void> {
  await recordProductEvents(
    db,
    [...views].map(([productId, count]) => ({
      productId,
      aggregateType: "product-views",
      aggregateId: String(productId),
      version,
      type: "product.viewed",
      payload: { productId, views: count },
    })),
  );
}
