import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createTurns } from "./turns.ts";

describe("turns", () => {
  it("run one after the other for a key, in the order of the calls, also after a failure", async () => {
    const inTurn = createTurns();
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await new Promise(setImmediate);
      seen.push(`${name} ends`);
      if (name === "a") throw new Error("no");
      return name;
    };
    const results = await Promise.allSettled(["a", "b", "c"].map((name) => inTurn("key", work(name))));
    assert.deepEqual(seen, ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["rejected", "fulfilled", "fulfilled"],
    );
  });

  it("of different keys do not wait for each other", async () => {
    const inTurn = createTurns();
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = inTurn("a", () => promise);
    assert.equal(await inTurn("b", async () => "done"), "done");
    resolve();
    await first;
  });
});
