import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { waitFor } from "../../../test/support/wait.ts";
import type { Loaded } from "./answer.ts";
import { createByteCache, FRESH_MS } from "./byte-cache.ts";
import type { Changes, Invalidations } from "./invalidations.ts";

const MAX_AGE_MS = 10_000;
const WALL_MS = 1_700_000_000_000;

/** A cache whose time and news the test makes. A look succeeds at once, unless `silent`. */
function setUp({ maxBytes = 10_000_000, freshMs = FRESH_MS, restMs = 0, isReplicated = false } = {}) {
  const state = { nowMs: 1_000, silent: false, checks: 0, reads: 0 };
  let checkedAtMs = 1_000;
  const listeners: ((changes: Changes) => void)[] = [];
  const invalidations: Invalidations = {
    get checkedAtMs() {
      return checkedAtMs;
    },
    referenceVersion: 0,
    position: null,
    momentOf: ({ lsn }) => (Number(lsn) <= checkedAtMs ? Number(lsn) : undefined),
    use: () => undefined,
    async check() {
      state.checks += 1;
      if (!state.silent) checkedAtMs = state.nowMs;
    },
    onChanges: (listener) => void listeners.push(listener),
    close: async () => undefined,
  };
  const cache = createByteCache({
    name: "test",
    maxBytes,
    maxAgeMs: MAX_AGE_MS,
    invalidations,
    freshMs,
    restMs,
    loads: !isReplicated
      ? undefined
      : {
          read: async (_atLeast, load) => ({ loaded: await load(), token: `token ${++state.reads}` }),
          shown: async () => undefined,
        },
    now: () => state.nowMs,
    wallNow: () => WALL_MS + state.nowMs,
    random: () => 0,
  });
  const tell = (changes: Partial<Changes>) => {
    const whole = { everything: false, listing: false, productIds: new Set<number>(), notBeforeMs: checkedAtMs, ...changes };
    checkedAtMs = state.nowMs;
    for (const listener of listeners) listener(whole);
  };
  /** The time passes and nothing happens. */
  const pass = (ms: number) => {
    state.nowMs += ms;
    checkedAtMs = state.nowMs;
  };
  return { cache, state, tell, pass };
}

function answerOf(text: string, changes: Partial<Loaded> = {}): Loaded {
  return {
    body: Buffer.from(text),
    mediaType: "application/json; charset=utf-8",
    route: "/v1/products/:productId",
    productIds: [1],
    listing: false,
    surrogateKeys: ["product-1"],
    validUntilMs: Number.POSITIVE_INFINITY,
    ...changes,
  };
}

/** A loader that counts, and answers with its number. */
function loader(changes: Partial<Loaded> = {}) {
  const counted = { calls: 0, load: async () => answerOf(`load ${++counted.calls}`, changes) };
  return counted;
}

test("what is asked for a second time is kept, and a third time not loaded", async () => {
  const { cache } = setUp();
  const source = loader();
  const texts = [];
  for (let n = 0; n < 4; n += 1) texts.push((await cache.get("/a", source.load))!.plain.body.toString());
  assert.deepEqual(texts, ["load 1", "load 2", "load 2", "load 2"]);
  assert.equal(cache.find("/a")?.plain.body.toString(), "load 2");
  assert.equal(cache.find("/b"), undefined);
});

test("however many ask at once, one loads", async () => {
  const { cache } = setUp();
  const source = loader();
  const answers = await Promise.all(Array.from({ length: 100 }, () => cache.get("/a", source.load)));
  assert.equal(source.calls, 1);
  assert.ok(answers.every((answer) => answer?.plain.body.toString() === "load 1"));
});

test("a load that fails is told to all who wait, and the next one loads again", async () => {
  const { cache } = setUp();
  const failing = () => Promise.reject(new Error("away"));
  const outcomes = await Promise.allSettled([cache.get("/a", failing), cache.get("/a", failing)]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["rejected", "rejected"],
  );
  assert.equal((await cache.get("/a", loader().load))?.plain.body.toString(), "load 1");
});

