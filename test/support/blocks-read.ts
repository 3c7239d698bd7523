import type { Database, Queryable, Statement } from "../../src/platform/database/database.ts";

type Explained = { readonly "QUERY PLAN": readonly { readonly Plan: Record<string, number> }[] };

/**
 * A database that notes how many blocks of 8 KiB each statement reads, whether they are in memory or not: what a statement costs on every
 * machine alike. Each is run a second time for it.
 */
export function countingBlocks(db: Database): { readonly db: Database; readonly read: () => number; readonly reset: () => void } {
  let blocks = 0;
  const run: Queryable["run"] = async <Row>(statement: Statement<Row>, values: readonly unknown[] = []) => {
    const explain = { name: "", text: `explain (analyze, buffers, timing off, format json) ${statement.text}` };
    const [row] = await db.run<Explained>(explain, values);
    const plan = row!["QUERY PLAN"][0]!.Plan;
    blocks += plan["Shared Hit Blocks"]! + plan["Shared Read Blocks"]!;
    return db.run(statement, values);
  };
  return {
    db: { ...db, run },
    read: () => blocks,
    reset() {
      blocks = 0;
    },
  };
}
