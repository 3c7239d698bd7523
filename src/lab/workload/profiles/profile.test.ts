import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readProfile, STEADY, secondsOf, stagesOf } from "./profile.ts";

test("every profile that comes along can be read and stays at or below its rate", () => {
  for (const name of ["steady", "ramp", "steps", "day", "black-friday"]) {
    const stages = stagesOf(readProfile(name), 1_000, null);
    assert.ok(
      stages.every(({ fromPerSecond, toPerSecond }) => fromPerSecond <= 1_000 && toPerSecond <= 1_000),
      name,
    );
    assert.ok(
      stages.some(({ toPerSecond }) => toPerSecond === 1_000),
      name,
    );
  }
});

test("a profile is stretched to the seconds that are asked for, and a stage begins where the last one ended", () => {
  const profile = {
    name: "x",
    about: "",
    stages: [
      { seconds: 1, from: 10, to: 50 },
      { seconds: 3, to: 100 },
    ],
  };
  assert.deepEqual(stagesOf(profile, 200, 8), [
    { seconds: 2, fromPerSecond: 20, toPerSecond: 100 },
    { seconds: 6, fromPerSecond: 100, toPerSecond: 200 },
  ]);
  assert.equal(secondsOf(stagesOf(STEADY, 5, null)), 60);
});

test("what is no profile is answered with one sentence", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "tenfold-profile-"));
  t.after(() => rm(directory, { recursive: true }));
  const file = join(directory, "p.yaml");
  assert.throws(() => readProfile("blackfriday"), /There is no profile "blackfriday"; there are: steady, black-friday/);
  assert.throws(() => readProfile(file), /The profile .*p\.yaml is not there\./);
  await writeFile(file, "name: x\nabout: y\nstages: [{ seconds: 0, to: 5 }]\n");
  assert.throws(() => readProfile(file), /is not valid at \/stages\/0\/seconds/);
  await writeFile(file, "name: [");
  assert.throws(() => readProfile(file), /cannot be read/);
});
