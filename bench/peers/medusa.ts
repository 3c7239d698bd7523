import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { freePorts } from "../../src/lab/supervisor/free-ports.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Client, createClient, expect, type Reply } from "./client.ts";
import { type Server, startRedis } from "./infrastructure.ts";
import { fingerprintOf, folderOf } from "./install.ts";
import { type Cart, emailOf, type SaleCount, type Shop, type Verdict } from "./peer.ts";
import { answers, runToEnd, type Started, start } from "./processes.ts";
import { PAGE_SIZE, POOL_SIZE, packages, type Sizes } from "./settings.ts";

const TEMPLATE = "peers_medusa";
const DATABASE = "peers_medusa_run";
const place = folderOf("medusa");
const idsFile = join(place, "ids.json");

/** What a product page and a list need, and no more: Medusa answers faster the less it is asked for. */
const FIELDS = [
  ...["id", "title", "handle", "description", "categories.id", "categories.name"],
  ...["options.id", "options.title", "options.values.value"],
  ...["variants.id", "variants.title", "variants.sku", "variants.options.value"],
  ...["variants.calculated_price", "variants.inventory_quantity"],
].join(",");

/** What a search page counts beside its hits, as Tenfold does of itself. */
const FACETS = [
  "category",
  "sizes",
  { field: "price", type: "range", ranges: [{ to: 10 }, { from: 10, to: 50 }, { from: 50, to: 200 }, { from: 200 }] },
];

type Ids = {
  readonly key: string;
  readonly regionId: string;
  readonly shippingOptionId: string;
  readonly categoryIds: readonly string[];
  readonly productIds: readonly string[];
  readonly variantIds: Readonly<Record<string, string>>;
};

function program(name: string, args: readonly string[], databaseUrl: string, redisUrl: string, mode: string) {
  return {
    name: `medusa-${name}`,
    command: process.execPath,
    args: [join(place, "node_modules", "@medusajs", "cli", "cli.js"), ...args],
    cwd: place,
    env: {
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      MEDUSA_DISABLE_TELEMETRY: "true",
      MEDUSA_WORKER_MODE: mode,
      PEER_POOL_SIZE: String(POOL_SIZE),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
    },
  };
}

/** Fills a database once; the runs work on copies of it. */
export async function fillMedusa(
  server: Server,
  catalogueFile: string,
  sizes: Sizes,
  onProgress: (message: string) => void,
): Promise<void> {
  const fingerprint = fingerprintOf("medusa", sizes.products);
  if (existsSync(idsFile) && (await server.isFilled(TEMPLATE, fingerprint))) return;
  await server.fresh(TEMPLATE);
  const redis = await startRedis("medusa");
  try {
    const run = (name: string, args: readonly string[]) =>
      runToEnd(program(name, args, server.urlOf(TEMPLATE), redis.url, "shared"), (line) =>
        onProgress(`medusa: ${line.slice(0, 120)}`),
      );
    onProgress("medusa: making its tables");
    await run("migrate", ["db:migrate"]);
    await run("fill", ["exec", "./src/scripts/fill.js", catalogueFile, idsFile]);
  } finally {
    await redis.stop();
  }
  await server.markFilled(TEMPLATE, fingerprint);
}

/** Server and worker in a process each, and Redis. */
export async function startMedusa(server: Server, catalogue: Catalogue, sizes: Sizes): Promise<Shop> {
  await server.copy(TEMPLATE, DATABASE);
  await server.query(DATABASE, "analyze");
  const ids = JSON.parse(readFileSync(idsFile, "utf8")) as Ids;
  if (ids.productIds.length !== catalogue.products.length)
    throw new Error("Medusa is filled with another catalogue; remove .cache/peers/peers_medusa.filled.");
  const parts: Started[] = [];
  const redis = await startRedis("medusa");
  parts.push(redis);
  const [serverPort, workerPort] = await freePorts(2);
  for (const [mode, port] of [
    ["server", serverPort!],
    ["worker", workerPort!],
  ] as const) {
    const args = ["start", "--host", "127.0.0.1", "--port", String(port)];
    parts.push(
      await start(program(mode, args, server.urlOf(DATABASE), redis.url, mode), () => answers(`http://127.0.0.1:${port}/health`)),
    );
  }
  const client = createClient(`http://127.0.0.1:${serverPort}`, Math.max(sizes.callers, 2 * sizes.buyers));
  return {
    name: "Medusa",
    version: packages.medusa["@medusajs/medusa"],
    pids: { api: parts[1]!.pid, worker: parts[2]!.pid, redis: parts[0]!.pid },
    ...jobs(client, ids),
    countSale: (skus, carts) => countSale(server, skus, carts),
    async stop() {
      await client.close();
      for (const part of parts.toReversed()) await part.stop();
    },
  };
}

