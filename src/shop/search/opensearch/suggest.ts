import type { EngineSuggestion, SuggestRequest } from "../engine.ts";
import { startingWith, termsAggregation } from "./facets.ts";
import type { Query } from "./filters.ts";
import { clusterTimeout, type SearchPlace } from "./search-place.ts";
import { queryWords, termQuery } from "./terms.ts";

/** Of what matches, the best-selling products that are looked at for words that go on like the text; about 1 ms. */
const MAX_EXAMINED = 10_000;

type Completion = { readonly _id: string; readonly _source: { readonly title: string; readonly slug: string } };

/** Names that go on like the text, by the completion field; and words for its last one, from products that have all those before it. */
export async function suggest(
  { client, index, timeoutMs }: SearchPlace,
  { text, limit }: SuggestRequest,
): Promise<EngineSuggestion[]> {
  const words = queryWords(text);
  const typed = words.at(-1);
  if (typed === undefined || limit <= 0) return [];
  const before = words.slice(0, -1);
  const { body } = await client.search(
    {
      index,
      body: {
        size: 0,
        timeout: clusterTimeout(timeoutMs),
        terminate_after: MAX_EXAMINED,
        track_total_hits: false,
        _source: ["title", "slug"],
        query: { bool: { filter: [...before.map(has), { prefix: { nameWords: { value: typed } } }] } },
        aggs: { words: termsAggregation({ field: "nameWords", include: startingWith(typed), size: limit }) },
        suggest: { names: { prefix: words.join(" "), completion: { field: "completion", size: limit } } },
      },
    },
    { requestTimeout: timeoutMs },
  );
  const { buckets } = (body.aggregations as unknown as { words: { buckets: readonly { key: string }[] } }).words;
  const queries = buckets.map(({ key }): EngineSuggestion => ({ kind: "query", text: [...before, key].join(" ") }));
  const options = (body.suggest?.names?.[0]?.options ?? []) as unknown as readonly Completion[];
  // A product whose name goes on like the text in two places is found twice.
  const products = new Map(options.map((option) => [option._id, option._source]));
  return [
    ...queries,
    ...[...products].map(
      ([id, { title, slug }]): EngineSuggestion => ({ kind: "product", text: title, productId: Number(id), slug }),
    ),
  ];
}

function has(word: string): Query {
  return termQuery({ alternatives: [[word]] });
}
