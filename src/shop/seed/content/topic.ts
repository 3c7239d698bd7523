import { seededRandom, seedOf } from "../../../platform/random.ts";
import type { MotifName } from "../../pictures/motifs/all.ts";
import { motifOf } from "../../pictures/shelves.ts";
import type { Family } from "./family.ts";
import { homeFamilies } from "./home-families.ts";
import { lifeFamilies } from "./life-families.ts";
import type { Words } from "./writer.ts";

/** A product as far as reviews and questions are about it. */
export type Reviewed = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly categoryPath: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** More is asked about and said of what sells more. */
  readonly popularity: number;
  /** One variant of each look, for photos. */
  readonly variantIds: readonly number[];
};

export type Topic = {
  readonly product: Reviewed;
  readonly family: Family;
  /** What is judged besides the whole. */
  readonly wear: "clothes" | "shoes" | null;
  readonly isForComfort: boolean;
  readonly isForChristmas: boolean;
  /** The words of the product, which are the same whoever writes. */
  readonly facts: Words;
};

const families: readonly Family[] = [...Object.values(homeFamilies), ...Object.values(lifeFamilies)];
const familyOf = new Map<string, Family>(families.flatMap((family) => Object.keys(family.nouns).map((motif) => [motif, family])));

const soft = new Set<Family>([homeFamilies.textile, lifeFamilies.clothes, lifeFamilies.shoes, lifeFamilies.weather]);

export function topicOf(product: Reviewed): Topic {
  const { name, categoryPath, attributes, slug } = product;
  const motif = motifOf(name.toLowerCase(), categoryPath);
  const family = familyOf.get(motif) ?? homeFamilies.decoration;
  const random = seededRandom(seedOf(slug));
  const between = (least: number, most: number) => String(least + Math.floor(random() * (most - least + 1)));
  const [least, most] = sizes[motif] ?? [8, 34];
  return {
    product,
    family,
    wear: family === lifeFamilies.clothes ? "clothes" : family === lifeFamilies.shoes ? "shoes" : null,
    isForComfort: soft.has(family),
    isForChristmas: attributes.occasion === "Christmas",
    facts: {
      name,
      noun: (family.nouns as Readonly<Partial<Record<MotifName, string>>>)[motif] ?? motif,
      the: "the",
      this: "this",
      colour: String(attributes.colour ?? "cream")
        .split(" /")[0]!
        .toLowerCase(),
      material: String(
        attributes.material ?? ["wood", "painted metal", "felt and cotton", "resin", "ceramic"][Math.floor(random() * 5)],
      ).toLowerCase(),
      centimetres: between(least, most),
      millilitres: String(10 * Math.floor(22 + random() * 18)),
      count: String(attributes.packSize ?? between(6, 12)),
      age: between(3, 9),
    },
  };
}

/** In centimetres, where the usual 8 to 34 would be odd. */
const sizes: Readonly<Partial<Record<MotifName, readonly [number, number]>>> = {
  cushion: [38, 50],
  throw: [120, 150],
  doormat: [60, 75],
  cakestand: [24, 38],
  tote: [34, 48],
  tray: [28, 42],
  necklace: [42, 80],
  bracelet: [16, 20],
  earrings: [3, 6],
  ring: [2, 3],
  brooch: [3, 6],
  keyring: [6, 12],
  magnet: [4, 8],
  tlight: [7, 14],
  hangingtlight: [12, 22],
  bauble: [6, 10],
  bunting: [200, 400],
  garland: [120, 240],
  purse: [9, 14],
  tshirt: [64, 72],
  jumper: [60, 70],
  dress: [95, 112],
};
