import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { test } from "node:test";
import { type ClientLimitOptions, createClientLimit } from "./client-limit.ts";

function limitOf(options: Partial<ClientLimitOptions> = {}) {
  let nowMs = 0;
  const limit = createClientLimit({ requestsPerSecond: 10, burst: 20, trustedProxies: [], nowMs: () => nowMs, ...options });
  return {
    pass: (ms: number) => {
      nowMs += ms;
    },
    take: (remoteAddress: string, forwarded?: string) =>
      limit.take({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } } as unknown as IncomingMessage),
  };
}

const served = (answers: readonly number[]) => answers.filter((seconds) => seconds === 0).length;
const times = (count: number, take: () => number) => Array.from({ length: count }, take);

test("a client may ask in a burst, then at its rate, and is told when to come again", () => {
  const { take, pass } = limitOf();
  assert.equal(served(times(30, () => take("203.0.113.7"))), 20);
  assert.equal(take("203.0.113.7"), 1);
  pass(1_000);
  assert.equal(served(times(30, () => take("203.0.113.7"))), 10);
});

test("one client takes nothing from another", () => {
  const { take } = limitOf();
  times(50, () => take("203.0.113.7"));
  assert.equal(take("203.0.113.8"), 0);
  assert.equal(take("2001:db8::1"), 0);
});

test("addresses of this machine are not limited", () => {
  const { take } = limitOf();
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
    assert.equal(served(times(50, () => take(address))), 50, address);
});

test("behind proxies that are believed, who stands before them counts; nobody else's word does", () => {
  const { take } = limitOf({ trustedProxies: ["loopback", "10.0.0.0/8"] });
  assert.equal(served(times(30, () => take("127.0.0.1", "198.51.100.1, 203.0.113.7, 10.1.2.3"))), 20);
  assert.equal(take("127.0.0.1", "203.0.113.9, 10.1.2.3"), 0);
  // Who is no proxy writes what he likes.
  assert.equal(served(times(30, () => take("203.0.113.20", "198.51.100.1"))), 20);
  assert.equal(served(times(30, () => take("127.0.0.1", "no address, 203.0.113.21"))), 20);
});

test("a rate of nothing is no limit", () => {
  const { take } = limitOf({ requestsPerSecond: 0, burst: 0 });
  assert.equal(served(times(100, () => take("203.0.113.7"))), 100);
});
