import type { Database } from "../../../platform/database/database.ts";
import type { EngineCount, SearchCurrency, SearchFilters, SearchSort } from "../engine.ts";
import {
  ALL_TAG,
  AVAILABLE_TAG,
  attributeTag,
  brandTag,
  categoryTag,
  countedTag,
  ratingTag,
  tierTag,
} from "./index-documents.ts";
import {
  countTags,
  type MatchRow,
  matchAll,
  matchAllOfGroup,
  matchWords,
  matchWordsAnywhere,
  matchWordsOfGroup,
} from "./statements.ts";

/**
 * Products that a query looks at, at the most: of more matches those that sell best. Ranking and counting 1,000 takes about 12 ms, and
 * nobody who types "red" wants the 1,001st.
 */
export const MAX_CANDIDATES = 1_000;
/** Of these, one in eight is enough: with fewer, a tier has said too little and a wider one is asked. */
const ENOUGH_SHARE = 1 / 8;
/** What only counts a facet is content with half as many. */
const FACET_CANDIDATES = MAX_CANDIDATES / 2;
/** Documents that alternatives are compared with in the index, at the most: each takes 1 to 2 µs. */
export const MAX_COMPARED = 8_000;

export type Statistics = {
  readonly documents: number;
  /** From the smallest on, without the whole. */
  readonly tiers: readonly { readonly tier: number; readonly documents: number }[];
};

export type TextQuery = {
  /** A `tsquery`. */
  readonly query: string;
  /** Documents that match, at the most. */
  readonly documents: number;
  /** Alternatives, and of each thing that a document must have for one, how many have it: what tells how many have all. */
  readonly sets: readonly (readonly number[])[];
  /** Documents that the index compares with it, where it says more than that all must be there: the search stays where these are few enough. */
  readonly compared?: number;
  readonly terms: readonly { readonly query: string; readonly weight: number }[];
};

export type CandidateRequest = {
  /** Null: everything. */
  readonly text: TextQuery | null;
  readonly filters: SearchFilters;
  readonly currency: SearchCurrency;
  readonly sort: SearchSort;
  /** Of each tag that filters name, how many documents have it. */
  readonly tagCounts: ReadonlyMap<string, number>;
  /** How many of the best are wanted; 0: only the counts. */
  readonly top: number;
  /** Content with so few although wider tiers have more. */
  readonly enough?: number;
  /** What tags that are counted begin with; "": all of them. */
  readonly counted: string;
  readonly priceBoundsMinor: readonly number[];
};

export type Candidates = {
  readonly row: MatchRow;
  readonly total: EngineCount;
};

export type RankWeights = {
  /** Of words in description, attributes, brand and category, name. */
  readonly fields: readonly [number, number, number, number];
  /** How much popularity adds, per natural logarithm of it. */
  readonly popularity: number;
};
export const rankWeights: RankWeights = { fields: [0.2, 0.4, 0.5, 1], popularity: 0.002 };

/** The best of what matches, within the smallest tier of popularity that has enough of it. */
export async function findCandidates(
  db: Pick<Database, "run">,
  statistics: Statistics,
  request: CandidateRequest,
  weights: RankWeights = rankWeights,
): Promise<Candidates> {
  const { documents } = statistics;
  const filtered = filterCounts(request);
  const most = Math.min(documents, request.text?.documents ?? documents, ...filtered);
  const stages = stagesOf(statistics);
  const wanted = request.top === 0 ? FACET_CANDIDATES : MAX_CANDIDATES;
  const enough = request.enough ?? wanted * ENOUGH_SHARE;
  const widest = widestStage(stages, Math.min(request.text?.compared ?? 0, ...filtered));
  const sets = request.text?.sets ?? [[]];
  const either = sets.reduce((sum, each) => sum + expectedOf(documents, [...each, ...filtered]), 0);
  let expected = Math.min(most, either);
  for (let stage = Math.min(widest, firstStage(stages, expected, documents, wanted)); ; ) {
    const { tag, documents: size } = stages[stage]!;
    const row = await run(db, request, tag, weights);
    if (tag === ALL_TAG) return { row, total: { count: row.count, isEstimate: false } };
    const seen = Math.round((row.count * documents) / size);
    if (row.count >= enough || stage >= widest)
      return { row, total: { count: Math.max(row.count, Math.min(most, seen)), isEstimate: true } };
    expected = Math.min(expected, seen + documents / size);
    stage = Math.min(widest, Math.max(stage + 1, firstStage(stages, expected, documents, wanted)));
  }
}

/**
 * How many documents have all of what these numbers have each. What people ask for together goes together: the rarest counts whole, each
 * further one by a root of its share (exponential backoff).
 */
