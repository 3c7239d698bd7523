import { type QueryClient, useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { type Cart, cartQuery, createCart, showCart } from "./cart.ts";
import type { Display } from "./catalog.ts";
import { asShopper, TenfoldProblem } from "./client.ts";

/** One change after the other: each answer is the whole cart, and the last one to arrive must be the newest. */
const ONE_BY_ONE = { id: "cart" } as const;
const CHANGE = ["cart-change"] as const;

type Change<Input> = (cart: Cart, input: Input) => Promise<Cart>;

/** Sends a change of the open cart and shows its answer. Until then nobody pretends to know the new prices. */
function useCartChange<Input>(change: Change<Input>) {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: CHANGE,
    scope: ONE_BY_ONE,
    mutationFn: async (input: Input) => {
      const cart = queries.getQueryData(cartQuery.queryKey) ?? (await queries.fetchQuery(cartQuery));
      if (cart === null) throw new Error("there is no cart to change");
      return change(cart, input);
    },
    onSuccess: (cart) => showCart(queries, cart),
    onError: (error) => reread(queries, error),
  });
}

/** Ordered in another tab, expired, or changed since: what the shop says is what is shown. */
function reread(queries: QueryClient, error: unknown): void {
  if (error instanceof TenfoldProblem) void queries.invalidateQueries({ queryKey: cartQuery.queryKey });
}

/** Whether some change of the cart is under way, so that its sums are those of before. */
export function useIsCartChanging(): boolean {
  return useMutationState({ filters: { mutationKey: CHANGE, status: "pending" } }).length > 0;
}

export type Quantity = { readonly variantId: number; readonly quantity: number };

/** 0 removes the line. */
export const useSetQuantity = () =>
  useCartChange((cart, { variantId, quantity }: Quantity) => {
    const params = { path: { cartId: cart.id, variantId } };
    return quantity === 0
      ? asShopper((client) => client.DELETE("/v1/carts/{cartId}/lines/{variantId}", { params }))
      : asShopper((client) => client.PATCH("/v1/carts/{cartId}/lines/{variantId}", { params, body: { quantity } }));
  });

/** Puts back what was just removed. */
export const useRestoreLine = () =>
  useCartChange((cart, body: Quantity) =>
    asShopper((client) => client.POST("/v1/carts/{cartId}/lines", { params: { path: { cartId: cart.id } }, body })),
  );

export const useSetCoupons = () =>
  useCartChange((cart, codes: readonly string[]) =>
    asShopper((client) =>
      client.PUT("/v1/carts/{cartId}/coupons", { params: { path: { cartId: cart.id } }, body: { codes: [...codes] } }),
    ),
  );

export type Delivery = { readonly country?: string; readonly shippingMethod?: string };

export const useSetDelivery = () =>
  useCartChange((cart, body: Delivery) =>
    asShopper((client) => client.PATCH("/v1/carts/{cartId}", { params: { path: { cartId: cart.id } }, body })),
  );

/** A cart keeps its currency for good: another currency is another cart with the same things in it, priced by the shop. */
export const useChangeCurrency = () =>
  useCartChange(async (cart, display: Display) => {
    const lines = cart.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
    const begun = await createCart(lines, display);
    if (cart.couponCodes.length === 0) return begun;
    const params = { path: { cartId: begun.id } };
    return asShopper((client) => client.PUT("/v1/carts/{cartId}/coupons", { params, body: { codes: cart.couponCodes } }));
  });
