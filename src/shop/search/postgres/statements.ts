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
      select coalesce((d.prices->>$5)::float8, round((d.prices->>$6)::float8 * nullif($7::float8, 0))) as price
    ) p`;
/** One tag of each group is enough; the price lies within its bounds where there are any. */
const FILTERED = `(select bool_and(d.tags && g::text[]) from unnest($2::text[]) as g) is not false
      and ($3::float8 is null or p.price >= $3) and ($4::float8 is null or p.price <= $4)`;
const SUMMARY = `coalesce((select total from matched limit 1), 0) as count, (select count(*) from matched) as counted,
    (select json_agg(json_build_array(t.product_id, t.score, t.name)) from (
      select product_id, score, name from (
        select m.*, case $9
          when 'relevance' then score when 'price-asc' then -price when 'price-desc' then price when 'rating' then rating_average
          when 'newest' then extract(epoch from created_at) end as key
        from matched m) m
      order by key desc nulls last, popularity desc, product_id desc limit $8
    ) t) as top,
    case when $10::text is not null then (select json_agg(json_build_array(tag, n)) from (
      select tag, count(*) as n from matched, unnest(tags) as tag where starts_with(tag, $10) group by tag order by n desc, tag limit ${MAX_TAGS}
    ) g) end as tags,
    case when $10 in ('', '${PRICES}') then (select json_agg(json_build_array(range, n)) from (
      select width_bucket(price, $11::float8[]) as range, count(*) as n from matched where price is not null group by 1
    ) g) end as prices`;

/** `found` is what the index is asked. It is fenced: popularity must order what the index has found, and never be walked for it. */
const matching = (found: string, score: string) =>
  `with matched as materialized (
    select m.*, count(*) over () as total from (
      select ${CANDIDATE}, ${score} as score
      from search_documents d ${PRICE}
      where ${found} and ${FILTERED}
      offset 0
    ) m order by popularity desc, product_id desc limit $12
  )
  select ${SUMMARY}`;
const SCORE = `case when $9 = 'relevance' then (
          select sum(t.weight * ts_rank($16::real[], d.words, t.query::tsquery, 1)) from unnest($14::text[], $15::float8[]) as t (query, weight)
        ) * (1 + $17::float8 * ln(1 + greatest(d.popularity, 0))) end`;

/**
 * $1 tags that must be there, $2 further groups of tags as array literals, $3 and $4 price bounds, $5 currency, $6 base currency, $7 factor,
 * $8 how many of the top, $9 sort, $10 what tags that are counted begin with, $11 bounds of the price ranges, $12 candidates at the most, $13 what
 * matches, $14 terms with their $15 weights, $16 weights of D, C, B and A, $17 share of popularity.
 */
export const matchWords = sql<MatchRow>(
  "search.match-words",
  matching("d.words @@ $13::tsquery and d.tags @> $1::text[]", SCORE),
);
/** The same, with one tag of the group $18, which the index looks up too. */
export const matchWordsOfGroup = sql<MatchRow>(
  "search.match-words-of-group",
  matching("d.words @@ $13::tsquery and d.tags @> $1::text[] and d.tags && $18::text[]", SCORE),
);

/** The same for what has no words, the most popular first; parameters as far as $12. */
export const matchAll = sql<MatchRow>("search.match-all", matching("d.tags @> $1::text[]", "0::float8"));
/** The same, with one tag of the group $13. */
export const matchAllOfGroup = sql<MatchRow>(
  "search.match-all-of-group",
  matching("d.tags @> $1::text[] and d.tags && $13::text[]", "0::float8"),
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

/** Words of names that begin like this, one of each stem, the most frequent first: $1 and $2 are the range, $3 how many. */
export const completeWord = sql<KnownWordRow>(
  "search.complete-word",
  `select word, lexeme, documents from (
     select distinct on (c.lexeme) c.word, c.lexeme, l.documents
     from (
       select word, lexeme from search_words where word >= $1 and word < $2 and in_name
       order by documents desc, word limit ${COMPLETIONS_LOOKED_AT}
     ) c
     cross join lateral (select documents from search_lexemes l where l.lexeme = c.lexeme and l.documents > 0 limit 1) l
     order by c.lexeme, length(c.word), c.word
   ) d order by documents desc, word limit $3`,
);

/** Which of these queries ($1) find anything with these tags ($2). */
export const anyMatch = sql<{ n: number }>(
  "search.any-match",
  `select q.n::int from unnest($1::text[]) with ordinality as q (query, n)
   cross join lateral (
     select product_id from search_documents d where d.words @@ q.query::tsquery and d.tags @> $2::text[] limit 1
   ) d order by q.n`,
);

export type NamedProduct = { readonly product_id: number; readonly slug: string; readonly name: string };

/** The most popular products that match $1 with the tags $2. Fenced, as `matchWords` is. */
export const matchNames = sql<NamedProduct>(
  "search.match-names",
  `select product_id, slug, name from (
     select product_id, slug, name, popularity from search_documents d
     where d.words @@ $1::tsquery and d.tags @> $2::text[] offset 0
   ) m order by popularity desc, product_id desc limit $3`,
);

/** Documents of each of these tags, in their order. */
export const countTags = sql<{ documents: number }>(
  "search.count-tags",
  `select coalesce(l.documents, 0) as documents from unnest($1::text[]) with ordinality as t (tag, n)
   left join lateral (select documents from search_lexemes l where l.lexeme = t.tag limit 1) l on true order by t.n`,
);
