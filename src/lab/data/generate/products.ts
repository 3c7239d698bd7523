import { betweenGroups } from "./curves.ts";
import { fitted } from "./fitted.ts";
import { createRandomStream, share } from "./randomness.ts";
import { DAY_MS, type GenerateSettings, SPAN_MS } from "./settings.ts";
import { ATTRIBUTES, type Brand, type Category, COLOURS, capital, MIDDLE_SIZE, SIZES, type Vocabulary } from "./vocabulary.ts";

/** What everything else about a product is made from. */
export type GeneratedProduct = {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  readonly slogan: string;
  readonly description: string;
  readonly category: Category;
  readonly departmentId: number;
  readonly brand: Brand;
  /** Pairs of name and value. */
  readonly features: readonly (readonly [string, string])[];
  /** Number of looks; their colours begin at `firstColour`. */
  readonly styles: number;
  readonly firstColour: number;
  readonly sizes: number;
  readonly firstSize: number;
  readonly variants: number;
  readonly priceMinor: number;
  /** What a unit costs from `TIER_QUANTITY` on; null: the same. */
  readonly tierMinor: number | null;
  readonly weightGrams: number;
  /** Whole seconds. */
  readonly createdMs: number;
};

/** What a line of an order says of its product. */
export type SoldProduct = Pick<GeneratedProduct, "name" | "priceMinor" | "tierMinor">;

export interface Products {
  of(id: number): GeneratedProduct;
  /** The same, in a third of the time. */
  sold(id: number): SoldProduct;
  variantsOf(id: number): number;
}

export const TIER_QUANTITY = 10;
const TIER_SHARE = 0.2;
const TIER_PRICE = 0.9;
/** Clothes and shoes cost more than the small gifts that the prices were fitted to. */
const FIT_PRICE_FACTOR = 5;
/** Before the first order. */
const YOUNGEST_DAYS = 30;
const OLDEST_DAYS = 900;
const LONG_TEXT_SHARE = 0.4;
const LEAST_GRAMS = 40;

const [{ values: materials }, { values: manners }, ...OTHER_ATTRIBUTES] = ATTRIBUTES;
const MOST_STYLES = 12;

export function createProducts(settings: GenerateSettings, vocabulary: Vocabulary): Products {
  const { seed, per, untilMs } = settings;
  const random = createRandomStream(seed);
  const styleMean = Math.max(1, Math.min(per.styles, per.skus));
  const sizeMean = Math.max(1, per.skus / styleMean);

  /** Geometric: most come in one look, few in many. */
  const stylesOf = (id: number) =>
    styleMean === 1
      ? 1
      : Math.min(MOST_STYLES, 1 + Math.floor(Math.log(1 - share(seed, "variant", id)) / Math.log(1 - 1 / styleMean)));
  /** Evenly from one to twice the mean. */
  const sizesOf = (id: number) => Math.min(SIZES.length, 1 + Math.floor(share(seed, "product", -id) * (2 * sizeMean - 1)));

  /** The first numbers of a product's stream: what its order lines need too. */
  function begin(id: number) {
    random.start("product", id);
    const { categories, brands, series } = vocabulary;
    const category = categories[Math.floor(categories.length * random.next() ** 1.3)]!;
    const brand = brands[random.skewed(brands.length)]!;
    const word = capital(series[random.skewed(series.length)]!);
    const material = random.pick(materials);
    const manner = random.pick(manners);
    const name = `${brand.name} ${word} ${capital(manner)} ${capital(material)} ${capital(random.pick(category.nouns))}`;
    const price = betweenGroups(fitted.priceGroups, random.next()) * (category.fit ? FIT_PRICE_FACTOR : 1);
    const priceMinor = Math.max(1, Math.round(price));
    const tierMinor = random.next() < TIER_SHARE ? Math.max(1, Math.round(priceMinor * TIER_PRICE)) : null;
    return { category, brand, word, material, manner, name, priceMinor, tierMinor };
  }

  return {
    variantsOf: (id) => stylesOf(id) * sizesOf(id),
    sold: begin,
    of(id) {
      const { category, brand, word, material, manner, name, priceMinor, tierMinor } = begin(id);
      const { slogans, sentences, seriesSentences } = vocabulary;
      const others = OTHER_ATTRIBUTES.map((attribute) => [attribute.name, random.pick(attribute.values)] as const);
      // In the order that PostgreSQL keeps the members of an object in.
      const features = [["material", material] as const, ["manner", manner] as const, ...others]
        .slice(0, random.below(2 * per.features + 1))
        .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
      const text = [random.pick(sentences), random.pick(seriesSentences).replace("@", word), random.pick(sentences)];
      if (random.next() < LONG_TEXT_SHARE) text.push(random.pick(sentences));
      const styles = stylesOf(id);
      const sizes = sizesOf(id);
      const daysOld = SPAN_MS / DAY_MS + YOUNGEST_DAYS + random.below(OLDEST_DAYS);
      return {
        id,
        name,
        slug: `${name.toLowerCase().replaceAll(" ", "-")}-${id}`,
        slogan: random.pick(slogans),
        description: `${text.join(". ")}.`,
        category,
        departmentId: category.parentId!,
        brand,
        features,
        styles,
        firstColour: random.below(COLOURS.length),
        sizes,
        firstSize: Math.max(0, Math.min(MIDDLE_SIZE - (sizes >> 1), SIZES.length - sizes)),
        variants: styles * sizes,
        priceMinor,
        tierMinor,
        weightGrams: LEAST_GRAMS + random.below(60) ** 2,
        createdMs: Math.floor(untilMs / DAY_MS - daysOld) * DAY_MS + random.below(86_400) * 1_000,
      };
    },
  };
}

export const variantIdOf = (productId: number, number: number): number => productId * 10_000 + number;
/** One word for search, beginning with a letter, so that no unit can be read out of it. */
export const skuOf = (productId: number, number: number): string => `T${productId}V${number}`;
/** What a unit costs when so many are bought. */
export const unitPriceOf = ({ priceMinor, tierMinor }: SoldProduct, quantity: number): number =>
  tierMinor !== null && quantity >= TIER_QUANTITY ? tierMinor : priceMinor;
/** From 0. */
export const styleOfVariant = ({ sizes }: GeneratedProduct, number: number): number => Math.floor((number - 1) / sizes);
export const colourOf = ({ firstColour }: GeneratedProduct, style: number): string =>
  COLOURS[(firstColour + style) % COLOURS.length]!;
export function optionsOf(product: GeneratedProduct, number: number): Record<string, string> {
  const colour = colourOf(product, styleOfVariant(product, number));
  const size = SIZES[product.firstSize + ((number - 1) % product.sizes)]!;
  if (product.styles === 1) return product.sizes === 1 ? {} : { size };
  return product.sizes === 1 ? { colour } : { size, colour };
}
