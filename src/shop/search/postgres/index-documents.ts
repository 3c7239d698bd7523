import { type Queryable, sql } from "../../../platform/database/database.ts";
import type { SearchDocument } from "../engine.ts";
import { isStopWord, wordsOf } from "../words.ts";

/** Documents of one statement: so many names take 100 ms, and searches do not wait for them anyway. */
export const INDEX_BATCH = 250;

/** Those who write the index take turns: what counts words must have seen what the one before has counted. */
const lockIndex = sql<object>("search.lock-index", "select pg_advisory_xact_lock(hashtext('tenfold.search'))");

/**
 * Writes documents that are not older than those at hand, and counts the stems that came and went. What is written into a tier later than
 * the tiers were drawn is compared with their lower ends.
 */
const writeDocuments = sql<{ written: number }>(
  "search.write-documents",
  `with fresh as materialized (
    select product_id, version, tags, popularity, prices, rating_average, created_at, slug, name,
      setweight(to_tsvector('search_text', a), 'A') || setweight(to_tsvector('search_text', b || ' ' || skus), 'B')
        || setweight(to_tsvector('search_text', c), 'C') || setweight(to_tsvector('search_text', d), 'D') as words
    from json_to_recordset($1) as x (product_id bigint, version bigint, tags text[], popularity bigint, prices jsonb, rating_average real,
      created_at timestamptz, slug text, name text, skus text, a text, b text, c text, d text)
  ), old as materialized (
    select f.product_id, o.version, o.words, o.tags from fresh f
    cross join lateral (select version, words, tags from search_documents o where o.product_id = f.product_id limit 1) o
  ), todo as materialized (
    select f.* from fresh f left join old o on o.product_id = f.product_id where o.version is null or o.version <= f.version
  ), written as (
    insert into search_documents (product_id, version, words, tags, popularity, prices, rating_average, created_at, slug, name)
    select product_id, version, words,
      tags || array(select 't' || tier from search_tiers t where (t.popularity, t.product_id) <= (todo.popularity, todo.product_id)),
      popularity, prices, rating_average, created_at, slug, name
    from todo order by product_id
    on conflict (product_id) do update set version = excluded.version, words = excluded.words, tags = excluded.tags,
      popularity = excluded.popularity, prices = excluded.prices, rating_average = excluded.rating_average,
      created_at = excluded.created_at, slug = excluded.slug, name = excluded.name
  ), counted as (
    insert into search_lexemes (lexeme, documents)
    select lexeme, sum(n) from (
      select unnest(tsvector_to_array(words) || counted_tags(tags)) as lexeme, 1 as n from todo
      union all select unnest(tsvector_to_array(o.words) || counted_tags(o.tags)), -1 from old o join todo t on t.product_id = o.product_id
    ) c group by lexeme having sum(n) <> 0 order by lexeme
    on conflict (lexeme) do update set documents = search_lexemes.documents + excluded.documents
  ), sized as (
    update search_statistics set documents = documents + (select count(*) from todo) - (select count(*) from old o join todo t on t.product_id = o.product_id)
  )
  select count(*)::int as written from todo`,
);

const writeWords = sql<object>(
  "search.write-words",
  `insert into search_words (word, lexeme, in_name, documents)
   select w.word, s.lexeme, w.in_name, coalesce(l.documents, 0)
   from unnest($1::text[], $2::boolean[]) as w (word, in_name)
   cross join lateral (select coalesce((ts_lexize('search_stem', w.word))[1], w.word) as lexeme) s
   left join lateral (select documents from search_lexemes l where l.lexeme = s.lexeme limit 1) l on true
   order by w.word
   on conflict (word) do update set in_name = true where excluded.in_name and not search_words.in_name`,
);

const removeDocuments = sql<object>(
  "search.remove-documents",
  `with gone as (
    delete from search_documents d using unnest($1::bigint[]) as i (id) where d.product_id = i.id and d.version <= $2 returning words, tags
  ), counted as (
    insert into search_lexemes (lexeme, documents)
    select lexeme, -count(*) from (select unnest(tsvector_to_array(words) || counted_tags(tags)) as lexeme from gone) g group by lexeme order by lexeme
    on conflict (lexeme) do update set documents = search_lexemes.documents + excluded.documents
  )
  update search_statistics set documents = documents - (select count(*) from gone)`,
);

