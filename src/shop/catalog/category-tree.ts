import type { CategoryNode, ReferenceSnapshot } from "../pricing/reference-store.ts";

export type PlacedCategory = Omit<CategoryNode, "position"> & { readonly depth: number };

export type CategoryTree = {
  readonly byId: ReadonlyMap<number, PlacedCategory>;
  readonly bySlug: ReadonlyMap<string, PlacedCategory>;
  /** Each category before those below it, siblings in their order. */
  readonly inOrder: readonly PlacedCategory[];
  readonly brands: ReadonlyMap<number, ReferenceSnapshot["brands"][number]>;
};

const trees = new WeakMap<ReferenceSnapshot, CategoryTree>();

/** Categories and brands of a snapshot, ready to be looked up; built once per snapshot. */
export function categoryTreeOf(reference: ReferenceSnapshot): CategoryTree {
  const known = trees.get(reference);
  if (known !== undefined) return known;
  const children = Map.groupBy(reference.categories, (category) => category.parentId);
  const inOrder: PlacedCategory[] = [];
  const place = ({ id, parentId, slug, name }: CategoryNode, depth: number): void => {
    inOrder.push({ id, parentId, slug, name, depth });
    for (const child of children.get(id) ?? []) place(child, depth + 1);
  };
  for (const root of children.get(null) ?? []) place(root, 0);
  const tree: CategoryTree = {
    byId: new Map(inOrder.map((category) => [category.id, category])),
    bySlug: new Map(inOrder.map((category) => [category.slug, category])),
    inOrder,
    brands: new Map(reference.brands.map((brand) => [brand.id, brand])),
  };
  trees.set(reference, tree);
  return tree;
}

/** A category with those above it, the root first. Empty when the snapshot does not have it. */
export function pathTo(tree: CategoryTree, id: number): PlacedCategory[] {
  const path: PlacedCategory[] = [];
  for (
    let node = tree.byId.get(id);
    node !== undefined;
    node = node.parentId === null ? undefined : tree.byId.get(node.parentId)
  ) {
    path.unshift(node);
  }
  return path;
}
