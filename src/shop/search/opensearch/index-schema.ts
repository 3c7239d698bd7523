import type { API } from "@opensearch-project/opensearch";
import type { SearchDocument } from "../engine.ts";
import { isStopWord, wordsOf } from "../words.ts";

/**
 * Part of every alias's name. Another mapping is another number: a newer program builds an index of its own beside that of the older one,
 * and both serve until the older processes are gone.
 */
export const SCHEMA_VERSION = 1;

/** An attribute whose text is longer is no facet. */
const MAX_FACET_VALUE_LENGTH = 120;
/** A name completes from each of its first words on; nobody begins to type in the middle of a long title. */
const MAX_COMPLETION_STARTS = 8;
/** Of a completion; what is typed is never longer. */
const MAX_COMPLETION_LENGTH = 120;
/** Weights of completions are 32-bit integers. */
const MAX_COMPLETION_WEIGHT = 2_147_483_647;
/** How soon a change is found at the latest; the port promises half a second. A shard without changes refreshes nothing. */
export const REFRESH_INTERVAL = "250ms";

const text = { type: "text", analyzer: "stems", copy_to: "words" } as const;
const stored = { type: "keyword", index: false, doc_values: false } as const;

/**
 * Texts come as the words of `words.ts`, joined by spaces, so that both engines agree on what a word is; what is left to the analyzer is the
 * stem. Synonyms are the seller's and change while the shop runs, so they are part of each query and not of the index.
 */
export const indexBody = {
  settings: {
    index: {
      number_of_shards: 1,
      // None on a single node, one as soon as there is a second.
      auto_expand_replicas: "0-1",
      refresh_interval: REFRESH_INTERVAL,
      // A removal is remembered for as long as an older version of the document may still be on its way.
      gc_deletes: "10m",
      // What sells best comes first in every segment: suggestions read the first thousands only.
      "sort.field": ["popularity"],
      "sort.order": ["desc"],
    },
    analysis: {
      analyzer: { stems: { type: "custom", tokenizer: "whitespace", filter: ["english_stems"] } },
      filter: { english_stems: { type: "snowball", language: "English" } },
    },
  },
  mappings: {
    dynamic: "strict",
    properties: {
      productId: { type: "long" },
      slug: stored,
      title: stored,
      name: { ...text, fields: { exact: { type: "text", analyzer: "whitespace" } } },
      labels: text,
      values: text,
      description: text,
      words: { type: "text", analyzer: "whitespace", norms: false, index_options: "docs" },
      nameWords: { type: "keyword" },
      completion: { type: "completion", analyzer: "whitespace", max_input_length: MAX_COMPLETION_LENGTH },
      brandId: { type: "keyword" },
      categoryIds: { type: "keyword" },
      attributes: { type: "keyword" },
      available: { type: "boolean" },
      rating: { type: "double" },
      popularity: { type: "long" },
      createdAt: { type: "date", format: "epoch_millis" },
      prices: { type: "object", dynamic: true },
    },
    dynamic_templates: [{ prices: { path_match: "prices.*", mapping: { type: "long" } } }],
  },
} satisfies API.Indices_Create_RequestBody;

/** The document as the index has it. */
export function sourceOf(document: SearchDocument) {
  const { productId, name, slug, brand, categoryPath, skus, attributes, popularity, rating } = document;
  const nameWords = wordsOf(name);
  const labels = wordsOf([brand?.name ?? "", ...categoryPath, ...skus].join(" "));
  const values = attributes.flatMap(({ value }) => (typeof value === "boolean" ? [] : wordsOf(String(value))));
  const facets = attributes.filter(({ value }) => String(value).length <= MAX_FACET_VALUE_LENGTH);
  const completions = completionsOf(nameWords);
  return {
    productId,
    slug,
    title: name,
    name: nameWords.join(" "),
    labels: labels.join(" "),
    values: values.join(" "),
    description: wordsOf(document.description)
      .filter((word) => !isStopWord(word))
      .join(" "),
    nameWords: [...new Set([...nameWords, ...labels, ...values])],
    // An empty list of inputs is refused.
    ...(completions.length === 0 ? {} : { completion: { input: completions, weight: completionWeight(popularity) } }),
    ...(brand === null ? {} : { brandId: String(brand.id) }),
    categoryIds: document.categoryIds.map(String),
    attributes: [...new Set(facets.map((attribute) => attributeTerm(attribute.name, String(attribute.value))))],
    available: document.available,
    ...(rating.average === null ? {} : { rating: rating.average }),
    popularity,
    createdAt: document.createdAt.getTime(),
    prices: document.prices,
  };
}

/** Name and value of an attribute as one term. JSON, so that no name or value can be mistaken for another. */
export function attributeTerm(name: string, value: string): string {
  return JSON.stringify([name, value]);
}

export function readAttributeTerm(term: string): readonly [name: string, value: string] {
  return JSON.parse(term) as [string, string];
}

function completionsOf(words: readonly string[]): string[] {
  const starts = words.slice(0, MAX_COMPLETION_STARTS).map((_, start) => words.slice(start).join(" "));
  return starts.map((completion) => completion.slice(0, MAX_COMPLETION_LENGTH));
}

function completionWeight(popularity: number): number {
  return Math.max(0, Math.min(MAX_COMPLETION_WEIGHT, Math.round(popularity)));
}
