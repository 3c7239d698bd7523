import type pg from "pg";
import { tables } from "./tables.ts";

/** An index or a key that is taken off before loading and made again after it, exactly as it was. */
export type Secondary = {
  readonly kind: "primary" | "unique" | "index" | "foreign";
  readonly name: string;
  readonly table: string;
  /** Of a foreign key: the table that it points to. */
  readonly target: string | null;
  readonly definition: string;
};

/** Loaded like the others, but not by chunks. */
const ALSO_LOADED = ["search_lexemes"];
export const loadedTables: readonly string[] = [...tables.map(({ name }) => name), ...ALSO_LOADED];

// Of partitioned tables only what belongs to the whole; of partitions only what the whole does not have.
const CONSTRAINTS = `
  select case contype when 'p' then 'primary' when 'u' then 'unique' else 'foreign' end as kind, conname as name,
    conrelid::regclass::text as table, nullif(confrelid, 0)::regclass::text as target, pg_get_constraintdef(oid) as definition
  from pg_constraint
  where contype in ('p', 'u', 'f') and conparentid = 0
    and (conrelid = any($1::text[]::regclass[]) or confrelid = any($1::text[]::regclass[]) and contype = 'f')
  order by conrelid::regclass::text, conname`;
const INDEXES = `
  select 'index' as kind, i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table, null as target,
    replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') as definition
  from unnest($1::text[]::regclass[]) t
  cross join lateral (select t as oid union select relid from pg_partition_tree(t)) p
  join pg_index i on i.indrelid = p.oid
  where not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
    and not exists (select from pg_inherits h where h.inhrelid = i.indexrelid)
  order by 3, 2`;

export async function readSecondaries(client: pg.ClientBase): Promise<Secondary[]> {
  const constraints = await client.query<Secondary>(CONSTRAINTS, [loadedTables]);
  const indexes = await client.query<Secondary>(INDEXES, [loadedTables]);
  return [...constraints.rows, ...indexes.rows];
}

/** Foreign keys first: the others hold them up. */
export async function dropSecondaries(client: pg.ClientBase, secondaries: readonly Secondary[]): Promise<void> {
  for (const { kind, name, table } of secondaries) {
    if (kind === "foreign") await client.query(`alter table ${table} drop constraint if exists "${name}"`);
  }
  for (const { kind, name, table } of secondaries) {
    if (kind === "index") await client.query(`drop index if exists ${name}`);
    else if (kind !== "foreign") await client.query(`alter table ${table} drop constraint if exists "${name}"`);
  }
}

/** The statement that makes it again, null when it is there. */
export async function restoring(client: pg.ClientBase, secondary: Secondary): Promise<string | null> {
  const { kind, name, table, definition } = secondary;
  const found =
    kind === "index"
      ? await client.query("select where to_regclass($1) is not null", [name])
      : await client.query("select from pg_constraint where conrelid = $1::text::regclass and conname = $2", [table, name]);
  if (found.rowCount !== 0) return null;
  return kind === "index" ? definition : `alter table ${table} add constraint "${name}" ${definition}`;
}
