import type { Clock } from "../../platform/clock.ts";
import { invalid, problem } from "../../platform/http/problems.ts";
import { categoryTreeOf } from "../catalog/category-tree.ts";
import type { ProductPages } from "../catalog/product-pages.ts";
import { type Display, displayContext } from "../catalog/product-view.ts";
import { createPageRenderer, type RenderedPage } from "../catalog/render-page.ts";
import { convert } from "../pricing/exchange.ts";
import { currencyOf } from "../pricing/reference-index.ts";
import type { ReferenceSnapshot, ReferenceStore } from "../pricing/reference-store.ts";
import type { PriceContext } from "../pricing/variant-price.ts";
import {
  type EngineCount,
  MAX_SEARCH_DEPTH,
  type SearchAnswer,
  type SearchCurrency,
  type SearchEngine,
  type SearchFilters,
  type SearchRequest,
  type SearchSort,
} from "./engine.ts";
import { type Facet, facetsOf } from "./facets.ts";
import { highlight, highlightSnippet } from "./highlight.ts";
import { priceBounds } from "./price-ranges.ts";
import type { SynonymStore } from "./synonyms.ts";

export type ProductQuery = {
  readonly text: string;
  /** Slug or id. */
  readonly category: string | null;
  /** Slugs or ids. */
  readonly brands: readonly string[];
  readonly priceMinMinor: number | null;
  readonly priceMaxMinor: number | null;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly minRating: number | null;
  readonly available: boolean | null;
  readonly sort: SearchSort;
  readonly display: Display;
  readonly offset: number;
  readonly limit: number;
};

/** `page`: as everywhere else; `json` is that of the page with what was found in it. */
export type FoundProduct = { readonly id: number; readonly page: RenderedPage; readonly json: string };

export type FoundProducts = {
  readonly correctedQuery: string | null;
  readonly total: EngineCount;
  readonly items: readonly FoundProduct[];
  readonly facets: readonly Facet[];
  /** What is shown instead when nothing was found. */
  readonly fallback: "popular" | null;
  /** Where the next page begins; null on the last one. */
  readonly nextOffset: number | null;
};

/** `corrected`: something, and for other words than those that were typed. */
export type SearchOutcome = "found" | "corrected" | "nothing";
export type SearchOutcomeObserver = { readonly searched: (outcome: SearchOutcome) => void };

export type SearchDependencies = {
  readonly engine: Pick<SearchEngine, "search">;
  readonly pages: Pick<ProductPages, "byId">;
  readonly reference: Pick<ReferenceStore, "recent">;
  readonly synonyms: SynonymStore;
  readonly clock: Clock;
  readonly observer?: SearchOutcomeObserver | undefined;
};

/** What of the fallback is shown: one row or two. */
const FALLBACK_ITEMS = 12;
const FACTOR_UNITS = 1_000_000;

/** Searching as shoppers do: by words, categories, brands and prices of their currency. */
export function createProductSearch({ engine, pages, reference, synonyms, clock, observer }: SearchDependencies) {
  const renderer = createPageRenderer();

  async function view(ids: readonly number[], display: Display, hits: ReadonlySet<string>): Promise<FoundProduct[]> {
    // They go together as one statement or two.
    const found = await Promise.all(ids.map((id) => pages.byId(id)));
    const now = clock.now();
    // The index is a moment behind: what was taken off the shelves meanwhile is not shown.
    return found.flatMap((live) => {
      if (live === null || !live.isActive) return [];
      const page = renderer.render(live, display, now);
      const { name, description } = JSON.parse(`{${live.text.head}}`) as { name: string; description: string };
      const marked = JSON.stringify({ name: highlight(name, hits), description: highlightSnippet(description, hits) });
      return [{ id: live.id, page, json: `${page.json.slice(0, -1)},"highlight":${marked}}` }];
    });
  }

  async function popular(request: SearchRequest): Promise<SearchAnswer> {
    const everything: SearchFilters = {
      categoryId: request.filters.categoryId,
      brandIds: [],
      priceMinMinor: null,
      priceMaxMinor: null,
      attributes: [],
      minRating: null,
      available: null,
    };
    const limit = Math.min(request.limit, FALLBACK_ITEMS);
    return engine.search({ ...request, text: "", filters: everything, sort: "popular", synonyms: [], offset: 0, limit });
  }

  /** @throws `not-found` for a category, `validation-failed` for a brand or country that is not there, `currency-unsupported` */
  async function find(query: ProductQuery): Promise<FoundProducts> {
    const snapshot = await reference.recent();
    const context = displayContext(snapshot, query.display, clock.now());
    const currency = searchCurrency(snapshot, context);
    const bounds = priceBounds(currencyOf(snapshot, snapshot.baseCurrency).exponent, currency.factor || 1);
    const request: SearchRequest = {
      text: query.text,
      filters: filtersOf(query, snapshot),
      sort: query.sort,
      currency,
      synonyms: query.text === "" ? [] : await synonyms.expansionsFor(query.text, snapshot.version),
      offset: query.offset,
      limit: query.limit,
      priceBoundsMinor: bounds,
    };
    const answer = await engine.search(request);
    const isEmpty = answer.productIds.length === 0 && query.offset === 0;
    if (query.text !== "" && query.offset === 0) {
      observer?.searched(isEmpty ? "nothing" : answer.correctedText === null ? "found" : "corrected");
    }
    const shown = isEmpty ? await popular(request) : answer;
    const end = query.offset + query.limit;
    return {
      correctedQuery: answer.correctedText,
      total: answer.total,
      items: await view(shown.productIds, query.display, new Set(isEmpty ? [] : answer.matchedWords)),
      facets: facetsOf(answer.facets, request, snapshot),
      fallback: isEmpty ? "popular" : null,
      nextOffset: answer.productIds.length < query.limit || end + query.limit > MAX_SEARCH_DEPTH ? null : end,
    };
  }

  return { find };
}

export type ProductSearch = ReturnType<typeof createProductSearch>;

function searchCurrency(reference: ReferenceSnapshot, { currency, baseCurrency, conversion }: PriceContext): SearchCurrency {
  const { exponent } = currencyOf(reference, currency);
  const converted = conversion === null ? 0 : convert(FACTOR_UNITS, conversion) / FACTOR_UNITS;
  return { code: currency, base: baseCurrency, factor: currency === baseCurrency ? 1 : converted, exponent };
}

function filtersOf(query: ProductQuery, reference: ReferenceSnapshot): SearchFilters {
  const { priceMinMinor, priceMaxMinor, attributes, minRating, available } = query;
  const tree = categoryTreeOf(reference);
  const category = query.category === null ? null : (tree.bySlug.get(query.category) ?? tree.byId.get(idIn(query.category)));
  if (category === undefined) throw problem("not-found", "There is no such category.");
  const bySlug = new Map(reference.brands.map((brand) => [brand.slug, brand]));
  const brandIds = query.brands.map((text, index) => {
    const brand = bySlug.get(text) ?? tree.brands.get(idIn(text));
    if (brand === undefined) throw invalid(`/query/brand/${index}`, "is not a brand of the shop");
    return brand.id;
  });
  return { categoryId: category?.id ?? null, brandIds, priceMinMinor, priceMaxMinor, attributes, minRating, available };
}

/** What is only digits is an id, as slugs have a letter; 0 is no id. */
function idIn(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
