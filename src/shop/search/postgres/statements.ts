import { sql } from "../../../platform/database/database.ts";

/** The statements that searches run. Tests look at their plans: each is one scan of one index, bounded by tags where a word is broad. */

export type WordRow = {
  readonly word: string;
  readonly lexeme: string;
  /** Documents that have the stem. */
  readonly documents: number;
  /** The words of the shop with this stem. */
  readonly forms: readonly string[];
};

/** As many forms as a stem has in earnest; a stem of more is an accident of the stemmer. */
const MAX_FORMS = 24;

export const understandWords = sql<WordRow>(
  "search.understand-words",
  `select w.word, s.lexeme, coalesce(l.documents, 0) as documents, coalesce(f.forms, '{}') as forms
   from unnest($1::text[]) with ordinality as w (word, n)
   cross join lateral (select coalesce((ts_lexize('search_stem', w.word))[1], w.word) as lexeme) s
   left join lateral (select documents from search_lexemes l where l.lexeme = s.lexeme limit 1) l on true
   left join lateral (
     select array_agg(word) as forms from (select word from search_words f where f.lexeme = s.lexeme limit ${MAX_FORMS}) f
   ) f on true
   order by w.n`,
);

export type KnownWordRow = { readonly word: string; readonly lexeme: string; readonly documents: number };

/** Of these words those that the shop has. */
export const findWords = sql<KnownWordRow>(
  "search.find-words",
  `select k.word, k.lexeme, k.documents
   from unnest($1::text[]) as w (word)
   cross join lateral (
     select s.word, s.lexeme, l.documents from search_words s join search_lexemes l on l.lexeme = s.lexeme
     where s.word = w.word and l.documents > 0 limit 1
   ) k`,
);

/** The words of the shop that share most of their letter triples with one. */
export const findSimilarWords = sql<KnownWordRow>(
  "search.find-similar-words",
  `select k.word, k.lexeme, l.documents
   from (
     select word, lexeme, similarity(word, $1) as likeness from search_words where word % $1 order by likeness desc, word limit 30
   ) k
   cross join lateral (select documents from search_lexemes l where l.lexeme = k.lexeme and l.documents > 0 limit 1) l
   order by k.likeness desc`,
);

export type MatchRow = {
  /** All that match within the tier. */
  readonly count: number;
  /** Those of them that were looked at. */
  readonly counted: number;
  /** Product id, score and name, best first. */
  readonly top: readonly (readonly [number, number, string])[] | null;
  readonly tags: readonly (readonly [string, number])[] | null;
  readonly prices: readonly (readonly [number, number])[] | null;
};

/** Tags that a page of facets can be made of; those beyond have counts that no facet shows. */
const MAX_TAGS = 600;

/** Begins no tag: only the prices are counted. */
export const PRICES = "price";

const CANDIDATE = "d.product_id, d.popularity, d.tags, d.rating_average, d.created_at, d.name, p.price";
const PRICE = `cross join lateral (
      select coalesce((d.prices->>$4)::float8, round((d.prices->>$5)::float8 * nullif($6::float8, 0))) as price
    ) p`;
/** One tag of each group is enough; the price lies within its bounds where there are any. */
const FILTERED = `(select bool_and(d.tags && g::text[]) from unnest($1::text[]) as g) is not false
      and ($2::float8 is null or p.price >= $2) and ($3::float8 is null or p.price <= $3)`;
const SUMMARY = `coalesce((select total from matched limit 1), 0) as count, (select count(*) from matched) as counted,
    (select json_agg(json_build_array(t.product_id, t.score, t.name)) from (
      select product_id, score, name from (
        select m.*, case $8
          when 'relevance' then score when 'price-asc' then -price when 'price-desc' then price when 'rating' then rating_average
          when 'newest' then extract(epoch from created_at) end as key
        from matched m) m
      order by key desc nulls last, popularity desc, product_id desc limit $7
    ) t) as top,
    case when $9::text is not null then (select json_agg(json_build_array(tag, n)) from (
      select tag, count(*) as n from matched, unnest(tags) as tag where starts_with(tag, $9) group by tag order by n desc, tag limit ${MAX_TAGS}
    ) g) end as tags,
    case when $9 in ('', '${PRICES}') then (select json_agg(json_build_array(range, n)) from (
      select width_bucket(price, $10::float8[]) as range, count(*) as n from matched where price is not null group by 1
    ) g) end as prices`;

/** `found` is what the index is asked. It is fenced: popularity must order what the index has found, and never be walked for it. */
const matching = (found: string, score: string) =>
  `with matched as materialized (
    select m.*, count(*) over () as total from (
      select ${CANDIDATE}, ${score} as score
      from search_documents d ${PRICE}
      where ${found} and ${FILTERED}
      offset 0
    ) m order by popularity desc, product_id desc limit $11
  )
  select ${SUMMARY}`;
const SCORE = `case when $8 = 'relevance' then (
          select sum(t.weight * ts_rank($15::real[], d.words, t.query::tsquery, 1)) from unnest($13::text[], $14::float8[]) as t (query, weight)
        ) * (1 + $16::float8 * ln(1 + greatest(d.popularity, 0))) end`;

