import { type Database, sql } from "../../src/platform/database/database.ts";

export type StatementCost = {
  readonly statement: string;
  readonly calls: number;
  readonly totalMs: number;
  readonly meanMs: number;
  readonly rows: number;
};

const create = sql<object>("bench.statements-create", "create extension if not exists pg_stat_statements");
const reset = sql<object>("bench.statements-reset", "select pg_stat_statements_reset()");
const read = sql<StatementCost>(
  "bench.statements-read",
  `select left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as statement, calls::int as calls, total_exec_time as "totalMs",
     mean_exec_time as "meanMs", rows::int as rows
   from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
   order by total_exec_time desc limit 12`,
);

/** Where the database's time went: forgets what was before `work` and answers the dearest statements of it. */
export async function dearestStatements(db: Database, work: () => Promise<void>): Promise<StatementCost[]> {
  await db.run(create);
  await db.run(reset);
  await work();
  return db.run(read);
}
