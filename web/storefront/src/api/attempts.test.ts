import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { beginAttempt, finishAttempt, unfinishedAttempt } from "./attempts.ts";
import type { CheckoutRequest } from "./checkout.ts";

const kept = new Map<string, string>();
Object.defineProperty(globalThis, "sessionStorage", {
  configurable: true,
  value: {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  },
});
beforeEach(() => kept.clear());

const request = {
  email: "ada@example.com",
  payment: { provider: "sandbox", token: "ok" },
  expectedTotalMinor: 811,
} as CheckoutRequest;
let keys = 0;
const newKey = () => {
  keys += 1;
  return `00000000-0000-4000-8000-${String(keys).padStart(12, "0")}` as const;
};

test("the same request keeps its key until its outcome is known", () => {
  const first = beginAttempt("cart", request, newKey);
  assert.deepEqual(beginAttempt("cart", { ...request }, newKey), first);
  assert.deepEqual(unfinishedAttempt(), first);
  finishAttempt();
  assert.equal(unfinishedAttempt(), null);
  assert.notEqual(beginAttempt("cart", request, newKey).key, first.key);
});

test("another request, or another cart, is another wish with a key of its own", () => {
  const first = beginAttempt("cart", request, newKey);
  const dearer = beginAttempt("cart", { ...request, expectedTotalMinor: 900 }, newKey);
  assert.notEqual(dearer.key, first.key);
  assert.notEqual(beginAttempt("other cart", { ...request, expectedTotalMinor: 900 }, newKey).key, dearer.key);
});

test("a store that cannot be read has no attempt", () => {
  kept.set("tenfold.checkout", "{broken");
  assert.equal(unfinishedAttempt(), null);
});
