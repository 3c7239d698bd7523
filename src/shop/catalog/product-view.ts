import { invalid, problem } from "../../platform/http/problems.ts";
import { PricingError } from "../pricing/limits.ts";
import type { PriceEntry, ReferenceData, Region } from "../pricing/reference.ts";
import { indexOf } from "../pricing/reference-index.ts";
import { type PriceContext, priceContext, variantPrice } from "../pricing/variant-price.ts";
import { categoryTreeOf, pathTo } from "./category-tree.ts";
import { mediaOf } from "./page-text.ts";
import { type AttributeValue, BASE_PRICE_LIST_ID, type Media } from "./product.ts";
import type { LiveProduct, Rating, Stock } from "./product-reads.ts";

/** From this many units on nobody has to hurry. */
export const LOW_STOCK_UNITS = 5;

export const availabilityStatuses = ["in_stock", "low_stock", "backorder", "out_of_stock"] as const;

export type Availability = {
  readonly status: (typeof availabilityStatuses)[number];
  /** Units that can be ordered now, on backorder too; null: not counted. */
  readonly available: number | null;
};

export type DisplayPrice = { readonly amountMinor: number; readonly currency: string; readonly taxIncluded: boolean };

export type VariantView = {
  readonly id: number;
  readonly sku: string;
  readonly options: Readonly<Record<string, string>>;
  /** Null: not sold in this currency. */
  readonly price: DisplayPrice | null;
  /** Of a sale: what it costs without. Null when the price is the regular one. */
  readonly originalPrice: DisplayPrice | null;
  /** Lower prices for larger quantities. */
  readonly tiers: readonly { readonly minQuantity: number; readonly amountMinor: number }[];
  readonly availability: Availability;
};

/** Width and height in pixels, null when nobody has measured it. */
export type MediaView = Omit<Media, "id"> & { readonly width: number | null; readonly height: number | null };

type Named = { readonly id: number; readonly slug: string; readonly name: string };

export type ProductView = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly slogan: string;
  readonly description: string;
  readonly category: (Named & { readonly path: readonly Named[] }) | null;
  readonly brand: Named | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly media: readonly MediaView[];
  readonly variants: readonly VariantView[];
  readonly rating: Rating;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** For whom prices are shown. Without a currency it is the country's, without a country that of the currency's own region. */
export type Display = { readonly currency: string | null; readonly country: string | null };

/** @throws `currency-unsupported`, or `validation-failed` for a country that the shop does not know */
export function displayContext(reference: ReferenceData, display: Display, now: Date): PriceContext {
  const region = regionFor(reference, display);
  const currency = display.currency ?? region.currency;
  if (!indexOf(reference).currencies.has(currency)) throw problem("currency-unsupported");
  return priceContext(reference, region, currency, now);
}

function regionFor(reference: ReferenceData, { currency, country }: Display): Region {
  const { countries, regions } = indexOf(reference);
  if (country !== null) {
    const region = regions.get(countries.get(country)?.regionId ?? "");
    if (region === undefined) throw invalid("/query/country", "is not a country that the shop knows");
    return region;
  }
  const wanted = currency ?? reference.baseCurrency;
  const own = reference.regions.filter((region) => region.currency === wanted);
  const least = own.sort((a, b) => Math.abs(a.adjustmentBasisPoints) - Math.abs(b.adjustmentBasisPoints))[0];
  return least ?? { id: "", name: "", currency: wanted, adjustmentBasisPoints: 0, pricesIncludeTax: true };
}

export function viewProduct(
  { id, documentVersion, document, stock, rating, reference }: LiveProduct,
  context: PriceContext,
): ProductView {
  const { slug, name, slogan, description, kind, categoryId, brandId, attributes, variants } = document;
  const tree = categoryTreeOf(reference);
  const path = categoryId === null ? [] : pathTo(tree, categoryId).map(named);
  const category = path.at(-1);
  const brand = brandId === null ? undefined : tree.brands.get(brandId);
  return {
    id,
    slug,
    name,
    slogan,
    description,
    category: category === undefined ? null : { ...category, path },
    brand: brand ?? null,
    attributes,
    media: mediaOf(id, documentVersion, document),
    variants: variants.map((variant) => ({
      id: variant.id,
      sku: variant.sku,
      options: variant.options,
      ...pricesOf(variant.prices, context),
      availability: availabilityOf(kind === "service" ? null : (stock.get(variant.id) ?? { ready: 0, orderable: 0 })),
    })),
    rating,
    createdAt: new Date(document.createdAt).toISOString(),
    updatedAt: new Date(document.updatedAt).toISOString(),
  };
}

export function named({ id, slug, name }: Named): Named {
  return { id, slug, name };
}

type Prices = Pick<VariantView, "price" | "originalPrice" | "tiers">;
const NO_PRICES: Prices = { price: null, originalPrice: null, tiers: [] };

/** A price that is too large in this currency's small units is no price in it, and no reason to show no page. */
export function pricesOf(prices: readonly PriceEntry[], context: PriceContext): Prices {
  try {
    return computePrices(prices, context);
  } catch (error) {
    if (error instanceof PricingError) return NO_PRICES;
    throw error;
  }
}

function computePrices(prices: readonly PriceEntry[], context: PriceContext): Prices {
  const single = variantPrice(context, prices, null, 1);
  if (!single.sellable) return NO_PRICES;
  const { unitPriceMinor, taxIncluded } = single;
  const tiers: { minQuantity: number; amountMinor: number }[] = [];
  const quantities = new Set(prices.map(({ minQuantity }) => minQuantity));
  for (const minQuantity of [...quantities].sort((a, b) => a - b)) {
    const tier = variantPrice(context, prices, null, minQuantity);
    const least = tiers.at(-1)?.amountMinor ?? unitPriceMinor;
    if (tier.sellable && tier.unitPriceMinor < least) tiers.push({ minQuantity, amountMinor: tier.unitPriceMinor });
  }
  const priced = (amountMinor: number): DisplayPrice => ({ amountMinor, currency: context.currency, taxIncluded });
  const regular = variantPrice(context, regularPrices(prices, context), null, 1);
  const isSale = regular.sellable && regular.unitPriceMinor > unitPriceMinor;
  return { price: priced(unitPriceMinor), originalPrice: isSale ? priced(regular.unitPriceMinor) : null, tiers };
}

/** In the base currency any list below the base list is a sale; elsewhere a list may just be that market's own. */
function regularPrices(
  prices: readonly PriceEntry[],
  { currency, baseCurrency, priceLists }: PriceContext,
): readonly PriceEntry[] {
  return prices.filter(({ priceListId }) =>
    currency === baseCurrency ? priceListId === BASE_PRICE_LIST_ID : priceLists.get(priceListId)?.kind !== "sale",
  );
}

export function availabilityOf(stock: Stock | null): Availability {
  if (stock === null) return { status: "in_stock", available: null };
  const available = stock.orderable;
  if (stock.ready > LOW_STOCK_UNITS) return { status: "in_stock", available };
  if (stock.ready > 0) return { status: "low_stock", available };
  return available > 0 ? { status: "backorder", available } : { status: "out_of_stock", available: 0 };
}
