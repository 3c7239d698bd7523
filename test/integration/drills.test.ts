import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readRunning } from "../../src/cli/running.ts";
import { type DrillRecord, openJournal } from "../../src/lab/drills/journal.ts";
import { monitors } from "../../src/lab/observability/programs.ts";
import { pathOf } from "../../src/lab/supervisor/programs.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { connected } from "../support/one-query.ts";
import type { TestProcess } from "../support/processes.ts";
import { waitFor } from "../support/wait.ts";
import { tenfold } from "./support/tenfold.ts";

const skip = process.platform === "win32" ? "a process is stopped by a signal" : false;
const hasPrometheus = pathOf(monitors.prometheus) !== undefined;
/** Two minutes after the break, which comes within half a minute; and a busy machine. */
const ALERT_TIMEOUT_MS = 240_000;
const END_TIMEOUT_MS = 90_000;
const SCRAPED_TIMEOUT_MS = 90_000;

/** Level 2 in small. */
const TOPOLOGY = `
name: drill-test
target: { ratePerSecond: 20 }
database:
  poolSize: 4
  settings: { shared_buffers: 64MB, max_connections: 60 }
  pooler: { managed: true, poolSize: 12 }
processes:
  - { role: api, count: 1 }
  - { role: worker, count: 1, poolSize: 4 }
cache: { products: {} }
monitoring: { managed: true, scrapeIntervalMs: 2000 }
slos: { availability: 0.995, latencyP99Ms: 300 }
`;

let place: TemporaryDirectory;
let env: Record<string, string>;
let shop: TestProcess;

before(
  async () => {
    if (skip !== false) return;
    place = await makeTemporaryDirectory();
    writeFileSync(join(place.path, "topology.yaml"), TOPOLOGY);
    env = { TENFOLD_DATA: join(place.path, "data"), PORT: "0", TENFOLD_STOREFRONT: "off", DATABASE_URL: "" };
    shop = tenfold(["up", "-t", join(place.path, "topology.yaml")], env);
    await shop.waitForOutput(/Ctrl-C stops everything/, 300_000);
  },
  { timeout: 320_000 },
);
after(async () => {
  await shop?.stop();
  await place?.remove();
});

const running = async () => (await readRunning(env.TENFOLD_DATA!))!;
const partOf = async (kind: string) => (await running()).parts.find((part) => part.kind === kind);

async function run(...args: string[]) {
  const command = tenfold(args, env);
  const { code } = await command.exited;
  return { code, output: command.output() };
}

test("everything that is installed is scraped, and alerts reach the receiver that the topology started", {
  skip: skip || (hasPrometheus ? false : "Prometheus is not installed"),
}, async () => {
  const { url } = (await partOf("prometheus"))!;
  type Up = { data: { result: readonly { metric: { job: string; part: string }; value: [number, string] }[] } };
  let up: Up["data"]["result"] = [];
  await waitFor(
    async () => {
      up = ((await (await fetch(`${url}/api/v1/query?query=up`)).json()) as Up).data.result;
      return up.length >= 6 && up.every(({ value }) => value[1] === "1");
    },
    { timeoutMs: SCRAPED_TIMEOUT_MS },
  ).catch(() => assert.fail(`not scraped: ${JSON.stringify(up.filter(({ value }) => value[1] !== "1"))}`));
  const { parts } = await running();
  if (parts.some(({ kind }) => kind === "pgbouncer")) assert.ok(up.some(({ metric }) => metric.job === "pgbouncer"));
  const receiver = await partOf("alert-receiver");
  if (receiver === undefined) return assert.equal(pathOf(monitors.alertmanager), undefined);
  await waitFor(async () => (await (await fetch(`${receiver.url}/alerts`)).text()).includes("Heartbeat"), {
    timeoutMs: SCRAPED_TIMEOUT_MS,
    message: "the heartbeat does not arrive",
  });
});

type Incident = {
  readonly drill: string;
  readonly seed: string;
  readonly alerts: RegExp;
  readonly mend: () => Promise<unknown>;
};

const incidents: readonly Incident[] = [
  {
    drill: "exhausted-pool",
    seed: "1",
    alerts: /ALERT (PoolExhausted|ApiSheds)/,
    mend: async () =>
      connected(
        (await running()).databaseUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where state = 'idle in transaction' and application_name not like 'tenfold%' and pg_blocking_pids(pid) = '{}'`,
      ),
  },
  {
    drill: "payment-provider-down",
    seed: "2",
    alerts: /ALERT PaymentProviderDown/,
    // Its successor knows nothing of a behaviour, and stands not still.
    mend: async () => process.kill((await partOf("sandbox"))!.pid!, "SIGKILL"),
  },
];

for (const { drill, seed, alerts, mend } of incidents) {
  test(`${drill}: the alert comes, the check says not mended, and mended when it is`, { skip }, async (t) => {
    const runner = tenfold(["drill", drill, "--seed", seed], env);
    t.after(() => runner.stop());
    await runner.waitForOutput(alerts, ALERT_TIMEOUT_MS);
    const record = openJournal(env.TENFOLD_DATA!).present() as DrillRecord;
    const first = record.alerts.find(({ name }) => alerts.test(`ALERT ${name}`));
    t.diagnostic(
      `${first!.name} after ${((first!.atMs - record.brokenAtMs!) / 1_000).toFixed(1)} s, told by ${hasPrometheus ? "Alertmanager or Prometheus" : "the drill"}`,
    );

    const before = await run("drill", "check", "--hint");
    assert.equal(before.code, 2, before.output);
    assert.match(before.output, /not mended/);
    assert.match(before.output, /hint 1 of 4/);

    await mend();
    let last = before;
    await waitFor(
      async () => {
        last = await run("drill", "check");
        return last.code === 0;
      },
      { timeoutMs: END_TIMEOUT_MS },
    ).catch(() => assert.fail(`not mended: ${last.output}`));
    assert.match(last.output, /mended, .+ after the first alert/);
    const { code } = await runner.exited;
    assert.equal(code, 0, runner.output());
    const done = openJournal(env.TENFOLD_DATA!).records().at(-1)!;
    assert.deepEqual([done.drill, done.end, done.hints], [drill, "mended", 1]);
  });
}

test("a drill whose process was killed is put back by drill stop", { skip }, async (t) => {
  const runner = tenfold(["drill", "disk-filling", "--seed", "1"], env);
  t.after(() => runner.stop());
  await runner.waitForOutput(/something is wrong/, ALERT_TIMEOUT_MS);
  const { pid } = openJournal(env.TENFOLD_DATA!).present()!;
  process.kill(pid, "SIGKILL");
  await runner.exited;
  const { databaseUrl } = await running();
  const slots = () => connected(databaseUrl, "select slot_name from pg_replication_slots");
  const rules = join(env.TENFOLD_DATA!, "monitoring/prometheus/rules/drill.yml");
  assert.equal((await slots()).length, 1);
  assert.equal(existsSync(rules), hasPrometheus);
  const stopped = await run("drill", "stop");
  assert.equal(stopped.code, 0, stopped.output);
  assert.deepEqual(await slots(), []);
  assert.equal(existsSync(rules), false);
  assert.match((await run("drill", "stop")).output, /No drill is under way/);
});