test("a change makes wrong what shows the product, and nothing else", async () => {
  const { cache, tell, pass } = setUp();
  const shown = loader();
  const other = loader({ productIds: [2] });
  const list = loader({ productIds: [1, 2], listing: true });
  await cache.warm("/shown", shown.load);
  await cache.warm("/other", other.load);
  await cache.warm("/list", list.load);
  tell({ productIds: new Set([1]) });
  pass(FRESH_MS + 1);
  assert.deepEqual(
    ["/shown", "/other", "/list"].map((key) => cache.find(key) !== undefined),
    [false, true, false],
  );
  await cache.get("/list", list.load);
  tell({ productIds: new Set([7]), listing: true });
  pass(FRESH_MS + 1);
  assert.equal(cache.find("/list"), undefined);
  assert.notEqual(cache.find("/other"), undefined);
  tell({ everything: true });
  pass(FRESH_MS + 1);
  assert.equal(cache.find("/other"), undefined);
});

test("while one loads what has changed the others are shown what was, until a tenth of a second after it was true", async () => {
  const { cache, state, tell } = setUp();
  const { promise: pending, resolve: release } = Promise.withResolvers<Loaded>();
  let loads = 0;
  await cache.warm("/a", () => (++loads === 1 ? Promise.resolve(answerOf("old")) : pending));
  state.nowMs += 20;
  tell({ productIds: new Set([1]) });
  assert.equal(cache.find("/a")?.plain.body.toString(), "old");
  assert.equal(cache.find("/a")?.plain.body.toString(), "old");
  assert.equal(loads, 2);
  state.nowMs += FRESH_MS - 20 + 1;
  assert.equal(cache.find("/a"), undefined);
  const waiting = cache.get("/a", () => pending);
  release(answerOf("new"));
  assert.equal((await waiting)?.plain.body.toString(), "new");
});

test("who has written waits for a look, and is not shown what was", async () => {
  const { cache, state, tell } = setUp();
  const source = loader();
  await cache.warm("/a", source.load);
  state.nowMs += 10;
  tell({ productIds: new Set([1]) });
  state.nowMs += 10;
  await cache.settle();
  assert.equal(state.checks, 1);
  assert.equal(cache.find("/a"), undefined);
  assert.equal((await cache.get("/a", source.load))?.plain.body.toString(), "load 2");
});

test("what changes while it is loaded is as old as the look before, and is shown for no longer than that allows", async () => {
  const { cache, state, tell } = setUp();
  const { promise: pending, resolve: release } = Promise.withResolvers<Loaded>();
  await cache.get("/a", loader().load);
  state.nowMs += 30;
  const first = cache.get("/a", () => pending);
  await turn();
  state.nowMs += 30;
  tell({ productIds: new Set([1]) });
  release(answerOf("between"));
  assert.equal((await first)?.plain.body.toString(), "between");
  state.nowMs += FRESH_MS - 60;
  assert.equal(cache.find("/a")?.plain.body.toString(), "between");
  state.nowMs += 1;
  assert.equal(cache.find("/a"), undefined);
});

test("many changes cost one load, after a rest in which what was is shown, and no longer than the bound", async () => {
  const { cache, state, tell, pass } = setUp({ freshMs: 1_000, restMs: 500 });
  const { promise: pending } = Promise.withResolvers<Loaded>();
  let loads = 0;
  await cache.warm("/a", () => (++loads === 1 ? Promise.resolve(answerOf("old")) : pending));
  for (let n = 0; n < 20; n += 1) {
    tell({ productIds: new Set([1]) });
    pass(25);
    assert.equal(cache.find("/a")?.plain.body.toString(), "old");
    assert.equal(loads, n < 19 ? 1 : 2);
  }
  pass(500);
  assert.equal(cache.find("/a")?.plain.body.toString(), "old");
  assert.equal(loads, 2);
  pass(1);
  assert.equal(cache.find("/a"), undefined);
  assert.equal(state.silent, false);
});

