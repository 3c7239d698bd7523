import Type from "typebox";
import { IntegerId, MAX_PAGE_SIZE, Nullable, pageQuery, StringEnum, UuidId } from "../../platform/http/schemas.ts";
import { displayQuery, ProductFields } from "../catalog/product-schemas.ts";
import { MAX_SLUG_LENGTH } from "../catalog/slug.ts";
import { searchSorts } from "./engine.ts";
import { type Facet, facetKinds } from "./facets.ts";
import { MAX_SUGGESTIONS, type Suggestion, suggestionKinds } from "./suggestions.ts";

/** Of suggestions. */
export const DEFAULT_SUGGESTIONS = 10;
/** A pasted title fits; the first 16 words count. */
const MAX_QUERY_LENGTH = 200;
/** Values of one filter; each is one condition more. */
const MAX_FILTER_VALUES = 20;
const MAX_PRICE_MINOR = 1_000_000_000_000;

const Text = Type.String({
  maxLength: MAX_QUERY_LENGTH,
  description: "What is searched for, as it was typed. The first 16 words count.",
  examples: ["red mug"],
});
const PriceBound = Type.Optional(
  Type.Integer({ minimum: 0, maximum: MAX_PRICE_MINOR, description: "In minor units of the currency shown, inclusive." }),
);

export const SearchQuery = Type.Object({
  ...pageQuery,
  ...displayQuery,
  q: Type.Optional(Text),
  category: Type.Optional(
    Type.String({ minLength: 1, maxLength: MAX_SLUG_LENGTH, description: "Slug or id; with all below it." }),
  ),
  brand: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: MAX_SLUG_LENGTH }), {
      maxItems: MAX_FILTER_VALUES,
      description: "Slug or id; repeated: any of them.",
    }),
  ),
  priceMin: PriceBound,
  priceMax: PriceBound,
  attribute: Type.Optional(
    Type.Array(Type.String({ minLength: 3, maxLength: 200, pattern: "^[^:]+:.", examples: ["colour:Pink"] }), {
      maxItems: MAX_FILTER_VALUES,
      description: "`name:value`, of attributes and of options; repeated: any value of one name, all of the names.",
    }),
  ),
  rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, description: "An average of so many stars or more." })),
  available: Type.Optional(Type.Boolean({ description: "`true`: only what can be ordered now. `false` asks for nothing." })),
  sort: StringEnum(searchSorts, { default: "relevance" }),
});

const Segments = (description: string) => Type.Array(Type.Object({ text: Type.String(), hit: Type.Boolean() }), { description });

const FoundItem = Type.Object({
  ...ProductFields,
  highlight: Type.Object({
    name: Segments("The name in pieces; `hit` marks what was searched for."),
    description: Segments("The part of the description around the first hit, likewise."),
  }),
});

const FacetOut = Type.Object({
  name: Type.String({ description: "Of an attribute its name; else as `kind`." }),
  label: Type.String(),
  kind: StringEnum(facetKinds),
  isEstimate: Type.Boolean({ description: "Counted among the most popular of the results only." }),
  values: Type.Array(
    Type.Object({
      value: Type.String({
        description: "What the filter takes; of a price range `min-max` in minor units, either may be missing.",
      }),
      label: Type.String(),
      count: Type.Integer({ minimum: 0 }),
      selected: Type.Boolean(),
    }),
  ),
});

export const SearchOut = Type.Object({
  query: Type.String(),
  correctedQuery: Nullable(
    Type.String({ description: "What was searched for instead, because words of the query occur nowhere." }),
  ),
  total: Type.Object({
    count: Type.Integer({ minimum: 0 }),
    isEstimate: Type.Boolean({ description: "Whether the count is reckoned from the most popular products." }),
  }),
  items: Type.Array(FoundItem, { maxItems: MAX_PAGE_SIZE }),
  facets: Type.Unsafe<readonly Facet[]>(Type.Array(FacetOut)),
  fallback: Nullable(StringEnum(["popular"], { description: "Nothing was found, and the items are what sells best." })),
  nextCursor: Nullable(Type.String({ description: "Cursor of the next page; null on the last one, and after 1,000 products." })),
});

export const SuggestQuery = Type.Object({
  q: Text,
  limit: Type.Integer({ minimum: 1, maximum: MAX_SUGGESTIONS, default: DEFAULT_SUGGESTIONS }),
});

export const SuggestOut = Type.Object({
  items: Type.Unsafe<readonly Suggestion[]>(
    Type.Array(
      Type.Object({
        kind: StringEnum(suggestionKinds),
        text: Type.String(),
        highlighted: Segments("The text in pieces; `hit` marks what was typed."),
        productId: Nullable(IntegerId()),
        slug: Nullable(Type.String({ description: "Of a product, a category or a brand." })),
      }),
      { maxItems: MAX_SUGGESTIONS },
    ),
  ),
});

export const SynonymsBody = Type.Object({
  terms: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
    minItems: 2,
    maxItems: 20,
    examples: [["sofa", "couch", "settee"]],
  }),
  oneWay: Type.Boolean({
    default: false,
    description: "The first term finds the others too, but they do not find it: `phone` finds `iphone`.",
  }),
});

export const SynonymsOut = Type.Object({ id: UuidId(), terms: Type.Array(Type.String()), oneWay: Type.Boolean() });
