import { type Database, sql } from "../../../platform/database/database.ts";
import { MAX_CANDIDATES } from "./candidates.ts";

/** Each tier is twice as large as the one before, so a query ranks at most twice as many as it needs. */
const TIER_GROWTH = 2;
/** Suggestions need fewer than searches do. */
const SMALLEST_TIER = MAX_CANDIDATES / 4;
/** Up to 8 million products; the largest tier of a larger shop is a smaller part of it. */
const MAX_TIERS = 15;
/** Documents whose tags are changed in one transaction. */
const RETAG_BATCH = 5_000;

const lockIndex = sql<object>("search.lock-index-for-tiers", "select pg_advisory_xact_lock(hashtext('tenfold.search'))");
const countDocuments = sql<{ documents: number }>("search.count-documents", "select documents from search_statistics");
const removeTiers = sql<object>("search.remove-tiers", "delete from search_tiers");

/** The lower ends of tiers of these sizes. */
const drawTiers = sql<object>(
  "search.draw-tiers",
  `insert into search_tiers (tier, documents, popularity, product_id)
   select s.tier, s.size, d.popularity, d.product_id
   from unnest($1::smallint[], $2::bigint[]) as s (tier, size)
   cross join lateral (
     select popularity, product_id from search_documents order by popularity desc, product_id desc offset s.size - 1 limit 1
   ) d`,
);

/** Gives a range of products the tags of their tiers, where they have others. Answers the last id of the range. */
const retag = sql<{ last: number | null }>(
  "search.retag",
  `with range as materialized (
    select product_id, popularity, tags from search_documents where product_id > $1 order by product_id limit $2
  ), right_tags as (
    select r.product_id, r.tags, array(select u.tag from unnest(r.tags) with ordinality as u (tag, n) where u.tag !~ '^t[0-9]+$' order by u.n)
      || array(select 't' || tier from search_tiers t where (t.popularity, t.product_id) <= (r.popularity, r.product_id) order by tier) as wanted
    from range r
  ), changed as (
    update search_documents d set tags = w.wanted from right_tags w where d.product_id = w.product_id and w.tags is distinct from w.wanted
  )
  select max(product_id) as last from range`,
);

/** How many of the most popular each tier has, in a shop of so many. */
export function tierSizes(documents: number): number[] {
  const sizes: number[] = [];
  for (let size = SMALLEST_TIER; size * TIER_GROWTH <= documents && sizes.length < MAX_TIERS; size *= TIER_GROWTH)
    sizes.push(size);
  return sizes;
}

/** Draws the tiers for the shop's present size and popularities. A shop of a few thousand products has none. */
export async function rebuildTiers(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(lockIndex);
    const [row] = await tx.run(countDocuments);
    const sizes = tierSizes(row!.documents);
    await tx.run(removeTiers);
    await tx.run(drawTiers, [sizes.map((_, index) => index), sizes]);
  });
  for (let after = 0; ; ) {
    const [row] = await db.transaction(async (tx) => {
      await tx.run(lockIndex);
      return tx.run(retag, [after, RETAG_BATCH]);
    });
    if (row!.last === null) return;
    after = row!.last;
  }
}

const removeOlder = sql<{ removed: number }>(
  "search.remove-older",
  `with gone as (
    delete from search_documents where product_id = any(array(
      select product_id from search_documents where version < $1 limit $2)) returning words, tags
  ), counted as (
    insert into search_lexemes (lexeme, documents)
    select lexeme, -count(*) from (select unnest(tsvector_to_array(words) || counted_tags(tags)) as lexeme from gone) g group by lexeme order by lexeme
    on conflict (lexeme) do update set documents = search_lexemes.documents + excluded.documents
  )
  update search_statistics set documents = documents - (select count(*) from gone) returning (select count(*) from gone) as removed`,
);

/** Removes what was not written since `version`; null removes everything. */
export async function removeStale(db: Database, version: number | null): Promise<void> {
  for (;;) {
    const [row] = await db.transaction(async (tx) => {
      await tx.run(lockIndex);
      return tx.run(removeOlder, [version ?? Number.MAX_SAFE_INTEGER, RETAG_BATCH]);
    });
    if (row!.removed < RETAG_BATCH) return;
  }
}

const removeLexemes = sql<object>(
  "search.remove-lexemes",
  `with gone as (delete from search_lexemes where documents <= 0 returning lexeme)
   delete from search_words w using gone g where w.lexeme = g.lexeme`,
);

/** A count that is a quarter off orders suggestions as well as the right one. */
const recountWords = sql<object>(
  "search.recount-words",
  `update search_words w set documents = l.documents from search_lexemes l
   where l.lexeme = w.lexeme and (w.documents * 4 > l.documents * 5 or w.documents * 4 < l.documents * 3)`,
);

/** Forgets words that no product has any more, and notes how frequent the others are. */
export async function recount(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(lockIndex);
    await tx.run(removeLexemes);
    await tx.run(recountWords);
  });
}
