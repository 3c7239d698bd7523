import { freePorts } from "../../src/lab/supervisor/free-ports.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Client, createClient, expect, type Reply } from "./client.ts";
import { type Server, startRedis } from "./infrastructure.ts";
import { fingerprintOf, folderOf } from "./install.ts";
import { type Cart, emailOf, type SaleCount, type Shop, type Verdict } from "./peer.ts";
import { answers, runToEnd, type Started, start } from "./processes.ts";
import { folder, PAGE_SIZE, POOL_SIZE, packages, type Sizes } from "./settings.ts";
import { documents } from "./vendure-documents.ts";

const TEMPLATE = "peers_vendure";
const DATABASE = "peers_vendure_run";
const place = folderOf("vendure");

type Ids = {
  readonly productIds: readonly string[];
  readonly variantIds: ReadonlyMap<string, string>;
  readonly shippingMethodId: string;
};

function program(name: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  return {
    name: `vendure-${name}`,
    command: process.execPath,
    args,
    cwd: place,
    env: { NODE_ENV: "production", VENDURE_DISABLE_TELEMETRY: "true", PEER_POOL_SIZE: String(POOL_SIZE), ...env },
  };
}

/** Fills a database once; the runs work on copies of it. */
export async function fillVendure(
  server: Server,
  catalogueFile: string,
  sizes: Sizes,
  onProgress: (message: string) => void,
): Promise<void> {
  const fingerprint = fingerprintOf("vendure", sizes.products);
  if (await server.isFilled(TEMPLATE, fingerprint)) return;
  await server.fresh(TEMPLATE);
  const redis = await startRedis("vendure");
  try {
    const env = { DATABASE_URL: server.urlOf(TEMPLATE), REDIS_URL: `${redis.url}/0`, PORT: "0", PEER_MAKES_TABLES: "yes" };
    onProgress("vendure: making its tables, then its products; it reports only the end");
    await runToEnd(program("fill", ["fill.js", catalogueFile, folder], env), (line) =>
      onProgress(`vendure: ${line.slice(0, 120)}`),
    );
  } finally {
    await redis.stop();
  }
  await server.markFilled(TEMPLATE, fingerprint);
}

async function readIds(server: Server, catalogue: Catalogue): Promise<Ids> {
  const variants = await server.query<{ sku: string; id: number; product: number }>(
    DATABASE,
    'select sku, id, "productId" as product from product_variant where "deletedAt" is null',
  );
  if (variants.length !== catalogue.products.flatMap((product) => product.variants).length) {
    throw new Error("Vendure is filled with another catalogue; remove .cache/peers/peers_vendure.filled.");
  }
  const productOf = new Map(variants.map(({ sku, product }) => [sku, String(product)]));
  const [method] = await server.query<{ id: number }>(DATABASE, 'select id from shipping_method where "deletedAt" is null');
  return {
    productIds: catalogue.products.map(({ variants: [first] }) => productOf.get(first!.sku)!),
    variantIds: new Map(variants.map(({ sku, id }) => [sku, String(id)])),
    shippingMethodId: String(method!.id),
  };
}

