import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import pg from "pg";
import type { Supervisor } from "../../src/lab/supervisor/part.ts";
import { pgBouncerPart } from "../../src/lab/supervisor/parts/pgbouncer.ts";
import { howToInstall, pathOf, pgBouncer } from "../../src/lab/supervisor/programs.ts";
import { createSupervisor } from "../../src/lab/supervisor/supervisor.ts";
import { createDatabase } from "../../src/platform/database/database.ts";
import { checkPooledSession } from "../../src/platform/database/pooled-session.ts";
import { forEachLimited } from "../../src/platform/resilience/for-each-limited.ts";
import { newGuest, newOrder } from "../fuzz/shoppers.ts";
import { createTestDatabase } from "../support/database.ts";
import { makeTemporaryDirectory } from "../support/directories.ts";
import { waitFor } from "../support/wait.ts";
import { startWholeShop } from "../support/whole-shop.ts";

const program = pathOf(pgBouncer);
const skip = program === undefined ? `PgBouncer is not installed (${howToInstall(pgBouncer)})` : false;

const BUYERS = 120;
const AT_ONCE = 30;
/** Fewer than there are callers, so that connections really change hands between them. */
const SERVER_CONNECTIONS = 4;
const CLIENT_CONNECTIONS = 16;

function rethrow(error: unknown): never {
  throw error;
}

/** A PgBouncer in transaction mode in front of the server at `url`. */
async function startPooler(t: TestContext, url: string) {
  const directory = await makeTemporaryDirectory();
  const supervisor: Supervisor = createSupervisor({ logDirectory: join(directory.path, "logs"), onEvent: () => undefined });
  t.after(async () => {
    await supervisor.stop();
    await directory.remove();
  });
  const pooler = {
    managed: true,
    mode: "transaction",
    poolSize: SERVER_CONNECTIONS,
    maxClients: 200,
    maxPreparedStatements: 200,
  } as const;
  // The test server listens on a socket, which only its own user may open.
  const found = await pgBouncerPart({
    program: program!,
    directory: join(directory.path, "pgbouncer"),
    serverUrl: await overTcp(url),
    pooler,
  });
  await supervisor.start(found.part);
  const way = { url: found.url, directUrl: url, pooled: true, preparedStatements: found.preparedStatements };
  return { way, supervisor };
}

async function overTcp(url: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ port: string }>("select current_setting('port') as port");
    const tcp = new URL(url);
    tcp.host = `127.0.0.1:${rows[0]!.port}`;
    return tcp.href;
  } finally {
    await client.end();
  }
}

test("parallel buyers on four shared connections: every order is right, and the audit is green", { skip }, async (t) => {
  const shop = await startWholeShop(t, {
    wayTo: async (url) => ({ ...(await startPooler(t, url)).way, poolSize: CLIENT_CONNECTIONS }),
  });
  const numbers = new Set<string>();
  await forEachLimited(
    Array.from({ length: BUYERS }),
    AT_ONCE,
    async () => {
      const order = await newOrder(shop, await newGuest(shop));
      numbers.add(order.number);
    },
    rethrow,
  );
  assert.equal(numbers.size, BUYERS);
  const [count] = await shop.database.query<{ paid: number }>("select count(*)::int as paid from orders where status = 'paid'");
  assert.equal(count!.paid, BUYERS);
  const sessions = await shop.database.query(
    "select from pg_stat_activity where datname = current_database() and application_name = 'tenfold'",
  );
  assert.ok(sessions.length <= SERVER_CONNECTIONS + 1, `${sessions.length} sessions at the server`);
  await shop.assertAuditGreen();
});

test("a pooler that is killed again and again costs nobody an order", { skip }, async (t) => {
  let supervisor: Supervisor | undefined;
  const shop = await startWholeShop(t, {
    async wayTo(url) {
      const pooler = await startPooler(t, url);
      supervisor = pooler.supervisor;
      return { ...pooler.way, poolSize: CLIENT_CONNECTIONS };
    },
  });
  const pidOf = () => supervisor!.parts()[0]!.pid;
  let selling = true;
  let kills = 0;
  const killing = (async () => {
    for (let last: number | null = null; selling; kills += 1) {
      const pid = await waitFor(() => (pidOf() !== last ? (pidOf() ?? undefined) : undefined), { timeoutMs: 30_000 });
      process.kill(pid, "SIGKILL");
      last = pid;
    }
  })();
  const guests = [];
  for (let one = 0; one < AT_ONCE; one += 1) guests.push(await newGuest(shop));
  let acknowledged = 0;
  await forEachLimited(
    guests,
    AT_ONCE,
    async (guest) => {
      for (let order = 0; order < 2; order += 1) {
        const placed = await newOrder(shop, guest).catch(() => undefined);
        if (placed !== undefined) acknowledged += 1;
      }
    },
    rethrow,
  );
  selling = false;
  await killing;
  assert.ok(kills > 0);
  await waitFor(() => pidOf() !== null, { timeoutMs: 30_000 });
  const [count] = await shop.database.query<{ paid: number }>("select count(*)::int as paid from orders where status = 'paid'");
  assert.ok(count!.paid >= acknowledged, `${count!.paid} of ${acknowledged} acknowledged orders are there`);
  await shop.assertAuditGreen();
});

test("sessions behind the pooler have the shop's settings, and one that lacks them is refused with the way to mend it", {
  skip,
}, async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const { way } = await startPooler(t, database.url);
  const pooled = createDatabase(way);
  await checkPooledSession(pooled);
  await pooled.close();
  // A server asked without its settings, as through somebody else's pooler.
  const bare = createDatabase({ url: database.url, pooled: true });
  await assert.rejects(checkPooledSession(bare), /set PgBouncer's connect_query to 'set timezone = UTC; set plan_cache_mode/);
  await bare.close();
});
