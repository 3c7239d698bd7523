import type pg from "pg";
import { ATTRIBUTES, searchWords, type Vocabulary } from "./vocabulary.ts";

/** Categories, brands and attributes, with the numbers that products will name. */
export async function writeReference(client: pg.ClientBase, { departments, categories, brands }: Vocabulary): Promise<void> {
  const all = [...departments, ...categories].map(({ id, parentId, slug, name }, position) => ({
    id,
    parent_id: parentId,
    slug,
    name,
    position,
  }));
  await client.query(
    `insert into categories (id, parent_id, slug, name, position)
     select id, parent_id, slug, name, position from json_to_recordset($1)
       as x (id integer, parent_id integer, slug text, name text, position integer) order by parent_id nulls first, id`,
    [JSON.stringify(all)],
  );
  await client.query(
    "insert into brands (id, slug, name) select id, slug, name from json_to_recordset($1) as x (id integer, slug text, name text)",
    [JSON.stringify(brands)],
  );
  await client.query(
    "insert into attribute_definitions (name, label, type) select name, label, 'text' from json_to_recordset($1) as x (name text, label text)",
    [JSON.stringify(ATTRIBUTES.map(({ name, label }) => ({ name, label })))],
  );
  await client.query("update reference_version set version = version + 1");
}

/** The stems of all words that generated products are made of, as the database makes them. */
export async function readStems(client: pg.ClientBase, vocabulary: Vocabulary): Promise<Map<string, string>> {
  const words = [...searchWords(vocabulary).keys()];
  const { rows } = await client.query<{ word: string; stem: string }>(
    "select w as word, coalesce((ts_lexize('search_stem', w))[1], w) as stem from unnest($1::text[]) as w",
    [words],
  );
  return new Map(rows.map(({ word, stem }) => [word, stem]));
}

/**
 * What search knows besides its documents: how many have each stem and tag (added up by the chunks; article numbers are one of a kind) and
 * the words as people write them.
 */
export async function writeSearchStatistics(client: pg.ClientBase, vocabulary: Vocabulary): Promise<void> {
  await client.query("truncate search_lexemes, search_words");
  await client.query(
    `insert into search_lexemes (lexeme, documents)
     select lexeme, sum(documents)::int from generation.lexemes group by lexeme
     union all select lower(sku), 1 from skus
     order by 1`,
  );
  const words = searchWords(vocabulary);
  await client.query(
    `insert into search_words (word, lexeme, in_name, documents)
     select w.word, s.lexeme, w.in_name, l.documents
     from unnest($1::text[], $2::boolean[]) as w (word, in_name)
     cross join lateral (select coalesce((ts_lexize('search_stem', w.word))[1], w.word) as lexeme) s
     join (select lexeme, sum(documents)::int as documents from generation.lexemes group by lexeme) l on l.lexeme = s.lexeme
     order by w.word`,
    [[...words.keys()], [...words.values()]],
  );
  await client.query("update search_statistics set documents = (select count(*) from search_documents)");
}
