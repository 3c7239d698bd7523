import assert from "node:assert/strict";
import { test } from "node:test";
import { inBytes, percent, times } from "./words.ts";

test("figures in sentences have no more digits than anybody compares", () => {
  assert.deepEqual([times(6.147), times(21.6), times(1)], ["6.1 times", "22 times", "1 times"]);
  assert.deepEqual([percent(0.7296), percent(0.00028), percent(1), percent(0)], ["73 %", "0.03 %", "100 %", "0 %"]);
  assert.deepEqual([inBytes(0), inBytes(14_035), inBytes(3_068_088)], ["0 B", "14 KB", "3.07 MB"]);
});
