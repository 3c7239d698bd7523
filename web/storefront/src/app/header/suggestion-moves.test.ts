import assert from "node:assert/strict";
import { test } from "node:test";
import { nextActive, targetOf } from "./suggestion-moves.ts";

test("the arrows go through the suggestions and back to the field", () => {
  assert.equal(nextActive(null, 3, 1), 0);
  assert.equal(nextActive(0, 3, 1), 1);
  assert.equal(nextActive(2, 3, 1), null);
  assert.equal(nextActive(null, 3, -1), 2);
  assert.equal(nextActive(0, 3, -1), null);
  assert.equal(nextActive(null, 0, 1), null);
});

test("a suggestion leads to its page, and a query to its results", () => {
  assert.equal(targetOf({ kind: "product", text: "Jumbo Bag", slug: "jumbo-bag" }), "/p/jumbo-bag");
  assert.equal(targetOf({ kind: "category", text: "Mugs", slug: "mugs-and-cups" }), "/c/mugs-and-cups");
  assert.equal(targetOf({ kind: "brand", text: "Acme", slug: "acme" }), "/search?brand=acme");
  assert.equal(targetOf({ kind: "query", text: "tea & milk", slug: null }), "/search?q=tea%20%26%20milk");
});
