import { isDeepStrictEqual } from "node:util";
import { problem } from "../../platform/http/problems.ts";
import { MAX_CART_LINES, MAX_COUPON_CODES, MAX_QUANTITY } from "../pricing/limits.ts";
import { normalizeCode } from "../promotions/promotion-index.ts";
import type { CartLineState, CartState } from "./cart-store.ts";

/** A change of a cart as a pure function, so that it can be made again on a newer state. Answers the same object when nothing changes. */
export type CartEdit = (cart: CartState) => CartState;

export type LineToPut = { readonly variantId: number; readonly quantity: number };

/** Adds to lines that are there already. @throws `quantity-too-large`, `cart-too-large` */
export function addLines(lines: readonly LineToPut[]): CartEdit {
  return (cart) => {
    if (lines.length === 0) return cart;
    const byVariant = new Map<number, CartLineState>(cart.lines.map((line) => [line.variantId, line]));
    for (const { variantId, quantity } of lines) {
      const line = byVariant.get(variantId) ?? { variantId, quantity: 0, agreed: null };
      byVariant.set(variantId, { ...line, quantity: checkedQuantity(variantId, line.quantity + quantity) });
    }
    if (byVariant.size > MAX_CART_LINES) {
      throw problem("cart-too-large", `A cart has at most ${MAX_CART_LINES} lines.`, { maxLines: MAX_CART_LINES });
    }
    return { ...cart, lines: [...byVariant.values()] };
  };
}

/** Sets the quantity of a line that is there; 0 removes it. @throws `not-found`, `quantity-too-large` */
export function setQuantity(variantId: number, quantity: number): CartEdit {
  if (quantity === 0) return removeLine(variantId);
  return (cart) => {
    const index = cart.lines.findIndex((line) => line.variantId === variantId);
    const line = cart.lines[index];
    if (line === undefined) throw problem("not-found", "The cart has no line of this variant.");
    if (line.quantity === quantity) return cart;
    return { ...cart, lines: cart.lines.with(index, { ...line, quantity: checkedQuantity(variantId, quantity) }) };
  };
}

/** A line that is not there counts as removed, so that a retry gets the same answer. */
export function removeLine(variantId: number): CartEdit {
  return (cart) => {
    const lines = cart.lines.filter((line) => line.variantId !== variantId);
    return lines.length === cart.lines.length ? cart : { ...cart, lines };
  };
}

/** Replaces the coupons. What a code is good for, pricing says; here it only has to be one. */
export function putCoupons(codes: readonly string[]): CartEdit {
  const couponCodes = unitedCodes(codes, []);
  return (cart) => (isDeepStrictEqual(couponCodes, cart.couponCodes) ? cart : { ...cart, couponCodes });
}

/** The codes of both, the first ones first, up to the most that a cart may have. */
export function unitedCodes(codes: readonly string[], more: readonly string[]): string[] {
  const united = new Set([...codes, ...more].map(normalizeCode));
  united.delete("");
  return [...united].slice(0, MAX_COUPON_CODES);
}

/** Undefined leaves as it is; null chooses the default shipping method. */
export function putDestination(changes: {
  readonly country: string | undefined;
  readonly shippingMethod: string | null | undefined;
}): CartEdit {
  return (cart) => {
    const { country = cart.country, shippingMethod = cart.shippingMethod } = changes;
    return country === cart.country && shippingMethod === cart.shippingMethod ? cart : { ...cart, country, shippingMethod };
  };
}

/** What has to be written to the lines to come from one state to another. */
export function lineChanges(before: CartState, after: CartState): { put: LineToPut[]; removed: number[] } {
  const known = new Map(before.lines.map((line) => [line.variantId, line.quantity]));
  const put: LineToPut[] = [];
  for (const { variantId, quantity } of after.lines) {
    if (known.get(variantId) !== quantity) put.push({ variantId, quantity });
    known.delete(variantId);
  }
  return { put, removed: [...known.keys()] };
}

function checkedQuantity(variantId: number, quantity: number): number {
  if (quantity <= MAX_QUANTITY) return quantity;
  throw problem("quantity-too-large", `A line has at most ${MAX_QUANTITY} units.`, { variantId, maxQuantity: MAX_QUANTITY });
}
