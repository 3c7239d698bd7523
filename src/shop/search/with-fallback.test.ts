import assert from "node:assert/strict";
import { test } from "node:test";
import { searchFor } from "./engine.fixture.ts";
import type { SearchAnswer } from "./engine.ts";
import { type SearchCall, withFallback } from "./with-fallback.ts";

const answerOf = (productId: number) => ({ productIds: [productId] }) as unknown as SearchAnswer;
const engineOf = (productId: number) => ({
  search: async () => answerOf(productId),
  suggest: async () => [{ kind: "query" as const, text: `${productId}` }],
});
const failing = {
  search: () => Promise.reject<SearchAnswer>(new Error("connect ECONNREFUSED")),
  suggest: () => Promise.reject<never>(new Error("connect ECONNREFUSED")),
};
const fallback = engineOf(2);

function observed() {
  const fallbacks: SearchCall[] = [];
  const circuits = new Map<SearchCall, () => string>();
  const observer = {
    searchFallback: (call: SearchCall) => void fallbacks.push(call),
    searchCircuit: (call: SearchCall, state: () => string) => void circuits.set(call, state),
  };
  return { fallbacks, circuits, observer };
}

test("the engine that was chosen answers, and nobody asks the other", async () => {
  const { fallbacks, observer } = observed();
  const search = withFallback(engineOf(1), failing, { observer });
  assert.deepEqual(await search.search(searchFor("mug")), answerOf(1));
  assert.deepEqual(await search.suggest({ text: "mu", limit: 5 }), [{ kind: "query", text: "1" }]);
  assert.deepEqual(fallbacks, []);
});

test("when it fails, or takes too long, the other one answers, and it is told", async () => {
  const { fallbacks, observer } = observed();
  const reasons: string[] = [];
  const onGivenUp = (error: unknown) => void reasons.push((error as Error).message);
  const broken = withFallback(failing, fallback, { observer, onGivenUp });
  assert.deepEqual(await broken.search(searchFor("mug")), answerOf(2));
  assert.deepEqual(await broken.suggest({ text: "mu", limit: 5 }), [{ kind: "query", text: "2" }]);
  const slow = { search: () => new Promise<never>(() => {}), suggest: () => new Promise<never>(() => {}) };
  const hanging = withFallback(slow, fallback, { observer, onGivenUp, deadlinesMs: { search: 5, suggest: 5 } });
  assert.deepEqual(await hanging.search(searchFor("mug")), answerOf(2));
  assert.deepEqual(fallbacks, ["search", "suggest", "search"]);
  assert.deepEqual(reasons.slice(0, 2), ["connect ECONNREFUSED", "connect ECONNREFUSED"]);
  assert.equal(reasons.length, 3);
});

test("an engine that keeps failing is left alone for some seconds, then asked again", async (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  const { circuits, observer } = observed();
  let isAway = true;
  let calls = 0;
  const engine = {
    ...engineOf(1),
    search: async () => {
      calls += 1;
      if (isAway) throw new Error("connect ECONNREFUSED");
      return answerOf(1);
    },
  };
  const search = withFallback(engine, fallback, { observer });
  for (let call = 0; call < 20; call += 1) assert.deepEqual(await search.search(searchFor("mug")), answerOf(2));
  assert.equal(circuits.get("search")!(), "open");
  assert.equal(circuits.get("suggest")!(), "closed");
  const before = calls;
  await search.search(searchFor("mug"));
  assert.equal(calls, before, "nothing is sent while the breaker is open");

  isAway = false;
  t.mock.timers.tick(5_000);
  assert.deepEqual(await search.search(searchFor("mug")), answerOf(1));
  assert.equal(circuits.get("search")!(), "closed");
});

test("when both fail the error of the second is told", async () => {
  const broken = { ...failing, search: () => Promise.reject<SearchAnswer>(new Error("the database is away")) };
  await assert.rejects(withFallback(failing, broken).search(searchFor("mug")), /the database is away/);
});
