import type { Types } from "@opensearch-project/opensearch";
import type { SearchCurrency, SearchSort } from "../engine.ts";
import { priceField } from "./filters.ts";

type Sort = Types.Common.SortCombinations;

const TIES: readonly Sort[] = [{ popularity: { order: "desc" } }, { productId: { order: "desc" } }];

/** What has nothing to sort by comes last; equals by popularity, then by id. */
export function sortOf(sort: SearchSort, isRanked: boolean, currency: SearchCurrency): Sort[] {
  switch (sort) {
    case "relevance":
      return isRanked ? [{ _score: { order: "desc" } }, ...TIES] : [...TIES];
    case "price-asc":
      return [byPrice(currency, "asc"), ...TIES];
    case "price-desc":
      return [byPrice(currency, "desc"), ...TIES];
    case "rating":
      return [{ rating: { order: "desc", missing: "_last" } }, ...TIES];
    case "newest":
      return [{ createdAt: { order: "desc" } }, ...TIES];
    case "popular":
      return [...TIES];
  }
}

/** The price in the currency, else that in the base currency converted; the same rounding as for the shopper. */
const CONVERTED_PRICE = `
  if (doc.containsKey(params.own) && doc[params.own].size() > 0) return doc[params.own].value;
  if (doc.containsKey(params.base) && doc[params.base].size() > 0) return Math.floor(doc[params.base].value * params.factor + 0.5);
  return params.none;`;

function byPrice({ code, base, factor }: SearchCurrency, order: "asc" | "desc"): Sort {
  // An index in which nothing has a price yet does not know the field.
  if (code === base || factor <= 0) return { [priceField(code)]: { order, missing: "_last", unmapped_type: "long" } };
  const none = order === "asc" ? Number.MAX_SAFE_INTEGER : -1;
  const params = { own: priceField(code), base: priceField(base), factor, none };
  return { _script: { type: "number", order, script: { lang: "painless", source: CONVERTED_PRICE, params } } };
}
