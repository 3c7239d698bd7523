import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readRunning } from "../../src/cli/running.ts";
import { audit } from "../../src/lab/audit/audit.ts";
import { projectRoot } from "../../src/platform/topology/topology.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import type { TestProcess } from "../support/processes.ts";
import { tenfold } from "./support/tenfold.ts";

const FILE = join(projectRoot, "data", "online-retail", "online-retail.csv.gz");
/** The whole year by default; fewer orders where there is no time for it. */
const LIMIT = process.env.TENFOLD_REPLAY_LIMIT;
/** Of the shop's log, when something went wrong. */
const SHOWN_CHARACTERS = 10_000;

let place: TemporaryDirectory;
let shop: TestProcess;
let env: Record<string, string>;
before(async () => {
  place = await makeTemporaryDirectory();
  env = { TENFOLD_DATA: join(place.path, "data"), TENFOLD_DEMO: "off", TENFOLD_ADMIN_KEY: "integration-test-owner", PORT: "0" };
  shop = tenfold(["up"], env);
  await shop.waitForOutput(/the shop is open/, 60_000);
});
after(async () => {
  await shop?.stop();
  await place.remove();
});

test("the real orders are placed and given back through the API, and every unit and penny is accounted for", async (t) => {
  const imported = tenfold(["import", "online-retail", FILE], env);
  assert.equal((await imported.exited).code, 0, imported.output());

  const historyFile = join(place.path, "history.ndjson");
  const limit = LIMIT === undefined ? [] : ["--limit", LIMIT];
  const replay = tenfold(["replay", "online-retail", FILE, "--history", historyFile, ...limit], env);
  const exit = await replay.exited;
  for (const line of replay
    .output()
    .split("\n")
    .filter((line) => !line.includes("s left")))
    t.diagnostic(line);
  assert.deepEqual(exit, { code: 0, signal: null }, `${replay.output()}\nthe shop: ${shop.output().slice(-SHOWN_CHARACTERS)}`);

  const running = (await readRunning(join(place.path, "data")))!;
  const { databaseUrl, sandboxUrl } = running;
  const report = await audit({ databaseUrl, providerUrl: sandboxUrl!, historyFile, graceSeconds: 60 });
  t.diagnostic(JSON.stringify(report.counts));
  assert.deepEqual(
    report.findings.filter((finding) => finding.verdict !== "green"),
    [],
  );
});
