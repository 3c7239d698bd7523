import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Changes } from "../../platform/cache/invalidations.ts";
import type { Database } from "../../platform/database/database.ts";
import { productOfVariant } from "../../platform/ids.ts";
import { createShopFixture, type ShopFixture, type ShopProcess } from "../customers/shop.fixture.ts";
import { createOfferStore, type OfferStore, type Offers, SHOWN_MS } from "./offers.ts";
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

  /** A store that is told by the test what has changed. */
  function watched(onAnswer: () => void = () => undefined) {
    const listeners: ((changes: Changes) => void)[] = [];
    const changes = {
      checkedAtMs: performance.now(),
      referenceVersion: 0,
      use: () => undefined,
      onChanges: (listener: (changes: Changes) => void) => void listeners.push(listener),
    };
    const tell = (what: Partial<Changes>) => {
      for (const listener of listeners)
        listener({ everything: false, productIds: new Set(), listing: false, notBeforeMs: changes.checkedAtMs, ...what });
      changes.checkedAtMs = performance.now();
    };
    const db: Database = {
      ...process.db,
      async run(statement, values) {
        const rows = await process.db.run(statement, values);
        onAnswer();
        return rows;
      },
    };
    return { changes, tell, store: createOfferStore(db, createReferenceStore(process.db), { changes }) };
  }

  const namesOf = ({ offers }: Offers) => shop.variantIds.map((variantId) => offers.get(variantId)?.name);

  it("are what the database has now; what is only shown may be remembered until it is told to have changed", async () => {
    const [first, second] = shop.variantIds as [number, number];
    const { store, tell } = watched();
    const original = namesOf(await store.load([first, second]));
    await rename(first, "new");
    await rename(second, "new");
    const start = process.db.counters.statements;
    assert.deepEqual(namesOf(await store.load([], [first, second])), original);
    assert.equal(process.db.counters.statements - start, 0);
    assert.deepEqual(namesOf(await store.load([first], [second])), ["new", original[1]]);
    tell({ productIds: new Set([productOfVariant(second)]) });
    assert.deepEqual(namesOf(await store.load([], [first, second])), ["new", "new"]);
    await rename(first, "newer");
    tell({ everything: true });
    assert.deepEqual(namesOf(await store.load([], [first, second])), ["newer", "new"]);
  });

  it("are asked for, though only shown, when nobody has told for a second what has changed", async () => {
    const [first, second] = shop.variantIds as [number, number];
    const { store, changes } = watched();
    await store.load([first, second]);
    await rename(first, "newest");
    changes.checkedAtMs -= SHOWN_MS;
    assert.equal((await store.load([], [first])).offers.get(first)?.name, "newest");
    await rename(first, "last");
    assert.equal((await offers.load([], [first])).offers.get(first)?.name, "last");
  });

  it("that were read while the news came are read again", async () => {
    const [first] = shop.variantIds as [number, number];
    const { store, tell } = watched(() => tell({ productIds: new Set([productOfVariant(first)]) }));
    await store.load([first]);
    const start = process.db.counters.statements;
    await store.load([], [first]);
    assert.equal(process.db.counters.statements - start, 1);
  });

  it("that were never asked for are read even when they are only shown, and unknown ones are missing", async () => {
    const loaded = await watched().store.load([shop.variantIds[0]!, 999_990_001], [shop.variantIds[1]!]);
    assert.deepEqual([...loaded.offers.keys()].sort(), shop.variantIds.toSorted());
  });

  it("of parallel calls come in one statement", async () => {
    const start = process.db.counters.statements;
    await Promise.all(shop.variantIds.map((variantId) => offers.load([variantId])));
    assert.equal(process.db.counters.statements - start, 1);
  });
});
