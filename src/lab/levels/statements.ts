import type { ExperimentShop } from "./experiment.ts";

/** What the server has counted of one statement, whoever sent it. */
export type CountedStatement = {
  readonly text: string;
  readonly calls: number;
  readonly totalMs: number;
  /** Pages of 8 KiB, in memory or not. */
  readonly blocks: number;
  readonly reads: number;
};

type Asked = Pick<ExperimentShop, "query">;

/** Begins to count anew. pg_stat_statements comes with the server; here it is made to be looked at. */
export async function countStatements(shop: Asked): Promise<void> {
  await shop.query("create extension if not exists pg_stat_statements");
  await shop.query("select pg_stat_statements_reset()");
}

/** The statements that took most of the server's time, the worst first; the lab's own and what only manages transactions are left out. */
export function worstStatements(shop: Asked, most: number): Promise<CountedStatement[]> {
  return shop.query<CountedStatement>(
    `select query as text, calls::float8 as calls, total_exec_time as "totalMs",
       (shared_blks_hit + shared_blks_read)::float8 as blocks, shared_blks_read::float8 as reads
     from pg_stat_statements
     where dbid = (select oid from pg_database where datname = current_database()) and toplevel
       and query !~* 'pg_stat_|^(begin|commit|rollback|set|create|drop|lock|copy)'
     order by total_exec_time desc limit $1`,
    [most],
  );
}

/** Everything that was counted, added up. */
export async function allStatements(shop: Asked): Promise<Omit<CountedStatement, "text">> {
  const [row] = await shop.query<Omit<CountedStatement, "text">>(
    `select coalesce(sum(calls), 0)::float8 as calls, coalesce(sum(total_exec_time), 0) as "totalMs",
       coalesce(sum(shared_blks_hit + shared_blks_read), 0)::float8 as blocks, coalesce(sum(shared_blks_read), 0)::float8 as reads
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) and query !~* 'pg_stat_'`,
  );
  return row!;
}

/** For a page: in one line, shortened. */
export function shortText(text: string, length = 160): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length)} …`;
}
