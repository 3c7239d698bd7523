import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageVersion } from "../../src/cli/version.ts";
import { freePorts } from "../../src/lab/supervisor/free-ports.ts";
import { createDatabase } from "../../src/platform/database/database.ts";
import { readEnvironment } from "../../src/platform/topology/environment.ts";
import { projectRoot } from "../../src/platform/topology/topology.ts";
import { importProducts } from "../../src/shop/catalog/import-products.ts";
import { openStock } from "../../src/shop/inventory/opening-stock.ts";
import { prepareShop } from "../../src/shop/prepare.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Client, createClient, expect } from "./client.ts";
import type { Server } from "./infrastructure.ts";
import { type Cart, emailOf, type SaleCount, type Shop, type Verdict } from "./peer.ts";
import { answers, start } from "./processes.ts";
import { folder, PAGE_SIZE, POOL_SIZE, type Sizes } from "./settings.ts";

const DATABASE = "peers_tenfold";
const WAREHOUSE = "LON1";
const display = "country=GB&currency=GBP";
const data = join(folder, "tenfold");

type Filled = {
  readonly productIds: readonly number[];
  readonly categorySlugs: readonly string[];
  readonly variantIdOfSku: ReadonlyMap<string, number>;
};

/** Makes the shop anew, as `tenfold up` does with an empty database, and brings the catalogue in. */
async function fill(server: Server, catalogue: Catalogue, onProgress: (message: string) => void): Promise<Filled> {
  await server.fresh(DATABASE);
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const databaseUrl = server.urlOf(DATABASE);
  const environment = { ...readEnvironment(), databaseUrl, demo: false, dataDirectory: data };
  await prepareShop(environment, () => undefined);
  const db = createDatabase({ url: databaseUrl, poolSize: 2, statementTimeoutMs: 0 });
  try {
    const products = catalogue.products.map(({ category, variants, ...product }) => ({
      ...product,
      categoryPath: [catalogue.categories[category]!],
      attributes: {},
      variants: variants.map(({ sku, size, priceMinor }) => ({
        sku,
        options: { size },
        priceMinor,
        tiers: [],
        weightGrams: 200,
      })),
    }));
    const report = (done: number, total: number) => onProgress(`tenfold: ${done} of ${total} products`);
    const { variantIdOfSku } = await importProducts(db, products, { onProgress: report });
    const level = { warehouse: WAREHOUSE, backorderLimit: 0, reorderLevel: null };
    const variants = catalogue.products.flatMap((product) => product.variants);
    await openStock(
      db,
      variants.map(({ sku, stock }) => ({ ...level, variantId: variantIdOfSku.get(sku)!, onHand: stock })),
    );
    await prepareShop(environment, () => undefined);
    await server.markFilled(DATABASE, "");
    const categories = await server.query<{ name: string; slug: string }>(DATABASE, "select name, slug from categories");
    return {
      productIds: catalogue.products.map(({ variants: [first] }) => Math.floor(variantIdOfSku.get(first!.sku)! / 10_000)),
      categorySlugs: catalogue.categories.map((name) => categories.find((category) => category.name === name)!.slug),
      variantIdOfSku,
    };
  } finally {
    await db.close();
  }
}

/** API, worker and the sandbox payment provider, each in a process of its own. */
export async function startTenfold(
  server: Server,
  catalogue: Catalogue,
  sizes: Sizes,
  onProgress: (message: string) => void,
): Promise<Shop> {
  const filled = await fill(server, catalogue, onProgress);
  const [apiPort, workerPort, sandboxPort] = await freePorts(3);
  const program = (name: string, args: readonly string[], port: number) => ({
    name: `tenfold-${name}`,
    command: process.execPath,
    args: ["--disable-warning=ExperimentalWarning", join(projectRoot, "src", "cli", "main.ts"), ...args],
    cwd: projectRoot,
    env: {
      NODE_ENV: "production",
      TENFOLD_LOG_LEVEL: "warn",
      TENFOLD_DATA: data,
      DATABASE_URL: server.urlOf(DATABASE),
      TENFOLD_SANDBOX_URL: `http://127.0.0.1:${sandboxPort}`,
      PORT: String(port),
    },
  });
  const role = (name: string) => ["serve", "--role", name, "--pool-size", String(POOL_SIZE)];
  const healthy = (port: number) => () => answers(`http://127.0.0.1:${port}/healthz`);
  const book = ["sandbox", "--port", String(sandboxPort), "--book", join(data, "book.ndjson")];
  const anyAnswer = () => fetch(`http://127.0.0.1:${sandboxPort}/`).then(() => true);
  const parts = [
    await start(program("sandbox", book, 0), anyAnswer),
    await start(program("api", role("api"), apiPort!), healthy(apiPort!)),
    await start(program("worker", role("worker"), workerPort!), healthy(workerPort!)),
  ];
  const [sandbox, api, worker] = parts.map((part) => part.pid);
  const client = createClient(`http://127.0.0.1:${apiPort}`, Math.max(sizes.callers, 2 * sizes.buyers));
  return {
    name: "Tenfold",
    version: packageVersion(),
    pids: { api: api!, worker: worker!, sandbox: sandbox! },
    ...jobs(client, filled),
    countSale: (skus, carts) => countSale(server, skus, carts),
    async stop() {
      await client.close();
      for (const part of parts.toReversed()) await part.stop();
    },
  };
}

