/** What shoppers judge besides the whole, each from 1 to 5. */
export const characteristicNames = ["Size", "Width", "Comfort", "Quality", "Length", "Fit"] as const;
export type CharacteristicName = (typeof characteristicNames)[number];

/** Characteristics of a product have ids of their own for clients that need integers: `productId × 10 + place in the list above`. */
const PLACES = 10;

export function characteristicId(productId: number, name: CharacteristicName): number {
  return productId * PLACES + characteristicNames.indexOf(name) + 1;
}

/** Which characteristic of which product an id names; null: none. */
export function characteristicOf(id: number): { readonly productId: number; readonly name: CharacteristicName } | null {
  const name = characteristicNames[(id % PLACES) - 1];
  return Number.isSafeInteger(id) && name !== undefined ? { productId: Math.floor(id / PLACES), name } : null;
}

/** In the order of the list above, whatever order they came in. */
export function inOrder(names: Iterable<CharacteristicName>): CharacteristicName[] {
  const wanted = new Set(names);
  return characteristicNames.filter((name) => wanted.has(name));
}
