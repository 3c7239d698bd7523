import type { Category } from "../../api/catalog.ts";

export type Place = {
  readonly category: Category;
  /** Those above it, from the root down. */
  readonly above: readonly Category[];
  /** Those right below it. */
  readonly below: readonly Category[];
};

/** Where a category is in the tree; null: there is none of this slug. */
export function placeOf(categories: readonly Category[], slug: string): Place | null {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const category = categories.find((candidate) => candidate.slug === slug);
  if (category === undefined) return null;
  const above: Category[] = [];
  for (let parent = byId.get(category.parentId ?? 0); parent !== undefined; parent = byId.get(parent.parentId ?? 0)) {
    above.unshift(parent);
  }
  return { category, above, below: categories.filter(({ parentId }) => parentId === category.id) };
}

export type Branch = Category & { readonly children: readonly Category[] };

/** The roots with what is right below them, in the shop's order; what is deeper is found on the category's page. */
export function branchesOf(categories: readonly Category[]): readonly Branch[] {
  const below = Map.groupBy(categories, ({ parentId }) => parentId);
  return (below.get(null) ?? []).map((root) => ({ ...root, children: below.get(root.id) ?? [] }));
}
