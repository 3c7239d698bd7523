import { type Database, sql } from "../../platform/database/database.ts";
import type { RankableWarehouse } from "../inventory/allocate.ts";
import type { ReferenceData } from "./reference.ts";

export type Warehouse = RankableWarehouse & { readonly name: string };

export type CategoryNode = {
  readonly id: number;
  readonly parentId: number | null;
  readonly slug: string;
  readonly name: string;
  readonly position: number;
};

/** All reference tables, read in one statement: what prices depend on, and where goods are and how they are sorted. */
export type ReferenceSnapshot = ReferenceData & {
  readonly warehouses: readonly Warehouse[];
  readonly categories: readonly CategoryNode[];
  readonly brands: readonly { readonly id: number; readonly slug: string; readonly name: string }[];
  /** How typed attributes are shown, in the order of their names. */
  readonly attributes: readonly { readonly name: string; readonly label: string; readonly unit: string | null }[];
};

const readSnapshot = sql<{ snapshot: ReferenceSnapshot }>(
  "pricing.read-reference",
  `select json_build_object(
    'version', v.version,
    'baseCurrency', coalesce(v.base_currency, 'GBP'),
    'currencies', (select coalesce(json_agg(json_build_object('code', code, 'exponent', exponent) order by code), '[]') from currencies),
    'regions', (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'currency', currency,
      'adjustmentBasisPoints', adjustment_basis_points, 'pricesIncludeTax', prices_include_tax) order by id), '[]') from regions),
    'countries', (select coalesce(json_agg(json_build_object('code', code, 'name', name, 'regionId', region_id,
      'latitude', latitude, 'longitude', longitude) order by code), '[]') from countries),
    'taxRates', (select coalesce(json_agg(json_build_object('country', country, 'region', nullif(state, ''), 'category', category,
      'rateBasisPoints', rate_basis_points) order by country, state, category), '[]') from tax_rates),
    'exchangeRates', (select coalesce(json_agg(json_build_object('base', base, 'quote', quote, 'rate', rate::text,
      'fetchedAt', fetched_at, 'stale', stale) order by base, quote), '[]') from exchange_rates),
    'priceLists', (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'currency', currency, 'priority', priority,
      'kind', kind, 'startsAt', starts_at, 'endsAt', ends_at) order by id), '[]') from price_lists),
    'shippingMethods', (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'kind', kind, 'position', position,
      'zones', zones) order by position, id), '[]') from shipping_methods where active),
    'promotions', (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'code', code, 'effect', effect,
      'conditions', conditions, 'currency', currency, 'priority', priority, 'exclusive', exclusive, 'startsAt', starts_at,
      'endsAt', ends_at, 'maxUses', max_uses, 'maxUsesPerCustomer', max_uses_per_customer) order by priority desc, id), '[]')
      from promotions where active),
    'warehouses', (select coalesce(json_agg(json_build_object('code', code, 'name', name, 'country', country, 'latitude', latitude,
      'longitude', longitude, 'handlingCostMinor', handling_cost_minor) order by code), '[]') from warehouses where active),
    'categories', (select coalesce(json_agg(json_build_object('id', id, 'parentId', parent_id, 'slug', slug, 'name', name,
      'position', position) order by position, id), '[]') from categories),
    'brands', (select coalesce(json_agg(json_build_object('id', id, 'slug', slug, 'name', name) order by id), '[]') from brands),
    'attributes', (select coalesce(json_agg(json_build_object('name', name, 'label', label, 'unit', unit) order by name), '[]')
      from attribute_definitions)
  ) as snapshot from reference_version v`,
);

const bumpVersion = sql<{ version: number }>(
  "pricing.bump-reference-version",
  "update reference_version set version = version + 1 returning version",
);

/** Every change of a reference table calls this in its own transaction, so that no process uses an older snapshot afterwards. */
export async function referenceChanged(tx: { run: Database["run"] }): Promise<void> {
  await tx.run(bumpVersion);
}

export interface ReferenceStore {
  /** The snapshot of exactly this version, or a newer one; read from the database when the one at hand is older. */
  atLeast(version: number): Promise<ReferenceSnapshot>;
  /** The snapshot as the database has it now, for the places where no version came along with other data. */
  fresh(): Promise<ReferenceSnapshot>;
  /** The snapshot at hand, perhaps some milliseconds old: for display, never for a decision that writes. */
  recent(): Promise<ReferenceSnapshot>;
}

/** How long `recent` uses a snapshot without asking. */
const RECENT_MS = 1_000;

export function createReferenceStore(db: Database): ReferenceStore {
  let snapshot: ReferenceSnapshot | undefined;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<ReferenceSnapshot> | undefined;

  function read(): Promise<ReferenceSnapshot> {
    reading ??= db
      .run(readSnapshot)
      .then(([row]) => {
        const next = row!.snapshot;
        // What is derived from a snapshot is remembered per object, so an unchanged one keeps its identity.
        if (snapshot === undefined || next.version > snapshot.version) snapshot = next;
        readAtMs = performance.now();
        return snapshot;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  return {
    async atLeast(version) {
      for (let known = snapshot; ; known = await read()) if (known !== undefined && known.version >= version) return known;
    },
    async fresh() {
      // A read that is already under way may have seen less than what was committed before this call.
      if (reading !== undefined) await reading;
      return read();
    },
    async recent() {
      return snapshot !== undefined && performance.now() - readAtMs < RECENT_MS ? snapshot : read();
    },
  };
}
