import type { operations } from "../../../../client/src/schema.ts";
import type { Attempt } from "./attempts.ts";
import { asShopper } from "./client.ts";

export type CheckoutRequest = operations["checkout"]["requestBody"]["content"]["application/json"];
export type Address = CheckoutRequest["shippingAddress"];
export type Order = operations["getOrder"]["responses"][200]["content"]["application/json"];

/** Sends it, any number of times. @throws TenfoldProblem, UnexpectedAnswer; and what `fetch` throws when there is no answer */
export function sendAttempt({ cartId, key, request }: Attempt): Promise<Order> {
  const params = { path: { cartId }, header: { "Idempotency-Key": key } };
  return asShopper((client) => client.POST("/v1/carts/{cartId}/checkout", { params, body: request }));
}
