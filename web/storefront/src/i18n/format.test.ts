import assert from "node:assert/strict";
import { test } from "node:test";
import { formatMoney, formatNumber, formatPercent, formatRating, usualExponent } from "./format.ts";

/** Between number and currency stands a space that does not break, and which one depends on the version of the locale data. */
const plain = (text: string) => text.replace(/\s/g, " ");

test("money is written as the language and the currency want it", () => {
  assert.equal(plain(formatMoney("en-GB", 123_456, "GBP", 2)), "£1,234.56");
  assert.equal(plain(formatMoney("de-DE", 123_456, "EUR", 2)), "1.234,56 €");
  assert.equal(plain(formatMoney("en-GB", 1_234, "JPY", 0)), "JP¥1,234");
  assert.equal(plain(formatMoney("en-GB", 1_234, "KWD", 3)), "KWD 1.234");
});

test("a currency has as many decimals as usual until the shop says otherwise", () => {
  assert.deepEqual(["GBP", "JPY", "KWD"].map(usualExponent), [2, 0, 3]);
});

test("numbers, shares and ratings", () => {
  assert.equal(formatNumber("en-GB", 12_345), "12,345");
  assert.equal(formatNumber("de-DE", 1.25, 2), "1,25");
  assert.equal(plain(formatPercent("de-DE", 0.875)), "88 %");
  assert.equal(formatRating("en-GB", 4), "4.0");
});
