import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { readRunning } from "../../src/cli/running.ts";
import { type AuditReport, audit } from "../../src/lab/audit/audit.ts";
import { createFaultClient } from "../../src/lab/faults/fault-client.ts";
import { checkFaultPlan, type FaultPlan, readFaultPlan } from "../../src/lab/faults/fault-plan.ts";
import { type FaultRun, runFaultPlan } from "../../src/lab/faults/run-fault-plan.ts";
import { surveyDatabase } from "../../src/lab/workload/mixes/survey-database.ts";
import { runLoad } from "../../src/lab/workload/open-loop/run.ts";
import { STEADY } from "../../src/lab/workload/profiles/profile.ts";
import { projectRoot } from "../../src/platform/topology/topology.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import type { TestProcess } from "../support/processes.ts";
import { waitFor } from "../support/wait.ts";
import { tenfold } from "./support/tenfold.ts";

const OPEN_TIMEOUT_MS = 240_000;
const WHOLE_TIMEOUT_MS = 60_000;
/** Orders whose payment is not known yet are asked about again, and again later. */
const AUDIT_TIMEOUT_MS = 120_000;
/** Each choice of level 3's plan comes once in six. */
const FAULTS = 6;
const SECONDS = 42;

/** The parts of level 3, each small. */
const TOPOLOGY = `
name: level-faults-test
database:
  poolSize: 6
  synchronous: true
  settings: { shared_buffers: 64MB, max_connections: 80 }
  pooler: { poolSize: 12, maxClients: 200 }
  replicas:
    - { name: replica-1, lagToleranceMs: 1000 }
    - { name: replica-2, lagToleranceMs: 1000 }
processes:
  - { role: api, count: 2 }
  - { role: worker, count: 1 }
proxy: {}
`;

let place: TemporaryDirectory;
let data: string;
let shop: TestProcess | undefined;
before(async () => {
  place = await makeTemporaryDirectory();
  data = join(place.path, "data");
  writeFileSync(join(place.path, "topology.yaml"), TOPOLOGY);
});
after(async () => {
  await shop?.stop();
  await place.remove();
});

async function open(env: Readonly<Record<string, string>> = {}): Promise<void> {
  await shop?.stop();
  const settings = { TENFOLD_DATA: data, PORT: "0", TENFOLD_STOREFRONT: "off", DATABASE_URL: "", ...env };
  shop = tenfold(["up", "--topology", join(place.path, "topology.yaml"), "--network-faults", "--no-control-room"], settings);
  await shop.waitForOutput(/the shop is open after/, OPEN_TIMEOUT_MS);
  const isWhole = async () => (await createFaultClient(data).places()).isProtected;
  await waitFor(isWhole, { timeoutMs: WHOLE_TIMEOUT_MS, message: shop.output() });
}

type Visit = {
  readonly plan: FaultPlan;
  readonly seconds: number;
  readonly thinkMs: number;
  readonly ratePerSecond: number;
  readonly historyFile: string;
};

/** The ordering mix, while the plan is carried out. */
async function shopMeanwhile({ plan, seconds, thinkMs, ratePerSecond, historyFile }: Visit) {
  const { apiUrls, databaseUrl } = (await readRunning(data))!;
  const catalogue = await surveyDatabase(databaseUrl);
  const faults = runFaultPlan(plan, createFaultClient(data), { lengthMs: seconds * 1_000 });
  const result = await runLoad({
    mix: "ordering",
    ratePerSecond,
    urls: apiUrls,
    catalogue,
    profile: STEADY,
    seconds,
    thinkMs,
    historyFile,
  });
  return { result, faults: await faults };
}

async function auditOnce(historyFile: string): Promise<AuditReport> {
  const { databaseUrl, sandboxUrl } = (await readRunning(data))!;
  return audit({ databaseUrl, providerUrl: sandboxUrl!, historyFile, graceSeconds: 0 });
}

const redOf = ({ findings }: AuditReport) => findings.filter(({ verdict }) => verdict === "red");

function saidOf({ events, failovers }: FaultRun): string {
  const done = events.map((event) => (event.outcome === "done" ? event.record.what : `left out: ${event.why}`));
  return [...done, ...failovers.map(({ to, tookMs }) => `${to} took over after ${tookMs} ms`)].join("; ");
}

test("nothing acknowledged is lost and nobody reads back in time while everything of level 3 fails in turn", async (t) => {
  await open();
  const historyFile = join(place.path, "history.ndjson");
  const plan = readFaultPlan(join(projectRoot, "levels", "3-write-scale", "faults.yaml"));
  const { result, faults } = await shopMeanwhile({ plan, seconds: SECONDS, thinkMs: 300, ratePerSecond: 25, historyFile });
  t.diagnostic(saidOf(faults));
  t.diagnostic(`${result.operations.checkout?.ok} orders, ${result.totals.failed} of ${result.totals.offered} requests failed`);
  const kinds = faults.events.map((event) => (event.outcome === "done" ? event.record.fault.kind : `left out: ${event.why}`));
  assert.ok(kinds.length >= FAULTS, kinds.join("; "));
  assert.deepEqual([...new Set(kinds)].sort(), ["kill", "network-cut", "network-delay", "provider"]);
  assert.ok(faults.failovers.length >= 1, shop!.output());
  for (const event of faults.events) if (event.outcome === "done") assert.equal(event.record.trouble, null);
  assert.ok((result.operations.checkout?.ok ?? 0) > 0);
  const isGreen = async () => {
    const red = redOf(await auditOnce(historyFile));
    if (red.length > 0) throw new Error(JSON.stringify(red, null, 1));
    return true;
  };
  await waitFor(isGreen, { timeoutMs: AUDIT_TIMEOUT_MS, message: "the audit stays red" });
});

test("the audit is red when replicas serve sessions that have seen more than they have", async () => {
  const mutant = pathToFileURL(join(import.meta.dirname, "support", "ignore-sessions.mjs")).href;
  await open({ NODE_OPTIONS: `--import ${mutant}` });
  const historyFile = join(place.path, "red-history.ndjson");
  const plan = checkFaultPlan({
    name: "far-replica",
    // Well within the tolerance, so that it is read from, and longer than anybody thinks.
    faults: [{ at: "0s", fault: { kind: "network-delay", from: "postgres", to: "replica-1", delayMs: 600, forMs: 40_000 } }],
  });
  await shopMeanwhile({ plan, seconds: 30, thinkMs: 15, ratePerSecond: 40, historyFile });
  const red = redOf(await auditOnce(historyFile)).map(({ id }) => id);
  assert.ok(red.includes("history.sessions-never-go-back"), `red is only ${red.join(", ")}`);
});
