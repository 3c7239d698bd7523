import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createShopFixture, type ShopFixture, type ShopProcess } from "../customers/shop.fixture.ts";
import { createOfferStore, type OfferStore } from "./offers.ts";
import { createReferenceStore } from "./reference-store.ts";

describe("offers", () => {
  let shop: ShopFixture;
  let process: ShopProcess;
  let offers: OfferStore;
  before(async () => {
    shop = await createShopFixture(2);
    process = await shop.startProcess();
    offers = createOfferStore(process.db, createReferenceStore(process.db));
  });
  after(() => shop.close());

  const rename = (variantId: number, name: string) =>
    shop.testDatabase.query(
      "update variant_offers set version = version + 1, body = jsonb_set(body, '{name}', to_jsonb($2::text)) where variant_id = $1",
      [variantId, name],
    );

  it("are what the database has now; what is only shown beside them may be remembered", async () => {
    const [first, second] = shop.variantIds as [number, number];
    await offers.load([first, second]);
    await rename(first, "new");
    await rename(second, "new");
    const shown = await offers.load([first], [second]);
    assert.deepEqual([shown.offers.get(first)?.name, shown.offers.get(second)?.name], ["new", "Product 1"]);
    const asked = await offers.load([second], [first]);
    assert.deepEqual([asked.offers.get(first)?.name, asked.offers.get(second)?.name], ["new", "new"]);
  });

  it("that were never asked for are read even when they are only shown, and unknown ones are missing", async () => {
    const cold = createOfferStore(process.db, createReferenceStore(process.db));
    const loaded = await cold.load([shop.variantIds[0]!, 999_990_001], [shop.variantIds[1]!]);
    assert.deepEqual([...loaded.offers.keys()].sort(), shop.variantIds.toSorted());
  });

  it("of parallel calls come in one statement", async () => {
    const start = process.db.counters.statements;
    await Promise.all(shop.variantIds.map((variantId) => offers.load([variantId])));
    assert.equal(process.db.counters.statements - start, 1);
  });
});
