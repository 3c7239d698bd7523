import { averageOf } from "../../../shop/reviews/review.ts";
import {
  ALL_TAG,
  AVAILABLE_TAG,
  attributeTag,
  brandTag,
  categoryTag,
  countedTag,
  ratingTag,
  tierTag,
} from "../../../shop/search/postgres/index-documents.ts";
import { isStopWord, wordsOf } from "../../../shop/search/words.ts";
import { timestamp } from "./moments.ts";
import { CURRENCY, type Searchable } from "./product-rows.ts";
import { colourOf, skuOf } from "./products.ts";
import type { Rows } from "./tables.ts";
import { SIZES } from "./vocabulary.ts";

/** The stem of every word that can occur, as the database makes it. */
export type Stems = ReadonlyMap<string, string>;

export interface SearchRows {
  write(rows: Rows, searchable: Searchable): void;
  /** How many documents have each stem and tag, since it was asked last. Article numbers are one of a kind and not among them. */
  takeCounts(): Map<string, number>;
}

/** Words with their stems, by the text that they come from; texts are made of a few thousand parts. */
const MOST_REMEMBERED = 200_000;

/**
 * The rows that search reads, as its own indexer would make them (a test compares): names weigh A, brand, category and article numbers B,
 * attributes C, descriptions D, and positions count on from part to part.
 */
export function createSearchRows(stems: Stems, tierSizes: readonly number[], untilMs: number): SearchRows {
  const remembered = new Map<string, readonly string[]>();
  let counts = new Map<string, number>();
  const version = untilMs * 1_000;

  function stemsOf(text: string, telling: boolean): readonly string[] {
    const key = telling ? text : `\0${text}`;
    let found = remembered.get(key);
    if (found === undefined) {
      found = wordsOf(text)
        .filter((word) => !telling || !isStopWord(word))
        .map((word) => stems.get(word) ?? word);
      if (remembered.size < MOST_REMEMBERED) remembered.set(key, found);
    }
    return found;
  }

  return {
    takeCounts() {
      const taken = counts;
      counts = new Map();
      return taken;
    },
    write(rows, { product, popularity, rank, opinion, available, departmentName }) {
      const { id, name, slug, slogan, description, category, departmentId, brand } = product;
      const places = new Map<string, string>();
      let position = 0;
      const put = (stem: string, weight: string) => {
        position += 1;
        const before = places.get(stem);
        places.set(stem, before === undefined ? `${position}${weight}` : `${before},${position}${weight}`);
      };
      const putText = (text: string, weight: string) => {
        for (const stem of stemsOf(text, weight === "")) put(stem, weight);
      };
      for (const word of name.split(" ")) putText(word, "A");
      putText(brand.name, "B");
      putText(departmentName, "B");
      putText(category.name, "B");
      const ownFrom = places.size;
      for (let number = 1; number <= product.variants; number += 1) put(skuOf(id, number).toLowerCase(), "B");
      const ownTo = places.size;
      const attributes = attributesOf(product);
      for (const [, value] of attributes) putText(value, "C");
      putText(slogan, "");
      for (const sentence of description.split(". ")) putText(sentence, "");

      const stars = opinion.count === 0 ? 0 : Math.floor(averageOf(opinion.ratingSum, opinion.count)!);
      const tags = [ALL_TAG, categoryTag(departmentId), categoryTag(category.id), brandTag(brand.id)];
      for (const [attribute, value] of attributes) tags.push(attributeTag(attribute, value));
      for (let star = 1; star <= stars; star += 1) tags.push(ratingTag(star));
      if (available) tags.push(AVAILABLE_TAG);
      for (const tag of tags) if (tag !== ALL_TAG) count(countedTag(tag));
      let words = "";
      let index = 0;
      for (const [stem, at] of places) {
        words += words === "" ? `'${stem}':${at}` : ` '${stem}':${at}`;
        if (index < ownFrom || index >= ownTo) count(stem);
        index += 1;
      }
      for (let tier = 0; tier < tierSizes.length; tier += 1) if (rank <= tierSizes[tier]!) tags.push(tierTag(tier));
      const average = averageOf(opinion.ratingSum, opinion.count);
      rows.search_documents.push(
        `${id}\t${version}\t${words}\t{${tags.map((tag) => `"${tag}"`).join(",")}}\t${popularity}\t{"${CURRENCY}": ${product.priceMinor}}\t${average ?? "\\N"}\t${timestamp(product.createdMs)}\t${slug}\t${name}\n`,
      );
    },
  };

  function count(lexeme: string): void {
    counts.set(lexeme, (counts.get(lexeme) ?? 0) + 1);
  }
}

/** The product's own, then what its variants differ in, each value once. */
function attributesOf(product: Searchable["product"]): (readonly [string, string])[] {
  const found = [...product.features];
  for (let style = 0; style < product.styles; style += 1) {
    const sizes = style === 0 ? product.sizes : 1;
    for (let size = 0; size < sizes; size += 1) {
      if (product.sizes > 1 && style === 0) found.push(["size", SIZES[product.firstSize + size]!]);
      if (product.styles > 1 && size === 0) found.push(["colour", colourOf(product, style)]);
    }
  }
  return found;
}
