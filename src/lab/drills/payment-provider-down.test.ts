import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { makeTemporaryDirectory } from "../../../test/support/directories.ts";
import { createDrillBench } from "../../../test/support/drill-context.ts";
import { startProcess } from "../../../test/support/processes.ts";
import { projectRoot } from "../../platform/topology/topology.ts";
import { paymentProviderDown } from "./payment-provider-down.ts";

async function bench(t: TestContext) {
  const directory = await makeTemporaryDirectory();
  const args = [join(projectRoot, "src/cli/main.ts"), "sandbox", "--book", join(directory.path, "book.ndjson")];
  const provider = startProcess({ args: ["--disable-warning=ExperimentalWarning", ...args], env: { TENFOLD_LOG: "json" } });
  t.after(async () => {
    provider.kill("SIGCONT");
    await provider.stop();
    await directory.remove();
  });
  const [, url] = await provider.waitForOutput(/"url":"(http:[^"]+)"/, 60_000);
  const database = await createTestDatabase();
  t.after(database.close);
  const part = { name: "sandbox", kind: "sandbox", pid: provider.pid, url: url! } as const;
  return { url: url!, pid: provider.pid, ...(await createDrillBench(t, { databaseUrl: database.url, parts: [part] })) };
}

for (const way of ["down", "timing-out"]) {
  test(`a provider that is ${way} is mended by whoever tells it to behave`, async (t) => {
    const { context, url } = await bench(t);
    const facts = { way };
    assert.equal((await paymentProviderDown.cause(context, facts)).well, true);
    await paymentProviderDown.break(context, facts);
    assert.equal((await paymentProviderDown.cause(context, facts)).well, false);
    await fetch(`${url}/behaviour`, { method: "POST", body: '{"down":false,"delayMs":0}' });
    assert.equal((await paymentProviderDown.cause(context, facts)).well, true);
    await paymentProviderDown.break(context, facts);
    for (let time = 0; time < 2; time += 1) await paymentProviderDown.restore(context, facts);
    assert.equal((await paymentProviderDown.cause(context, facts)).well, true);
  });
}

test("a provider that stands still is mended by a signal", async (t) => {
  const { context, pid } = await bench(t);
  const facts = { way: "frozen" };
  await paymentProviderDown.break(context, facts);
  assert.equal((await paymentProviderDown.cause(context, facts)).well, false);
  process.kill(pid, "SIGCONT");
  assert.equal((await paymentProviderDown.cause(context, facts)).well, true);
  for (let time = 0; time < 2; time += 1) await paymentProviderDown.restore(context, facts);
});

test("a circuit that is not closed is a symptom", async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const bench = await createDrillBench(t, { databaseUrl: database.url });
  bench.metrics = 'payment_provider_circuit{provider="sandbox",state="closed"} 0\n';
  assert.match((await paymentProviderDown.symptom(bench.context, {})).seen, /circuit/);
  bench.metrics = 'payment_provider_circuit{provider="sandbox",state="closed"} 1\n';
  assert.equal((await paymentProviderDown.symptom(bench.context, {})).well, true);
});
