import type { FastifyRequest } from "fastify";
import type { AuthenticateShopper } from "../../platform/http/auth.ts";
import { derivedId } from "../../platform/ids.ts";

/** Whose cart a request is about, as a shopper's id. */
export type VisitorOf = (request: FastifyRequest) => Promise<string>;

/**
 * The header carries a raw token, and any text is one. A token of this shop is its shopper's. Any other text names a shopper that is
 * derived from it: the same text means the same cart at every process and at any time, and nothing is stored for it.
 *
 * Without a token a client still reads back what it put in, so the cart is derived from what is known of who asks: the address and the
 * browser. People behind one address with the same browser share that cart; it holds products and amounts, can be neither paid nor sent
 * from here, and who wants one of their own sends a token.
 */
export function createVisitorOf(authenticate: AuthenticateShopper): VisitorOf {
  return async (request) => {
    const { authorization = "", "user-agent": browser = "" } = request.headers;
    const token = authorization.replace(/^bearer +/i, "").trim();
    if (token === "") return derivedId("atelier-visitor", request.ip, browser);
    const shopper = await authenticate(token);
    return shopper?.shopperId ?? derivedId("atelier-token", token);
  };
}

/**
 * The contract knows no shoppers, only names that people give: its token names a cart, and often all users of a front share one. So
 * whoever writes is nobody to the shop, and each vote and each report counts.
 */
export const NOBODY = null;
