import assert from "node:assert/strict";
import { test } from "node:test";
import { readTopology } from "../../platform/topology/topology.ts";
import { experiments, findExperiment } from "./catalogue.ts";
import { findLevel, levelDirectory, levels } from "./levels.ts";
import { missingPrograms } from "./missing-programs.ts";
import { patchTopology } from "./topology-patch.ts";

test("a level is found by its number and by its name, and a sentence says which there are", () => {
  assert.equal(findLevel("3").name, "3-write-scale");
  assert.equal(findLevel("1-mvp").number, 1);
  assert.throws(() => findLevel("5"), /Level 5 is not there yet: levels 1 to 3 can be run/);
  assert.throws(() => findLevel("7"), /There is no level "7"; there are 1-mvp, 2-small-production, 3-write-scale/);
  assert.throws(() => findLevel("mvp"), /There is no level "mvp"/);
});

test("another scale has data of its own, and the level's own stays what it is called", () => {
  const level = findLevel("2");
  assert.equal(levelDirectory("/data", level, level.scale), "/data/levels/2-small-production");
  assert.equal(levelDirectory("/data", level, 0.5), "/data/levels/2-small-production-scale-0.5");
});

test("experiments have names of their own within a level, and each level has some", () => {
  for (const { number } of levels) {
    const names = experiments.filter(({ level }) => level === number).map(({ name }) => name);
    assert.ok(names.length > 0, String(number));
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[a-z0-9][a-z0-9-]*$/);
  }
  assert.equal(findExperiment(1, "first-slo").level, 1);
  assert.throws(() => findExperiment(1, "nothing"), /Level 1 has no experiment "nothing"; it has joins-against-document/);
});

test("a changed topology is checked like one that was read", () => {
  const topology = readTopology(findLevel("2").topologyFile);
  const changed = patchTopology(topology, { monitoring: null, database: { pooler: null, settings: { work_mem: "8MB" } } });
  assert.equal(changed.monitoring, undefined);
  assert.equal(changed.database.pooler, undefined);
  assert.equal(changed.database.settings.work_mem, "8MB");
  assert.equal(changed.database.settings.shared_buffers, "256MB", "what is not changed stays");
  assert.throws(
    () => patchTopology(topology, { database: { settings: { fsync: "off" } } }),
    /2-small-production, changed is not safe/,
  );
  assert.throws(() => patchTopology(topology, { nonsense: 1 }), /there is no option nonsense/);
});

test("on a machine with nothing every program is named with the command that installs it", () => {
  const missing = missingPrograms(readTopology(findLevel("3").topologyFile), "/nowhere");
  for (const { name, install, without } of missing) {
    assert.ok(name !== "" && install !== "" && without !== "");
  }
  assert.deepEqual(missingPrograms(readTopology(findLevel("1").topologyFile), "/nowhere"), []);
});
