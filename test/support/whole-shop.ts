import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { InjectOptions } from "fastify";
import { createDatabase, type DatabaseOptions } from "../../src/platform/database/database.ts";
import { type AdminRole, adminRoles } from "../../src/platform/http/auth.ts";
import { createTestServer } from "../../src/platform/http/testing.ts";
import { createPgBossJobs } from "../../src/platform/jobs/pg-boss-jobs.ts";
import { createLogger } from "../../src/platform/telemetry/logger.ts";
import { readEnvironment } from "../../src/platform/topology/environment.ts";
import { importProducts } from "../../src/shop/catalog/import-products.ts";
import { openStock } from "../../src/shop/inventory/opening-stock.ts";
import { startTestSandbox, WEBHOOK_SECRET } from "../../src/shop/payments/sandbox/testing.ts";
import { shopRoutes } from "../../src/shop/routes.ts";
import { seedReferenceData } from "../../src/shop/seed/reference-data.ts";
import { createShop } from "../../src/shop/shop.ts";
import { createWorker } from "../../src/shop/worker.ts";
import { assertGreen } from "./audited.ts";
import { createTestDatabase } from "./database.ts";
import { makeTemporaryDirectory } from "./directories.ts";
import { type Document, type Operation, operationsOf } from "./operations.ts";
import { waitFor } from "./wait.ts";

const PRODUCTS = 6;
const ON_HAND = 1_000_000;
const PARTITION_MONTHS = 5;
/** The pace of the worker's slowest loop, several times over. */
const WORK_OFF_TIMEOUT_MS = 30_000;
/** Of dead letters that only a test has written. */
export const PLANTED_ERROR = "out of ideas";
export const TOKEN_SECRET = "a secret that signs the tokens of tests";

export type HttpAnswer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

export type CallOptions = { readonly token?: string; readonly payload?: object; readonly key?: string };
// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back.
export type CallAnswer = { readonly status: number; readonly body: any };

export type WholeShop = Awaited<ReturnType<typeof startWholeShop>>;

export type WholeShopOptions = {
  /** Another way to the database than straight to its server. */
  readonly wayTo?: (url: string) => Promise<Partial<DatabaseOptions>>;
};

/** The shop as `tenfold serve` composes it, on a database of its own, with a sandbox provider, products in stock and a key of every role. */
export async function startWholeShop(t: TestContext, options: WholeShopOptions = {}) {
  const [database, sandbox, directory] = await Promise.all([createTestDatabase(), startTestSandbox(t), makeTemporaryDirectory()]);
  // Whatever has begun ends in the opposite order, also when the setup fails half-way.
  const ends: (() => unknown)[] = [directory.remove, database.close];
  t.after(async () => {
    for (const end of ends.reverse()) await end();
  });
  const lines: string[] = [];
  const logger = createLogger({ level: "debug", pretty: false, destination: { write: (line) => void lines.push(line) } });
  const db = createDatabase({ url: database.url, poolSize: 6, ...(await options.wayTo?.(database.url)) });
  ends.push(db.close);
  const environment = readEnvironment({
    DATABASE_URL: database.url,
    TENFOLD_DATA: join(directory.path, "data"),
    TENFOLD_SANDBOX_URL: sandbox.url,
    TENFOLD_SANDBOX_SECRET: WEBHOOK_SECRET,
    TENFOLD_TOKEN_SECRET: TOKEN_SECRET,
  });
  const jobs = createPgBossJobs({ url: database.url, logger });
  await database.query("select create_month_partitions(((now() at time zone 'UTC') - interval '1 month')::date, $1)", [
    PARTITION_MONTHS,
  ]);
  await seedReferenceData(db);
  const shop = await createShop({ db, jobs, logger, environment });
  ends.push(shop.close);
  const worker = createWorker(shop, logger);
  ends.push(() => jobs.stop());
  await jobs.start({ work: false });
  ends.push(worker.stop);
  const { app } = await createTestServer({
    logger,
    authenticateShopper: shop.shopperAccess.authenticate,
    authenticateAdmin: shop.apiKeys.authenticate,
  });
  ends.push(() => app.close());
  shopRoutes(app, shop, { events: worker.events, jobs });
  await app.listen({ port: 0, host: "127.0.0.1" });

  const { variantIdOfSku } = await importProducts(
    db,
    Array.from({ length: PRODUCTS }, (_, index) => productToImport(index)),
  );
  const variantIds = [...variantIdOfSku.values()];
  const level = { onHand: ON_HAND, backorderLimit: 0, reorderLevel: 10 };
  await openStock(
    db,
    variantIds.flatMap((variantId) => ["LON1", "RTM1"].map((warehouse) => ({ variantId, warehouse, ...level }))),
  );
  const keys = {} as Record<AdminRole, string>;
  for (const role of adminRoles) keys[role] = (await shop.apiKeys.create({ name: role, role })).key;

  const document = (await app.inject("/openapi.json")).json<Document>();
  const operations = operationsOf(document);

  async function inject(request: InjectOptions): Promise<HttpAnswer> {
    const { statusCode, headers, body } = await app.inject(request);
    return { status: statusCode, headers: headers as Record<string, string>, body };
  }

  async function call(method: NonNullable<InjectOptions["method"]>, url: string, options: CallOptions = {}): Promise<CallAnswer> {
    const { token, payload, key } = options;
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    };
    const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
  }

  /** Every row of the shopper in every table, in order, to be compared with what is there later. */
  async function rowsOf(shopperId: string): Promise<Record<string, unknown[]>> {
    const tables = await database.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
         and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('shopper_id', 'owner_id'))
       order by 1`,
    );
    const rows: Record<string, unknown[]> = {};
    for (const { name } of tables) {
      const found = await database.query<{ row: unknown }>(
        `select to_jsonb(t) as row from ${name} t
         where coalesce(to_jsonb(t) ->> 'shopper_id', to_jsonb(t) ->> 'owner_id') = $1 order by to_jsonb(t)::text`,
        [shopperId],
      );
      rows[name] = found.map(({ row }) => row);
    }
    return rows;
  }

  /** Lets the worker do what the requests have caused; the audit, with the provider's book, is green then. */
  async function assertAuditGreen(): Promise<void> {
    // Those that were put there to be found.
    await database.query("delete from event_dead_letters where error = $1", [PLANTED_ERROR]);
    worker.start();
    await waitFor(
      async () => {
        await assertGreen(database, { providerUrl: sandbox.url });
        return true;
      },
      { timeoutMs: WORK_OFF_TIMEOUT_MS, message: "the audit stays red" },
    );
  }

  return {
    app,
    database,
    shop,
    lines,
    keys,
    variantIds,
    operations,
    port: (app.server.address() as AddressInfo).port,
    sandboxUrl: sandbox.url,
    has: (id: string) => operations.some((operation) => operation.id === id),
    operation(id: string): Operation {
      const found = operations.find((operation) => operation.id === id);
      if (found === undefined) throw new Error(`there is no operation ${id}`);
      return found;
    },
    inject,
    call,
    rowsOf,
    assertAuditGreen,
  };
}

function productToImport(index: number) {
  return {
    slug: `product-${index}`,
    name: `Product ${index}`,
    description: "",
    categoryPath: ["Things", index % 2 === 0 ? "Even" : "Odd"],
    attributes: { colour: "red" },
    ...(index === PRODUCTS - 1 ? { kind: "service" as const } : {}),
    variants: [
      {
        sku: `SKU-${index}`,
        options: {},
        priceMinor: 1_000,
        tiers: [{ minQuantity: 10, amountMinor: 900 }],
        weightGrams: 100,
      },
    ],
  };
}
