import assert from "node:assert/strict";
import { test } from "node:test";
import { preferredLocale } from "./locales.ts";

test("the first language that the storefront speaks, and the first country that is named", () => {
  assert.deepEqual(preferredLocale(["de-AT", "en-US"]), { locale: "de", country: "AT" });
  assert.deepEqual(preferredLocale(["nl-NL", "fr"]), { locale: "fr", country: "NL" });
  assert.deepEqual(preferredLocale(["zh-Hant-TW"]), { locale: "en", country: "TW" });
});

test("without a country it is that of the language, and without a language English", () => {
  assert.deepEqual(preferredLocale(["de"]), { locale: "de", country: "DE" });
  assert.deepEqual(preferredLocale([]), { locale: "en", country: "GB" });
  assert.deepEqual(preferredLocale(["constructor"]), { locale: "en", country: "GB" });
});
