import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import { referenceChanged } from "../pricing/reference-store.ts";
import type { SynonymExpansion } from "./engine.ts";
import { wordsOf } from "./words.ts";

/** Terms that mean the same. `oneWay`: the first may be any of the others ("phone" finds "iphone"), and not the other way round. */
export type SynonymGroup = { readonly id: string; readonly terms: readonly string[]; readonly oneWay: boolean };

/** Every process holds all of them. */
export const MAX_SYNONYM_GROUPS = 2_000;
/** Of one query: each makes the query wider. */
const MAX_EXPANSIONS = 8;

const readGroups = sql<SynonymGroup>(
  "search.read-synonyms",
  `select id, terms, one_way as "oneWay" from search_synonyms order by id limit ${MAX_SYNONYM_GROUPS}`,
);
const lockGroups = sql<object>("search.lock-synonyms", "select pg_advisory_xact_lock(hashtext('tenfold.search-synonyms'))");
const countGroups = sql<{ count: number }>("search.count-synonyms", "select count(*) as count from search_synonyms");
const insertGroup = sql<object>("search.insert-synonyms", "insert into search_synonyms (id, terms, one_way) values ($1, $2, $3)");
const updateGroup = sql<{ id: string }>(
  "search.update-synonyms",
  "update search_synonyms set terms = $2, one_way = $3, updated_at = now() where id = $1 returning id",
);
const deleteGroup = sql<{ id: string }>("search.delete-synonyms", "delete from search_synonyms where id = $1 returning id");

export const listSynonyms = (db: Queryable): Promise<SynonymGroup[]> => db.run(readGroups);

/** @throws `conflict` when the shop has MAX_SYNONYM_GROUPS */
export async function createSynonyms(tx: Queryable, group: Omit<SynonymGroup, "id">): Promise<SynonymGroup> {
  await tx.run(lockGroups);
  const [row] = await tx.run(countGroups);
  if (row!.count >= MAX_SYNONYM_GROUPS) throw problem("conflict", `A shop has at most ${MAX_SYNONYM_GROUPS} groups of synonyms.`);
  const created = { ...group, id: newId() };
  await tx.run(insertGroup, [created.id, created.terms, created.oneWay]);
  await referenceChanged(tx);
  return created;
}

/** @throws `not-found` */
export async function changeSynonyms(tx: Queryable, group: SynonymGroup): Promise<SynonymGroup> {
  const changed = await tx.run(updateGroup, [group.id, group.terms, group.oneWay]);
  if (changed.length === 0) throw problem("not-found");
  await referenceChanged(tx);
  return group;
}

/** @throws `not-found` */
export async function removeSynonyms(tx: Queryable, id: string): Promise<void> {
  const removed = await tx.run(deleteGroup, [id]);
  if (removed.length === 0) throw problem("not-found");
  await referenceChanged(tx);
}

export interface SynonymStore {
  /** What of a query may be said otherwise. `referenceVersion` as the caller has just read it: the groups are at least as new. */
  expansionsFor(text: string, referenceVersion: number): Promise<SynonymExpansion[]>;
}

export function createSynonymStore(db: Pick<Database, "run">): SynonymStore {
  let known: { readonly version: number; readonly byFirstWord: ReadonlyMap<string, readonly SynonymExpansion[]> } | undefined;
  return {
    async expansionsFor(text, version) {
      if (known === undefined || known.version < version) known = { version, byFirstWord: index(await listSynonyms(db)) };
      return expansionsIn(wordsOf(text), known.byFirstWord);
    },
  };
}

type SynonymIndex = ReadonlyMap<string, readonly SynonymExpansion[]>;

/** By the singular of their first word. */
export function index(groups: readonly SynonymGroup[]): SynonymIndex {
  const expansions = groups.flatMap(({ terms, oneWay }) => {
    const said = terms.map(wordsOf).filter((words) => words.length > 0);
    return (oneWay ? said.slice(0, 1) : said).map((words) => ({ words, alternatives: said.filter((other) => other !== words) }));
  });
  return Map.groupBy(
    expansions.filter(({ words, alternatives }) => words.length > 0 && alternatives.length > 0),
    ({ words }) => singular(words[0]!),
  );
}

export function expansionsIn(words: readonly string[], byFirstWord: SynonymIndex): SynonymExpansion[] {
  const query = words.map(singular);
  const found = query.flatMap((first, at) =>
    (byFirstWord.get(first) ?? []).filter((expansion) =>
      expansion.words.every((word, index) => singular(word) === query[at + index]),
    ),
  );
  return [...new Set(found)].slice(0, MAX_EXPANSIONS);
}

/** Near enough to find a group: what is the same word in earnest is for the engine to say. */
export function singular(word: string): string {
  if (word.length > 4 && /(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}
