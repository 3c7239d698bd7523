import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { VersionedEntry } from "./history.ts";
import { checkReads } from "./read-history.ts";

type Given = readonly [op: "read" | "write", session: string, version: number, startedAtMs: number, endedAtMs: number];

async function redOf(given: readonly Given[], maxStalenessMs = 1_000): Promise<string[]> {
  async function* history(): AsyncGenerator<VersionedEntry> {
    for (const [op, session, version, startedAtMs, endedAtMs] of given) {
      yield { op, session, object: "reviews:1", version, startedAtMs, endedAtMs, outcome: "ok", status: 200 };
    }
  }
  const findings = await checkReads(history(), { maxStalenessMs });
  return findings.filter(({ verdict }) => verdict === "red").map(({ id }) => id);
}

describe("reads in the history", () => {
  it("that only go forward are green", async () => {
    assert.deepEqual(
      await redOf([
        ["read", "a", 1, 0, 1],
        ["write", "a", 2, 2, 3],
        ["read", "a", 2, 4, 5],
        ["read", "a", 3, 6, 7],
      ]),
      [],
    );
  });

  it("that go back within a session are red", async () => {
    assert.deepEqual(
      await redOf([
        ["read", "a", 2, 0, 1],
        ["read", "a", 1, 2, 3],
      ]),
      ["history.monotonic-reads"],
    );
  });

  it("of two sessions promise each other nothing within the tolerance", async () => {
    assert.deepEqual(
      await redOf([
        ["read", "a", 2, 0, 1],
        ["read", "b", 1, 2, 3],
        ["write", "c", 3, 4, 5],
        ["read", "b", 2, 6, 7],
      ]),
      [],
    );
  });

  it("that overlap promise each other nothing", async () => {
    assert.deepEqual(
      await redOf([
        ["read", "a", 2, 0, 5],
        ["read", "a", 1, 4, 9],
        ["write", "a", 3, 10, 20],
        ["read", "a", 2, 15, 30],
      ]),
      [],
    );
  });

  it("that miss what the session wrote are red", async () => {
    assert.deepEqual(
      await redOf([
        ["write", "a", 5, 0, 1],
        ["read", "a", 4, 2, 3],
      ]),
      ["history.read-your-writes"],
    );
  });

  it("that are older than the tolerance are red, whoever wrote", async () => {
    const older: Given[] = [
      ["write", "a", 5, 0, 1],
      ["read", "b", 4, 1_002, 1_003],
    ];
    assert.deepEqual(await redOf(older), ["history.bounded-staleness"]);
    assert.deepEqual(await redOf(older, 1_500), []);
  });
});
