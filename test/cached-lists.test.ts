import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { createByteCache, DEFAULT_LIST_CACHE } from "../src/platform/cache/byte-cache.ts";
import { createInvalidations } from "../src/platform/cache/invalidations.ts";
import { systemClock } from "../src/platform/clock.ts";
import { createDatabase, type Database } from "../src/platform/database/database.ts";
import { createTestServer } from "../src/platform/http/testing.ts";
import type { ByteCacheFigures } from "../src/platform/telemetry/part-observer.ts";
import { mugToImport } from "../src/shop/catalog/catalog.fixture.ts";
import { categoryRoutes } from "../src/shop/catalog/category-routes.ts";
import { changeProduct, changeVariant } from "../src/shop/catalog/change-product.ts";
import { importProducts } from "../src/shop/catalog/import-products.ts";
import { createProductPages } from "../src/shop/catalog/product-pages.ts";
import { productRoutes } from "../src/shop/catalog/product-routes.ts";
import { openStock } from "../src/shop/inventory/opening-stock.ts";
import { setStock } from "../src/shop/inventory/stock-admin.ts";
import { marketRoutes } from "../src/shop/pricing/market-routes.ts";
import { createReferenceStore, referenceChanged } from "../src/shop/pricing/reference-store.ts";
import { createPostgresSearch } from "../src/shop/search/postgres/engine.ts";
import { searchRoutes } from "../src/shop/search/routes.ts";
import { composeSearch } from "../src/shop/search/search.fixture.ts";
import { createProductSearch } from "../src/shop/search/search-products.ts";
import { createSuggestions } from "../src/shop/search/suggestions.ts";
import { createSynonymStore } from "../src/shop/search/synonyms.ts";
import { seedReferenceData } from "../src/shop/seed/reference-data.ts";
import { createTestDatabase, type TestDatabase } from "./support/database.ts";
import { waitFor } from "./support/wait.ts";

const CHANGES = 200;
const { freshMs } = DEFAULT_LIST_CACHE;
/** What a machine that does other things too adds to the bound, before a test fails for it. */
const SLACK_MS = 1_000;

let testDatabase: TestDatabase;
let db: Database;
let writer: ReturnType<typeof composeSearch>;
let mugs: readonly { readonly productId: number; readonly variantId: number }[];
before(async () => {
  testDatabase = await createTestDatabase();
  db = createDatabase({ url: testDatabase.url });
  await seedReferenceData(db);
  writer = composeSearch(db);
  const { variantIdOfSku } = await importProducts(
    db,
    Array.from({ length: 12 }, (_, index) => mugToImport(index + 1)),
  );
  mugs = [...variantIdOfSku.values()].map((variantId) => ({ variantId, productId: Math.floor(variantId / 10_000) }));
  await openStock(
    db,
    mugs.map(({ variantId }) => ({ variantId, warehouse: "LON1", onHand: 50, backorderLimit: 0, reorderLevel: null })),
  );
  await writer.indexer.reindex();
});
after(async () => {
  await db.close();
  await testDatabase.close();
});

/** A process of its own, as far as it knows: its own connections, its own cache; as `createShop` composes it. */
async function startReader() {
  const own = createDatabase({ url: testDatabase.url, poolSize: 4 });
  const invalidations = createInvalidations({ connect: own.connect });
  const told: { figures?: ByteCacheFigures } = {};
  const lists = createByteCache({
    name: "lists",
    ...DEFAULT_LIST_CACHE,
    restMs: freshMs / 2,
    invalidations,
    observer: { byteCache: (read) => void Object.assign(told, { figures: read }) },
  });
  const { app } = await createTestServer({ answers: [lists] });
  const reference = createReferenceStore(own);
  const recent = async () => {
    await reference.recent();
    return reference.atLeast(invalidations.referenceVersion);
  };
  const pages = createProductPages(own, reference);
  const engine = createPostgresSearch(own);
  const clock = systemClock;
  const synonyms = createSynonymStore(own);
  const search = createProductSearch({ engine, pages, reference: { recent }, synonyms, clock });
  productRoutes(app, { pages, answers: null, clock, listed: { pages, answers: lists } });
  searchRoutes(app, { search, suggest: createSuggestions({ engine, reference: { recent } }), answers: lists, maxAgeMs: 2_000 });
  categoryRoutes(app, { db: own, reference: { recent }, answers: lists });
  marketRoutes(app, { reference: { recent }, answers: lists });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, { headers });
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came.
    const body: any = text === "" ? null : JSON.parse(text);
    return { status: response.status, headers: response.headers, body };
  };
  return {
    get,
    statements: () => own.counters.statements,
    results: () => ({ ...told.figures!.results }),
    figures: () => told.figures!,
    async close() {
      await app.close();
      await invalidations.close();
      await own.close();
    },
  };
}

type Reader = Awaited<ReturnType<typeof startReader>>;
// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came.
type Item = any;

