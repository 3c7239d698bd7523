import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { OrderStatus } from "./order.ts";
import { nextStatus, type OrderAction, orderTransitions } from "./order-states.ts";

const statuses = Object.keys(orderTransitions) as OrderStatus[];
const actions: readonly OrderAction[] = ["pay", "decline", "cancel", "fulfil", "return-part", "return-all"];

test("the states are those of the database", () => {
  const schema = readFileSync(join(import.meta.dirname, "../../../migrations/0004_shopper_side.sql"), "utf8");
  const list = /create table orders[^;]*?status in \(([^)]*)\)/.exec(schema)![1]!;
  assert.deepEqual(statuses.toSorted(), [...list.matchAll(/'(\w+)'/g)].map((match) => match[1]).toSorted());
});

test("what an order allows", () => {
  const allowed = statuses.flatMap((status) =>
    actions.flatMap((action) => {
      const next = nextStatus(status, action);
      return next === null ? [] : `${status} ${action} ${next}`;
    }),
  );
  assert.deepEqual(allowed, [
    "pending pay paid",
    "pending decline payment_failed",
    "paid cancel cancelled",
    "paid fulfil fulfilled",
    "paid return-part paid",
    "paid return-all returned",
    "fulfilled return-part fulfilled",
    "fulfilled return-all returned",
  ]);
});

test("an order that failed, was cancelled or returned is final", () => {
  for (const status of ["payment_failed", "cancelled", "returned"] as const) {
    for (const action of actions) assert.equal(nextStatus(status, action), null);
  }
});
