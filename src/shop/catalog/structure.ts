import { type Queryable, sql } from "../../platform/database/database.ts";

export const attributeTypes = ["text", "number", "boolean", "option"] as const;
export type AttributeType = (typeof attributeTypes)[number];

export type AttributeDefinition = {
  readonly name: string;
  readonly label: string;
  readonly type: AttributeType;
  /** For numbers, such as "cm". */
  readonly unit: string | null;
  /** What an `option` may be; null for the other types. */
  readonly options: readonly string[] | null;
};

/** What products refer to. While a product is written none of it changes, and while it changes no product is written. */
export type CatalogStructure = {
  readonly parents: ReadonlyMap<number, number | null>;
  readonly brandIds: ReadonlySet<number>;
  readonly attributes: ReadonlyMap<string, AttributeDefinition>;
  readonly priceListCurrencies: ReadonlyMap<number, string>;
};

const shareLock = sql<object>("catalog.share-structure", "select pg_advisory_xact_lock_shared(hashtext('tenfold.catalog'))");
const exclusiveLock = sql<object>("catalog.lock-structure", "select pg_advisory_xact_lock(hashtext('tenfold.catalog'))");

const readAll = sql<{
  categories: readonly (readonly [number, number | null])[];
  brands: readonly number[];
  attributes: readonly AttributeDefinition[];
  price_lists: readonly (readonly [number, string])[];
}>(
  "catalog.read-structure",
  `select
    (select coalesce(json_agg(json_build_array(id, parent_id)), '[]') from categories) as categories,
    (select coalesce(json_agg(id), '[]') from brands) as brands,
    (select coalesce(json_agg(json_build_object('name', name, 'label', label, 'type', type, 'unit', unit, 'options', options)), '[]')
     from attribute_definitions) as attributes,
    (select coalesce(json_agg(json_build_array(id, currency)), '[]') from price_lists) as price_lists`,
);

/** Takes the lock that a writer of products holds to the end of its transaction; any number may hold it. */
export async function structureForProducts(tx: Queryable): Promise<CatalogStructure> {
  await tx.run(shareLock);
  return readStructure(tx);
}

/** Takes the lock for changing categories, brands or attribute definitions; it waits for all writers of products. */
export async function structureForChange(tx: Queryable): Promise<CatalogStructure> {
  await tx.run(exclusiveLock);
  return readStructure(tx);
}

// A statement of its own: what waited for the lock must see what was committed meanwhile.
async function readStructure(tx: Queryable): Promise<CatalogStructure> {
  const [row] = await tx.run(readAll);
  return {
    parents: new Map(row!.categories),
    brandIds: new Set(row!.brands),
    attributes: new Map(row!.attributes.map((definition) => [definition.name, definition])),
    priceListCurrencies: new Map(row!.price_lists),
  };
}

/** These categories and all their ancestors, in ascending order. */
export function withAncestors(parents: ReadonlyMap<number, number | null>, categoryIds: readonly number[]): number[] {
  const found = new Set<number>();
  for (const categoryId of categoryIds) {
    for (let id: number | null = categoryId; id !== null && !found.has(id); id = parents.get(id) ?? null) found.add(id);
  }
  return [...found].sort((a, b) => a - b);
}
