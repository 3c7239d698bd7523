import type { Variant } from "./product.ts";

/** The option by which the variants of one style differ. */
export const isSizeOption = (name: string): boolean => name.toLowerCase() === "size";

/** What makes a variant look as it does: its options without the size. */
export function lookOf(options: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !isSizeOption(name)));
}

/**
 * The id of each variant's style, by the variant's id. A style is the variants that differ only in their size, archived ones too, and its
 * id is the lowest variant id among them: numbers of variants are never used again, so it stays when variants come and go.
 */
export function styleIds(variants: readonly Pick<Variant, "id" | "options">[]): ReadonlyMap<number, number> {
  const idOfLook = new Map<string, number>();
  const found = new Map<number, number>();
  for (const { id, options } of variants.toSorted((a, b) => a.id - b.id)) {
    const look = JSON.stringify(Object.entries(lookOf(options)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const styleId = idOfLook.get(look) ?? id;
    idOfLook.set(look, styleId);
    found.set(id, styleId);
  }
  return found;
}
