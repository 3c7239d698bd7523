import type { CheckoutRequest } from "./checkout.ts";

/** A checkout that was sent, or is about to be. */
export type Attempt = { readonly cartId: string; readonly key: string; readonly request: CheckoutRequest };

const KEY = "tenfold.checkout";

/** The attempt whose outcome this tab does not know: it survives a reload, so that the same order is never placed twice. */
export function unfinishedAttempt(): Attempt | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Attempt | null;
  } catch {
    return null;
  }
}

/** Once its outcome is known. */
export function finishAttempt(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Without storage there is nothing to remove.
  }
}

/**
 * The attempt for a request. The key is made before the first sending; the very same request gets the key it had, and any other
 * request is another wish with a key of its own.
 */
export function beginAttempt(cartId: string, request: CheckoutRequest, newKey = () => crypto.randomUUID()): Attempt {
  const before = unfinishedAttempt();
  const isSame = before?.cartId === cartId && JSON.stringify(before.request) === JSON.stringify(request);
  const attempt = isSame ? before : { cartId, key: newKey(), request };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(attempt));
  } catch {
    // Then a reload forgets it, and the cart says that it was ordered.
  }
  return attempt;
}
