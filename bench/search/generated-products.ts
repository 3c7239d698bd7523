import { seededRandom } from "../../src/platform/random.ts";
import type { SearchDocument } from "../../src/shop/search/engine.ts";

/** Words by how often they occur, as in real shops: a few are everywhere, most are rare. */
const COLOURS = "black white red blue green grey pink brown yellow purple orange beige silver gold navy".split(" ");
const MATERIALS = "cotton steel wooden leather ceramic glass plastic paper silicone bamboo wool linen marble copper velvet".split(
  " ",
);
const SIZES = ["XS", "S", "M", "L", "XL"];
const NOUNS = (
  "mug lamp chair table shirt dress jacket bag wallet watch clock mirror frame candle vase bowl plate knife spoon fork pan pot kettle " +
  "toaster blender towel pillow blanket curtain carpet shelf basket box bottle cup glass tray apron glove hat scarf belt shoe boot sandal " +
  "sock ring necklace bracelet earring brush comb soap bag tent rope torch ball racket bicycle helmet skate doll puzzle game book pen pencil " +
  "notebook folder stapler scissors tape glue paint canvas easel guitar drum flute speaker headphone keyboard mouse monitor cable charger " +
  "adapter camera tripod lens printer scanner router phone tablet case stand holder hook hanger rack ladder hammer drill saw wrench screw"
).split(" ");
const SYLLABLES =
  "ba be bi bo bra da de di do dra fa fe fi fo ga ge gi go gra ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo za ze zi zo".split(
    " ",
  );
const VOCABULARY_SIZE = 30_000;
const BRANDS = 2_000;
const CATEGORY_ROOTS = 20;
const DESCRIPTION_WORDS = 30;

export type Vocabulary = {
  readonly words: readonly string[];
  readonly brands: readonly string[];
  readonly nouns: readonly string[];
};

/** Made-up words of three or four syllables. */
export function vocabulary(): Vocabulary {
  const random = seededRandom(1);
  const made = new Set<string>();
  while (made.size < VOCABULARY_SIZE + BRANDS) {
    const syllables = 3 + Math.floor(random() * 2);
    made.add(Array.from({ length: syllables }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(""));
  }
  const words = [...made];
  return { words: words.slice(BRANDS), brands: words.slice(0, BRANDS), nouns: [...new Set(NOUNS)] };
}

/** The place of a word whose frequency falls with its rank (Zipf): 0 is the most frequent. */
export function skewed(random: () => number, length: number): number {
  return Math.min(length - 1, Math.floor(length ** random()) - 1);
}

/** Product `id` of a generated catalogue, the same on every machine. */
export function generatedProduct(id: number, { words, brands, nouns }: Vocabulary, currency: string): SearchDocument {
  const random = seededRandom(id * 7_919);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const word = () => words[skewed(random, words.length)]!;
  const brand = skewed(random, brands.length);
  const noun = Math.floor(random() * nouns.length);
  const [colour, material, size] = [COLOURS[skewed(random, COLOURS.length)]!, pick(MATERIALS), pick(SIZES)];
  const stars = random() < 0.6 ? 3 + Math.round(random() * 20) / 10 : null;
  const root = 1 + (noun % CATEGORY_ROOTS);
  return {
    productId: id,
    version: 1,
    name: `${capital(brands[brand]!)} ${capital(word())} ${colour} ${material} ${nouns[noun]} ${size}`,
    slug: `product-${id}`,
    description: Array.from({ length: DESCRIPTION_WORDS }, word).join(" "),
    brand: { id: brand + 1, slug: brands[brand]!, name: capital(brands[brand]!) },
    categoryIds: [root, CATEGORY_ROOTS + 1 + noun],
    categoryPath: [`department ${root}`, nouns[noun]!],
    attributes: [
      { name: "colour", value: colour },
      { name: "material", value: material },
      { name: "size", value: size },
    ],
    skus: [`SKU${id}`],
    popularity: Math.floor(1_000_000 / (1 + random() * 999_999)),
    prices: { [currency]: 99 + Math.floor(10 ** (2 + random() * 3)) },
    available: random() < 0.95,
    rating: { average: stars === null ? null : Math.min(5, stars), count: stars === null ? 0 : 10 },
    createdAt: new Date(1_700_000_000_000 + id * 1_000),
  };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
