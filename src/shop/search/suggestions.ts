import { categoryTreeOf, pathTo } from "../catalog/category-tree.ts";
import type { ReferenceSnapshot, ReferenceStore } from "../pricing/reference-store.ts";
import type { EngineSuggestion, SearchEngine } from "./engine.ts";
import type { Segment } from "./highlight.ts";
import { placedWords, wordsOf } from "./words.ts";

export const suggestionKinds = ["query", "category", "brand", "product"] as const;

export type Suggestion = {
  readonly kind: (typeof suggestionKinds)[number];
  readonly text: string;
  readonly highlighted: readonly Segment[];
  readonly productId: number | null;
  readonly slug: string | null;
};

export const MAX_SUGGESTIONS = 20;
/** Of each kind; products take what is left. */
const MAX_OF_KIND = { query: 4, category: 2, brand: 2 };

/** What a text may become: queries, then categories and brands of that name, then products. */
export function createSuggestions({
  engine,
  reference,
}: {
  readonly engine: Pick<SearchEngine, "suggest">;
  readonly reference: Pick<ReferenceStore, "recent">;
}) {
  return async function suggest(text: string, limit: number): Promise<Suggestion[]> {
    const typed = wordsOf(text);
    if (typed.length === 0) return [];
    const [snapshot, found] = await Promise.all([reference.recent(), engine.suggest({ text, limit })]);
    const suggestions = [
      ...found.filter(({ kind }) => kind === "query").slice(0, MAX_OF_KIND.query),
      ...categoriesLike(snapshot, typed),
      ...brandsLike(snapshot, typed),
      ...found.filter(({ kind }) => kind === "product"),
    ];
    return suggestions.slice(0, limit).map((suggestion) => shown(suggestion, typed));
  };
}

type Named = { readonly kind: "category" | "brand"; readonly text: string; readonly slug: string };

function categoriesLike(reference: ReferenceSnapshot, typed: readonly string[]): Named[] {
  const tree = categoryTreeOf(reference);
  return namesOf(reference)
    .categories.filter(({ words }) => beginLike(words, typed))
    .slice(0, MAX_OF_KIND.category)
    .map(({ id, slug }) => {
      const path = pathTo(tree, id).map(({ name }) => name);
      return { kind: "category", text: path.slice(-2).join(" › "), slug };
    });
}

function brandsLike(reference: ReferenceSnapshot, typed: readonly string[]): Named[] {
  return namesOf(reference)
    .brands.filter(({ words }) => beginLike(words, typed))
    .slice(0, MAX_OF_KIND.brand)
    .map(({ name, slug }) => ({ kind: "brand", text: name, slug }));
}

/** Each typed word begins a word of the name; the last may be unfinished, and so may the others. */
function beginLike(words: readonly string[], typed: readonly string[]): boolean {
  return typed.every((beginning) => words.some((word) => word.startsWith(beginning)));
}

type SearchableName = { readonly id: number; readonly slug: string; readonly name: string; readonly words: readonly string[] };
type SearchableNames = { readonly categories: readonly SearchableName[]; readonly brands: readonly SearchableName[] };
const names = new WeakMap<ReferenceSnapshot, SearchableNames>();

/** The names of a snapshot as words, made once for each. */
function namesOf(reference: ReferenceSnapshot): SearchableNames {
  const known = names.get(reference);
  if (known !== undefined) return known;
  const searchable = ({ id, slug, name }: Omit<SearchableName, "words">) => ({ id, slug, name, words: wordsOf(name) });
  const made = { categories: categoryTreeOf(reference).inOrder.map(searchable), brands: reference.brands.map(searchable) };
  names.set(reference, made);
  return made;
}

function shown(suggestion: EngineSuggestion | Named, typed: readonly string[]): Suggestion {
  const { kind, text } = suggestion;
  return {
    kind,
    text,
    highlighted: highlightBeginnings(text, typed),
    productId: suggestion.kind === "product" ? suggestion.productId : null,
    slug: "slug" in suggestion ? suggestion.slug : null,
  };
}

/** Marks, of each word that begins with a typed one, the part that was typed. */
export function highlightBeginnings(text: string, typed: readonly string[]): Segment[] {
  const segments: Segment[] = [];
  let done = 0;
  for (const { word, start } of placedWords(text)) {
    const [plain] = wordsOf(word);
    const beginning = typed.find((part) => plain?.startsWith(part));
    if (beginning === undefined) continue;
    const end = start + Math.min(beginning.length, word.length);
    if (start > done) segments.push({ text: text.slice(done, start), hit: false });
    segments.push({ text: text.slice(start, end), hit: true });
    done = end;
  }
  if (done < text.length) segments.push({ text: text.slice(done), hit: false });
  return segments;
}
