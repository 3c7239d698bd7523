import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { request } from "undici";
import { loadShop } from "../../src/lab/data/generate/load.ts";
import { settingsFor } from "../../src/lab/data/generate/settings.ts";
import { tables } from "../../src/lab/data/generate/tables.ts";
import { createDatabase } from "../../src/platform/database/database.ts";
import { seedReferenceData } from "../../src/shop/seed/reference-data.ts";
import { assertGreen } from "../support/audited.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { waitFor } from "../support/wait.ts";
import { killAll, processTree } from "./support/process-tree.ts";
import { tenfold } from "./support/tenfold.ts";

const SCALE = 0.0015;
const PRODUCTS = 1_500;
const SEED = 3;
const UNTIL = new Date().toISOString().slice(0, 10);
const ADMIN_KEY = "integration-test-owner";
const OPEN = /the shop is open after [\d.]+ s[\s\S]*?API\s+(http:\/\/[\d.]+:\d+)/;
const FINISHED_TIMEOUT_MS = 300_000;

let place: TemporaryDirectory;
let database: TestDatabase;
before(async () => {
  place = await makeTemporaryDirectory();
  database = await createTestDatabase({ schema: "empty" });
});
after(async () => {
  await database.close();
  await place.remove();
});

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back.
type Answer = any;

const environment = () => ({
  DATABASE_URL: database.url,
  TENFOLD_DATA: join(place.path, "data"),
  TENFOLD_ADMIN_KEY: ADMIN_KEY,
  PORT: "0",
});
const generate = (...more: string[]) =>
  tenfold(
    ["generate", "--scale", String(SCALE), "--seed", String(SEED), "--until", UNTIL, "--workers", "2", ...more],
    environment(),
  );

async function checksums({ query }: TestDatabase): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const { name } of tables) {
    const [row] = await query(`select count(*) as rows, sum(hashtextextended(t::text, 0)::numeric)::text as sum from ${name} t`);
    found.push({ name, ...row });
  }
  return found;
}

test("a generation that is killed goes on where it was, and ends with the same rows as one that is not", async (t) => {
  const chunks = async () =>
    Number((await database.query("select count(*) as chunks from generation.chunks").catch(() => []))[0]?.chunks ?? 0);
  const first = generate();
  await waitFor(async () => (await chunks()) >= 2, { timeoutMs: FINISHED_TIMEOUT_MS, message: "no chunk was loaded" });
  killAll(processTree(first.pid));
  await first.exited;
  const kept = await chunks();

  const other = tenfold(["generate", "--scale", "0.001", "--until", UNTIL], environment());
  assert.equal((await other.exited).code, 1);
  assert.match(other.output(), /holds a generation that broke off: 1500 products, seed 3.*Give the same options/s);

  const second = generate();
  const exit = await second.exited;
  assert.equal(exit.code, 0, second.output());
  assert.match(second.output(), /went on with a generation that had broken off/);
  t.diagnostic(`killed after ${kept} chunks`);

  const whole = await createTestDatabase();
  const db = createDatabase({ url: whole.url, poolSize: 1 });
  try {
    await seedReferenceData(db);
    await db.close();
    const settings = settingsFor({ scale: SCALE, seed: SEED, untilMs: Date.parse(UNTIL) });
    await loadShop({ url: whole.url, settings, workers: 3, connections: 2 });
    assert.deepEqual(await checksums(database), await checksums(whole));
  } finally {
    await whole.close();
  }
  await assertGreen(database);
});

test("the generated shop sells: pages, lists, search, reviews, accounts, cart, checkout, and the next product", async () => {
  const shop = tenfold(["up"], { ...environment(), TENFOLD_STOREFRONT: "off" });
  const [, url] = await shop.waitForOutput(OPEN, 120_000);
  async function call(
    method: "GET" | "POST",
    path: string,
    options: { token?: string; body?: object; key?: string } = {},
  ): Promise<Answer> {
    const answer = await request(`${url}${path}`, {
      method,
      headers: {
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
        ...(options.key === undefined ? {} : { "idempotency-key": options.key }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await answer.body.text();
    assert.ok(answer.statusCode < 300, `${method} ${path}: ${answer.statusCode} ${text}`);
    return JSON.parse(text);
  }

  const list = await call("GET", "/v1/products?limit=5");
  assert.equal(list.items?.length ?? list.products?.length, 5);
  const [popular] = list.items ?? list.products;
  const product = await call("GET", `/v1/products/${popular.id}`);
  assert.equal(product.name, popular.name);
  const bought = product.variants.find(({ availability }: { availability: { available: number } }) => availability.available > 1);
  const picture = await request(`${url}${product.media[0].url}`);
  assert.equal(picture.statusCode, 200);
  await picture.body.dump();
  const found = await call("GET", `/v1/search?q=${encodeURIComponent(product.name)}`);
  assert.ok(JSON.stringify(found).includes(product.slug), "search finds it by its name");
  const reviews = await call("GET", `/v1/products/${popular.id}/reviews`);
  assert.ok(reviews.items.length > 0);
  await call("GET", `/v1/products/${popular.id}/questions`);
  for (const id of [1, PRODUCTS]) assert.equal((await call("GET", `/v1/products/${id}`)).id, id);

  const login = await call("POST", "/v1/customers/login", {
    body: { email: "shopper-0@example.com", password: "generated-shopper" },
  });
  const orders = await call("GET", "/v1/orders", { token: login.token });
  assert.ok(orders.items.length > 0, "the most diligent shopper has orders");

  const { token } = await call("POST", "/v1/sessions");
  const cart = await call("POST", "/v1/carts", { token, body: {} });
  await call("POST", `/v1/carts/${cart.id}/lines`, { token, body: { variantId: bought.id, quantity: 1 } });
  const order = await call("POST", `/v1/carts/${cart.id}/checkout`, {
    token,
    key: "generated-1",
    body: {
      email: "buyer@example.com",
      shippingAddress: { name: "A", line1: "1 Street", city: "London", postalCode: "N1 9GU", country: "GB" },
      payment: { provider: "sandbox", token: "ok" },
    },
  });
  assert.equal(order.status, "paid");
  const created = await call("POST", "/v1/admin/products", {
    token: ADMIN_KEY,
    body: {
      name: "The Next One",
      variants: [{ sku: "NEXT-1", weightGrams: 1, prices: [{ currency: "GBP", amountMinor: 100 }] }],
    },
  });
  assert.equal(created.id, PRODUCTS + 1);
  await waitFor(
    async () => {
      await assertGreen(database);
      return true;
    },
    { timeoutMs: 60_000, message: "the audit stays red" },
  );
  assert.equal((await shop.stop()).code, 0);
});