/** Server and worker in a process each, and Redis. */
export async function startVendure(server: Server, catalogue: Catalogue, sizes: Sizes): Promise<Shop> {
  await server.copy(TEMPLATE, DATABASE);
  await server.query(DATABASE, "analyze");
  const ids = await readIds(server, catalogue);
  const parts: Started[] = [];
  const redis = await startRedis("vendure");
  parts.push(redis);
  const [serverPort, workerPort] = await freePorts(2);
  for (const [file, port] of [
    ["server.js", serverPort!],
    ["worker.js", workerPort!],
  ] as const) {
    const env = { DATABASE_URL: server.urlOf(DATABASE), REDIS_URL: `${redis.url}/0`, PORT: String(port) };
    parts.push(await start(program(file.slice(0, -3), [file], env), () => answers(`http://127.0.0.1:${port}/health`)));
  }
  const client = createClient(`http://127.0.0.1:${serverPort}`, Math.max(sizes.callers, 2 * sizes.buyers));
  return {
    name: "Vendure",
    version: packages.vendure["@vendure/core"],
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
  const ask = (query: string, variables: object, key = "") =>
    client.send("POST", "/shop-api", key === "" ? {} : { authorization: `Bearer ${key}` }, { query, variables });
  const add = (sku: string, key?: string) => ask(documents.addToCart, { variant: ids.variantIds.get(sku) }, key);
  const hits = (words: string) => ({ input: { term: words, groupByProduct: true, take: PAGE_SIZE } });
  const checkout = ({ shopper }: Cart) => ({
    customer: { firstName: "B", lastName: "C", emailAddress: emailOf(shopper) },
    address: { fullName: "B C", streetLine1: "1 Way", city: "London", postalCode: "N1 1AA", countryCode: "GB" },
    shipping: [ids.shippingMethodId],
  });
  return {
    readProduct: async (product) => expect(await ask(documents.product, { id: ids.productIds[product] }), 200, "stockLevel"),
    listCategory: async (category) =>
      expect(
        await ask(documents.list, {
          input: { collectionSlug: `department-${category + 1}`, groupByProduct: true, take: PAGE_SIZE },
        }),
        200,
        "inStock",
      ),
    search: async (words) => expect(await ask(documents.search, hits(words)), 200, "inStock"),
    searchPage: async (words) => expect(await ask(documents.searchPage, hits(words)), 200, "facetValues"),
    async newCart(sku, shopper) {
      const reply = await add(sku);
      const { data } = JSON.parse(expect(reply, 200, '"__typename":"Order"'));
      return { id: data.addItemToOrder.id, key: String(reply.headers["vendure-auth-token"]), shopper };
    },
    addToCart: async (cart, sku) => expect(await add(sku, cart.key), 200, sku),
    checkOut: async (cart) => expect(await ask(documents.checkOut, checkout(cart), cart.key), 200, "PaymentSettled"),
    async prepareOrder(cart) {
      const { text } = await ask(documents.prepareOrder, checkout(cart), cart.key);
      return messageIn(text);
    },
    placeOrder: async (cart) => verdictOf(await ask(documents.placeOrder, {}, cart.key)),
  };
}

/** The first error in an answer, of GraphQL or of one of its fields; null when there is none. */
function messageIn(text: string): string | null {
  const { data, errors } = JSON.parse(text) as {
    data?: Record<string, { message?: string }> | null;
    errors?: { message: string }[];
  };
  return errors?.[0]?.message ?? Object.values(data ?? {}).find((field) => field?.message !== undefined)?.message ?? null;
}

function verdictOf({ status, text }: Reply): Verdict {
  if (status === 200 && text.includes("PaymentSettled")) return { outcome: "placed", words: "PaymentSettled" };
  if (status !== 200) return { outcome: "again", words: `${status} ${text.slice(0, 160)}` };
  const isServerError = (JSON.parse(text) as { errors?: unknown }).errors !== undefined;
  return { outcome: isServerError ? "again" : "refused", words: (messageIn(text) ?? text).slice(0, 160) };
}

async function countSale(server: Server, skus: readonly string[], carts: readonly Cart[]): Promise<SaleCount> {
  const sold = await server.query<{ sku: string; units: number }>(
    DATABASE,
    `select v.sku, sum(l.quantity)::int as units from order_line l join "order" o on o.id = l."orderId"
     join product_variant v on v.id = l."productVariantId"
     where v.sku = any($1) and o."orderPlacedAt" is not null and o.state <> 'Cancelled' group by 1`,
    [skus],
  );
  // A buyer has one cart and one address; a second order of the same click would be another order of the same customer.
  const [orders] = await server.query<{ orders: number; duplicates: number }>(
    DATABASE,
    `select coalesce(sum(n), 0)::int as orders, count(*) filter (where n > 1)::int as duplicates from
     (select count(*) as n from "order" o join customer c on c.id = o."customerId"
      where c."emailAddress" = any($1) and o."orderPlacedAt" is not null and o.state <> 'Cancelled' group by c."emailAddress") as buyers`,
    [carts.map((cart) => emailOf(cart.shopper))],
  );
  const [paid] = await server.query<{ twice: number }>(
    DATABASE,
    `select count(*)::int as twice from (select from payment where state = 'Settled' group by "orderId" having count(*) > 1) as orders`,
  );
  return {
    soldBySku: Object.fromEntries(sold.map((row) => [row.sku, row.units])),
    orders: orders!.orders,
    duplicateOrders: orders!.duplicates,
    paidTwice: paid!.twice,
  };
}
