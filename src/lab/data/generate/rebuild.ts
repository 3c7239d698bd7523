import { totalmem } from "node:os";
import pg from "pg";
import { loadedTables, restoring, type Secondary } from "./secondary.ts";

/** Statements that go one after the other on one connection, and the tables that nobody else may change meanwhile. */
type Job = {
  readonly table: string;
  readonly tables: readonly string[];
  readonly after: readonly string[];
  readonly steps: readonly Step[];
};
type Step = { readonly what: "vacuum" | "index" | "key"; readonly secondary: Secondary | null };

export type RebuildTimes = { readonly vacuumMs: number; readonly indexMs: number; readonly keyMs: number };
export type RebuildOptions = {
  readonly url: string;
  readonly connections: number;
  readonly secondaries: readonly Secondary[];
  /** Tables are vacuumed and analysed before their indexes are made: building them then sets no more hint bits, and reads by index alone. */
  readonly vacuum: boolean;
  readonly onProgress?: (done: number, total: number, what: string) => void;
};

/** Of the machine's memory, shared by all connections. */
const MEMORY_PART = 8;
const MOST_MEMORY_MB = 1_024;
const LEAST_MEMORY_MB = 64;

const SIZES = `select t as name, (select coalesce(sum(pg_relation_size(relid)), 0) from pg_partition_tree(t::regclass))::float8 as bytes
  from unnest($1::text[]) t`;

/**
 * Makes the indexes, then the keys that point from table to table, on several connections at once: the largest tables first, never two jobs
 * on one table, and a foreign key when both of its tables have their indexes. What is there already is left, so it may be called again.
 * Answers how long each kind took, added up over the connections.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildTimes> {
  const { url, connections, secondaries, vacuum, onProgress = () => undefined } = options;
  const clients = await Promise.all(Array.from({ length: connections }, () => connect(url, connections)));
  const times = { vacuumMs: 0, indexMs: 0, keyMs: 0 };
  try {
    const sizes = new Map(
      (await clients[0]!.query<{ name: string; bytes: number }>(SIZES, [loadedTables])).rows.map(({ name, bytes }) => [
        name,
        bytes,
      ]),
    );
    const waiting = jobsOf(secondaries, vacuum).sort((a, b) => (sizes.get(b.table) ?? 0) - (sizes.get(a.table) ?? 0));
    const total = waiting.reduce((sum, { steps }) => sum + steps.length, 0);
    const unfinished = new Map<string, number>();
    for (const { table, after } of waiting) if (after.length === 0) unfinished.set(table, (unfinished.get(table) ?? 0) + 1);
    const busy = new Set<string>();
    let done = 0;
    let wake: (() => void)[] = [];

    const next = (): Job | undefined => {
      const index = waiting.findIndex(
        ({ tables, after }) => tables.every((table) => !busy.has(table)) && after.every((table) => !unfinished.get(table)),
      );
      return index === -1 ? undefined : waiting.splice(index, 1)[0];
    };
    const work = async (client: pg.Client): Promise<void> => {
      while (waiting.length > 0) {
        const job = next();
        if (job === undefined) {
          await new Promise<void>((resolve) => wake.push(resolve));
          continue;
        }
        for (const table of job.tables) busy.add(table);
        try {
          for (const step of job.steps) {
            onProgress(done, total, `${step.what} ${step.secondary?.name ?? job.table}`);
            const startedMs = performance.now();
            await runStep(client, job.table, step);
            times[`${step.what}Ms`] += performance.now() - startedMs;
            done += 1;
          }
        } catch (error) {
          waiting.length = 0;
          throw error;
        } finally {
          for (const table of job.tables) busy.delete(table);
          if (job.after.length === 0) unfinished.set(job.table, unfinished.get(job.table)! - 1);
          const woken = wake;
          wake = [];
          for (const resolve of woken) resolve();
        }
      }
    };
    await Promise.all(clients.map(work));
    onProgress(total, total, "done");
    return times;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function connect(url: string, connections: number): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "generate" });
  client.on("error", () => undefined);
  await client.connect();
  const memoryMb = Math.min(MOST_MEMORY_MB, Math.max(LEAST_MEMORY_MB, totalmem() / 2 ** 20 / MEMORY_PART / connections));
  await client.query(`set maintenance_work_mem = '${Math.floor(memoryMb)}MB'`);
  await client.query(`set work_mem = '${Math.floor(memoryMb)}MB'`);
  // There is a connection for each core already.
  await client.query("set max_parallel_maintenance_workers = 0");
  await client.query("set max_parallel_workers_per_gather = 0");
  await client.query("set statement_timeout = 0");
  return client;
}

function jobsOf(secondaries: readonly Secondary[], vacuum: boolean): Job[] {
  const order = ["primary", "unique", "index"];
  const indexJobs = [
    ...Map.groupBy(
      secondaries.filter(({ kind }) => kind !== "foreign"),
      ({ table }) => table,
    ),
  ].map(
    ([table, own]): Job => ({
      table,
      tables: [table],
      after: [],
      steps: [
        ...(vacuum && loadedTables.includes(table) ? [{ what: "vacuum", secondary: null } as const] : []),
        ...own
          .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
          .map((secondary) => ({ what: "index", secondary }) as const),
      ],
    }),
  );
  const keyJobs = secondaries
    .filter(({ kind }) => kind === "foreign")
    .map((secondary): Job => {
      const pair = [secondary.table, secondary.target!];
      return { table: secondary.table, tables: pair, after: pair, steps: [{ what: "key", secondary }] };
    });
  return [...indexJobs, ...keyJobs];
}

async function runStep(client: pg.Client, table: string, { what, secondary }: Step): Promise<void> {
  const statement = what === "vacuum" ? `vacuum (analyze) ${table}` : await restoring(client, secondary!);
  if (statement !== null) await client.query(statement);
}
