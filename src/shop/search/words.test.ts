import assert from "node:assert/strict";
import { test } from "node:test";
import { placedWords, wordsOf } from "./words.ts";

test("words are in lower case, without accents, possessives and punctuation", () => {
  assert.deepEqual(wordsOf("Café-Crème, Women's “Red” T-Shirt/Top & Straße"), [
    "cafe",
    "creme",
    "women",
    "red",
    "t",
    "shirt",
    "top",
    "strasse",
  ]);
  assert.deepEqual(wordsOf("DON’T"), ["dont"]);
  assert.deepEqual(wordsOf("  \u0000 \ud800 !? <b>"), ["b"]);
});

test("numbers stand apart from their units, however the unit is written", () => {
  for (const text of ["12oz", "12 oz", "12 Ounces", "12-ounce"]) assert.deepEqual(wordsOf(text), ["12", "oz"], text);
  for (const text of ['5.5"', "5.5 in", "5.5 inches", "5.5″"]) assert.deepEqual(wordsOf(text), ["5.5", "inch"], text);
  assert.deepEqual(wordsOf("1/2 inch"), wordsOf('½"'));
  assert.deepEqual(wordsOf("1,000 pcs"), ["1000", "pack"]);
});

test("what only looks like a unit stays what it is", () => {
  assert.deepEqual(wordsOf("XR500 in black"), ["xr500", "in", "black"]);
  assert.deepEqual(wordsOf("foot care"), ["foot", "care"]);
  assert.deepEqual(wordsOf("24/7 2x4"), ["24", "7", "2x4"]);
});

test("a text without end gives the first two thousand words, and no word is longer than forty characters", () => {
  assert.equal(wordsOf("word ".repeat(100_000)).length, 2_000);
  assert.deepEqual(wordsOf(`${"x".repeat(41)} short`), ["short"]);
});

test("placed words say where they stand", () => {
  const text = "Ada’s café, 12oz";
  assert.deepEqual(
    [...placedWords(text)].map(({ start, end }) => text.slice(start, end)),
    ["Ada’s", "café", "12oz"],
  );
});
