import Type from "typebox";
import { type Database, sql } from "../../platform/database/database.ts";
import type { AdminRole } from "../../platform/http/auth.ts";
import { problem } from "../../platform/http/problems.ts";
import { CountryCode, CurrencyCode, Nullable, Timestamp } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { changeReference } from "./change-reference.ts";
import type { ReferenceStore } from "./reference-store.ts";

const tags = ["markets-admin"];
const roles: readonly AdminRole[] = ["catalog", "finance"];
const config = { auth: "admin", roles } as const;
const Name = Type.String({ minLength: 1, maxLength: 200 });
const NoContent = Type.Null({ description: "Done." });

const putCurrency = sql<{ code: string }>(
  "pricing.put-currency",
  `insert into currencies (code, name, exponent) values ($1, $2, $3)
   on conflict (code) do update set name = excluded.name where currencies.exponent = excluded.exponent returning code`,
);
const putRegion = sql<object>(
  "pricing.put-region",
  `insert into regions (id, name, currency, adjustment_basis_points, prices_include_tax) values ($1, $2, $3, $4, $5)
   on conflict (id) do update set name = excluded.name, currency = excluded.currency,
     adjustment_basis_points = excluded.adjustment_basis_points, prices_include_tax = excluded.prices_include_tax`,
);
const putCountry = sql<object>(
  "pricing.put-country",
  `insert into countries (code, name, region_id, latitude, longitude) values ($1, $2, $3, $4, $5)
   on conflict (code) do update set name = excluded.name, region_id = excluded.region_id, latitude = excluded.latitude,
     longitude = excluded.longitude`,
);
const putTaxRate = sql<object>(
  "pricing.put-tax-rate",
  `insert into tax_rates (country, state, category, rate_basis_points) values ($1, coalesce($2, ''), $3, $4)
   on conflict (country, state, category) do update set rate_basis_points = excluded.rate_basis_points`,
);
const deleteTaxRate = sql<{ country: string }>(
  "pricing.delete-tax-rate",
  "delete from tax_rates where country = $1 and state = coalesce($2, '') and category = $3 returning country",
);
const putExchangeRate = sql<object>(
  "pricing.put-exchange-rate",
  `insert into exchange_rates (base, quote, rate, provider, fetched_at) values ($1, $2, $3::numeric, 'fixed', now())
   on conflict (base, quote) do update set rate = excluded.rate, provider = excluded.provider, stale = false, fetched_at = now()`,
);

const Currency = Type.Object({ name: Name, exponent: Type.Integer({ minimum: 0, maximum: 4 }) });
const Region = Type.Object({
  name: Name,
  currency: CurrencyCode,
  adjustmentBasisPoints: Type.Integer({
    minimum: -9_999,
    maximum: 100_000,
    default: 0,
    description: "Added to converted prices, in ten thousandths.",
  }),
  pricesIncludeTax: Type.Boolean(),
});
const Country = Type.Object({
  name: Name,
  regionId: Type.String({ pattern: "^[A-Z]{2,16}$" }),
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
});
const taxRateKey = {
  country: CountryCode,
  region: Nullable(Type.String({ pattern: "^[A-Z0-9]{1,3}$", description: "State or province; null: the whole country." })),
  category: Type.String({ pattern: "^[a-z][a-z0-9-]{0,31}$", examples: ["standard"] }),
} as const;
const TaxRate = Type.Object({
  ...taxRateKey,
  rateBasisPoints: Type.Integer({ minimum: 0, maximum: 10_000, examples: [2000] }),
});
const ExchangeRate = Type.Object({
  base: CurrencyCode,
  quote: CurrencyCode,
  rate: Type.String({
    pattern: "^\\d{1,11}(?:\\.\\d{1,12})?$",
    description: "Units of `quote` for one of `base`.",
    examples: ["1.152"],
  }),
  fetchedAt: Timestamp,
  stale: Type.Boolean({ description: "The provider could not be reached for more than an hour." }),
});

type Dependencies = { readonly db: Database; readonly reference: ReferenceStore };

/** What the staff sets about markets: currencies, regions, countries, tax and exchange rates. */
export function adminMarketRoutes(app: App, deps: Dependencies): void {
  placeRoutes(app, deps);
  taxRoutes(app, deps);
  exchangeRoutes(app, deps);
}