/** Indexes documents in the caller's transaction. */
export async function indexDocuments(tx: Queryable, documents: readonly SearchDocument[]): Promise<void> {
  if (documents.length === 0) return;
  const rows = documents.map(rowOf);
  await tx.run(lockIndex);
  await tx.run(writeDocuments, [JSON.stringify(rows)]);
  const words = wordsOfRows(rows);
  await tx.run(writeWords, [[...words.keys()], [...words.values()]]);
}

export async function removeFromIndex(tx: Queryable, productIds: readonly number[], version: number): Promise<void> {
  if (productIds.length === 0) return;
  await tx.run(lockIndex);
  await tx.run(removeDocuments, [productIds, version]);
}

/** What of a document goes where; see the columns of search_documents. */
export function rowOf(document: SearchDocument) {
  const { productId, version, name, slug, brand, categoryPath, skus, attributes, description, rating } = document;
  return {
    product_id: productId,
    version,
    tags: tagsOf(document),
    popularity: document.popularity,
    prices: document.prices,
    rating_average: rating.average,
    created_at: document.createdAt,
    slug,
    name,
    /** Apart from the words, because nobody wants them suggested, and each is one of a kind. */
    skus: wordsOf(skus.join(" ")).join(" "),
    a: wordsOf(name).join(" "),
    b: wordsOf([brand?.name ?? "", ...categoryPath].join(" ")).join(" "),
    c: attributes
      .map(({ value }) => wordsOf(typeof value === "boolean" ? "" : String(value)).join(" "))
      .join(" ")
      .trim(),
    d: wordsOf(description)
      .filter((word) => !isStopWord(word))
      .join(" "),
  };
}

export const ALL_TAG = "*";
export const AVAILABLE_TAG = "in";
export const categoryTag = (id: number) => `c:${id}`;
export const brandTag = (id: number) => `b:${id}`;
/** Names and values may have any printable character, so the one between them is none. */
export const ATTRIBUTE_SEPARATOR = "\u001f";
export const attributeTag = (name: string, value: string) => storable(`a:${name}${ATTRIBUTE_SEPARATOR}${value}`);
export const ratingTag = (stars: number) => `r:${stars}`;
/** How a tag is counted among the stems, which have no such character. */
export const countedTag = (tag: string) => `#${tag}`;
export const tierTag = (tier: number) => `t${tier}`;

/** As PostgreSQL takes it; no product has what is replaced. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}

/** An attribute whose text is longer is no facet, and the index would refuse it one day. */
const MAX_FACET_VALUE_LENGTH = 120;

function tagsOf({ brand, categoryIds, attributes, rating, available }: SearchDocument): string[] {
  const stars = rating.average === null ? 0 : Math.floor(rating.average);
  const values = attributes.filter(({ value }) => String(value).length <= MAX_FACET_VALUE_LENGTH);
  const tags = [
    ALL_TAG,
    ...categoryIds.map(categoryTag),
    ...(brand === null ? [] : [brandTag(brand.id)]),
    ...values.map(({ name, value }) => attributeTag(name, String(value))),
    ...Array.from({ length: stars }, (_, index) => ratingTag(index + 1)),
    ...(available ? [AVAILABLE_TAG] : []),
  ];
  return [...new Set(tags)];
}

/** Each word with whether it stands anywhere but in a description. */
function wordsOfRows(rows: readonly ReturnType<typeof rowOf>[]): Map<string, boolean> {
  const words = new Map<string, boolean>();
  for (const { a, b, c, d } of rows) {
    for (const word of d.split(" ")) if (!words.has(word)) words.set(word, false);
    for (const word of `${a} ${b} ${c}`.split(" ")) words.set(word, true);
  }
  words.delete("");
  return words;
}