test("a session is never shown what is older than it has seen: it waits for the load, while others are shown what was", async () => {
  const { cache, tell, pass } = setUp({ freshMs: 1_000, restMs: 500, isReplicated: true });
  const seenAt = (ms: number) => ({ timeline: 1, lsn: BigInt(ms), onReplica: false });
  const source = loader();
  await cache.warm("/a", source.load);
  assert.equal(cache.find("/a", seenAt(1_000))?.token, "token 1");
  pass(100);
  assert.equal(cache.find("/a", seenAt(1_100))?.token, "token 1");
  // Nobody knows yet what there was at that place.
  assert.equal(cache.find("/a", seenAt(1_101)), undefined);
  tell({ productIds: new Set([1]) });
  pass(100);
  assert.notEqual(cache.find("/a", seenAt(1_100)), undefined);
  assert.equal(cache.find("/a", seenAt(1_150)), undefined);
  assert.notEqual(cache.find("/a"), undefined);
  const [newer, another] = await Promise.all([1, 2].map(() => cache.get("/a", source.load, { seen: seenAt(1_150) })));
  assert.equal(newer?.plain.body.toString(), "load 2");
  assert.equal(newer?.plain.token, "token 2");
  assert.equal(another, newer);
  assert.equal(source.calls, 2);
});

test("a session whose token nobody knows waits for a look, and without one nothing remembered is shown to it", async () => {
  const { cache, state, pass } = setUp({ isReplicated: true });
  const source = loader();
  await cache.warm("/a", source.load);
  pass(10);
  const seen = { timeline: 1, lsn: 5_000n, onReplica: true };
  assert.equal((await cache.get("/a", source.load, { seen }))?.plain.body.toString(), "load 1");
  assert.equal(state.checks, 1);
  state.silent = true;
  state.nowMs += 1;
  assert.equal((await cache.get("/a", source.load, { seen }))?.plain.body.toString(), "load 2");
});

test("other spellings of an address lead to the one answer, from the second time on", async () => {
  const { cache } = setUp();
  const source = loader();
  await cache.warm("/a?x=1&y=2", source.load);
  for (let n = 0; n < 3; n += 1) await cache.get("/a?x=1&y=2", source.load, { spelling: "/a?y=2&x=1" });
  assert.equal(source.calls, 1);
  assert.equal(cache.find("/a?y=2&x=1"), cache.find("/a?x=1&y=2"));
  assert.equal(cache.find("/a?y=2&&x=1"), undefined);
});

test("what has an age of its own is loaded behind the scenes at half of it, and not used at its end", async () => {
  const { cache, pass } = setUp();
  const source = loader({ maxAgeMs: 10_000 });
  await cache.warm("/a", source.load);
  pass(4_999);
  assert.equal(cache.find("/a")?.plain.body.toString(), "load 1");
  assert.equal(source.calls, 1);
  pass(1);
  assert.equal(cache.find("/a")?.plain.body.toString(), "load 1");
  assert.equal(source.calls, 2);
  await turn();
  assert.equal(cache.find("/a")?.plain.body.toString(), "load 2");
  pass(10_000);
  assert.equal(cache.find("/a"), undefined);
});

test("what is not to have any age is not kept", async () => {
  const { cache } = setUp();
  const source = loader({ maxAgeMs: 0 });
  for (let n = 0; n < 3; n += 1) await cache.get("/a", source.load);
  assert.equal(source.calls, 3);
});

test("when the last look is too long ago the next is waited for; without news nothing is given beyond the bound", async () => {
  const { cache, state } = setUp();
  const source = loader();
  await cache.warm("/a", source.load);
  state.nowMs += FRESH_MS + 1;
  assert.equal(cache.find("/a"), undefined);
  assert.equal((await cache.get("/a", source.load))?.plain.body.toString(), "load 1");
  assert.equal(state.checks, 1);
  state.silent = true;
  state.nowMs += MAX_AGE_MS - 1;
  assert.equal((await cache.get("/a", source.load))?.plain.body.toString(), "load 1");
  state.nowMs += 2;
  assert.equal((await cache.get("/a", source.load))?.plain.body.toString(), "load 2");
});

