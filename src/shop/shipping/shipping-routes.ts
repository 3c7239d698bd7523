import Type from "typebox";
import { invalid, problem } from "../../platform/http/problems.ts";
import { CountryCode, CurrencyCode, Money, StringEnum } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { MAX_AMOUNT_MINOR, PricingError } from "../pricing/limits.ts";
import { indexOf } from "../pricing/reference-index.ts";
import type { ReferenceStore } from "../pricing/reference-store.ts";
import { quoteShipping, type ShippingQuote, type ShippingRequest } from "./quote.ts";

const MAX_WEIGHT_GRAMS = 100_000_000;

const MethodOut = Type.Object({
  id: Type.String({ examples: ["standard"] }),
  name: Type.String(),
  kind: StringEnum(["delivery", "pickup"]),
  price: Money,
});

/** How an order can get to a country. */
export function shippingRoutes(app: App, { reference }: { readonly reference: ReferenceStore }): void {
  app.get(
    "/v1/shipping-methods",
    {
      config: { auth: "none", problems: ["currency-unsupported", "shipping-unavailable"] },
      schema: {
        operationId: "listShippingMethods",
        summary: "The ways to get an order to a country, with their prices",
        description: "Prices are for a cart of this weight and subtotal, before promotions. The priced cart decides.",
        tags: ["shipping"],
        querystring: Type.Object({
          country: CountryCode,
          currency: Type.Optional(CurrencyCode),
          weightGrams: Type.Integer({ minimum: 0, maximum: MAX_WEIGHT_GRAMS, default: 0 }),
          subtotalMinor: Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR, default: 0 }),
        }),
        response: { 200: Type.Object({ items: Type.Array(MethodOut) }) },
      },
    },
    async (request) => {
      const { country: code, weightGrams, subtotalMinor } = request.query;
      const data = await reference.recent();
      const country = indexOf(data).countries.get(code);
      if (country === undefined) throw invalid("/query/country", "is not a country that the shop knows");
      const currency = request.query.currency ?? data.baseCurrency;
      if (!indexOf(data).currencies.has(currency)) throw problem("currency-unsupported");
      const { regionId } = country;
      const quotes = quoteOrProblem({ reference: data, currency, country: code, regionId, weightGrams, subtotalMinor });
      const items = quotes.map(({ id, name, kind, amountMinor }) => ({ id, name, kind, price: { amountMinor, currency } }));
      return { items };
    },
  );
}

function quoteOrProblem(request: ShippingRequest): readonly ShippingQuote[] {
  try {
    return quoteShipping(request);
  } catch (error) {
    if (error instanceof PricingError) throw problem("shipping-unavailable", error.message);
    throw error;
  }
}
