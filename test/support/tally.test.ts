import assert from "node:assert/strict";
import { test } from "node:test";
import { createTally, type TestEvent } from "./tally.ts";

const event = (name: string, nesting: number, more: Partial<TestEvent> = {}): TestEvent => ({
  name,
  nesting,
  file: "a",
  details: {},
  ...more,
});
const failure = (failureType: string) => ({ details: { error: { failureType } } });

test("suites and tests with subtests are not counted", () => {
  const tally = createTally();
  tally.note("pass", event("subtest", 2));
  tally.note("pass", event("test with a subtest", 1));
  tally.note("pass", event("another", 1));
  tally.note("pass", event("suite", 0, { details: { type: "suite" } }));
  tally.note("pass", event("alone", 0));
  assert.deepEqual(tally.result(), { passed: 3, failed: 0, skips: [] });
});

test("a failure counts once, where it happened", () => {
  const tally = createTally();
  tally.note("fail", event("subtest", 1, failure("testCodeFailure")));
  tally.note("fail", event("its parent", 0, failure("subtestsFailed")));
  tally.note("fail", event("suite whose hook failed", 0, { details: { type: "suite", error: { failureType: "hookFailed" } } }));
  assert.equal(tally.result().failed, 2);
});

test("a skipped test is neither passed nor failed and tells its reason", () => {
  const tally = createTally();
  tally.note("pass", event("skipped", 0, { skip: "no Redis here" }));
  tally.note("fail", event("unfinished", 0, { todo: true }));
  assert.deepEqual(tally.result(), {
    passed: 0,
    failed: 0,
    skips: [
      { file: "a", name: "skipped", reason: "no Redis here" },
      { file: "a", name: "unfinished", reason: "no reason given" },
    ],
  });
});

test("a file without tests passes nothing", () => {
  const tally = createTally();
  tally.note("pass", event("/x/a.test.ts", 0, { file: "/x/a.test.ts" }));
  assert.equal(tally.result().passed, 0);
});

test("files that report in turns do not disturb each other", () => {
  const tally = createTally();
  tally.note("pass", event("subtest", 1, { file: "a" }));
  tally.note("pass", event("alone", 0, { file: "b" }));
  tally.note("pass", event("parent", 0, { file: "a" }));
  assert.equal(tally.result().passed, 2);
});
