import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDraft, looksLikeEmail, missingFields } from "./review-rules.ts";

const draft = { rating: 4, recommend: false, summary: "Nice", body: "It holds tea.", name: "Ada", email: "ada@example.com" };

test("a complete draft misses nothing", () => {
  assert.deepEqual(missingFields(draft), []);
});

test("what is missing is told in the order of the form", () => {
  assert.deepEqual(missingFields(emptyDraft), ["rating", "recommend", "summary", "body", "name", "email"]);
  assert.deepEqual(missingFields({ ...draft, summary: "  ", email: "ada" }), ["summary", "email"]);
});

test("addresses have a name, a host and no blanks", () => {
  for (const email of ["a@b.c", " ada@example.com "]) assert.equal(looksLikeEmail(email), true);
  for (const email of ["", "ada", "ada@", "@b.c", "a b@c.d"]) assert.equal(looksLikeEmail(email), false);
});
