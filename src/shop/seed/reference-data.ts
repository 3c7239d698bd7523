import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { nextIdIn } from "../../platform/database/id-blocks.ts";
import { referenceChanged } from "../pricing/reference-store.ts";
import { startingCountries } from "./countries.ts";
import { STARTING_RATES_DAY, startingCurrencies } from "./currencies.ts";
import {
  STARTING_BASE_CURRENCY,
  STARTING_PRICE_LIST,
  startingRegions,
  startingShippingMethods,
  startingWarehouses,
} from "./starting-reference.ts";
import { startingTaxRates } from "./tax-rates.ts";

const lockSeed = sql<object>("seed.lock", "select pg_advisory_xact_lock(hashtext('tenfold.seed'))");

const isSeeded = sql<{ seeded: boolean }>("seed.reference-is-there", "select exists (select from currencies) as seeded");

const insertCurrencies = sql<object>(
  "seed.currencies",
  "insert into currencies (code, name, exponent) select code, name, exponent from json_to_recordset($1) as x (code text, name text, exponent smallint)",
);
const setBaseCurrency = sql<object>("seed.base-currency", "update reference_version set base_currency = $1");
const insertRates = sql<object>(
  "seed.exchange-rates",
  `insert into exchange_rates (base, quote, rate, provider, fetched_at)
   select $1, code, rate::numeric, 'fixed', $2::timestamptz from json_to_recordset($3) as x (code text, rate text) where code <> $1`,
);
const insertRegions = sql<object>(
  "seed.regions",
  `insert into regions (id, name, currency, adjustment_basis_points, prices_include_tax)
   select id, name, currency, "adjustmentBasisPoints", "pricesIncludeTax" from json_to_recordset($1)
     as x (id text, name text, currency text, "adjustmentBasisPoints" integer, "pricesIncludeTax" boolean)`,
);
const insertCountries = sql<object>(
  "seed.countries",
  `insert into countries (code, name, region_id, latitude, longitude)
   select code, name, "regionId", latitude, longitude from json_to_recordset($1)
     as x (code text, name text, "regionId" text, latitude float8, longitude float8)`,
);
const insertTaxRates = sql<object>(
  "seed.tax-rates",
  `insert into tax_rates (country, state, category, rate_basis_points)
   select country, coalesce(region, ''), category, "rateBasisPoints" from json_to_recordset($1)
     as x (country text, region text, category text, "rateBasisPoints" integer)`,
);
const insertPriceList = sql<object>("seed.price-list", "insert into price_lists (id, name, currency) values ($1, $2, $3)");
const insertShippingMethods = sql<object>(
  "seed.shipping-methods",
  `insert into shipping_methods (id, name, kind, zones, position)
   select id, name, kind, zones, position from json_to_recordset($1)
     as x (id text, name text, kind text, zones jsonb, position integer)`,
);
const insertWarehouses = sql<object>(
  "seed.warehouses",
  `insert into warehouses (code, name, country, latitude, longitude, handling_cost_minor)
   select code, name, country, latitude, longitude, "handlingCostMinor" from json_to_recordset($1)
     as x (code text, name text, country text, latitude float8, longitude float8, "handlingCostMinor" bigint)`,
);

/** Of several processes that start at once, one seeds and the others wait and then find the tables filled. */
export async function lockSeeding(tx: Queryable): Promise<void> {
  await tx.run(lockSeed);
}

/**
 * Gives a new shop its currencies with fixed exchange rates, regions, countries, tax rates, base price list, shipping methods and
 * warehouses, all or none. A shop that has currencies is left alone. Answers whether it did.
 */
export function seedReferenceData(db: Database): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockSeeding(tx);
    const [row] = await tx.run(isSeeded);
    if (row!.seeded) return false;
    await tx.run(insertCurrencies, [JSON.stringify(startingCurrencies)]);
    await tx.run(setBaseCurrency, [STARTING_BASE_CURRENCY]);
    await tx.run(insertRates, [STARTING_BASE_CURRENCY, STARTING_RATES_DAY, JSON.stringify(startingCurrencies)]);
    await tx.run(insertRegions, [JSON.stringify(startingRegions)]);
    await tx.run(insertCountries, [JSON.stringify(startingCountries)]);
    await tx.run(insertTaxRates, [JSON.stringify(startingTaxRates)]);
    const priceListId = await nextIdIn(tx, "price-lists");
    await tx.run(insertPriceList, [priceListId, STARTING_PRICE_LIST.name, STARTING_PRICE_LIST.currency]);
    await tx.run(insertShippingMethods, [JSON.stringify(startingShippingMethods)]);
    await tx.run(insertWarehouses, [JSON.stringify(startingWarehouses)]);
    await referenceChanged(tx);
    return true;
  });
}
