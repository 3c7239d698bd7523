import { problem } from "../../platform/http/problems.ts";
import type { App } from "../../platform/http/server.ts";
import type { OneCart } from "../../shop/carts/one-cart.ts";
import { config, created, createdResponse, hidden, spellings } from "./adapter.ts";
import { CartAnswer } from "./answers.ts";
import { CartBody, InteractionBody } from "./bodies.ts";
import { type Interactions, interactionOf } from "./interactions.ts";
import type { VisitorOf } from "./visitor.ts";

export type CartDependencies = {
  readonly visitorOf: VisitorOf;
  readonly cart: OneCart;
  readonly interactions: Interactions;
};

export function cartRoutes(app: App, { visitorOf, cart, interactions }: CartDependencies): void {
  for (const path of spellings("/cart")) {
    app.get(path, { config, schema: { ...hidden, response: { 200: CartAnswer } } }, async (request) => {
      const lines = await cart.lines(await visitorOf(request));
      return lines.map(({ variantId, quantity }) => ({ sku_id: variantId, count: String(quantity) }));
    });

    app.post(path, { config, schema: { ...hidden, body: CartBody, response: createdResponse } }, async (request, reply) => {
      const variantId = Number(request.body.sku_id);
      if (!Number.isSafeInteger(variantId)) throw problem("not-sellable");
      await cart.addUnit(await visitorOf(request), variantId);
      return created(reply);
    });
  }

  for (const path of spellings("/interactions")) {
    // No body at all is a body that misses everything.
    const schema = { ...hidden, body: InteractionBody, response: createdResponse } as const;
    app.post(path, { config: { ...config, optionalBody: true }, schema }, async (request, reply) => {
      const interaction = interactionOf(request.body);
      await interactions.record(await visitorOf(request), interaction);
      return created(reply);
    });
  }
}
