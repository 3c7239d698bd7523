import assert from "node:assert/strict";
import { test } from "node:test";
import type { Order } from "./checkout.ts";
import { nextPollMs } from "./polling.ts";

const order = (status: Order["status"]) => ({ status }) as Order;

test("a payment that is not known is asked for with growing patience, without an end", () => {
  const waits = Array.from({ length: 12 }, (_, index) => Number(nextPollMs(order("pending"), index + 1)));
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  );
  assert.equal(waits[0], 1_000);
  assert.equal(waits.at(-1), 15_000);
});

test("what will not change any more is not asked for", () => {
  for (const status of ["payment_failed", "cancelled", "returned"] as const) assert.equal(nextPollMs(order(status), 1), false);
  assert.equal(nextPollMs(undefined, 0), false);
  assert.equal(nextPollMs(order("paid"), 1), 60_000);
});
