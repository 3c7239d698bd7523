import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type pg from "pg";
import { type Finding, MAX_EXAMPLES } from "./check.ts";

/**
 * What a client saw, one line of JSON per call. `ok`: the shop did what was asked; `refused`: it said no (402, 409, 422 and the like);
 * `unknown`: time-out, broken connection or 5xx, so it may have been done or not.
 */
export type HistoryLine = HistoryEntry | SeenEntry | VersionedEntry | OtherEntry;
export type Outcome = "ok" | "refused" | "unknown";

/** A checkout. Of an `ok` (201 or 202) it names the order that was acknowledged. */
export type HistoryEntry = {
  readonly op: "checkout";
  readonly key: string;
  readonly shopperId: string;
  readonly cartId: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly outcome: Outcome;
  readonly status: number;
  readonly orderId?: string;
  readonly totalMinor?: number;
};

/** A cart or an order as its shopper was shown it. The calls of one shopper follow one another. */
export type SeenEntry = {
  readonly op: "cart" | "line" | "basket" | "order";
  readonly shopperId: string;
  /** Id of the cart or the order. */
  readonly of: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly outcome: Outcome;
  readonly status: number;
  /** Of a cart. */
  readonly version?: number;
  /** Of an order. */
  readonly state?: string;
};

/** A thing whose versions only grow, as a session read it or left it. `version` of a write: what it is at least from then on. */
export type VersionedEntry = {
  readonly op: "read" | "write";
  readonly session: string;
  /** Such as `reviews:17`. */
  readonly object: string;
  readonly version: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly outcome: Outcome;
  readonly status: number;
};

/** Any other call, kept for the count and for whoever looks for the moment at which something began to fail. */
export type OtherEntry = {
  readonly op: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly outcome: Outcome;
  readonly status: number;
};

/** Whether a client was answered as no healthy shop answers; the load generator notes it beside the outcome. */
export const hasFailed = (line: HistoryLine): boolean => "failed" in line && line.failed === true;

export async function* readHistory(file: string): AsyncGenerator<HistoryLine> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== "") yield JSON.parse(line) as HistoryLine;
  }
}

/** What was said under one key. */
type Told = {
  readonly cartId: string;
  readonly orderIds: Set<string>;
  /** Orders that were answered as paid, and not only as taken in. */
  readonly paidOrderIds: Set<string>;
  totalMinor: number | undefined;
  refused: boolean;
};

type Found = { readonly id: string; readonly cart_id: string; readonly status: string; readonly total: number };

const FIND_ORDERS = `select o.id, o.cart_id, o.status, o.total_minor::float8 as total
  from unnest($1::uuid[]) as i (cart_id) join orders o on o.cart_id = i.cart_id`;
const KEYS_PER_QUERY = 5_000;
const STATUS_PAID = 201;

/** No order that a client was told of is lost or doubled, and none that was refused came about. */
export async function checkHistory(client: pg.ClientBase, history: AsyncIterable<HistoryLine>): Promise<Finding> {
  const startedAt = performance.now();
  const byKey = new Map<string, Told>();
  /** Carts that may rightly have become an order: some call was answered with one, or with nothing that says no. */
  const mayBeOrdered = new Set<string>();
  let calls = 0;
  for await (const entry of history) {
    if (!isCheckout(entry)) continue;
    calls += 1;
    note(byKey, entry);
    if (entry.outcome !== "refused") mayBeOrdered.add(entry.cartId);
  }

  const examples: Record<string, unknown>[] = [];
  let violations = 0;
  const report: Report = (key, what, more = {}) => {
    violations += 1;
    if (examples.length < MAX_EXAMPLES) examples.push({ key, what, ...more });
  };
  const entries = [...byKey];
  for (let start = 0; start < entries.length; start += KEYS_PER_QUERY) {
    const slice = entries.slice(start, start + KEYS_PER_QUERY);
    const cartIds = [...new Set(slice.map(([, told]) => told.cartId))];
    const { rows } = await client.query<Found>(FIND_ORDERS, [cartIds]);
    const found = Map.groupBy(rows, (row) => row.cart_id);
    for (const [key, told] of slice) compare(key, told, mayBeOrdered.has(told.cartId), found.get(told.cartId) ?? [], report);
  }
  return {
    id: "history.acknowledged-is-kept",
    holds: "No order that a client was told of is lost or doubled, and what was refused did not come about.",
    verdict: violations === 0 ? "green" : "red",
    violations,
    examples,
    note: `${calls} calls under ${byKey.size} keys`,
    tookMs: performance.now() - startedAt,
  };
}

export function isVersioned(entry: HistoryLine): entry is VersionedEntry {
  return entry.op === "read" || entry.op === "write";
}

export function isCheckout(entry: HistoryLine): entry is HistoryEntry {
  return entry.op === "checkout";
}

function note(byKey: Map<string, Told>, entry: HistoryEntry): void {
  const name = `${entry.shopperId} ${entry.key}`;
  let told = byKey.get(name);
  if (told === undefined) {
    told = { cartId: entry.cartId, orderIds: new Set(), paidOrderIds: new Set(), totalMinor: undefined, refused: false };
    byKey.set(name, told);
  }
  if (entry.outcome === "ok") {
    told.orderIds.add(entry.orderId!);
    if (entry.status === STATUS_PAID) told.paidOrderIds.add(entry.orderId!);
    told.totalMinor = entry.totalMinor;
  } else if (entry.outcome === "refused") told.refused = true;
}

type Report = (key: string, what: string, more?: Record<string, unknown>) => void;

function compare(key: string, told: Told, mayBeOrdered: boolean, orders: readonly Found[], report: Report): void {
  const standing = orders.filter((order) => order.status !== "payment_failed");
  if (told.orderIds.size > 1) report(key, "one key was answered with several orders", { orders: [...told.orderIds] });
  if (standing.length > 1) report(key, "the cart became several orders", { orders: standing.map((order) => order.id) });
  for (const orderId of told.orderIds) {
    const order = orders.find(({ id }) => id === orderId);
    if (order === undefined) {
      report(key, "an acknowledged order is lost", { orderId });
      continue;
    }
    if (told.totalMinor !== undefined && order.total !== told.totalMinor) {
      report(key, "the order's total is not what was acknowledged", { orderId, told: told.totalMinor, found: order.total });
    }
    if (told.paidOrderIds.has(orderId) && (order.status === "pending" || order.status === "payment_failed")) {
      report(key, "an order that was answered as paid is not paid", { orderId, found: order.status });
    }
  }
  if (told.refused && !mayBeOrdered && standing.length > 0) {
    report(key, "a refused checkout became an order", { orders: standing.map((order) => order.id) });
  }
}
