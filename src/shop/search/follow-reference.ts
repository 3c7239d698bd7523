import type { Clock } from "../../platform/clock.ts";
import { type Database, sql } from "../../platform/database/database.ts";
import { categoryTreeOf, pathTo } from "../catalog/category-tree.ts";
import { type PageOfIds, productsOfPriceLists, productsOfStructure } from "../catalog/products-with.ts";
import type { ReferenceSnapshot, ReferenceStore } from "../pricing/reference-store.ts";
import { SOURCE_BATCH } from "./product-source.ts";

const readFollowed = sql<{ key: string; value: string }>("search.read-followed", "select key, value from search_followed");
const writeFollowed = sql<object>(
  "search.write-followed",
  `insert into search_followed (key, value) select key, value from unnest($1::text[], $2::text[]) as x (key, value) order by key
   on conflict (key) do update set value = excluded.value`,
);

const PRICES_KEY = "price-lists";
const CATEGORY = "category:";
const BRAND = "brand:";

export type FollowReferenceOptions = {
  readonly db: Database;
  readonly reference: ReferenceStore;
  readonly clock: Clock;
  /** Indexes these products as they are now. */
  readonly refresh: (productIds: readonly number[]) => Promise<void>;
};

/**
 * Follows what changes many products without an event of theirs: categories and brands that are renamed or moved, and price lists that
 * come into force or end. One call looks once; several processes may. Answers how many products were indexed anew.
 */
export function createReferenceFollower({ db, reference, clock, refresh }: FollowReferenceOptions): () => Promise<number> {
  async function refreshAll(read: (page: PageOfIds) => Promise<number[]>): Promise<number> {
    let count = 0;
    for (let after = 0; ; ) {
      const ids = await read({ after, limit: SOURCE_BATCH });
      await refresh(ids);
      count += ids.length;
      if (ids.length < SOURCE_BATCH) return count;
      after = ids.at(-1)!;
    }
  }

  return async function follow(): Promise<number> {
    const snapshot = await reference.recent();
    const known = new Map((await db.run(readFollowed)).map(({ key, value }) => [key, value]));
    const changed = [...namesIn(snapshot)].filter(([key, value]) => known.get(key) !== value);
    const ofKind = (kind: string) =>
      changed.filter(([key]) => key.startsWith(kind) && known.has(key)).map(([key]) => Number(key.slice(kind.length)));
    const structure = { brandIds: ofKind(BRAND), categoryIds: ofKind(CATEGORY) };
    let count = 0;
    if (structure.brandIds.length + structure.categoryIds.length > 0) {
      count += await refreshAll((page) => productsOfStructure(db, structure, page));
    }
    const now = clock.now();
    const followedTo = known.get(PRICES_KEY);
    const lists = followedTo === undefined ? [] : listsThatTurned(snapshot, Date.parse(followedTo), now.getTime());
    if (lists.length > 0) count += await refreshAll((page) => productsOfPriceLists(db, lists, page));
    if (lists.length > 0 || followedTo === undefined) changed.push([PRICES_KEY, now.toISOString()]);
    if (changed.length > 0) await db.run(writeFollowed, [changed.map(([key]) => key), changed.map(([, value]) => value)]);
    return count;
  };
}

/** Paths, because a product is found by the names above its category too. */
function namesIn(snapshot: ReferenceSnapshot): Map<string, string> {
  const tree = categoryTreeOf(snapshot);
  const names = new Map<string, string>();
  for (const { id } of tree.inOrder) {
    const path = pathTo(tree, id);
    names.set(`${CATEGORY}${id}`, path.map((category) => `${category.id} ${category.name}`).join(" / "));
  }
  for (const { id, name } of snapshot.brands) names.set(`${BRAND}${id}`, name);
  return names;
}

function listsThatTurned({ priceLists }: ReferenceSnapshot, afterMs: number, upToMs: number): number[] {
  const turned = (instant: string | null) => instant !== null && Date.parse(instant) > afterMs && Date.parse(instant) <= upToMs;
  return priceLists.filter(({ startsAt, endsAt }) => turned(startsAt) || turned(endsAt)).map(({ id }) => id);
}
