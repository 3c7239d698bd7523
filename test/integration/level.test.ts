import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { ExperimentResult } from "../../src/lab/levels/experiment.ts";
import type { RunResult } from "../../src/lab/workload/open-loop/result.ts";
import { makeTemporaryServerDirectory } from "../support/directories.ts";
import { killAll, processTree, waitUntilGone } from "./support/process-tree.ts";
import { tenfold } from "./support/tenfold.ts";

const isLinux = process.platform === "linux";
/** So slow that only a shop that hangs misses it: what is tested is the way to the verdict, on whatever machine. */
const EASY = ["--p99", "60000", "--availability", "0.5"];
const SHORT = ["--seconds", "4", "--warm-up", "2"];
/** A generator that shares a busy machine may not keep its schedule; the run then says nothing, and is made again. */
const VOID = 3;
const MAX_TRIES = 3;
const GONE_WITHIN_MS = 40_000;
const START_TIMEOUT_MS = 300_000;

async function dataFolder(t: TestContext): Promise<string> {
  const directory = await makeTemporaryServerDirectory();
  t.after(directory.remove);
  return join(directory.path, "data");
}

/** The exit code, and everything that was printed. */
async function level(data: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  for (let attempt = 1; ; attempt += 1) {
    // A database and a provider of somebody's own are none of a level's business.
    const run = tenfold(["level", ...args], { TENFOLD_DATA: data, DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" });
    const { code } = await run.exited;
    if (code !== VOID || attempt === MAX_TRIES) return { code, output: run.output() };
  }
}

test("level 1 runs to green and to red with one command, and leaves a report and nothing else behind", async (t) => {
  const data = await dataFolder(t);
  const out = join(data, "green");
  const green = await level(data, ["1", ...SHORT, ...EASY, "--rate", "40", "--out", out]);
  assert.equal(green.code, 0, green.output);
  assert.match(green.output, /verdict\s+GREEN/);
  assert.match(green.output, /✓ audit\s+green/);
  const result = JSON.parse(await readFile(join(out, "result.json"), "utf8")) as RunResult;
  assert.equal(result.audit?.verdict, "green");
  assert.ok(result.totals.answered > 0);
  assert.ok(
    result.audit.findings.every(({ verdict }) => verdict === "green"),
    "with provider and history nothing is skipped",
  );
  assert.match(await readFile(join(out, "report.html"), "utf8"), /Level 1: 1-mvp at 40\/s/);
  assert.ok(existsSync(join(out, "history.ndjson")));
  assert.ok(!existsSync(join(data, "levels/1-mvp/running.json")));

  const red = await level(data, ["1", ...SHORT, "--p99", "1", "--availability", "0.5", "--rate", "40"]);
  assert.equal(red.code, 1, red.output);
  assert.match(red.output, /✗ latency-p99/);
  assert.match(red.output, /verdict\s+RED/);
});

test("an experiment of level 1 says what it found, and keeps it", async (t) => {
  const data = await dataFolder(t);
  const { code, output } = await level(data, ["1", "--experiment", "joins-against-document"]);
  assert.equal(code, 0, output);
  assert.match(output, /joins-against-document: held\./);
  const directory = join(data, "levels/1-mvp/experiments/joins-against-document");
  const result = JSON.parse(await readFile(join(directory, "result.json"), "utf8")) as ExperimentResult;
  assert.equal(result.held, true);
  assert.match(await readFile(join(directory, "report.html"), "utf8"), /A join, and its absence/);
});

test("an experiment of level 2 generates its data once, and shows what the missing index costs", async (t) => {
  const data = await dataFolder(t);
  const args = ["2", "--scale", "0.001", "--experiment", "slow-query", "--seconds", "4"];
  const { code, output } = await level(data, args);
  assert.equal(code, 0, output);
  assert.match(output, /slow-query: held\./);
  const made = JSON.parse(await readFile(join(data, "levels/2-small-production-scale-0.001/data.json"), "utf8"));
  assert.equal(made.scale, 0.001);
});

test("whoever stops a level leaves nothing running", {
  skip: isLinux ? false : "processes are followed through /proc",
}, async (t) => {
  const data = await dataFolder(t);
  const run = tenfold(["level", "1", "--seconds", "600"], { TENFOLD_DATA: data });
  t.after(async () => {
    killAll(processTree(run.pid));
    await run.exited;
  });
  await run.waitForOutput(/the shop is open at/, START_TIMEOUT_MS);
  const processes = processTree(run.pid);
  run.kill("SIGTERM");
  const { code } = await run.exited;
  assert.equal(code, 1, run.output());
  await waitUntilGone(processes, GONE_WITHIN_MS);
});

test("what is mistyped is answered with one sentence, before anything is started", async (t) => {
  const data = await dataFolder(t);
  for (const [args, sentence] of [
    [["4"], /Level 4 is not there yet/],
    [["one"], /There is no level "one"/],
    [["1", "--scale", "0.1"], /Level 1 runs on the demo shop/],
    [["2", "--scale", "0"], /--scale is "0"/],
    [["1", "--seconds", "1"], /--seconds is "1"; it must be a whole number from 2/],
    [["1", "--p99", "fast"], /--p99 is "fast"/],
    [["1", "--availability", "1"], /--availability is "1"/],
    [["1", "--experiment", "nothing"], /Level 1 has no experiment "nothing"/],
    [["1", "--all", "--list"], /Give one of --list, --experiment and --all/],
    [["1", "--all", "--faults", "default"], /--faults disturbs the run of a whole level/],
    [["1", "--faults", "/nowhere.yaml"], /The fault plan \/nowhere.yaml cannot be used/],
  ] as const) {
    const { code, output } = await level(data, args);
    assert.equal(code, 1, output);
    assert.match(output, sentence);
  }
  assert.ok(!existsSync(data));
});
