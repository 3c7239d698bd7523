import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeTemporaryDirectory } from "../../../test/support/directories.ts";
import { drills } from "../drills/all.ts";
import { findProgram } from "../supervisor/programs.ts";
import { alerts } from "./alerts/all.ts";
import { removeDrillRules, writeDrillRules } from "./drill-rules.ts";
import { lab, type Profile, profileOf } from "./profile.ts";

const promtool = findProgram(["promtool"]);
const FACTS = { freeBytes: 10 ** 12 };
const slow: Profile = profileOf({
  monitoring: { managed: true, scrapeIntervalMs: 5_000 },
  slos: { availability: 0.999, latencyP99Ms: 200 },
});

test("a drill names alerts that there are, and its rules are of those", () => {
  const known = new Set(alerts.map(({ name }) => name));
  for (const { name, alerts: named, rules } of drills) {
    for (const alert of named) assert.ok(known.has(alert), `${name}: ${alert}`);
    for (const { alert } of rules?.(FACTS) ?? []) assert.ok(named.includes(alert), `${name}: ${alert}`);
  }
});

test("a drill's rules have its threshold and the windows of what runs, and go without a trace", async (t) => {
  const directory = await makeTemporaryDirectory();
  t.after(() => directory.remove());
  const file = join(directory.path, "prometheus/rules/drill.yml");
  writeDrillRules(directory.path, "disk-filling", [{ alert: "DiskFilling", threshold: 12_345, withoutGuard: true }], slow);
  const text = readFileSync(file, "utf8");
  assert.match(text, /< 12345\n/);
  assert.match(text, /drill: disk-filling/);
  assert.doesNotMatch(text, /data_disk_size_bytes/);
  assert.equal(removeDrillRules(directory.path), true);
  assert.equal(existsSync(file), false);
  assert.equal(removeDrillRules(directory.path), false);
  assert.throws(() => writeDrillRules(directory.path, "x", [{ alert: "Nothing", threshold: 1 }], slow), /no alert Nothing/);
});

test("promtool is content with the rules of every drill", {
  skip: promtool === undefined ? "promtool is not installed (apt-get install prometheus)" : false,
}, async (t) => {
  const directory = await makeTemporaryDirectory();
  t.after(() => directory.remove());
  for (const { name, rules } of drills) {
    if (rules === undefined) continue;
    for (const profile of [lab, slow]) {
      writeDrillRules(directory.path, name, rules(FACTS), profile);
      const args = ["check", "rules", join(directory.path, "prometheus/rules/drill.yml")];
      const { status, stdout, stderr } = spawnSync(promtool!, args, { encoding: "utf8" });
      assert.equal(status, 0, stdout + stderr);
    }
  }
});
