import { type Queryable, sql } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import { referenceChanged } from "../pricing/reference-store.ts";
import type { AttributeValue } from "./product.ts";
import { type AttributeDefinition, type AttributeType, structureForChange } from "./structure.ts";

/** Every writer of a product reads them all. */
export const MAX_ATTRIBUTE_DEFINITIONS = 1_000;

const columns = "name, label, type, unit, options";
export const listAttributes = sql<AttributeDefinition>(
  "catalog.list-attributes",
  `select ${columns} from attribute_definitions order by name`,
);
const upsertAttribute = sql<AttributeDefinition>(
  "catalog.upsert-attribute",
  `insert into attribute_definitions (name, label, type, unit, options) values ($1, $2, $3, $4, $5)
   on conflict (name) do update set label = excluded.label, unit = excluded.unit, options = excluded.options
   where attribute_definitions.type = excluded.type
   returning ${columns}`,
);
const isAttributeUsed = sql<{ used: boolean }>(
  "catalog.is-attribute-used",
  "select exists (select from products where attributes ? $1) as used",
);
const deleteAttribute = sql<object>("catalog.delete-attribute", "delete from attribute_definitions where name = $1");

/** Makes or changes a definition. Its type is final, and an option that products have can be taken away: they keep it until they change. */
export async function putAttribute(tx: Queryable, { name, label, type, unit, options }: AttributeDefinition) {
  const { attributes } = await structureForChange(tx);
  if (!attributes.has(name) && attributes.size >= MAX_ATTRIBUTE_DEFINITIONS) {
    throw problem("conflict", `A shop has at most ${MAX_ATTRIBUTE_DEFINITIONS} attributes.`);
  }
  const [saved] = await tx.run(upsertAttribute, [name, label, type, unit, options]);
  if (saved === undefined) throw problem("conflict", `The attribute "${name}" has another type, which cannot be changed.`);
  await referenceChanged(tx);
  return saved;
}

/** Only a definition that no product uses can go. */
export async function removeAttribute(tx: Queryable, name: string): Promise<void> {
  const { attributes } = await structureForChange(tx);
  if (!attributes.has(name)) throw problem("not-found");
  const [row] = await tx.run(isAttributeUsed, [name]);
  if (row!.used) throw problem("conflict", "Products have this attribute.");
  await tx.run(deleteAttribute, [name]);
  await referenceChanged(tx);
}

/** Defines the attributes that are missing, each by the type of its first value. */
export async function ensureAttributes(tx: Queryable, values: Iterable<readonly [string, AttributeValue]>): Promise<void> {
  const { attributes } = await structureForChange(tx);
  const known = new Set(attributes.keys());
  for (const [name, value] of values) {
    if (known.has(name)) continue;
    known.add(name);
    await putAttribute(tx, { name, label: labelOf(name), type: typeOf(value), unit: null, options: null });
  }
}

function typeOf(value: AttributeValue): AttributeType {
  if (typeof value === "string") return "text";
  return typeof value === "number" ? "number" : "boolean";
}

/** "packSize" → "Pack size". */
function labelOf(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
