import type { HttpClient, HttpRequest } from "./http-client.ts";

/** A shopper with a filled cart, and the key under which it will be checked out. */
export type ReadyShopper = {
  readonly token: string;
  readonly shopperId: string;
  readonly cartId: string;
  readonly key: string;
  readonly email: string;
};

export type WantedLine = { readonly variantId: number; readonly quantity: number };

type Cart = { readonly id: string; readonly lines: readonly WantedLine[] };

const SHIPPING_ADDRESS = {
  name: "Lab Shopper",
  line1: "1 Test Street",
  city: "London",
  postalCode: "N1 9GU",
  country: "GB",
} as const;

/** Begins as a guest and fills a cart, whatever fails on the way. Rejects when the shop refuses any of it. */
export async function fillCart(client: HttpClient, name: string, lines: readonly WantedLine[]): Promise<ReadyShopper> {
  const session = await created<{ token: string; shopperId: string }>(client, { method: "POST", path: "/v1/sessions" });
  const { token, shopperId } = session;
  const cart = await created<Cart>(client, { method: "POST", path: "/v1/carts", token, body: {} });
  for (const line of lines) await addLine(client, token, cart.id, line);
  return { token, shopperId, cartId: cart.id, key: `${name}-${cart.id}`, email: `${name}@example.com` };
}

/** Adding is not idempotent: after a lost answer the line may be there twice, and is set to what was wanted. */
async function addLine(client: HttpClient, token: string, cartId: string, line: WantedLine): Promise<void> {
  const path = `/v1/carts/${cartId}/lines`;
  const cart = await created<Cart>(client, { method: "POST", path, token, body: line });
  if (cart.lines.find(({ variantId }) => variantId === line.variantId)?.quantity === line.quantity) return;
  const { quantity } = line;
  await created(client, { method: "PATCH", path: `${path}/${line.variantId}`, token, body: { quantity } });
}

async function created<Body>(client: HttpClient, request: HttpRequest): Promise<Body> {
  const answer = await client.sendUntilDecided<Body>(request);
  if (answer.status !== 200 && answer.status !== 201) {
    throw new Error(`${request.method} ${request.path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

/** The checkout call; the same for every attempt, since the key stands for the whole request. */
export function checkoutRequest(shopper: ReadyShopper, paymentToken: string): HttpRequest {
  return {
    method: "POST",
    path: `/v1/carts/${shopper.cartId}/checkout`,
    token: shopper.token,
    idempotencyKey: shopper.key,
    body: {
      email: shopper.email,
      shippingAddress: SHIPPING_ADDRESS,
      payment: { provider: "sandbox", token: paymentToken },
    },
  };
}
