import assert from "node:assert/strict";
import { test } from "node:test";
import { classifyStartFailure, explainFailure } from "./failures.ts";

test("a taken port and a server that is still ending may pass, everything else does not", () => {
  assert.equal(classifyStartFailure('LOG:  could not bind IPv4 address "127.0.0.1": Address already in use'), "port taken");
  assert.equal(classifyStartFailure("FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use"), "still ending");
  assert.equal(classifyStartFailure("FATAL:  could not open file"), "other");
});

test("a full disk, a closed directory and a read-only one become sentences", () => {
  const explain = (detail: string) => explainFailure("It did not start", "/data", detail);
  assert.match(
    explain('PANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device'),
    /disk that holds \/data is full/,
  );
  assert.match(explain("EROFS: read-only file system, mkdir '/data'"), /read-only file system/);
  assert.match(explain("EACCES: permission denied, mkdir '/data'"), /no permission to use \/data/);
});

test("of a long log the fatal line is told", () => {
  const log =
    "2026-01-01 [1] LOG:  starting\n2026-01-01 [1] FATAL:  it broke\n2026-01-01 [1] LOG:  database system is shut down\n";
  assert.equal(explainFailure("It did not start", "/data", log), "It did not start: FATAL:  it broke");
});