function placeRoutes(app: App, { db }: Dependencies): void {
  app.put(
    "/v1/admin/currencies/:code",
    {
      config: { ...config, problems: ["conflict"] },
      schema: {
        operationId: "putCurrency",
        summary: "Add or rename a currency",
        description: "The decimals of a currency that is there cannot be changed.",
        tags,
        params: Type.Object({ code: CurrencyCode }),
        body: Currency,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const { name, exponent } = request.body;
      await changeReference(db, async (tx) => {
        const saved = await tx.run(putCurrency, [request.params.code, name, exponent]);
        if (saved.length === 0) throw problem("conflict", "The currency has other decimals, and amounts are stored in them.");
      });
      reply.code(204);
      return null;
    },
  );

  app.put(
    "/v1/admin/regions/:id",
    {
      config,
      schema: {
        operationId: "putRegion",
        summary: "Add or change a region",
        tags,
        params: Type.Object({ id: Type.String({ pattern: "^[A-Z]{2,16}$" }) }),
        body: Region,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const { name, currency, adjustmentBasisPoints, pricesIncludeTax } = request.body;
      const values = [request.params.id, name, currency, adjustmentBasisPoints, pricesIncludeTax];
      await changeReference(db, (tx) => tx.run(putRegion, values));
      reply.code(204);
      return null;
    },
  );

  app.put(
    "/v1/admin/countries/:code",
    {
      config,
      schema: {
        operationId: "putCountry",
        summary: "Add or change a country",
        tags,
        params: Type.Object({ code: CountryCode }),
        body: Country,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const { name, regionId, latitude, longitude } = request.body;
      await changeReference(db, (tx) => tx.run(putCountry, [request.params.code, name, regionId, latitude, longitude]));
      reply.code(204);
      return null;
    },
  );
}

function taxRoutes(app: App, { db, reference }: Dependencies): void {
  app.get(
    "/v1/admin/tax-rates",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listTaxRates",
        summary: "All tax rates",
        tags,
        response: { 200: Type.Object({ items: Type.Array(TaxRate) }) },
      },
    },
    async () => ({ items: [...(await reference.fresh()).taxRates] }),
  );

  app.put(
    "/v1/admin/tax-rates",
    {
      config,
      schema: { operationId: "putTaxRate", summary: "Set a tax rate", tags, body: TaxRate, response: { 204: NoContent } },
    },
    async (request, reply) => {
      const { country, region, category, rateBasisPoints } = request.body;
      await changeReference(db, (tx) => tx.run(putTaxRate, [country, region, category, rateBasisPoints]));
      reply.code(204);
      return null;
    },
  );

  app.delete(
    "/v1/admin/tax-rates",
    {
      config: { ...config, problems: ["not-found"] },
      schema: {
        operationId: "deleteTaxRate",
        summary: "Remove a tax rate",
        tags,
        querystring: Type.Object({ ...taxRateKey, region: Type.Optional(Type.String({ pattern: "^[A-Z0-9]{1,3}$" })) }),
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const { country, region = null, category } = request.query;
      await changeReference(db, async (tx) => {
        const removed = await tx.run(deleteTaxRate, [country, region, category]);
        if (removed.length === 0) throw problem("not-found");
      });
      reply.code(204);
      return null;
    },
  );
}

function exchangeRoutes(app: App, { db, reference }: Dependencies): void {
  app.get(
    "/v1/admin/exchange-rates",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listExchangeRates",
        summary: "All exchange rates",
        tags,
        response: { 200: Type.Object({ items: Type.Array(ExchangeRate) }) },
      },
    },
    async () => ({
      items: (await reference.fresh()).exchangeRates.map((rate) => ({
        ...rate,
        fetchedAt: new Date(rate.fetchedAt).toISOString(),
      })),
    }),
  );

  app.put(
    "/v1/admin/exchange-rates/:base/:quote",
    {
      config,
      schema: {
        operationId: "putExchangeRate",
        summary: "Set an exchange rate",
        description: "A provider of rates, if one is configured, sets it again at its next refresh.",
        tags,
        params: Type.Object({ base: CurrencyCode, quote: CurrencyCode }),
        body: Type.Object({ rate: Type.String({ pattern: "^(?=.*[1-9])\\d{1,11}(?:\\.\\d{1,12})?$" }) }),
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const { base, quote } = request.params;
      await changeReference(db, (tx) => tx.run(putExchangeRate, [base, quote, request.body.rate]));
      reply.code(204);
      return null;
    },
  );
}