function jobs(client: Client, ids: Ids): Omit<Shop, "name" | "version" | "pids" | "countSale" | "stop"> {
  const headers = { "x-publishable-api-key": ids.key };
  const show = `region_id=${ids.regionId}&fields=${FIELDS}`;
  const post = (path: string, body?: unknown) => client.send("POST", path, headers, body);
  const idOf = (reply: Reply, what: string): string => JSON.parse(expect(reply, 200))[what].id;
  const address = {
    first_name: "B",
    last_name: "C",
    address_1: "1 Way",
    city: "London",
    postal_code: "N1 1AA",
    country_code: "gb",
  };
  const line = (sku: string) => ({ variant_id: ids.variantIds[sku], quantity: 1 });

  /** Address, shipping and a payment session: four calls, each of which answers no more than an id. */
  async function prepare({ id, shopper }: Cart): Promise<void> {
    const contact = { email: emailOf(shopper), shipping_address: address, billing_address: address };
    expect(await post(`/store/carts/${id}?fields=id`, contact), 200);
    expect(await post(`/store/carts/${id}/shipping-methods?fields=id`, { option_id: ids.shippingOptionId }), 200);
    const collection = idOf(await post("/store/payment-collections?fields=id", { cart_id: id }), "payment_collection");
    expect(
      await post(`/store/payment-collections/${collection}/payment-sessions?fields=id`, { provider_id: "pp_system_default" }),
      200,
    );
  }
  const searchHits = (words: string, options?: object) =>
    post("/store/search", {
      entity: "product",
      filters: { q: words },
      pagination: { take: PAGE_SIZE },
      ...(options === undefined ? {} : { search_options: options }),
    });
  const complete = (cart: Cart) => post(`/store/carts/${cart.id}/complete?fields=id,status,total`);

  return {
    // A list of one: unlike the route for one product, lists are answered from Medusa's cache, and its own storefront reads products so.
    readProduct: async (product) =>
      expect(
        await client.send("GET", `/store/products?limit=1&id=${ids.productIds[product]}&${show}`, headers),
        200,
        "inventory_quantity",
      ),
    listCategory: async (category) =>
      expect(
        await client.send("GET", `/store/products?limit=${PAGE_SIZE}&category_id=${ids.categoryIds[category]}&${show}`, headers),
        200,
        "inventory_quantity",
      ),
    search: async (words) => expect(await searchHits(words), 200, '"price"'),
    // Hits know no stock, so the page reads its products, too: from the cache, for the most part.
    async searchPage(words) {
      const page = expect(await searchHits(words, { facets: FACETS }), 200, '"price"');
      const { results } = JSON.parse(page) as { results: { hits: { id: string }[] }[] };
      const ids = results[0]!.hits.map((hit) => `id[]=${hit.id}`).join("&");
      return (
        page +
        expect(await client.send("GET", `/store/products?limit=${PAGE_SIZE}&${ids}&${show}`, headers), 200, "inventory_quantity")
      );
    },
    async newCart(sku, shopper) {
      const reply = await post("/store/carts?fields=id", { region_id: ids.regionId, items: [line(sku)] });
      return { id: idOf(reply, "cart"), key: "", shopper };
    },
    addToCart: async (cart, sku) => expect(await post(`/store/carts/${cart.id}/line-items`, line(sku)), 200, sku),
    async checkOut(cart) {
      await prepare(cart);
      return expect(await complete(cart), 200, '"type":"order"');
    },
    prepareOrder: (cart) =>
      prepare(cart).then(
        () => null,
        (error: Error) => error.message,
      ),
    placeOrder: async (cart) => verdictOf(await complete(cart)),
  };
}

function verdictOf({ status, text }: Reply): Verdict {
  if (status === 200 && text.includes('"type":"order"')) return { outcome: "placed", words: "order" };
  const answer = JSON.parse(text) as { message?: string; error?: { message?: string } };
  const words = `${status} ${answer.error?.message ?? answer.message ?? text}`
    .replaceAll(/\b[a-z]+_[0-9A-Z]{26}\b/g, "…")
    .slice(0, 160);
  return { outcome: status === 409 || status >= 429 ? "again" : "refused", words };
}

async function countSale(server: Server, skus: readonly string[], carts: readonly Cart[]): Promise<SaleCount> {
  const cartIds = carts.map((cart) => cart.id);
  const sold = await server.query<{ sku: string; units: number }>(
    DATABASE,
    `select l.variant_sku as sku, sum(i.quantity)::int as units from "order" o
     join order_item i on i.order_id = o.id and i.version = o.version and i.deleted_at is null
     join order_line_item l on l.id = i.item_id
     where l.variant_sku = any($1) and o.deleted_at is null and o.status <> 'canceled' group by 1`,
    [skus],
  );
  const [orders] = await server.query<{ orders: number; duplicates: number }>(
    DATABASE,
    `select coalesce(sum(n), 0)::int as orders, count(*) filter (where n > 1)::int as duplicates from
     (select count(*) as n from order_cart c join "order" o on o.id = c.order_id
      where c.cart_id = any($1) and c.deleted_at is null and o.deleted_at is null and o.status <> 'canceled' group by c.cart_id) as carts`,
    [cartIds],
  );
  const [paid] = await server.query<{ twice: number }>(
    DATABASE,
    `select count(*)::int as twice from (select from payment p join order_payment_collection c on c.payment_collection_id = p.payment_collection_id
     where p.canceled_at is null and p.deleted_at is null group by c.order_id having count(*) > 1) as orders`,
  );
  return {
    soldBySku: Object.fromEntries(sold.map((row) => [row.sku, row.units])),
    orders: orders!.orders,
    duplicateOrders: orders!.duplicates,
    paidTwice: paid!.twice,
  };
}
