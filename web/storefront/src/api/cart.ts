import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { components, operations } from "../../../../client/src/schema.ts";
import { type Display, displayParams } from "./catalog.ts";
import { asShopper, TenfoldProblem } from "./client.ts";
import { knownSession } from "./session.ts";
import { readStored, writeStored } from "./storage.ts";

export type Cart = operations["getCart"]["responses"][200]["content"]["application/json"];
export type CartLine = Cart["lines"][number];
export type Problem = components["schemas"]["Problem"];

const KEY = "tenfold.cart";

/** Id of the cart that this browser fills; null: none yet. */
export const knownCartId = (): string | null => readStored<string>(KEY);
export const rememberCart = (cartId: string | null): void => writeStored(KEY, cartId);

/** The open cart of this browser, priced now; null when there is none. A cart that was ordered or belongs to somebody else is forgotten. */
export const cartQuery = queryOptions({
  queryKey: ["cart"],
  queryFn: async ({ signal }): Promise<Cart | null> => {
    const cartId = knownCartId();
    if (cartId === null || knownSession() === null) return null;
    try {
      const cart = await asShopper((client) => client.GET("/v1/carts/{cartId}", { params: { path: { cartId } }, signal }));
      if (cart.status === "open") return cart;
    } catch (error) {
      if (!(error instanceof TenfoldProblem && error.status === 404)) throw error;
    }
    rememberCart(null);
    return null;
  },
});

export type NewLine = { readonly variantId: number; readonly quantity: number };

/** Puts units into the cart, which is begun with the first. */
export function useAddToCart(display: Display) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (line: NewLine) => addLine(queries, line, display),
    onSuccess: (cart) => showCart(queries, cart),
  });
}

/** What every call on a cart answers is the newest cart. */
export function showCart(queries: QueryClient, cart: Cart): void {
  rememberCart(cart.status === "open" ? cart.id : null);
  queries.setQueryData(cartQuery.queryKey, cart.status === "open" ? cart : null);
}

async function addLine(queries: QueryClient, line: NewLine, display: Display): Promise<Cart> {
  const cart = await queries.ensureQueryData(cartQuery);
  if (cart === null) return createCart([line], display);
  try {
    return await asShopper((client) =>
      client.POST("/v1/carts/{cartId}/lines", { params: { path: { cartId: cart.id } }, body: line }),
    );
  } catch (error) {
    // Ordered in another tab, or too old: what is wanted now begins a new cart.
    if (!(error instanceof TenfoldProblem) || !["cart-closed", "not-found"].includes(error.code)) throw error;
    return createCart([line], display);
  }
}

/** Begins a cart in the shopper's country and currency. */
export function createCart(lines: readonly NewLine[], display: Display): Promise<Cart> {
  return asShopper((client) => client.POST("/v1/carts", { body: { ...displayParams(display), lines: [...lines] } }));
}
