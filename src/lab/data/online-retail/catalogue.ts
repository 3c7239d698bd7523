import type { CatalogueProduct, CatalogueVariant } from "../../../shop/catalog/demo-catalogue.ts";
import { type Attributes, attributesOf } from "./attributes.ts";
import { type Category, categoryOf } from "./categories.ts";
import { classify, unitPriceMinorOf } from "./classify.ts";
import { mainDescription, slugOf, titleCase, wordsOf } from "./descriptions.ts";
import { countPrice, type PriceHistogram, priceListOf } from "./prices.ts";
import type { Row } from "./row.ts";
import { groupVariants, type NamedSku, type VariantGroup } from "./variants.ts";

export interface CatalogueBuilder {
  /** Takes any row; only sales and cancellations of products count. */
  add(row: Row): void;
  /** Products in the order of their external ids. */
  build(): readonly CatalogueProduct[];
}

/** The real file sells 3,800 SKUs. A file with more than this is not a shop's stock but noise in the code column. */
const MAX_SKUS = 100_000;
/** The real file describes no SKU in more than six ways. Further spellings are not counted. */
const MAX_DESCRIPTIONS_PER_SKU = 50;

interface SkuSales {
  readonly sku: string;
  readonly linesByDescription: Map<string, number>;
  readonly customerPrices: PriceHistogram;
  /**
   * Lines without a customer are the web shop's: single pieces at about twice the trade price. They would pass for a list price
   * with a huge quantity tier, so they only set the price of what no known customer bought.
   */
  readonly guestPrices: PriceHistogram;
  orderLines: number;
  unitsSold: number;
  unitsReturned: number;
  firstSoldMs: number;
  lastSoldMs: number;
}

/** Makes the catalogue from the sales. Memory: counters per SKU, no rows. The same rows in any order give the same catalogue. */
export function createCatalogueBuilder(): CatalogueBuilder {
  const bySku = new Map<string, SkuSales>();

  function salesOf(sku: string): SkuSales {
    const known = bySku.get(sku);
    if (known !== undefined) return known;
    if (bySku.size >= MAX_SKUS) throw new Error(`more than ${MAX_SKUS} stock codes: this is not an Online Retail file`);
    const fresh: SkuSales = {
      sku,
      linesByDescription: new Map(),
      customerPrices: new Map(),
      guestPrices: new Map(),
      orderLines: 0,
      unitsSold: 0,
      unitsReturned: 0,
      firstSoldMs: Number.POSITIVE_INFINITY,
      lastSoldMs: Number.NEGATIVE_INFINITY,
    };
    bySku.set(sku, fresh);
    return fresh;
  }

  return {
    add(row) {
      const verdict = classify(row);
      if (verdict.kind === "rejected" || verdict.item !== "product") return;
      const sales = salesOf(row.sku);
      if (verdict.kind === "cancellation") {
        sales.unitsReturned -= row.quantity;
        return;
      }
      sales.orderLines += 1;
      sales.unitsSold += row.quantity;
      sales.firstSoldMs = Math.min(sales.firstSoldMs, row.placedAtMs);
      sales.lastSoldMs = Math.max(sales.lastSoldMs, row.placedAtMs);
      countPrice(row.customerId === null ? sales.guestPrices : sales.customerPrices, unitPriceMinorOf(row), row.quantity);
      countDescription(sales.linesByDescription, row.description);
    },

    build() {
      const slugs = new Set<string>();
      const sold = [...bySku.values()].filter((sales) => sales.orderLines > 0).sort((a, b) => compare(a.sku, b.sku));
      const stems = Map.groupBy(sold, (sales) => stemOf(sales.sku));
      return [...stems]
        .flatMap(([stem, members]) => identified(stem, members))
        .sort((a, b) => compare(a.externalId, b.externalId))
        .map(({ externalId, group }) => toProduct(externalId, group, bySku, slugs));
    },
  };
}

function countDescription(counts: Map<string, number>, description: string): void {
  const known = counts.get(description);
  if (known !== undefined || counts.size < MAX_DESCRIPTIONS_PER_SKU) counts.set(description, (known ?? 0) + 1);
}

/** Five digits; codes of another form (DCGSSBOY) stand alone. */
function stemOf(sku: string): string {
  return /^\d{5}/.exec(sku)?.[0] ?? sku;
}

interface IdentifiedGroup {
  readonly externalId: string;
  readonly group: VariantGroup;
}

