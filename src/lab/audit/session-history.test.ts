import assert from "node:assert/strict";
import { test } from "node:test";
import type { HistoryLine } from "./history.ts";
import { checkSessions } from "./session-history.ts";

const call = { shopperId: "s", startedAtMs: 1, endedAtMs: 2 } as const;
const cart = (version: number, op: "cart" | "line" | "basket" = "basket"): HistoryLine => ({
  ...call,
  op,
  of: "c",
  outcome: "ok",
  status: 200,
  version,
});
const order = (state: string): HistoryLine => ({ ...call, op: "order", of: "o", outcome: "ok", status: 200, state });
const bought = (status: 201 | 202): HistoryLine => ({
  ...call,
  op: "checkout",
  key: "k",
  cartId: "c",
  outcome: "ok",
  status,
  orderId: "o",
  totalMinor: 1,
});
const missing = (op: "basket" | "order", of: string): HistoryLine => ({ ...call, op, of, outcome: "refused", status: 404 });

async function whatIsWrong(...entries: HistoryLine[]): Promise<unknown[]> {
  async function* history() {
    yield* entries;
  }
  const finding = await checkSessions(history());
  assert.equal(finding.verdict, finding.violations === 0 ? "green" : "red");
  return finding.examples.map((example) => example.what);
}

test("a session that only goes forward is in order, whatever else was called meanwhile", async () => {
  const look: HistoryLine = { op: "product", startedAtMs: 1, endedAtMs: 2, outcome: "ok", status: 200 };
  assert.deepEqual(
    await whatIsWrong(cart(1, "cart"), look, cart(2, "line"), cart(2), bought(202), order("pending"), order("paid")),
    [],
  );
});

test("an older cart, a cart that is gone and an order that is not found are each seen", async () => {
  assert.deepEqual(await whatIsWrong(cart(1, "cart"), cart(3, "line"), cart(2)), ["a cart went back to an older version"]);
  assert.deepEqual(await whatIsWrong(cart(1, "cart"), missing("basket", "c")), ["a cart that was there is not found"]);
  assert.deepEqual(await whatIsWrong(bought(201), missing("order", "o")), ["an acknowledged order is not found"]);
});

test("an order that was answered as paid is never shown as pending again", async () => {
  assert.deepEqual(await whatIsWrong(bought(201), order("pending")), ["an order went back to an earlier state"]);
  assert.deepEqual(await whatIsWrong(bought(202), order("pending")), []);
  assert.deepEqual(await whatIsWrong(bought(201), order("paid"), order("fulfilled"), order("paid")), [
    "an order went back to an earlier state",
  ]);
});

test("an answer that never came says nothing about the order", async () => {
  assert.deepEqual(
    await whatIsWrong(bought(201), { ...call, op: "order", of: "o", outcome: "unknown", status: 0 }, order("paid")),
    [],
  );
});
