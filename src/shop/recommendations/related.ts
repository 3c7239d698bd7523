import type { ProductTraits } from "../catalog/neighbours.ts";

/** What each likeness is worth. A product of the same shelf at half the price stands before a favourite of another shelf. */
const weights = { category: 2, attributes: 2, brand: 1.5, price: 1.5, popularity: 1 } as const;

/**
 * The products that are most like this one: of its category and brand, with the same attributes, at a near price, and liked by many.
 * Equal ones are in the order of their ids, so that the list is the same each time.
 */
export function rankRelated(product: ProductTraits, candidates: readonly ProductTraits[], limit: number): number[] {
  const mostPopular = Math.max(1, ...candidates.map(({ popularity }) => popularity));
  const scored = candidates
    .filter(({ id }) => id !== product.id)
    .map((candidate) => ({
      id: candidate.id,
      score: likeness(product, candidate) + weights.popularity * (Math.log1p(candidate.popularity) / Math.log1p(mostPopular)),
    }));
  scored.sort((a, b) => b.score - a.score || a.id - b.id);
  return scored.slice(0, limit).map(({ id }) => id);
}

function likeness(a: ProductTraits, b: ProductTraits): number {
  const sameCategory = a.categoryId !== null && a.categoryId === b.categoryId;
  const sameBrand = a.brandId !== null && a.brandId === b.brandId;
  return (
    (sameCategory ? weights.category : 0) +
    (sameBrand ? weights.brand : 0) +
    weights.attributes * sharedAttributes(a.attributes, b.attributes) +
    weights.price * priceNearness(a.priceMinor, b.priceMinor)
  );
}

/** Of all attributes that either has, the share that both have with the same value: 0 to 1. */
function sharedAttributes(a: ProductTraits["attributes"], b: ProductTraits["attributes"]): number {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  if (names.size === 0) return 0;
  let shared = 0;
  for (const name of names) if (a[name] !== undefined && a[name] === b[name]) shared += 1;
  return shared / names.size;
}

/** 1 for the same price, half for twice or half of it, 0 when one is not known or free. */
function priceNearness(a: number | null, b: number | null): number {
  if (a === null || b === null || a <= 0 || b <= 0) return 0;
  return Math.min(a, b) / Math.max(a, b);
}
