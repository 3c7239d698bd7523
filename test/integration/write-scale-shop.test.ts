import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ExperimentResult } from "../../src/lab/levels/experiment.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { processTree, waitUntilGone } from "./support/process-tree.ts";
import { tenfold } from "./support/tenfold.ts";

const TIMEOUT_MS = 600_000;
const GONE_TIMEOUT_MS = 20_000;
const SCALE = "0.0005";

let place: TemporaryDirectory;
before(async () => {
  place = await makeTemporaryDirectory();
});
after(() => place.remove());

const folder = (name: string) => join(place.path, "levels", `3-write-scale-scale-${SCALE}`, "experiments", name);
const level = (name: string, ...more: string[]) =>
  tenfold(["level", "3", "--experiment", name, "--scale", SCALE, ...more], { TENFOLD_DATA: place.path });

test("with two API processes a killed one costs next to nothing, and the page says so", { timeout: TIMEOUT_MS }, async () => {
  const run = level("several-processes", "--rate", "150", "--seconds", "4");
  const { code } = await run.exited;
  assert.equal(code, 0, run.output());
  const result = JSON.parse(await readFile(join(folder("several-processes"), "result.json"), "utf8")) as ExperimentResult;
  assert.equal(result.held, true);
  const failed = ({ figures }: ExperimentResult["before"]) => figures.find(({ what }) => /killed/.test(what))!.value;
  assert.ok(failed(result.before) > 0 && failed(result.after) < failed(result.before), result.conclusion);
  assert.match(await readFile(join(folder("several-processes"), "report.html"), "utf8"), /two (behind|without) nginx/);
});

test("an experiment that is interrupted leaves no server and no data behind", {
  timeout: TIMEOUT_MS,
  skip: process.platform !== "linux" && "needs /proc",
}, async () => {
  const run = level("batched-checkout");
  await run.waitForOutput(/round 1 of 3: in batches/, TIMEOUT_MS);
  const started = processTree(run.pid);
  assert.ok(started.length > 1);
  assert.ok(readdirSync(folder("batched-checkout")).some((name) => name.startsWith("scratch-")));
  run.kill("SIGTERM");
  const { code } = await run.exited;
  assert.notEqual(code, 0, run.output());
  await waitUntilGone(started, GONE_TIMEOUT_MS);
  assert.deepEqual(readdirSync(folder("batched-checkout")), []);
});