/**
 * $1 groups of tags as array literals, $2 and $3 price bounds, $4 currency, $5 base currency, $6 factor, $7 how many of the top, $8 sort,
 * $9 what tags that are counted begin with, $10 bounds of the price ranges, $11 candidates at the most, $12 what matches, $13 terms with
 * their $14 weights, $15 weights of D, C, B and A, $16 share of popularity. This one looks at the whole shop: a tag that everything has
 * would be read beside the words from end to end.
 */
export const matchWordsAnywhere = sql<MatchRow>("search.match-words-anywhere", matching("d.words @@ $12::tsquery", SCORE));
/** The same, with the tags $17. */
export const matchWords = sql<MatchRow>(
  "search.match-words",
  matching("d.tags @> $17::text[] and d.words @@ $12::tsquery", SCORE),
);
/** The same, with one tag of the group $18 too, which the index looks up as well. */
export const matchWordsOfGroup = sql<MatchRow>(
  "search.match-words-of-group",
  matching("d.tags @> $17::text[] and d.tags && $18::text[] and d.words @@ $12::tsquery", SCORE),
);

/** The same for what has no words, the most popular first; parameters as far as $11, then the tags $12. */
export const matchAll = sql<MatchRow>("search.match-all", matching("d.tags @> $12::text[]", "0::float8"));
/** The same, with one tag of the group $13. */
export const matchAllOfGroup = sql<MatchRow>(
  "search.match-all-of-group",
  matching("d.tags @> $12::text[] and d.tags && $13::text[]", "0::float8"),
);

export const readStatistics = sql<{
  documents: number;
  tiers: readonly { tier: number; documents: number }[];
}>(
  "search.read-statistics",
  `select s.documents,
    (select coalesce(json_agg(json_build_object('tier', tier, 'documents', documents) order by documents), '[]') from search_tiers) as tiers
   from search_statistics s`,
);

/** Of these, so many are looked at for stems that are there no more. */
const COMPLETIONS_LOOKED_AT = 40;

/** Words of names in a range of `search_words`, one of each stem, the most frequent first; $1 how many, $2 and on the range. */
const completing = (range: string) =>
  `select word, lexeme, documents from (
     select distinct on (c.lexeme) c.word, c.lexeme, l.documents
     from (
       select word, lexeme from search_words where ${range} and in_name
       order by documents desc, word limit ${COMPLETIONS_LOOKED_AT}
     ) c
     cross join lateral (select documents from search_lexemes l where l.lexeme = c.lexeme and l.documents > 0 limit 1) l
     order by c.lexeme, length(c.word), c.word
   ) d order by documents desc, word limit $1`;
/** Words that begin like $2 and end before $3. Of one or two letters there are too many to put in order each time. */
export const completeWord = sql<KnownWordRow>("search.complete-word", completing("word >= $2 and word < $3"));
/** Words of which this is the first letter. */
export const completeLetter = sql<KnownWordRow>("search.complete-letter", completing("left(word, 1) = $2"));
/** Words of which these are the first two letters. */
export const completeTwoLetters = sql<KnownWordRow>("search.complete-two-letters", completing("left(word, 2) = $2"));

export type CompletedRow = {
  /** Places (from 1) of the queries that find something, in their order. */
  readonly queries: readonly number[] | null;
  /** The most popular of those that match by their names: id, slug and name. */
  readonly products: readonly (readonly [id: number, slug: string, name: string])[] | null;
};

/** `found` is what the index is asked. Fenced, as `matching` is. */
const completed = (found: string) =>
  `with found as materialized (
    select m.* from (select product_id, slug, name, popularity, words from search_documents d where ${found} offset 0) m
    where m.words @@ $1::tsquery order by popularity desc, product_id desc limit $5
  )
  select
    (select json_agg(q.n order by q.n) from unnest($3::text[]) with ordinality as q (query, n)
     where exists (select from found f where f.words @@ q.query::tsquery)) as queries,
    (select json_agg(json_build_array(product_id, slug, name)) from (
      select product_id, slug, name from found f where f.words @@ $2::tsquery order by popularity desc, product_id desc limit $4
    ) p) as products`;

/**
 * What a text may become: $1 is what all that it may become have in common, $2 the same in names, $3 the queries, $4 how many products,
 * $5 how many are looked at, the most popular. The index is asked for $6, the rarest of $1: it pays for each word with each document, and
 * few are left to look at after two or three. This one looks at the whole shop, as `matchWordsAnywhere` does.
 */
export const completeAnywhere = sql<CompletedRow>("search.complete-anywhere", completed("d.words @@ $6::tsquery"));
/** The same within the tier whose tag is in $7. */
export const completeInTier = sql<CompletedRow>(
  "search.complete-in-tier",
  completed("d.tags @> $7::text[] and d.words @@ $6::tsquery"),
);
/** The same within a tier ($6) of so few that all of them are looked at. */
export const completeAmongFew = sql<CompletedRow>("search.complete-among-few", completed("d.tags @> $6::text[]"));

/** Documents of each of these tags, in their order. */
export const countTags = sql<{ documents: number }>(
  "search.count-tags",
  `select coalesce(l.documents, 0) as documents from unnest($1::text[]) with ordinality as t (tag, n)
   left join lateral (select documents from search_lexemes l where l.lexeme = t.tag limit 1) l on true order by t.n`,
);
