import Type from "typebox";
import type { ByteCache } from "../../platform/cache/byte-cache.ts";
import { sendCached } from "../../platform/http/cached-answers.ts";
import { CountryCode, CurrencyCode } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { referenceAnswer } from "../catalog/list-answer.ts";
import type { ReferenceStore } from "./reference-store.ts";

const tags = ["markets"];

const RegionOut = Type.Object({
  id: Type.String({ examples: ["EU"] }),
  name: Type.String(),
  currency: CurrencyCode,
  pricesIncludeTax: Type.Boolean(),
  countries: Type.Array(Type.Object({ code: CountryCode, name: Type.String() })),
});

const CurrencyOut = Type.Object({
  code: CurrencyCode,
  exponent: Type.Integer({ minimum: 0, maximum: 4, description: "Decimals of its minor unit." }),
});

const notModified = { 304: Type.Null({ description: "What the client has still holds." }) } as const;

/** Where the shop sells, and for which money. */
export function marketRoutes(
  app: App,
  { reference, answers = null }: { readonly reference: Pick<ReferenceStore, "recent">; readonly answers?: ByteCache | null },
): void {
  app.get(
    "/v1/regions",
    {
      config: { auth: "none" },
      schema: {
        operationId: "listRegions",
        summary: "The regions that the shop sells to, with their countries",
        tags,
        response: { 200: Type.Object({ items: Type.Array(RegionOut) }), ...notModified },
      },
    },
    (request, reply) =>
      sendCached(answers, request, reply, async () => {
        const { regions, countries } = await reference.recent();
        const byRegion = Map.groupBy(countries, (country) => country.regionId);
        const items = regions.map(({ id, name, currency, pricesIncludeTax }) => ({
          id,
          name,
          currency,
          pricesIncludeTax,
          countries: (byRegion.get(id) ?? []).map((country) => ({ code: country.code, name: country.name })),
        }));
        return referenceAnswer("/v1/regions", { items }, "markets");
      }),
  );

  app.get(
    "/v1/currencies",
    {
      config: { auth: "none" },
      schema: {
        operationId: "listCurrencies",
        summary: "The currencies that the shop sells in",
        tags,
        response: { 200: Type.Object({ base: CurrencyCode, items: Type.Array(CurrencyOut) }), ...notModified },
      },
    },
    (request, reply) =>
      sendCached(answers, request, reply, async () => {
        const { baseCurrency, currencies } = await reference.recent();
        return referenceAnswer("/v1/currencies", { base: baseCurrency, items: currencies }, "markets");
      }),
  );
}
