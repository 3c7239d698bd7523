import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { createDrillBench } from "../../../test/support/drill-context.ts";
import { seededRandom } from "../../platform/random.ts";
import { diskFilling } from "./disk-filling.ts";

test("the log is held back until its slot is dropped", async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const { context } = await createDrillBench(t, { databaseUrl: database.url });
  const facts = await diskFilling.plan(context, seededRandom(1));
  assert.equal((await diskFilling.cause(context, facts)).well, true);
  const keeping = await diskFilling.break(context, facts);
  try {
    assert.equal((await diskFilling.cause(context, facts)).well, false);
    assert.equal((await diskFilling.symptom(context, { ...facts, logBytes: Number(facts.logBytes) + 1e9 })).well, true);
    assert.equal((await diskFilling.symptom(context, { ...facts, logBytes: -1e9 })).well, false);
  } finally {
    await keeping!.close();
    // The server is shared with other tests, and must not keep its log.
    await database.query("select pg_drop_replication_slot($1)", [facts.slot]);
  }
  assert.equal((await diskFilling.cause(context, facts)).well, true);
  for (let time = 0; time < 2; time += 1) await diskFilling.restore(context, facts);
});

test("its alert begins where the drill's small disk would be full, whatever the real one has", async () => {
  const [rule] = diskFilling.rules!({ slot: "s", freeBytes: 100 * 1024 ** 3, logBytes: 0 });
  assert.deepEqual(rule, { alert: "DiskFilling", threshold: 99 * 1024 ** 3, withoutGuard: true });
});
