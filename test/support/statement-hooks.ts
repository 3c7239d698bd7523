import type { Database, Queryable, Statement } from "../../src/platform/database/database.ts";

/** Runs the statement, as it is or with its text changed. */
type Proceed = (change?: (text: string) => string) => Promise<unknown[]>;
/** Stands around one named statement; `values` are its parameters. */
export type StatementHook = (proceed: Proceed, values: readonly unknown[]) => Promise<unknown[]>;

/** The same database, with a hook around every run of one statement, alone or in a transaction. */
export function hookStatement(db: Database, name: string, hook: StatementHook): Database {
  const hooked = (queryable: Queryable): Queryable["run"] => {
    return async <Row>(statement: Statement<Row>, values: readonly unknown[] = []) => {
      if (statement.name !== name) return queryable.run(statement, values);
      const proceed: Proceed = (change) => {
        // Another text needs another name, because the server keeps prepared statements by name.
        const changed = change && { name: `${name}*`, text: change(statement.text) };
        return queryable.run(changed ?? statement, values) as Promise<unknown[]>;
      };
      return (await hook(proceed, values)) as Row[];
    };
  };
  return { ...db, run: hooked(db), transaction: (work) => db.transaction((tx) => work({ run: hooked(tx) })) };
}

/** The answer of the statement's first run is lost on its way: it is done, and the connection breaks before the shop hears of it. */
export function loseFirstAnswer(db: Database, name: string): Database {
  let lost = false;
  return hookStatement(db, name, async (proceed) => {
    const rows = await proceed();
    if (lost) return rows;
    lost = true;
    throw Object.assign(new Error(`the answer to ${name} was lost`), { code: "ECONNRESET" });
  });
}

/** Changes the text of a statement: each `from`, which must be in it, becomes `to`. */
export function changeStatement(db: Database, name: string, changes: Readonly<Record<string, string>>): Database {
  const change = (text: string) =>
    Object.entries(changes).reduce((changed, [from, to]) => {
      if (!changed.includes(from)) throw new Error(`${name} does not contain: ${from}`);
      return changed.replace(from, to);
    }, text);
  return hookStatement(db, name, (proceed) => proceed(change));
}

/** Lets `count` callers go on together: each waits until all have come. Later ones pass. */
export function createBarrier(count: number): () => Promise<void> {
  const all = Promise.withResolvers<void>();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived >= count) all.resolve();
    return all.promise;
  };
}