export function expectedOf(documents: number, each: readonly number[]): number {
  return each
    .toSorted((a, b) => a - b)
    .slice(0, 4)
    .reduce(
      (expected, count, index) => expected * (Math.min(count, documents) / Math.max(documents, 1)) ** (1 / 2 ** index),
      documents,
    );
}

function filterCounts({ filters, tagCounts }: CandidateRequest): number[] {
  const { tags, groupTags } = filterTags(filters);
  const of = (tag: string) => tagCounts.get(tag) ?? Number.POSITIVE_INFINITY;
  return [...tags.map(of), ...groupTags.map((group) => group.reduce((sum, tag) => sum + of(tag), 0))];
}

/** The tiers from the smallest on, and the whole. */
export function stagesOf({ tiers, documents }: Statistics): { readonly tag: string; readonly documents: number }[] {
  return [...tiers.map(({ tier, documents }) => ({ tag: tierTag(tier), documents })), { tag: ALL_TAG, documents }];
}

/** The whole, where few enough are compared; else the largest tier that has no more than may be. */
function widestStage(stages: readonly { readonly documents: number }[], compared: number): number {
  if (compared <= MAX_COMPARED) return stages.length - 1;
  return Math.max(
    0,
    stages.findLastIndex(({ documents }) => documents <= MAX_COMPARED),
  );
}

function firstStage(
  stages: readonly { readonly documents: number }[],
  expected: number,
  documents: number,
  wanted: number,
): number {
  const whole = stages.length - 1;
  if (expected <= MAX_CANDIDATES) return whole;
  const found = stages.findIndex((stage) => (expected * stage.documents) / documents >= wanted);
  return found === -1 ? whole : found;
}

async function run(
  db: Pick<Database, "run">,
  request: CandidateRequest,
  tierOrAll: string,
  weights: RankWeights,
): Promise<MatchRow> {
  const { text, filters, currency, sort, top, counted, priceBoundsMinor } = request;
  const { tags, groupTags } = filterTags(filters);
  const needed = tierOrAll === ALL_TAG ? tags : [...tags, tierOrAll];
  const [group, ...furtherGroups] = groupTags;
  const values = [
    furtherGroups.map(arrayLiteral),
    filters.priceMinMinor,
    filters.priceMaxMinor,
    currency.code,
    currency.base,
    currency.factor,
    top,
    sort,
    counted,
    priceBoundsMinor,
    MAX_CANDIDATES,
  ];
  if (text !== null) {
    const { terms } = text;
    const queries = terms.map((term) => term.query);
    values.push(
      text.query,
      queries,
      terms.map((term) => term.weight),
      weights.fields,
      weights.popularity,
    );
    if (needed.length === 0 && group === undefined) return (await db.run(matchWordsAnywhere, values))[0]!;
  }
  // Without any tag the index would be read from end to end.
  values.push(needed.length > 0 ? needed : [ALL_TAG]);
  if (group === undefined) return (await db.run(text === null ? matchAll : matchWords, values))[0]!;
  return (await db.run(text === null ? matchAllOfGroup : matchWordsOfGroup, [...values, group]))[0]!;
}

/** What must be there, and of what groups one must be there. */
export function filterTags(filters: SearchFilters): { readonly tags: string[]; readonly groupTags: string[][] } {
  const oneOf = [
    filters.brandIds.map(brandTag),
    ...[...Map.groupBy(filters.attributes, (attribute) => attribute.name).values()].map((values) =>
      values.map(({ name, value }) => attributeTag(name, value)),
    ),
  ].map((group) => [...new Set(group)]);
  return {
    tags: [
      ...(filters.categoryId === null ? [] : [categoryTag(filters.categoryId)]),
      ...(filters.minRating === null ? [] : [ratingTag(Math.ceil(filters.minRating))]),
      ...(filters.available === true ? [AVAILABLE_TAG] : []),
      ...oneOf.filter((group) => group.length === 1).flat(),
    ],
    groupTags: oneOf.filter((group) => group.length > 1),
  };
}

/** How many documents have each tag that the filters name. One statement, none without filters. */
export async function readTagCounts(db: Pick<Database, "run">, filters: SearchFilters): Promise<Map<string, number>> {
  const { tags, groupTags } = filterTags(filters);
  const named = [...tags, ...groupTags.flat()];
  if (named.length === 0) return new Map();
  const rows = await db.run(countTags, [named.map(countedTag)]);
  return new Map(named.map((tag, index) => [tag, rows[index]!.documents]));
}

function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`).join(",")}}`;
}
