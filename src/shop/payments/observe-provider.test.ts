import assert from "node:assert/strict";
import { test } from "node:test";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { type ObservedCall, observeProvider } from "./observe-provider.ts";
import type { PaymentProvider } from "./provider.ts";
import { chargeOrder } from "./sandbox/testing.ts";

const TIMEOUT = { timeoutMs: 1_000 };

function observed(provider: PaymentProvider) {
  const calls: Omit<ObservedCall, "durationMs">[] = [];
  const circuits: string[] = [];
  const observer = {
    paymentCall: ({ durationMs, ...call }: ObservedCall) => {
      assert.ok(durationMs >= 0);
      calls.push(call);
    },
    paymentCircuit: (name: string, state: () => string) => void circuits.push(`${name}: ${state()}`),
  };
  return { provider: observeProvider(provider, observer), calls, circuits };
}

test("every call is told with its outcome, and an unknown one with the first word of its reason", async () => {
  const fake: PaymentProvider = {
    ...createFakeProvider(),
    name: "fake",
    circuit: () => "half-open",
    charge: async () => ({ outcome: "unknown", reason: "connection: ECONNRESET" }),
    findCharge: async () => ({ outcome: "absent" }),
  };
  const { provider, calls, circuits } = observed(fake);
  await provider.charge(chargeOrder(), TIMEOUT);
  await provider.findCharge(chargeOrder(), TIMEOUT);
  assert.deepEqual(calls, [
    { provider: "fake", call: "charge", outcome: "unknown", unknownReason: "connection" },
    { provider: "fake", call: "find-charge", outcome: "absent", unknownReason: null },
  ]);
  assert.deepEqual(circuits, ["fake: half-open"]);
});

test("a call that throws still throws, and is told as an error", async () => {
  const fake: PaymentProvider = { ...createFakeProvider(), charge: () => Promise.reject(new Error("a bug")) };
  const { provider, calls } = observed(fake);
  await assert.rejects(provider.charge(chargeOrder(), TIMEOUT), /a bug/);
  assert.deepEqual(
    calls.map(({ outcome }) => outcome),
    ["error"],
  );
});
