import assert from "node:assert/strict";
import { test } from "node:test";
import { filtersOf, minorOf, noFilters, paramsOf, toggled } from "./filters.ts";

test("an address and the filters that it names are the same thing", () => {
  const filters = {
    ...noFilters,
    query: "tea & milk",
    category: "mugs-and-cups",
    brands: ["acme", "zenith"],
    priceMin: 100,
    priceMax: 2_000,
    attributes: ["colour:Pink", "material:Glass"],
    rating: 4,
    available: true,
    sort: "price-asc",
  } as const;
  assert.deepEqual(filtersOf(new URLSearchParams(paramsOf(filters, "relevance").toString()), "relevance"), filters);
  assert.equal(paramsOf(noFilters, "relevance").toString(), "");
});

test("what makes no sense in an address is left out", () => {
  const params = new URLSearchParams(
    "rating=9&priceMin=-1&priceMax=abc&sort=<script>&attribute=broken&attribute=a:b&available=1",
  );
  assert.deepEqual(filtersOf(params, "popular"), { ...noFilters, attributes: ["a:b"], sort: "popular" });
});

test("a long query is cut, but no character in two", () => {
  const { query } = filtersOf(new URLSearchParams({ q: "👩".repeat(300) }), "relevance");
  assert.equal(query, "👩".repeat(200));
});

test("a value is added, and taken away again", () => {
  assert.deepEqual(toggled(["a:b"], "c:d"), ["a:b", "c:d"]);
  assert.deepEqual(toggled(["a:b", "c:d"], "a:b"), ["c:d"]);
});

test("typed prices become minor units of their currency", () => {
  assert.equal(minorOf("12.5", 2), 1_250);
  assert.equal(minorOf(" 12,50 ", 2), 1_250);
  assert.equal(minorOf("1200", 0), 1_200);
  for (const text of ["", "-1", "abc", "1e400"]) assert.equal(minorOf(text, 2), null);
});