/** A product with one variant goes by its SKU; the first one with several by the stem, unless a SKU is spelled like it. */
function identified(stem: string, members: readonly SkuSales[]): readonly IdentifiedGroup[] {
  const named: NamedSku[] = members.map(({ sku, linesByDescription, orderLines }) => ({
    sku,
    description: mainDescription(linesByDescription),
    orderLines,
  }));
  let stemFree = members.every((sales) => sales.sku !== stem);
  return groupVariants(named, (shared, words) => categoryOf(shared).path[1] === categoryOf(words).path[1]).map((group) => {
    const useStem = stemFree && group.members.length > 1;
    if (useStem) stemFree = false;
    return { externalId: useStem ? stem : group.members[0]!.named.sku, group };
  });
}

function toProduct(
  externalId: string,
  group: VariantGroup,
  bySku: ReadonlyMap<string, SkuSales>,
  slugs: Set<string>,
): CatalogueProduct {
  const name = titleCase(group.nameWords);
  const category = categoryOf(group.nameWords);
  const attributes = attributesOf(group.nameWords);
  const slug = uniqueSlug(slugOf(name), externalId, slugs);
  const variants = group.members.map(({ named, valueWords }) =>
    toVariant(bySku.get(named.sku)!, group.option, valueWords, category, wordsOf(named.description)),
  );
  return {
    externalId,
    slug,
    name,
    description: describe(name, category, attributes, group),
    categoryPath: pathOf(category),
    attributes,
    variants,
  };
}

/** "Everything Else" has no second level. */
function pathOf(category: Category): readonly string[] {
  return category.path[0] === category.path[1] ? [category.path[0]] : category.path;
}

/** Of products of one name, those with later codes carry the code in their slug. */
function uniqueSlug(base: string, externalId: string, taken: Set<string>): string {
  const slug = base !== "" && !taken.has(base) ? base : slugOf(`${base} ${externalId}`);
  taken.add(slug);
  return slug;
}

function toVariant(
  sales: SkuSales,
  option: VariantGroup["option"],
  valueWords: readonly string[],
  category: Category,
  words: readonly string[],
): CatalogueVariant {
  return {
    sku: sales.sku,
    options: option === undefined ? {} : { [option]: titleCase(valueWords) },
    ...priceListOf(sales.customerPrices.size > 0 ? sales.customerPrices : sales.guestPrices),
    weightGrams: weightOf(sales.sku, category, attributesOf(words)),
    orderLines: sales.orderLines,
    unitsSold: sales.unitsSold,
    unitsReturned: sales.unitsReturned,
    firstSoldOn: isoDate(sales.firstSoldMs),
    lastSoldOn: isoDate(sales.lastSoldMs),
  };
}

/** Made up, as the file has no weights: drawn from the category's range by a hash of the SKU, larger for large things and packs. */
function weightOf(sku: string, category: Category, attributes: Attributes): number {
  const [lightest, heaviest] = category.grams;
  const bySize: Readonly<Record<string, number>> = { "Extra large": 1.8, Large: 1.4, Small: 0.7, Mini: 0.5 };
  // Pieces of a large pack are small pieces: a pack of 72 cake cases does not weigh 72 times one baking tin.
  const pack = typeof attributes.packSize === "number" ? Math.sqrt(Math.min(attributes.packSize, 16)) / 2 + 0.5 : 1;
  const grams = (lightest + (heaviest - lightest) * hashShare(sku)) * (bySize[String(attributes.size)] ?? 1) * pack;
  return Math.max(5, Math.round(grams / 5) * 5);
}

/** FNV-1a of the text, as a share of its range. */
function hashShare(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return ((hash >>> 8) & 0xffff) / 0x10000;
}

/** One or two plain sentences of facts. */
function describe(name: string, category: Category, attributes: Attributes, group: VariantGroup): string {
  const kind = category.path[0] === category.path[1] ? "our wider range" : `${category.path[1]} (${category.path[0]})`;
  const facts: string[] = [];
  if (attributes.packSize !== undefined) facts.push(`pack of ${attributes.packSize}`);
  if (attributes.colour !== undefined) facts.push(`colour: ${String(attributes.colour).toLowerCase()}`);
  if (attributes.material !== undefined) facts.push(`material: ${String(attributes.material).toLowerCase()}`);
  if (attributes.pattern !== undefined) facts.push(`pattern: ${attributes.pattern}`);
  if (attributes.lengthCm !== undefined) facts.push(`length: ${attributes.lengthCm} cm`);
  if (attributes.assorted === true) facts.push("assorted, so the piece may differ");
  const stated = facts.length > 0 ? ` ${capital(facts.join("; "))}.` : "";
  const choice = group.option === undefined ? "" : ` Comes in ${group.members.length} ${group.option}s.`;
  return `${name}, from ${kind}.${stated}${choice}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