function jobs(
  client: Client,
  { productIds, categorySlugs, variantIdOfSku }: Filled,
): Omit<Shop, "name" | "version" | "pids" | "countSale" | "stop"> {
  const get = async (path: string) => expect(await client.send("GET", path), 200, '"price"');
  const find = (words: string) => get(`/v1/search?q=${encodeURIComponent(words)}&limit=${PAGE_SIZE}&${display}`);
  const bearer = (cart: Cart) => ({ authorization: `Bearer ${cart.key}` });
  const line = (sku: string) => ({ variantId: variantIdOfSku.get(sku)!, quantity: 1 });
  // The cart's id is the key: a second click and a retry of the same order have the same one.
  const order = (cart: Cart) =>
    client.send(
      "POST",
      `/v1/carts/${cart.id}/checkout`,
      { ...bearer(cart), "idempotency-key": cart.id },
      {
        email: emailOf(cart.shopper),
        shippingAddress: { name: "B C", line1: "1 Way", city: "London", postalCode: "N1 1AA", country: "GB" },
        shippingMethod: "standard",
        payment: { provider: "sandbox", token: "ok" },
      },
    );
  return {
    readProduct: (product) => get(`/v1/products/${productIds[product]}?${display}`),
    listCategory: (category) => get(`/v1/products?category=${categorySlugs[category]}&limit=${PAGE_SIZE}&${display}`),
    // Its one answer has prices, stock, highlights and facets: there is no lesser one.
    search: find,
    searchPage: find,
    async newCart(sku, shopper) {
      const { token } = JSON.parse(expect(await client.send("POST", "/v1/sessions"), 201));
      const body = { country: "GB", lines: [line(sku)] };
      const cart = JSON.parse(expect(await client.send("POST", "/v1/carts", { authorization: `Bearer ${token}` }, body), 201));
      return { id: cart.id, key: token, shopper };
    },
    addToCart: async (cart, sku) =>
      expect(await client.send("POST", `/v1/carts/${cart.id}/lines`, bearer(cart), line(sku)), 200, sku),
    checkOut: async (cart) => expect(await order(cart), 201, '"paid"'),
    prepareOrder: async () => null,
    placeOrder: async (cart) => verdictOf(await order(cart)),
  };
}

function verdictOf({ status, text }: { readonly status: number; readonly text: string }): Verdict {
  if (status === 201) return { outcome: "placed", words: "201" };
  const { code } = JSON.parse(text) as { code?: string };
  const words = `${status} ${code ?? "pending"}`;
  return { outcome: status === 202 || status >= 429 || code === "idempotency-in-progress" ? "again" : "refused", words };
}

async function countSale(server: Server, skus: readonly string[], carts: readonly Cart[]): Promise<SaleCount> {
  const placed = "status in ('paid', 'fulfilled', 'pending')";
  const sold = await server.query<{ sku: string; units: number }>(
    DATABASE,
    `select sku, sum(quantity)::int as units from order_lines l join orders o on o.id = l.order_id
     where l.sku = any($1) and ${placed} group by sku`,
    [skus],
  );
  const [orders] = await server.query<{ orders: number; duplicates: number }>(
    DATABASE,
    `select coalesce(sum(n), 0)::int as orders, count(*) filter (where n > 1)::int as duplicates from
     (select count(*) as n from orders where cart_id = any($1::uuid[]) and ${placed} group by cart_id) as carts`,
    [carts.map((cart) => cart.id)],
  );
  const [paid] = await server.query<{ twice: number }>(
    DATABASE,
    "select count(*)::int as twice from (select from payments where status = 'paid' group by order_id having count(*) > 1) as orders",
  );
  return {
    soldBySku: Object.fromEntries(sold.map((row) => [row.sku, row.units])),
    orders: orders!.orders,
    duplicateOrders: orders!.duplicates,
    paidTwice: paid!.twice,
  };
}
