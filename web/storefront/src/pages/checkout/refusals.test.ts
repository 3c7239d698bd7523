import assert from "node:assert/strict";
import { test } from "node:test";
import { type Problem, type ProblemCode, TenfoldProblem, UnexpectedAnswer } from "../../../../../client/src/problem.ts";
import { refusalOf } from "./refusals.ts";

const problem = (code: ProblemCode, status: number, members: object = {}) =>
  new TenfoldProblem({ type: `/problems/${code}`, title: code, instance: "1", code, status, ...members } as Problem);

test("a refusal says what can be done about it", () => {
  const lines = [{ variantId: 10001, requested: 3, available: 1, sku: "A" }];
  assert.deepEqual(refusalOf(problem("out-of-stock", 409, { lines })), { kind: "sold-out", lines });
  assert.deepEqual(refusalOf(problem("payment-declined", 402, { declineCode: "card_declined" })), {
    kind: "declined",
    declineCode: "card_declined",
  });
  assert.deepEqual(refusalOf(problem("price-changed", 409, { totalMinor: 900 })), { kind: "price-changed", totalMinor: 900 });
  assert.deepEqual(refusalOf(problem("coupon-limit-reached", 409, { coupon: "SALE" })), {
    kind: "coupon",
    code: "SALE",
    reason: "limit-reached",
  });
  assert.deepEqual(refusalOf(problem("cart-closed", 409, { orderId: "1" })), { kind: "ordered", orderId: "1" });
});

test("what may have been done is unknown and never refused", () => {
  const unknown = [
    new TypeError("Failed to fetch"),
    new UnexpectedAnswer(502),
    problem("internal", 500),
    problem("timeout", 504),
  ];
  for (const error of unknown) assert.deepEqual(refusalOf(error), { kind: "unknown", isBusy: false });
  for (const code of ["idempotency-in-progress", "overloaded", "rate-limited", "shutting-down"] as const) {
    assert.deepEqual(refusalOf(problem(code, 503)), { kind: "unknown", isBusy: true });
  }
});

test("a problem without the members that it should have is still told", () => {
  assert.deepEqual(refusalOf(problem("out-of-stock", 409, { lines: [null, { variantId: "x" }] })), {
    kind: "sold-out",
    lines: [],
  });
  assert.deepEqual(refusalOf(problem("price-changed", 409)), { kind: "cart-changed" });
  const other = problem("idempotency-key-reused", 422);
  assert.deepEqual(refusalOf(other), { kind: "refused", error: other });
});
