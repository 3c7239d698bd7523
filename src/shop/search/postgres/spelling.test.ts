import assert from "node:assert/strict";
import { test } from "node:test";
import { editDistance, isCorrectable, nearestWord, oneErrorAway, splitsOf } from "./spelling.ts";

test("the distance counts letters too much, too few, other ones and exchanged ones", () => {
  for (const [a, b, errors] of [
    ["chair", "chair", 0],
    ["chair", "cahir", 1],
    ["chair", "chiar", 1],
    ["chair", "chairs", 1],
    ["chair", "hair", 1],
    ["chair", "choir", 1],
    ["keyboard", "keybaord", 1],
    ["keyboard", "kyeboadr", 2],
    ["mug", "lamp", 3],
  ] as const) {
    assert.equal(editDistance(a, b, 2), errors, `${a} ${b}`);
  }
});

test("everything that is one error away is among the words looked up", () => {
  const near = new Set(oneErrorAway("chair"));
  for (const word of ["cahir", "chairs", "hair", "choir", "achair"]) assert.ok(near.has(word), word);
  assert.ok(!near.has("chair"));
  assert.ok(near.size < 54 * 6 + 25);
});

test("of near words the frequent one is meant, and rather one that begins alike", () => {
  const known = [
    { word: "choir", documents: 20 },
    { word: "chair", documents: 100 },
    { word: "hair", documents: 500 },
  ];
  assert.equal(nearestWord("cahir", known)?.word, "chair");
  assert.equal(nearestWord("chajr", known)?.word, "chair");
  assert.equal(nearestWord("lamp", known), null);
});

test("two errors are too many for a short word, and words with numbers have none", () => {
  assert.equal(nearestWord("mgu", [{ word: "bug", documents: 9 }]), null);
  assert.ok(!isCorrectable("ab") && !isCorrectable("xr500") && isCorrectable("mugg"));
});

test("a space that was left out can be anywhere but at the ends", () => {
  assert.deepEqual(splitsOf("redmug"), [
    ["re", "dmug"],
    ["red", "mug"],
    ["redm", "ug"],
  ]);
});
