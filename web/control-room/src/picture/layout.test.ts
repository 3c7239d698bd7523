import assert from "node:assert/strict";
import { test } from "node:test";
import type { Edge, PartRole, PartState } from "../room/contract.ts";
import { type Box, layOut, MAX_DOTS, NARROW, perDot, strokeWidth } from "./layout.ts";

const part = (name: string, role: PartRole): PartState => ({
  name,
  role,
  kind: role,
  status: "up",
  pid: 1,
  sinceMs: 0,
  restarts: 0,
  ratePerSecond: null,
  meters: [],
  memoryBytes: null,
});
const level3 = [
  part("nginx", "proxy"),
  part("api 1", "api"),
  part("api 2", "api"),
  part("worker", "worker"),
  part("pgbouncer", "pooler"),
  part("postgres", "primary"),
  part("replica-1", "replica"),
  part("replica-2", "replica"),
  part("sandbox", "provider"),
  part("prometheus", "monitor"),
];
const edges: Edge[] = [
  { from: "shoppers", to: "nginx", kind: "calls", perSecond: 10, unit: "requests" },
  { from: "nginx", to: "api 1", kind: "calls", perSecond: 5, unit: "requests" },
  { from: "postgres", to: "replica-1", kind: "replication", perSecond: 1_000, unit: "bytes", lagMs: 3 },
  { from: "api 1", to: "gone", kind: "calls", perSecond: 1, unit: "reads" },
];

const overlap = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

for (const width of [320, 358, NARROW, 800, 1_400]) {
  test(`in a picture of ${width} pixels nothing lies on anything else or beyond the edge`, () => {
    const { boxes, lines, height } = layOut(level3, edges, width);
    assert.deepEqual(
      boxes.map(({ name }) => name).toSorted(),
      ["shoppers", ...level3.filter(({ role }) => role !== "monitor").map(({ name }) => name)].toSorted(),
    );
    for (const [index, box] of boxes.entries()) {
      assert.ok(box.x >= -0.01 && box.x + box.width <= width + 0.01 && box.y >= 0 && box.y + box.height <= height, box.name);
      for (const other of boxes.slice(index + 1)) assert.ok(!overlap(box, other), `${box.name} and ${other.name}`);
    }
    assert.deepEqual(
      lines.map(({ id }) => id),
      ["shoppers nginx calls", "nginx api 1 calls", "postgres replica-1 replication"],
    );
  });
}

test("a shop of one process has a picture, too", () => {
  const { boxes } = layOut([part("all", "api"), part("postgres", "primary")], [], 700);
  assert.equal(boxes.length, 3);
});

test("a dot stands for so much that the busiest line is no blur, and dots stay in proportion", () => {
  assert.equal(perDot([]), 1);
  assert.equal(perDot([12, 3]), 1);
  assert.equal(perDot([13]), 2);
  assert.equal(perDot([1_000]), 100);
  for (const most of [1, 17, 230, 9_999]) assert.ok(most / perDot([most]) <= MAX_DOTS);
});

test("more traffic makes a thicker line, up to a limit", () => {
  assert.ok(strokeWidth(100) > strokeWidth(10));
  assert.equal(strokeWidth(1_000_000), 7);
  assert.equal(strokeWidth(null), strokeWidth(0));
});
