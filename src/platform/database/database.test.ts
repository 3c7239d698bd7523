import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createDatabase, type Database, sql } from "./database.ts";

const backend = sql<{ pid: number }>("test.backend", "select pg_backend_pid() as pid");

describe("a transaction", () => {
  let testDatabase: TestDatabase;
  let db: Database;
  before(async () => {
    testDatabase = await createTestDatabase({ schema: "empty" });
    db = createDatabase({ url: testDatabase.url, poolSize: 1 });
  });
  after(async () => {
    await db.close();
    await testDatabase.close();
  });

  it("whose connection breaks between two statements fails, and the next one gets another connection", async () => {
    const broken = db.transaction(async (tx) => {
      const [{ pid }] = (await tx.run(backend)) as [{ pid: number }];
      await testDatabase.query("select pg_terminate_backend($1)", [pid]);
      await waitFor(async () => (await testDatabase.query("select from pg_stat_activity where pid = $1", [pid])).length === 0);
      await tx.run(backend);
    });
    await assert.rejects(broken);
    assert.equal((await db.transaction((tx) => tx.run(backend))).length, 1);
  });
});
