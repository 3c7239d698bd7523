import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { operations } from "../../../../client/src/schema.ts";
import { cartQuery, rememberCart } from "./cart.ts";
import type { Address } from "./checkout.ts";
import { asShopper } from "./client.ts";
import { knownSession, setSession } from "./session.ts";

export type Credentials = { readonly email: string; readonly password: string };
export type SavedAddress = operations["listAddresses"]["responses"][200]["content"]["application/json"]["items"][number];

export const customerQuery = queryOptions({
  queryKey: ["customer"],
  queryFn: ({ signal }) => asShopper((client) => client.GET("/v1/customers/me", { signal })),
});

/** The default first. Without an account there are none. */
export const addressesQuery = queryOptions({
  queryKey: ["addresses"],
  queryFn: async ({ signal }): Promise<readonly SavedAddress[]> => {
    if (knownSession()?.isCustomer !== true) return [];
    return (await asShopper((client) => client.GET("/v1/customers/me/addresses", { signal }))).items;
  },
});

/** Carts and orders of the guest become the customer's. */
export async function register(queries: QueryClient, credentials: Credentials & { readonly name: string }): Promise<void> {
  const session = await asShopper((client) => client.POST("/v1/customers", { body: credentials }));
  setSession({ token: session.token, shopperId: session.shopperId, expiresAt: session.expiresAt, isCustomer: true });
  await forgetOthers(queries);
}

/** What the guest has put into the cart is added to the customer's own. */
export async function logIn(queries: QueryClient, credentials: Credentials): Promise<void> {
  const session = await asShopper((client) => client.POST("/v1/customers/login", { body: credentials }));
  setSession({ token: session.token, shopperId: session.shopperId, expiresAt: session.expiresAt, isCustomer: true });
  rememberCart(session.cartId);
  await forgetOthers(queries);
}

/** On every device. This one is a stranger again even if the shop does not answer. */
export async function logOut(queries: QueryClient): Promise<void> {
  try {
    await asShopper((client) => client.POST("/v1/customers/logout"));
  } finally {
    setSession(null);
    rememberCart(null);
    queries.setQueryData(cartQuery.queryKey, null);
    await forgetOthers(queries);
  }
}

export async function changePassword(body: { readonly currentPassword: string; readonly newPassword: string }): Promise<void> {
  const session = await asShopper((client) => client.POST("/v1/customers/password", { body }));
  setSession({ token: session.token, shopperId: session.shopperId, expiresAt: session.expiresAt, isCustomer: true });
}

export const rename = (name: string) => asShopper((client) => client.PATCH("/v1/customers/me", { body: { name } }));

export type AddressToSave = { readonly id?: string; readonly address: Address; readonly isDefault: boolean };

/** Without an id a new one. */
export const saveAddress = ({ id, ...body }: AddressToSave) =>
  asShopper((client) =>
    id === undefined
      ? client.POST("/v1/customers/me/addresses", { body })
      : client.PUT("/v1/customers/me/addresses/{addressId}", { params: { path: { addressId: id } }, body }),
  );

export const removeAddress = async (addressId: string): Promise<void> => {
  await asShopper((client) => client.DELETE("/v1/customers/me/addresses/{addressId}", { params: { path: { addressId } } }));
};

/** What was read in the name of somebody else. */
async function forgetOthers(queries: QueryClient): Promise<void> {
  for (const queryKey of [["customer"], ["addresses"], ["orders"], ["order"], ["feed"]]) queries.removeQueries({ queryKey });
  for (const queryKey of [cartQuery.queryKey, ["engagement"], ["comments"]]) await queries.invalidateQueries({ queryKey });
}