const LIST = "/v1/products?limit=20";
const SEARCH = "/v1/search?q=mug&limit=20";
const itemOf = ({ body }: { body: { items: Item[] } }, productId: number) => body.items.find(({ id }) => id === productId);

function priceAt(variantId: number, amountMinor: number) {
  return db.transaction((tx) =>
    changeVariant(tx, variantId, null, (variant) => ({
      ...variant,
      prices: variant.prices.filter(({ minQuantity }) => minQuantity === 1).map((price) => ({ ...price, amountMinor })),
    })),
  );
}

async function withReader(work: (reader: Reader) => Promise<void>): Promise<void> {
  const reader = await startReader();
  try {
    await work(reader);
  } finally {
    await reader.close();
  }
}

test("while another process changes prices and stock, no list and no search shows what is older than the bound", async (t) => {
  await withReader(async (reader) => {
    const [{ variantId, productId }] = mugs as [(typeof mugs)[number]];
    const commits = { price: [] as { value: number; atMs: number }[], stock: [] as { value: number; atMs: number }[] };
    await priceAt(variantId, 1);
    await setStock(db, { variantId, warehouse: "LON1", onHand: 1 });
    await delay(freshMs);
    let writing = true;
    let worstMs = 0;
    const look = async (path: string) => {
      const askedAtMs = performance.now();
      const { variants } = itemOf(await reader.get(path), productId);
      const shown = { price: variants[0].price.amountMinor, stock: variants[0].availability.available };
      for (const what of ["price", "stock"] as const) {
        const newer = commits[what].find(({ value }) => value > shown[what]);
        if (newer !== undefined) worstMs = Math.max(worstMs, askedAtMs - newer.atMs);
      }
      await delay(2);
    };
    const reading = [LIST, SEARCH].map(async (path) => {
      while (writing) await look(path);
    });
    for (let n = 2; n <= CHANGES; n += 1) {
      if (n % 2 === 0) await priceAt(variantId, n);
      else await setStock(db, { variantId, warehouse: "LON1", onHand: n });
      commits[n % 2 === 0 ? "price" : "stock"].push({ value: n, atMs: performance.now() });
      await delay(10);
    }
    writing = false;
    await Promise.all(reading);
    const { hit, stale, miss } = reader.results();
    t.diagnostic(`at worst ${worstMs.toFixed(0)} ms old; ${hit + stale} from memory, ${miss} waited for`);
    assert.ok(hit + stale > 20 * miss, `${hit + stale} answers came from the cache, ${miss} did not`);
    assert.ok(worstMs <= freshMs + SLACK_MS, `${worstMs} ms`);
  });
});

test("a product that is archived is gone from list, search and suggestions, and a new one is there", async () => {
  await withReader(async (reader) => {
    const { productId } = mugs.at(-1)!;
    const SUGGEST = "/v1/search/suggest?q=mug%2012";
    const shows = async () => ({
      list: itemOf(await reader.get(LIST), productId) !== undefined,
      search: itemOf(await reader.get(SEARCH), productId) !== undefined,
      suggest: (await reader.get(SUGGEST)).body.items.some((item: Item) => item.productId === productId),
    });
    for (let n = 0; n < 3; n += 1) assert.deepEqual(await shows(), { list: true, search: true, suggest: true });
    await db.transaction((tx) => changeProduct(tx, productId, null, (product) => ({ ...product, status: "archived" })));
    // As the worker does behind it.
    await writer.indexer.refresh([productId]);
    await waitFor(async () => Object.values(await shows()).every((is) => !is));
    await db.transaction((tx) => changeProduct(tx, productId, null, (product) => ({ ...product, status: "active" })));
    await writer.indexer.refresh([productId]);
    await waitFor(async () => Object.values(await shows()).every((is) => is));
  });
});

test("a new price concerns the lists that show the product, and one that moves concerns all", async () => {
  await withReader(async (reader) => {
    const first = "/v1/products?limit=3";
    const { body } = await reader.get(first);
    const others = `/v1/products?limit=3&cursor=${body.nextCursor}`;
    for (let n = 0; n < 4; n += 1) for (const path of [first, others]) await reader.get(path);
    const loadsOf = async (change: () => Promise<unknown>) => {
      const before = reader.statements();
      const { invalidations } = reader.figures();
      await change();
      await waitFor(() => reader.figures().invalidations > invalidations);
      await delay(freshMs);
      for (const path of [first, others]) await reader.get(path);
      return reader.statements() - before;
    };
    const shown = body.items[0].id;
    assert.equal(await loadsOf(() => priceAt(shown * 10_000 + 1, 777)), 1);
    const move = (product: Item) => ({ ...product, popularity: product.popularity + 1 });
    assert.equal(await loadsOf(() => db.transaction((tx) => changeProduct(tx, shown, null, move))), 2);
  });
});

