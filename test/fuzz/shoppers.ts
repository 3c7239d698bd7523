import assert from "node:assert/strict";
import { newId } from "../../src/platform/ids.ts";
import type { WholeShop } from "../support/whole-shop.ts";

export type FuzzShopper = {
  readonly shopperId: string;
  readonly token: string;
  /** Null for a guest. */
  readonly login: { readonly email: string; readonly password: string } | null;
};

const PASSWORD = "correct horse battery staple";
let count = 0;

export async function newGuest(shop: WholeShop): Promise<FuzzShopper> {
  const { body } = await shop.call("POST", "/v1/sessions");
  return { shopperId: body.shopperId, token: body.token, login: null };
}

export async function newCustomer(shop: WholeShop): Promise<FuzzShopper> {
  count += 1;
  const login = { email: `customer-${count}@shoppers.example`, password: PASSWORD };
  const { status, body } = await shop.call("POST", "/v1/customers", { payload: { ...login, name: `Customer ${count}` } });
  assert.equal(status, 201, JSON.stringify(body));
  return { shopperId: body.shopperId, token: body.token, login };
}

export async function newCart(shop: WholeShop, { token }: FuzzShopper): Promise<string> {
  const [first, second] = shop.variantIds;
  const lines = [
    { variantId: first, quantity: 3 },
    { variantId: second, quantity: 2 },
  ];
  const { status, body } = await shop.call("POST", "/v1/carts", { token, payload: { country: "GB", lines } });
  assert.equal(status, 201, JSON.stringify(body));
  return body.id;
}

export const addressOf = (name: string) => ({
  name,
  line1: `${name}'s house`,
  city: "London",
  postalCode: "SW1Y 4JH",
  country: "GB",
});

/** A paid order. */
export async function newOrder(shop: WholeShop, shopper: FuzzShopper, name = "Somebody", key: string = newId()) {
  const cartId = await newCart(shop, shopper);
  const payload = {
    email: shopper.login?.email ?? `${name.toLowerCase().replace(/\W/g, ".")}@shoppers.example`,
    shippingAddress: addressOf(name),
    payment: { provider: "sandbox", token: "ok" },
  };
  const { token } = shopper;
  const { status, body } = await shop.call("POST", `/v1/carts/${cartId}/checkout`, { token, payload, key });
  assert.equal(status, 201, JSON.stringify(body));
  return { cartId, ...(body as { id: string; number: string; payment: { reference: string }; totalMinor: number }) };
}

export type Victim = {
  readonly shopper: FuzzShopper;
  /** What a path may name, by the parameter. */
  readonly ids: Readonly<Record<string, string>>;
  /** The Idempotency-Key of the order's checkout. */
  readonly orderKey: string;
  /** Texts that nobody else may see. */
  readonly secrets: readonly string[];
};

/** A customer with an open cart, a paid order, and an address, whose name nobody else has. */
export async function newVictim(shop: WholeShop): Promise<Victim> {
  const name = "Aphra Behn";
  const shopper = await newCustomer(shop);
  const orderKey = newId();
  const order = await newOrder(shop, shopper, name, orderKey);
  const { token } = shopper;
  const cartId = await newCart(shop, shopper);
  const { body: address } = await shop.call("POST", "/v1/customers/me/addresses", {
    token,
    payload: { address: addressOf(name) },
  });
  return {
    shopper,
    ids: { cartId, orderId: order.id, addressId: address.id, shopperId: shopper.shopperId },
    orderKey,
    secrets: [name, shopper.login!.email, order.number, order.payment.reference, token],
  };
}
