import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { RunningPart } from "../supervisor/part.ts";

/** What every request or order touches, the most touched first. Indexes come with their tables. */
const HOT_TABLES = [
  "variant_offers",
  "stock_levels",
  "product_documents",
  "review_summaries",
  "product_categories",
  "product_heat",
  "product_category_heat",
  "products",
  "search_documents",
  "search_tiers",
  "search_lexemes",
  "search_words",
  "product_companions",
  "variants",
  "reservations",
  "cart_lines",
  "carts",
];
/** The rest of a server's memory is for what is not foreseen. */
const FILLED_SHARE = 0.8;
const REPLAY_POLL_MS = 200;
const REPLAY_DEADLINE_MS = 30_000;

/** Tables as whole, and of what is written month by month only the indexes of this month: each row of an order looks for its place there. */
const RELATIONS = `with hot as (
    select c.oid, n as place from unnest($1::text[]) with ordinality as t (name, n) join pg_class c on c.oid = to_regclass(t.name)
    union all
    select c.oid, 0 from pg_class c
    where c.relkind = 'r' and c.relispartition and c.relname like '%' || to_char(now(), 'YYYY_MM')
  ), relations as (
    select oid, place, 0 as part from hot where place > 0
    union all
    select c.reltoastrelid, place, 1 from hot join pg_class c using (oid) where place > 0 and c.reltoastrelid <> 0
    union all
    select i.indexrelid, place, 2 from hot join pg_index i on i.indrelid = hot.oid
    union all
    select i.indexrelid, place, 3 from hot join pg_class c using (oid) join pg_index i on i.indrelid = c.reltoastrelid where place > 0
  )
  select r.oid::text, pg_relation_size(r.oid)::float8 as bytes from relations r join pg_class c using (oid)
  where c.relkind in ('r', 'i', 't') order by place, part, r.oid`;

/**
 * Reads what the shop touches into the memory of each of its servers, as in a shop that has been open for a day: a cold one waits for its
 * disk at every product that is asked for the first time.
 */
export async function warmServers(options: {
  readonly parts: readonly RunningPart[];
  /** To the primary. */
  readonly databaseUrl: string;
  readonly onEvent: (message: string) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { parts, databaseUrl, onEvent, signal } = options;
  const replicas = parts.flatMap(({ kind, url }) => (kind === "postgres-replica" && url !== null ? [url] : []));
  const startedMs = performance.now();
  onEvent("reading what is asked for most into the memory of each server");
  const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: url, application_name: "tenfold warm-up" });
    client.on("error", () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  await withClient(databaseUrl, (client) => client.query("create extension if not exists pg_prewarm"));
  // One after the other: together they would only wait for the same disk.
  let bytes = 0;
  for (const url of [databaseUrl, ...replicas]) bytes += await withClient(url, (client) => warm(client, signal));
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0);
  onEvent(`${(bytes / 1024 ** 3).toFixed(1)} GiB are in the memory of ${1 + replicas.length} servers, after ${seconds} s`);
}

/** Answers how many bytes. */
async function warm(client: pg.Client, signal: AbortSignal): Promise<number> {
  await extensionReplayed(client, signal);
  const { rows: sizes } = await client.query<{ bytes: number }>(
    "select setting::float8 * current_setting('block_size')::float8 as bytes from pg_settings where name = 'shared_buffers'",
  );
  const room = FILLED_SHARE * sizes[0]!.bytes;
  const { rows } = await client.query<{ oid: string; bytes: number }>(RELATIONS, [HOT_TABLES]);
  let filled = 0;
  for (const { oid, bytes } of rows) {
    if (filled + bytes > room) continue;
    signal.throwIfAborted();
    await client.query("select pg_prewarm($1::oid::regclass)", [oid]);
    filled += bytes;
  }
  return filled;
}

async function extensionReplayed(client: pg.Client, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + REPLAY_DEADLINE_MS;
  for (;;) {
    const { rowCount } = await client.query("select from pg_extension where extname = 'pg_prewarm'");
    if (rowCount === 1) return;
    if (performance.now() > deadline) throw new Error("A replica did not learn of the extension pg_prewarm in time.");
    await delay(REPLAY_POLL_MS, undefined, { signal });
  }
}
