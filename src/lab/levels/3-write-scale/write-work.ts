/** What can be asked of a server: a shop's, or one of an experiment's own. */
export type Asked = {
  query<Row extends Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
};

/** What writing has cost a server so far. */
export type WriteCounters = {
  readonly walBytes: number;
  readonly fullPageImages: number;
  readonly flushes: number;
  readonly orders: number;
  readonly inserted: number;
  readonly updated: number;
  /** Updates that found room in the row's own page and touched no index. */
  readonly hotUpdated: number;
  /** At the most: an index with a condition has fewer. */
  readonly indexEntries: number;
};

const READ = `with tables as (
    select s.n_tup_ins, s.n_tup_upd, s.n_tup_hot_upd, (select count(*) from pg_index i where i.indrelid = s.relid) as indexes
    from pg_stat_user_tables s where s.schemaname = 'public'
  )
  select (pg_current_wal_insert_lsn() - '0/0')::float8 as "walBytes",
    (select wal_fpi from pg_stat_wal)::float8 as "fullPageImages", (select wal_sync from pg_stat_wal)::float8 as flushes,
    (select count(*) from orders)::float8 as orders,
    sum(n_tup_ins)::float8 as inserted, sum(n_tup_upd)::float8 as updated, sum(n_tup_hot_upd)::float8 as "hotUpdated",
    sum((n_tup_ins + n_tup_upd - n_tup_hot_upd) * indexes)::float8 as "indexEntries"
  from tables`;

export async function readWriteCounters(server: Asked): Promise<WriteCounters> {
  return (await server.query<WriteCounters>(READ))[0]!;
}

export function since(before: WriteCounters, after: WriteCounters): WriteCounters {
  const names = Object.keys(after) as (keyof WriteCounters)[];
  return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as WriteCounters;
}

/** One statement of the shop, with what all its calls have cost. */
export type StatementWork = {
  /** What it writes or reads. */
  readonly statement: string;
  readonly calls: number;
  readonly ms: number;
  readonly walBytes: number;
};

/** Forgets what was before. */
export async function resetStatements(server: Asked): Promise<void> {
  await server.query("create extension if not exists pg_stat_statements");
  await server.query("select pg_stat_statements_reset()");
}

const SHOWN_STATEMENTS = 10;
const SHOWN_TABLES = 7;

type CountedStatement = StatementWork & { readonly query: string };

/** Every statement, the dearest first. */
export async function readStatements(server: Asked): Promise<StatementWork[]> {
  const found = await server.query<CountedStatement>(
    `select query, calls::float8 as calls, total_exec_time as ms, wal_bytes::float8 as "walBytes"
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) order by total_exec_time desc`,
  );
  return found.map(({ query, ...work }) => ({ ...work, statement: describeStatement(query) }));
}

/** What a statement is about, in the words of its tables: a long one that writes seven of them begins like every other. */
export function describeStatement(query: string): string {
  const tablesAfter = (words: RegExp) => [...new Set([...query.matchAll(words)].map(([, table]) => table!))];
  const own = new Set(
    [...query.matchAll(/(?:with|,)\s+(?:recursive\s+)?(\w+)(?:\s*\([^()]*\))?\s+as\s+(?:materialized\s+)?\(/gi)].map(
      ([, name]) => name!,
    ),
  );
  const real = (tables: readonly string[]) => tables.filter((table) => !own.has(table)).slice(0, SHOWN_TABLES);
  const written = real(tablesAfter(/\b(?:insert into|update(?! set)|delete from)\s+(\w+)/gi));
  if (written.length > 0) return `writes ${written.join(", ")}`;
  const read = real(tablesAfter(/\b(?:from|join)\s+(?!unnest|lateral|json|generate_series)([a-z_]\w*)/gi));
  return read.length > 0 ? `reads ${read.join(", ")}` : query.split(/\s+/).slice(0, 6).join(" ");
}

/** The first of them as a table in a fixed-width font. */
export function statementTable(statements: readonly StatementWork[]): string {
  const allMs = statements.reduce((sum, { ms }) => sum + ms, 0);
  const line = (cells: readonly string[], statement: string) => `${cells.map((cell) => cell.padStart(9)).join("")}  ${statement}`;
  return [
    line(["time", "calls", "ms each", "log each"], "statement"),
    ...statements.slice(0, SHOWN_STATEMENTS).map(({ statement, calls, ms, walBytes }) => {
      const cells = [
        `${((ms / allMs) * 100).toFixed(1)} %`,
        String(calls),
        (ms / calls).toFixed(2),
        `${Math.round(walBytes / calls)} B`,
      ];
      return line(cells, statement);
    }),
  ].join("\n");
}
