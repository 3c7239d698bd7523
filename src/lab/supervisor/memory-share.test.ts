import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedBuffers } from "./memory-share.ts";

test("servers on one machine share half of its memory, and one takes a quarter at the most", () => {
  const gib = 1024 ** 3;
  assert.equal(sharedBuffers(1, 24 * gib), "6144MB");
  assert.equal(sharedBuffers(3, 24 * gib), "4096MB");
  assert.equal(sharedBuffers(3, 256 * 1024 ** 2), "128MB");
  assert.equal(sharedBuffers(1, 512 * gib), "16384MB");
  assert.match(sharedBuffers(2), /^\d+MB$/);
});
