import { type Finding, MAX_EXAMPLES } from "./check.ts";
import { type HistoryLine, isCheckout, type SeenEntry } from "./history.ts";

const SEEN: ReadonlySet<string> = new Set<SeenEntry["op"]>(["cart", "line", "basket", "order"]);
/** States in the order in which an order goes through them; a decline, a cancellation and a return come after what they undo. */
const RANKS: Readonly<Record<string, number>> = {
  pending: 0,
  payment_failed: 1,
  paid: 1,
  fulfilled: 2,
  cancelled: 3,
  returned: 3,
};
const STATUS_PAID = 201;
const STATUS_NOT_FOUND = 404;
/** A session's carts and orders are forgotten when so many newer ones are known: an hour of 10,000 requests a second has 2 million. */
const MAX_REMEMBERED = 4_000_000;

/**
 * Reads within one session never go back in time: a cart is never shown in an older version than this shopper was shown before, an
 * acknowledged order is found, and it is never further back than it was. The calls of one shopper must stand in the order in which they were made.
 */
export async function checkSessions(history: AsyncIterable<HistoryLine>): Promise<Finding> {
  const startedAt = performance.now();
  const versions = new Map<string, number>();
  const ranks = new Map<string, number>();
  const examples: Record<string, unknown>[] = [];
  let violations = 0;
  let reads = 0;
  const report = (entry: SeenEntry, what: string, more: Record<string, unknown>) => {
    violations += 1;
    if (examples.length < MAX_EXAMPLES) examples.push({ shopperId: entry.shopperId, of: entry.of, what, ...more });
  };

  for await (const entry of history) {
    if (isCheckout(entry)) {
      if (entry.outcome === "ok") raise(ranks, entry.orderId!, entry.status === STATUS_PAID ? RANKS.paid! : RANKS.pending!);
    } else if (isSeen(entry)) {
      reads += 1;
      if (entry.op === "order") seeOrder(entry, ranks, report);
      else seeCart(entry, versions, report);
    }
  }
  return {
    id: "history.sessions-never-go-back",
    holds:
      "Nobody is shown an older state of his cart or order than he was shown before, and an order that he was told of is found.",
    verdict: violations === 0 ? "green" : "red",
    violations,
    examples,
    note: `${reads} answers about ${versions.size} carts and ${ranks.size} orders`,
    tookMs: performance.now() - startedAt,
  };
}

type Report = (entry: SeenEntry, what: string, more: Record<string, unknown>) => void;

function isSeen(entry: HistoryLine): entry is SeenEntry {
  return SEEN.has(entry.op);
}

function seeCart(entry: SeenEntry, versions: Map<string, number>, report: Report): void {
  const before = versions.get(entry.of);
  if (entry.status === STATUS_NOT_FOUND && before !== undefined) report(entry, "a cart that was there is not found", { before });
  if (entry.version === undefined) return;
  if (before !== undefined && entry.version < before) {
    report(entry, "a cart went back to an older version", { before, found: entry.version });
  }
  raise(versions, entry.of, entry.version);
}

function seeOrder(entry: SeenEntry, ranks: Map<string, number>, report: Report): void {
  const before = ranks.get(entry.of);
  if (entry.status === STATUS_NOT_FOUND && before !== undefined) report(entry, "an acknowledged order is not found", {});
  const rank = RANKS[entry.state ?? ""];
  if (rank === undefined) return;
  if (before !== undefined && rank < before) report(entry, "an order went back to an earlier state", { found: entry.state });
  raise(ranks, entry.of, rank);
}

function raise(known: Map<string, number>, name: string, value: number): void {
  if (value <= (known.get(name) ?? -1)) return;
  known.set(name, value);
  if (known.size > MAX_REMEMBERED) known.delete(known.keys().next().value!);
}
