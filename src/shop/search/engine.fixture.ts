import type { SearchCurrency, SearchDocument, SearchFilters, SearchRequest } from "./engine.ts";

export const GBP: SearchCurrency = { code: "GBP", base: "GBP", factor: 1, exponent: 2 };
export const EUR: SearchCurrency = { code: "EUR", base: "GBP", factor: 1.15, exponent: 2 };

export const noFilters: SearchFilters = {
  categoryId: null,
  brandIds: [],
  priceMinMinor: null,
  priceMaxMinor: null,
  attributes: [],
  minRating: null,
  available: null,
};

export function searchFor(text: string, changes: Partial<SearchRequest> = {}): SearchRequest {
  return {
    text,
    filters: noFilters,
    sort: "relevance",
    currency: GBP,
    synonyms: [],
    offset: 0,
    limit: 24,
    priceBoundsMinor: [1_000, 5_000],
    ...changes,
  };
}

const KITCHEN = 1;
const CUPS = 2;
const SHOES = 3;
const names = new Map([
  [KITCHEN, ["Kitchen"]],
  [CUPS, ["Kitchen", "Mugs & Cups"]],
  [SHOES, ["Footwear"]],
]);
const ancestors = new Map([
  [KITCHEN, [KITCHEN]],
  [CUPS, [KITCHEN, CUPS]],
  [SHOES, [SHOES]],
]);
export const fixtureCategories = { KITCHEN, CUPS, SHOES } as const;

const brands = {
  acme: { id: 11, slug: "acme", name: "Acme" },
  zephyr: { id: 12, slug: "zephyr", name: "Zephyr" },
} as const;
export const fixtureBrands = { ACME: brands.acme.id, ZEPHYR: brands.zephyr.id } as const;

export type Described = Partial<Omit<SearchDocument, "attributes">> & {
  readonly category?: number;
  readonly attributes?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
};

const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(2026, 0, 1);

/** A document that is whole, with what matters to a test changed. A later id is a later product. */
export function document(
  productId: number,
  name: string,
  { category = KITCHEN, attributes = {}, ...changes }: Described = {},
): SearchDocument {
  return {
    productId,
    version: 1_000,
    name,
    slug: name.toLowerCase().replaceAll(" ", "-"),
    description: "",
    brand: null,
    categoryIds: ancestors.get(category)!,
    categoryPath: names.get(category)!,
    skus: [`SKU${productId}`],
    popularity: 0,
    prices: { GBP: 1_000 },
    available: true,
    rating: { average: null, count: 0 },
    createdAt: new Date(FIRST_DAY_MS + productId * DAY_MS),
    attributes: Object.entries(attributes).flatMap(([attribute, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => ({ name: attribute, value: one })),
    ),
    ...changes,
  };
}

const rated = (average: number) => ({ rating: { average, count: 10 } });

/** A small shop whose every count can be told by heart. */
export const fixtureDocuments: readonly SearchDocument[] = [
  document(1, "Red Ceramic Mug", {
    category: CUPS,
    brand: brands.acme,
    attributes: { Colour: "Red", Dishwasher: true },
    prices: { GBP: 899 },
    popularity: 50,
    ...rated(4.5),
  }),
  document(2, "Blue Ceramic Mug", {
    category: CUPS,
    brand: brands.acme,
    attributes: { Colour: "Blue", Dishwasher: true },
    prices: { GBP: 1_000 },
    popularity: 90,
    ...rated(3),
  }),
  document(3, "Blue Travel Mug", {
    category: CUPS,
    brand: brands.zephyr,
    attributes: { Colour: "Blue" },
    prices: { GBP: 2_499, EUR: 1_500 },
    popularity: 10,
    available: false,
  }),
  document(4, "Espresso Cups", {
    category: CUPS,
    brand: brands.zephyr,
    attributes: { Colour: ["White", "Red"] },
    prices: { GBP: 5_000 },
    popularity: 70,
    ...rated(4),
  }),
  document(5, "Bread Knife", {
    brand: brands.zephyr,
    description: "Steel blade. Goes well with a red mug.",
    prices: { GBP: 3_200 },
    popularity: 30,
    ...rated(2.4),
  }),
  document(6, "Running Shoes", {
    category: SHOES,
    brand: brands.acme,
    attributes: { Size: ["41", "42"], Colour: "Red" },
    prices: { GBP: 8_999 },
    popularity: 80,
  }),
  document(7, "Walking Boots", {
    category: SHOES,
    attributes: { Size: ["42"] },
    prices: { GBP: 12_000 },
    popularity: 20,
    skus: ["WB-42-XK"],
  }),
  document(8, "Gift Voucher", { category: KITCHEN, prices: {}, popularity: 5, description: "For whoever cannot decide." }),
];
