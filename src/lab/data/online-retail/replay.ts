import type { CancellationMatcher, ReplayReturn } from "./cancellations.ts";
import type { Invoice } from "./invoices.ts";
import { type ReplayOrder, toReplayOrder } from "./orders.ts";

/** What happened in the shop, one event after the other. A return always comes after the orders it gives back. */
export type ReplayEvent =
  | { readonly kind: "order"; readonly order: ReplayOrder }
  | { readonly kind: "return"; readonly return: ReplayReturn };

/** Turns invoices in time order into the events to replay; ask `matcher.report()` afterwards for what could not be matched. */
export async function* replayEvents(
  invoices: AsyncIterable<Invoice> | Iterable<Invoice>,
  matcher: CancellationMatcher,
): AsyncGenerator<ReplayEvent, void, undefined> {
  for await (const invoice of invoices) {
    const order = toReplayOrder(invoice);
    if (order !== undefined) yield { kind: "order", order };
    const given = matcher.add(invoice);
    if (given !== undefined) yield { kind: "return", return: given };
  }
}
