import { type Database, type Statement, sql } from "../../platform/database/database.ts";

/** Money whose fate the provider has not told yet. */
export type Unsettled = {
  /** Counted up to `MAX_COUNTED`. */
  readonly count: number;
  /** Age of the oldest; zero when there is none. */
  readonly oldestSeconds: number;
};

/** Nobody needs to know how much more than this there is, and counting has to stay cheap when there is much. */
const MAX_COUNTED = 10_000;

type Row = { readonly count: number; readonly seconds: number };
const readUnsettled = (name: string, table: "payments" | "refunds"): Statement<Row> =>
  sql(
    name,
    `select count(*)::int as count, coalesce(greatest(extract(epoch from now() - min(created_at))::float8, 0), 0) as seconds
     from (select created_at from ${table} where status = 'pending' order by next_attempt_at limit ${MAX_COUNTED}) as pending`,
  );
const readPayments = readUnsettled("payments.unsettled", "payments");
const readRefunds = readUnsettled("payments.unsettled-refunds", "refunds");

export async function readUnsettledMoney(db: Database): Promise<{ readonly payments: Unsettled; readonly refunds: Unsettled }> {
  const [[payments], [refunds]] = await Promise.all([db.run(readPayments), db.run(readRefunds)]);
  return { payments: toUnsettled(payments!), refunds: toUnsettled(refunds!) };
}

function toUnsettled({ count, seconds }: Row): Unsettled {
  return { count, oldestSeconds: seconds };
}
