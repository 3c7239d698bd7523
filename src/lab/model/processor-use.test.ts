import assert from "node:assert/strict";
import { test } from "node:test";
import { useBetween } from "./processor-use.ts";

test("cores' worth is processor time over time, and what nobody of the shop used is the others'", () => {
  const before = { atMs: 0, byKind: new Map([["api", 100] as const]), generatorMs: 10, machineMs: 1_000 };
  const after = {
    atMs: 1_000,
    byKind: new Map([["api", 600] as const, ["worker", 50] as const]),
    generatorMs: 110,
    machineMs: 2_000,
  };
  assert.deepEqual(useBetween(before, after), { cores: { api: 0.5, worker: 0.05 }, generatorCores: 0.1, othersCores: 0.35 });
});
