import assert from "node:assert/strict";
import { test } from "node:test";
import { expansionsIn, index } from "./synonyms.ts";

const groups = index([
  { id: "1", terms: ["sofa", "couch", "settee"], oneWay: false },
  { id: "2", terms: ["cell phone", "mobile"], oneWay: false },
  { id: "3", terms: ["phone", "iphone"], oneWay: true },
  { id: "4", terms: ["!", "?"], oneWay: false },
]);

test("each term of a group finds the others, in singular and plural", () => {
  assert.deepEqual(expansionsIn(["red", "couches"], groups), [{ words: ["couch"], alternatives: [["sofa"], ["settee"]] }]);
});

test("terms of several words are found where the words follow each other", () => {
  assert.deepEqual(
    expansionsIn(["cell", "phone", "case"], groups)
      .map(({ words }) => words.join(" "))
      .sort(),
    ["cell phone", "phone"],
  );
  assert.deepEqual(
    expansionsIn(["phone", "cell"], groups).map(({ words }) => words.join(" ")),
    ["phone"],
  );
});

test("a group of one way is not read backwards", () => {
  assert.deepEqual(expansionsIn(["iphone"], groups), []);
});