test("an answer ends when a price list begins", async () => {
  const { cache, pass } = setUp();
  const source = loader({ validUntilMs: WALL_MS + 1_500 });
  await cache.warm("/a", source.load);
  pass(499);
  assert.notEqual(cache.find("/a"), undefined);
  pass(1);
  assert.equal(cache.find("/a"), undefined);
});

test("what is not there is remembered until something is made", async () => {
  const { cache, tell } = setUp();
  let asked = 0;
  const nothing = async () => {
    asked += 1;
    return null;
  };
  assert.equal(await cache.get("/none", nothing), null);
  assert.equal(await cache.get("/none", nothing), null);
  assert.equal(asked, 1);
  tell({ productIds: new Set([5]), listing: true });
  assert.equal((await cache.get("/none", loader().load))?.plain.body.toString(), "load 1");
});

test("each encoding is made once, apart from the first requests, with a tag of its own", async () => {
  const { cache } = setUp();
  const text = "compressible ".repeat(200);
  await cache.warm("/a", async () => answerOf(text));
  const ask = (encodings: string | undefined) => cache.choose(cache.find("/a")!, encodings);
  assert.equal(ask("gzip, br").body.toString(), text);
  assert.equal(ask(undefined).body.toString(), text);
  await waitFor(() => ask("gzip, br").body.length < text.length);
  await waitFor(() => ask("gzip").body.length < text.length);
  assert.equal(brotliDecompressSync(ask("br").body).toString(), text);
  assert.equal(gunzipSync(ask("br;q=0, gzip").body).toString(), text);
  assert.equal(ask("br"), ask("br, zstd"));
  assert.equal(new Set([ask("br").etag, ask("gzip").etag, ask(undefined).etag]).size, 3);
  assert.ok(ask("br").head.join(" ").includes("content-encoding br"));
  await cache.warm("/small", async () => answerOf("small"));
  for (let n = 0; n < 5; n += 1) assert.equal(cache.choose(cache.find("/small")!, "br").body.toString(), "small");
});

test("what is read once pushes nothing out", async () => {
  const { cache } = setUp({ maxBytes: 100_000 });
  const source = loader();
  await cache.warm("/popular", source.load);
  for (let n = 0; n < 1_000; n += 1) await cache.get(`/crawled/${n}`, async () => answerOf("x".repeat(2_000)));
  assert.notEqual(cache.find("/popular"), undefined);
});

test("the memory that the answers take stays below the bound, with everything that holds them", async (t) => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const maxBytes = 12 * 1024 ** 2;
  const taken = async () => {
    // Buffers are given back some turns after their owners are gone.
    for (let round = 0; round < 5; round += 1) {
      collectGarbage();
      await turn();
    }
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  /** What a cache takes that has been offered twice what it holds. */
  const measure = async (bodyBytes: number) => {
    const before = await taken();
    const { cache } = setUp({ maxBytes });
    const count = Math.ceil((2 * maxBytes) / (bodyBytes + 1_000));
    for (let n = 1; n <= count; n += 1) {
      await cache.warm(`/v1/products/${n}`, async () =>
        answerOf(`${n}`.padEnd(bodyBytes), { productIds: [n], surrogateKeys: [`product-${n}`] }),
      );
    }
    const bytes = (await taken()) - before;
    assert.notEqual(cache.find(`/v1/products/${count}`), undefined);
    return bytes;
  };
  await measure(2_000);
  for (const bodyBytes of [200, 2_000, 9_000]) {
    const bytes = await measure(bodyBytes);
    t.diagnostic(`answers of ${bodyBytes} bytes take ${(bytes / maxBytes).toFixed(2)} of the bound`);
    assert.ok(bytes < maxBytes * 1.05, `${bytes} bytes for answers of ${bodyBytes}`);
    assert.ok(bytes > maxBytes * 0.5, `only ${bytes} bytes for answers of ${bodyBytes}`);
  }
});
