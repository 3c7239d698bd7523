import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrillBench } from "../../../test/support/drill-context.ts";
import { startReplicated } from "../../../test/support/replicated.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { seededRandom } from "../../platform/random.ts";
import type { Facts } from "./drill.ts";
import { replicaFarBehind } from "./replica-far-behind.ts";

test("a replica is behind until its replay goes on, whichever way it was held up", async (t) => {
  const replicated = await startReplicated({ replicas: ["near"] });
  t.after(replicated.close);
  await replicated.whole();
  const parts = replicated.cluster.parts.map(({ name, now }) => ({ name, ...now() }));
  const { context } = await createDrillBench(t, { databaseUrl: replicated.cluster.url, parts });
  const write = () => replicated.onPrimary("select pg_logical_emit_message(true, 'test', 'something was written')");
  const mends = {
    paused: ["select pg_wal_replay_resume()"],
    delayed: ["alter system reset recovery_min_apply_delay", "select pg_reload_conf()"],
  } as const;
  for (const [way, mend] of Object.entries(mends)) {
    const facts: Facts = { ...(await replicaFarBehind.plan(context, seededRandom(1))), way };
    assert.equal(facts.replica, "near");
    assert.equal((await replicaFarBehind.cause(context, facts)).well, true);
    await replicaFarBehind.break(context, facts);
    await waitFor(async () => {
      await write();
      return !(await replicaFarBehind.symptom(context, facts)).well;
    });
    assert.equal((await replicaFarBehind.cause(context, facts)).well, false);
    for (const statement of mend) await replicated.onReplica("near", statement);
    await waitFor(async () => (await replicaFarBehind.cause(context, facts)).well);
    await waitFor(async () => (await replicaFarBehind.symptom(context, facts)).well, { timeoutMs: 30_000 });
    await replicaFarBehind.break(context, facts);
    for (let time = 0; time < 2; time += 1) await replicaFarBehind.restore(context, facts);
    await waitFor(async () => (await replicaFarBehind.cause(context, facts)).well);
  }
});
