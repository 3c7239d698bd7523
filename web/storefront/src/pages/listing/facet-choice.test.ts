import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenWith, isChosen, priceRangeOf } from "./facet-choice.ts";
import { noFilters } from "./filters.ts";

test("a value is chosen, and pressed again it is taken away", () => {
  const presses = [
    [{ kind: "category", name: "category" }, "bags"],
    [{ kind: "brand", name: "brand" }, "acme"],
    [{ kind: "attribute", name: "colour" }, "Pink"],
    [{ kind: "rating", name: "rating" }, "4"],
    [{ kind: "availability", name: "availability" }, "true"],
    [{ kind: "price", name: "price" }, "500-999"],
  ] as const;
  for (const [facet, value] of presses) {
    const chosen = chosenWith(noFilters, facet, value);
    assert.equal(isChosen(noFilters, facet, value), false);
    assert.equal(isChosen(chosen, facet, value), true);
    assert.deepEqual(chosenWith(chosen, facet, value), noFilters);
  }
});

test("a range of prices may be open at either end", () => {
  assert.deepEqual(priceRangeOf("500-999"), { min: 500, max: 999 });
  assert.deepEqual(priceRangeOf("-499"), { min: null, max: 499 });
  assert.deepEqual(priceRangeOf("5000-"), { min: 5_000, max: null });
  assert.equal(priceRangeOf("-"), null);
  assert.equal(priceRangeOf("cheap"), null);
});
