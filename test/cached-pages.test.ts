import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { createByteCache } from "../src/platform/cache/byte-cache.ts";
import { createInvalidations, type Invalidations } from "../src/platform/cache/invalidations.ts";
import { createDatabase, type Database } from "../src/platform/database/database.ts";
import { createTestServer } from "../src/platform/http/testing.ts";
import type { ByteCacheFigures } from "../src/platform/telemetry/part-observer.ts";
import { mugToImport } from "../src/shop/catalog/catalog.fixture.ts";
import { changeVariant } from "../src/shop/catalog/change-product.ts";
import { importProducts } from "../src/shop/catalog/import-products.ts";
import { createProductPages } from "../src/shop/catalog/product-pages.ts";
import { productRoutes } from "../src/shop/catalog/product-routes.ts";
import { openStock } from "../src/shop/inventory/opening-stock.ts";
import { setStock } from "../src/shop/inventory/stock-admin.ts";
import { createReferenceStore } from "../src/shop/pricing/reference-store.ts";
import { seedReferenceData } from "../src/shop/seed/reference-data.ts";
import { createTestDatabase, type TestDatabase } from "./support/database.ts";

const CHANGES = 1_000;
const MUTANT_CHANGES = 200;
const MAX_AGE_MS = 2_000;
/** What a change costs to arrive on a machine that does other things too; the bound itself is `MAX_AGE_MS`. */
const USUAL_MS = 1_000;
const CUT_LOOKS =
  "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_current_snapshot%' and pid <> pg_backend_pid() and datname = current_database()";

let testDatabase: TestDatabase;
let db: Database;
let variantId: number;
before(async () => {
  testDatabase = await createTestDatabase();
  db = createDatabase({ url: testDatabase.url });
  await seedReferenceData(db);
  variantId = (await importProducts(db, [mugToImport(1)])).variantIdOfSku.get("MUG-1")!;
  await openStock(db, [{ variantId, warehouse: "LON1", onHand: 0, backorderLimit: 0, reorderLevel: null }]);
});
after(async () => {
  await db.close();
  await testDatabase.close();
});

/** A process of its own, as far as it knows: its own connections, its own cache. `deaf`: the mutant that never looks. */
async function startReader({ deaf = false } = {}) {
  const own = createDatabase({ url: testDatabase.url, poolSize: 2 });
  const real = createInvalidations({ connect: own.connect });
  const mutant: Invalidations = {
    get checkedAtMs() {
      return performance.now();
    },
    referenceVersion: 0,
    position: null,
    momentOf: () => undefined,
    use: () => undefined,
    check: async () => undefined,
    onChanges: () => undefined,
    close: real.close,
  };
  const invalidations = deaf ? mutant : real;
  const told: { figures?: ByteCacheFigures } = {};
  const answers = createByteCache({
    name: "answers",
    maxBytes: 1_000_000,
    maxAgeMs: MAX_AGE_MS,
    invalidations,
    observer: { byteCache: (read) => void Object.assign(told, { figures: read }) },
  });
  const { app } = await createTestServer({ answers: [answers] });
  const pages = createProductPages(own, createReferenceStore(own));
  productRoutes(app, { pages, answers, clock: { now: () => new Date() } });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  const read = async () => {
    const response = await fetch(`${url}/v1/products/${Math.floor(variantId / 10_000)}`);
    // biome-ignore lint/suspicious/noExplicitAny: the schema is held to elsewhere.
    const { variants } = (await response.json()) as any;
    return { price: variants[0].price.amountMinor as number, available: variants[0].availability.available as number };
  };
  return {
    read,
    settle: () => answers.settle(),
    hits: () => told.figures!.results.hit + told.figures!.results.stale,
    async close() {
      await app.close();
      await invalidations.close();
      await own.close();
    },
  };
}

type Reader = Awaited<ReturnType<typeof startReader>>;
type Commit = { readonly value: number; readonly atMs: number };

/**
 * Changes price and stock in turn, each to the number of the change, while a process of its own is read from. Answers for how long after a
 * newer value was committed an older one was still given, counted from when it was asked for.
 */
async function measureStaleness(reader: Reader, changes: number, atHalf: () => Promise<unknown> = async () => undefined) {
  const commits = { price: [] as Commit[], available: [] as Commit[] };
  const stale: number[] = [];
  let writing = true;
  await priceAt(0);
  await setStock(db, { variantId, warehouse: "LON1", onHand: 0 });
  await reader.settle();
  const look = async () => {
    await delay(1);
    const askedAtMs = performance.now();
    const shown = await reader.read();
    for (const what of ["price", "available"] as const) {
      const newer = commits[what].find(({ value }) => value > shown[what]);
      stale.push(newer === undefined ? 0 : Math.max(0, askedAtMs - newer.atMs));
    }
  };
  const reading = (async () => {
    while (writing) await look();
  })();
  for (let n = 1; n <= changes; n += 1) {
    if (n % 2 === 0) await priceAt(n);
    else await setStock(db, { variantId, warehouse: "LON1", onHand: n });
    commits[n % 2 === 0 ? "price" : "available"].push({ value: n, atMs: performance.now() });
    if (n === changes / 2) await atHalf();
  }
  writing = false;
  await reading;
  stale.sort((a, b) => a - b);
  const share = (part: number) => stale[Math.floor((stale.length - 1) * part)]!;
  return { reads: stale.length / 2, usualMs: share(0.99), worstMs: share(1) };
}

function priceAt(amountMinor: number) {
  return db.transaction((tx) =>
    changeVariant(tx, variantId, null, (variant) => ({
      ...variant,
      prices: variant.prices.filter(({ minQuantity }) => minQuantity === 1).map((price) => ({ ...price, amountMinor })),
    })),
  );
}

test("while another process changes price and stock a thousand times, and the connection is cut, nothing older than its bound is shown", async (t) => {
  const reader = await startReader();
  const { reads, usualMs, worstMs } = await measureStaleness(reader, CHANGES, () => testDatabase.query(CUT_LOOKS));
  t.diagnostic(`${reads} reads; at worst ${worstMs.toFixed(0)} ms old, 99 % below ${usualMs.toFixed(0)} ms`);
  assert.ok(reader.hits() > 100, `only ${reader.hits()} answers came from the cache`);
  assert.ok(worstMs <= MAX_AGE_MS, `${worstMs} ms`);
  assert.ok(usualMs <= USUAL_MS, `${usualMs} ms`);
  await reader.close();
});

test("the same without looks goes wrong", async () => {
  const reader = await startReader({ deaf: true });
  const { worstMs } = await measureStaleness(reader, MUTANT_CHANGES);
  assert.equal((await reader.read()).price < MUTANT_CHANGES, true);
  assert.ok(worstMs > 0);
  await reader.close();
});
