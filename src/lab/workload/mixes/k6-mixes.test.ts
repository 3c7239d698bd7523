import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "../../../platform/topology/topology.ts";
import { k6Mixes } from "./k6-mixes.ts";
import { mixes } from "./mix.ts";

const folder = join(projectRoot, "deploy", "k6");

test("the k6 script has the mixes of the lab: node bin/run.mjs scripts/generate-k6.ts", () => {
  assert.equal(readFileSync(join(folder, "mixes.json"), "utf8"), `${JSON.stringify(k6Mixes())}\n`);
});

test("k6 takes the script with every mix and profile", (t) => {
  const inspect = (...env: string[]) =>
    spawnSync("k6", ["inspect", ...env.flatMap((each) => ["-e", each]), join(folder, "shop.js")], { encoding: "utf8" });
  if (inspect().error !== undefined) return t.skip("there is no k6 on the PATH: go install go.k6.io/k6@latest");
  for (const mix of Object.keys(mixes)) {
    for (const profile of ["steady", "ramp", "black-friday"]) {
      const { status, stdout, stderr } = inspect(`MIX=${mix}`, `PROFILE=${profile}`);
      assert.equal(status, 0, stderr);
      assert.equal(JSON.parse(stdout).scenarios.visits.executor, "ramping-arrival-rate");
    }
  }
  assert.match(inspect("MIX=nothing").stderr, /There is no mix/);
});