test("however an address is spelled, the answer is kept once; what differs in a parameter is kept apart", async () => {
  await withReader(async (reader) => {
    const spellings = ["/v1/products", LIST, "/v1/products?limit=%320", "/v1/products?", "/v1/products?limit=020"];
    for (let n = 0; n < 4; n += 1) for (const path of spellings) assert.ok((await reader.get(path)).status < 500);
    assert.equal(reader.figures().entries, 1);
    const before = reader.statements();
    const filters = ["attribute=colour:Pink&brand=", "brand=&attribute=colour:Pink"].map((text) =>
      text.replace("brand=", "q=mug"),
    );
    for (let n = 0; n < 3; n += 1) for (const filter of filters) await reader.get(`/v1/search?${filter}`);
    assert.equal(reader.figures().entries, 2);
    const cost = reader.statements() - before;
    for (const filter of filters) await reader.get(`/v1/search?${filter}`);
    assert.equal(reader.statements() - before, cost);
  });
});

test("what the shopper is shown depends on the address and on nothing else", async () => {
  await withReader(async (reader) => {
    const shown = async (query: string, headers: Record<string, string> = {}) => {
      const { body } = await reader.get(`/v1/products${query}`, headers);
      const { amountMinor, currency, taxIncluded } = body.items[0].variants[0].price;
      return `${currency} ${amountMinor} ${taxIncluded}`;
    };
    const queries = ["", "?currency=USD", "?currency=EUR", "?country=DE", "?country=US", "?currency=USD&country=GB"];
    const fresh = await Promise.all(queries.map((query) => shown(query)));
    assert.ok(new Set(fresh).size >= 4, fresh.join());
    const visitors: Record<string, string>[] = [
      {},
      { authorization: "Bearer guest" },
      { authorization: "Bearer customer", "accept-language": "de", cookie: "currency=EUR" },
      { "x-country": "DE", "consistency-token": "whatever" },
    ];
    for (let round = 0; round < 3; round += 1) {
      for (const headers of visitors) {
        for (const [index, query] of queries.entries()) assert.equal(await shown(query, headers), fresh[index], query);
      }
    }
    assert.equal(reader.figures().entries, queries.length);
  });
});

test("nonsense is refused or takes little room, and pushes nothing out", async () => {
  await withReader(async (reader) => {
    for (let n = 0; n < 3; n += 1) await reader.get(LIST);
    const { bytes } = reader.figures();
    for (let n = 0; n < 60; n += 1) {
      assert.equal((await reader.get(`/v1/products?nonsense=${n}`)).status, 400);
      assert.equal((await reader.get(`/v1/products?category=nothing-${n}`)).status, 404);
      await reader.get(`/v1/search?q=${"x".repeat(n)}${n}`);
    }
    const q = "ä".repeat(150);
    for (let n = 0; n < 3; n += 1) assert.equal((await reader.get(`/v1/search?q=${encodeURIComponent(q)}`)).status, 200);
    assert.equal(reader.figures().bytes, bytes);
    const { hit } = reader.results();
    await reader.get(LIST);
    assert.equal(reader.results().hit, hit + 1);
  });
});

test("a client that has the answer is told that it still holds, and it comes compressed to those who take it", async () => {
  await withReader(async (reader) => {
    for (const path of [LIST, SEARCH, "/v1/categories", "/v1/search/suggest?q=mu", "/v1/currencies"]) {
      for (let n = 0; n < 3; n += 1) await reader.get(path);
      const { headers } = await reader.get(path, { "accept-encoding": "identity" });
      const etag = headers.get("etag")!;
      const again = await reader.get(path, { "accept-encoding": "identity", "if-none-match": etag });
      assert.deepEqual([again.status, again.body], [304, null], path);
      assert.match(headers.get("cache-control")!, /^public, max-age=0, s-maxage=10$/);
      assert.ok(headers.get("surrogate-key"), path);
    }
    await waitFor(async () => (await reader.get(LIST, { "accept-encoding": "br" })).headers.get("content-encoding") === "br");
    assert.equal((await reader.get(LIST, { "accept-encoding": "br" })).body.items.length, 12);
  });
});

test("what is made of the reference data follows it", async () => {
  await withReader(async (reader) => {
    const slugs = async () => (await reader.get("/v1/categories")).body.items.map(({ slug }: Item) => slug).join();
    for (let n = 0; n < 3; n += 1) await slugs();
    assert.equal((await reader.get("/v1/categories/kitchen-things")).status, 404);
    await db.transaction(async (tx) => {
      await tx.run({ name: "", text: "update categories set slug = 'kitchen-things' where slug = 'kitchen'" });
      await referenceChanged(tx);
    });
    await waitFor(async () => (await slugs()).includes("kitchen-things"));
    assert.equal((await reader.get("/v1/categories/kitchen-things")).status, 200);
  });
});
