import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { test } from "node:test";
import { makeTemporaryDirectory } from "../../../test/support/directories.ts";
import { openJournal } from "./journal.ts";

const BEGUN = { kind: "begun", drill: "hot-sku", seed: 1, pid: 1, processStart: "never", facts: { variantId: 10_000 } } as const;
const ALERT = { name: "HotSku", severity: "ticket", summary: "hot", runbook: "docs/runbooks/HotSku.md", atMs: 7 } as const;

test("a drill is what was written of it, by whichever process, and stays on record", async (t) => {
  const directory = await makeTemporaryDirectory();
  t.after(() => directory.remove());
  let now = 0;
  const runner = openJournal(directory.path, () => ++now);
  const checker = openJournal(directory.path, () => ++now);
  assert.equal(runner.present(), undefined);
  runner.add("a", BEGUN);
  runner.add("a", { kind: "broken" });
  runner.add("a", { kind: "alert", alert: ALERT });
  checker.add("a", { kind: "hint" });
  checker.add("a", { kind: "checked", mended: false, symptomWell: false, causeWell: false });
  const { mendedAtMs, ...present } = runner.present()!;
  assert.equal(mendedAtMs, null);
  assert.deepEqual(present.facts, BEGUN.facts);
  assert.deepEqual([present.brokenAtMs, present.hints, present.checks, present.alerts.length], [2, 1, 1, 1]);

  // A line that was cut off counts for nothing.
  appendFileSync(runner.file, '{"id":"a","atMs":99,"ki\n');
  for (let time = 0; time < 2; time += 1) checker.add("a", { kind: "checked", mended: true, symptomWell: true, causeWell: true });
  runner.add("a", { kind: "ended", how: "mended" });
  assert.equal(checker.present(), undefined);
  runner.add("b", BEGUN);
  const [first, second] = checker.records();
  assert.deepEqual([first!.mendedAtMs, first!.end, first!.checks], [6, "mended", 3]);
  assert.equal(second!.id, checker.present()!.id);
});
