import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { createDatabase } from "../../platform/database/database.ts";
import { indexOf } from "../pricing/reference-index.ts";
import { createReferenceStore } from "../pricing/reference-store.ts";
import { quoteShipping } from "../shipping/quote.ts";
import { seedReferenceData } from "./reference-data.ts";

const testDatabase = await createTestDatabase();
const db = createDatabase({ url: testDatabase.url });
after(async () => {
  await db.close();
  await testDatabase.close();
});

test("of processes that seed at once one does, and later ones leave the data alone", async () => {
  const seeded = await Promise.all([seedReferenceData(db), seedReferenceData(db), seedReferenceData(db)]);
  assert.deepEqual(seeded.toSorted(), [false, false, true]);
  assert.equal(await seedReferenceData(db), false);
});

test("every country has a region, and every currency an exchange rate from the base currency", async () => {
  const reference = await createReferenceStore(db).fresh();
  const { regions, exchangeRates } = indexOf(reference);
  assert.equal(reference.countries.length, 249);
  for (const country of reference.countries) assert.ok(regions.has(country.regionId), country.code);
  assert.equal(reference.baseCurrency, "GBP");
  assert.equal(exchangeRates.size, reference.currencies.length - 1);
});

test("every country can be delivered to, and picking up costs nothing", async () => {
  const reference = await createReferenceStore(db).fresh();
  for (const { code, regionId } of reference.countries) {
    const quotes = quoteShipping({
      reference,
      currency: "GBP",
      country: code,
      regionId,
      weightGrams: 500,
      subtotalMinor: 1_000,
    });
    assert.deepEqual(
      quotes.map((quote) => quote.id),
      ["standard", "express", "pickup"],
    );
    assert.equal(quotes[2]!.amountMinor, 0);
  }
});
