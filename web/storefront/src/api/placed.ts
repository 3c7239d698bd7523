/** An order that this tab has placed, and the cart that comes back should the bank decline it later. */
export type Placed = { readonly orderId: string; readonly cartId: string };

const KEY = "tenfold.placed";

export function rememberPlaced(placed: Placed): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(placed));
  } catch {
    // Then the order is shown like any other.
  }
}

export function placedHere(orderId: string): Placed | null {
  try {
    const placed = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Placed | null;
    return placed?.orderId === orderId ? placed : null;
  } catch {
    return null;
  }
}
