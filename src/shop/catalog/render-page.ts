import { LRUCache } from "lru-cache";
import type { ReferenceSnapshot } from "../pricing/reference-store.ts";
import type { PriceContext } from "../pricing/variant-price.ts";
import { averageOf } from "../reviews/review.ts";
import { categoryTreeOf, pathTo } from "./category-tree.ts";
import { type PageText, readPriceSet, readVariantText } from "./page-text.ts";
import type { LivePage } from "./product-pages.ts";
import { availabilityOf, type Display, displayContext, named, pricesOf } from "./product-view.ts";

export type RenderedPage = {
  readonly json: string;
  readonly surrogateKeys: readonly string[];
  /** Until when it is true if nothing is changed, in ms since 1970. */
  readonly validUntilMs: number;
};

/** What pages for one display have in common, with what was worked out for earlier ones. It holds until a price list begins or ends. */
type PageContext = {
  readonly price: PriceContext;
  readonly validFromMs: number;
  readonly validUntilMs: number;
  /** By the text of a price set. */
  readonly prices: Map<string, string>;
};
type Shown = { readonly json: string; readonly keys: readonly string[] };

/** Displays that are asked for in turn: the markets of a shop. */
const MAX_CONTEXTS = 64;
/** Price sets of a context, 300 bytes each: most shops have fewer different prices than products. */
const MAX_PRICE_SETS = 5_000;

/** Puts pages together; the JSON is that of `viewProduct`, which the tests compare with it field by field. */
export function createPageRenderer() {
  let current: ReferenceSnapshot | undefined;
  const contexts = new LRUCache<string, PageContext>({ max: MAX_CONTEXTS });
  const categories = new Map<number, Shown>();
  const brands = new Map<number, Shown>();

  /** @throws as `displayContext` */
  function contextFor(reference: ReferenceSnapshot, display: Display, now: Date): PageContext {
    if (reference !== current) {
      current = reference;
      contexts.clear();
      categories.clear();
      brands.clear();
    }
    const key = `${display.currency ?? ""}/${display.country ?? ""}`;
    const known = contexts.get(key);
    const nowMs = now.getTime();
    if (known !== undefined && nowMs >= known.validFromMs && nowMs < known.validUntilMs) return known;
    const price = displayContext(reference, display, now);
    const made = { price, validFromMs: nowMs, validUntilMs: nextBoundaryMs(price), prices: new Map<string, string>() };
    contexts.set(key, made);
    return made;
  }

  function pricesJson(context: PageContext, set: string): string {
    const known = context.prices.get(set);
    if (known !== undefined) return known;
    const made = JSON.stringify(pricesOf(readPriceSet(set), context.price)).slice(1, -1);
    if (context.prices.size < MAX_PRICE_SETS) context.prices.set(set, made);
    return made;
  }

  function categoryOf(reference: ReferenceSnapshot, id: number | null): Shown {
    if (id === null) return NOTHING;
    const known = categories.get(id);
    if (known !== undefined) return known;
    const path = pathTo(categoryTreeOf(reference), id).map(named);
    const category = path.at(-1);
    const made = {
      json: JSON.stringify(category === undefined ? null : { ...category, path }),
      keys: path.map((one) => `category-${one.id}`),
    };
    categories.set(id, made);
    return made;
  }

  function brandOf(reference: ReferenceSnapshot, id: number | null): Shown {
    if (id === null) return NOTHING;
    const known = brands.get(id);
    if (known !== undefined) return known;
    const brand = categoryTreeOf(reference).brands.get(id);
    const made = { json: JSON.stringify(brand ?? null), keys: brand === undefined ? [] : [`brand-${id}`] };
    brands.set(id, made);
    return made;
  }

  return {
    /** @throws as `displayContext` */
    render({ id, text: page, levels, ratings, ratingSum, reference }: LivePage, display: Display, now: Date): RenderedPage {
      const context = contextFor(reference, display, now);
      const category = categoryOf(reference, page.categoryId);
      const brand = brandOf(reference, page.brandId);
      const average = averageOf(ratingSum, ratings);
      const json = `{"id":${id},${page.head},"category":${category.json},"brand":${brand.json},${page.middle},"variants":[${variantsJson(page, levels, (set) => pricesJson(context, set))}],"rating":{"average":${average},"count":${ratings}},${page.times}}`;
      return { json, surrogateKeys: [`product-${id}`, ...category.keys, ...brand.keys], validUntilMs: context.validUntilMs };
    },
  };
}

const NOTHING: Shown = { json: "null", keys: [] };

function variantsJson(page: PageText, levels: string | null, pricesJson: (set: string) => string): string {
  const stock = readLevels(levels);
  const prices = page.priceSets.map((set) => (set === "" ? "" : pricesJson(set)));
  let json = "";
  for (const text of page.variants) {
    const { id, priceSet, members } = readVariantText(text);
    const { status, available } = availabilityOf(page.isCounted ? (stock.get(id) ?? NONE) : null);
    json += `${json === "" ? "" : ","}{${members},${prices[priceSet]},"availability":{"status":"${status}","available":${available}}}`;
  }
  return json;
}

const NONE = { ready: 0, orderable: 0 };
const ZERO = 48;
const NINE = 57;

/** Stock levels as PostgreSQL writes an array of [variant, ready, orderable]; a variant may lie in several warehouses. */
function readLevels(levels: string | null): ReadonlyMap<number, { ready: number; orderable: number }> {
  const stock = new Map<number, { ready: number; orderable: number }>();
  if (levels === null) return stock;
  const triple = [0, 0, 0];
  let place = 0;
  let value = 0;
  let inNumber = false;
  for (let index = 0; index < levels.length; index += 1) {
    const code = levels.charCodeAt(index);
    if (code >= ZERO && code <= NINE) {
      value = value * 10 + code - ZERO;
      inNumber = true;
      continue;
    }
    if (!inNumber) continue;
    triple[place] = value;
    place += 1;
    value = 0;
    inNumber = false;
    if (place < 3) continue;
    place = 0;
    const [id, ready, orderable] = triple as [number, number, number];
    const there = stock.get(id);
    if (there === undefined) stock.set(id, { ready, orderable });
    else {
      there.ready += ready;
      there.orderable += orderable;
    }
  }
  return stock;
}

/** When the next price list begins or ends, in ms since 1970. */
export function nextBoundaryMs({ priceLists, nowMs }: PriceContext): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { startsAtMs, endsAtMs } of priceLists.values()) {
    for (const boundary of [startsAtMs, endsAtMs]) if (boundary > nowMs && boundary < next) next = boundary;
  }
  return next;
}
