import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { comparePositions, covers, createConsistencyTokens, laterOf, parseLsn } from "./consistency-token.ts";

const SECRET = "a secret that is long enough for a test";
const tokens = createConsistencyTokens([SECRET]);
const at = (timeline: number, lsn: bigint, onReplica = false) => ({ timeline, lsn, onReplica });

describe("a consistency token", () => {
  it("says what it was issued for", () => {
    const position = at(3, parseLsn("16/B374D848"), true);
    assert.deepEqual(tokens.read(tokens.issue(position)), position);
    assert.match(tokens.issue(position), /^[\w.-]{37}$/);
  });

  it("is read by whoever has the secret among others, and by nobody else", () => {
    const token = tokens.issue(at(1, 5n));
    assert.deepEqual(createConsistencyTokens(["another one, newer than that", SECRET]).read(token), at(1, 5n));
    assert.equal(createConsistencyTokens(["another one, newer than that"]).read(token), null);
  });

  it("that was changed, cut off or made up promises nothing", () => {
    const token = tokens.issue(at(1, 5n));
    const changed = `${token.slice(0, 23)}9${token.slice(24)}`;
    for (const text of ["", "x", changed, token.slice(1), `${token}a`, token.toUpperCase(), "0".repeat(37)]) {
      assert.equal(tokens.read(text), null, text);
    }
  });

  it("of a later position sorts behind one of an earlier, so that clients can keep the last", () => {
    const positions = [at(1, 0n), at(1, 9n), at(1, 10n), at(1, 10n, true), at(1, 2n ** 40n), at(2, 3n), at(16, 0n)];
    const issued = positions.map((position) => tokens.issue(position));
    assert.deepEqual(issued.toSorted(), issued);
    assert.deepEqual(positions.toReversed().toSorted(comparePositions).at(-1), at(16, 0n));
  });
});

describe("what a server covers", () => {
  const seen = at(2, 100n);
  it("is everything up to its position, on the same timeline", () => {
    assert.ok(covers({ timeline: 2, lsn: 100n }, seen));
    assert.ok(!covers({ timeline: 2, lsn: 99n }, seen));
    assert.ok(covers({ timeline: 1, lsn: 0n }, null));
  });

  it("is nothing of a newer timeline, whatever its position says: its history is another one", () => {
    assert.ok(!covers({ timeline: 1, lsn: 5_000n }, seen));
  });

  it("is an older timeline's position once it has passed it, and not before", () => {
    assert.ok(covers({ timeline: 3, lsn: 100n }, seen));
    assert.ok(!covers({ timeline: 3, lsn: 99n }, seen));
  });

  it("of two positions, the later one asks for more", () => {
    assert.deepEqual(laterOf(at(1, 900n), at(2, 1n)), at(2, 1n));
    assert.deepEqual(laterOf(at(1, 9n, true), at(1, 9n)), at(1, 9n, true));
    assert.deepEqual(laterOf(null, at(1, 9n)), at(1, 9n));
    assert.equal(laterOf(null, null), null);
  });
});
