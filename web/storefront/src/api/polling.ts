import type { Order } from "./checkout.ts";

/** A payment that is not known yet is known after seconds: often at first, then more and more patiently. */
const POLL_MS = [1_000, 1_500, 2_000, 3_000, 5_000, 8_000] as const;
const LONGEST_POLL_MS = 15_000;
/** What staff do with an order, such as sending it, shows up by itself on a page that stays open. */
const SETTLED_POLL_MS = 60_000;
const isFinal = ({ status }: Order): boolean => ["payment_failed", "cancelled", "returned"].includes(status);

/** How long to wait before asking again; false: it will not change any more. */
export function nextPollMs(order: Order | undefined, asked: number): number | false {
  if (order === undefined) return false;
  if (order.status === "pending") return POLL_MS[asked - 1] ?? LONGEST_POLL_MS;
  return isFinal(order) ? false : SETTLED_POLL_MS;
}
