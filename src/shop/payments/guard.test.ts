import assert from "node:assert/strict";
import { test } from "node:test";
import { createGuard } from "./guard.ts";
import { unknownOutcome } from "./provider.ts";

const SECOND_MS = 1_000;
const guardOptions = { windowMs: 10_000, minimumCallsPerSecond: 1, failureShare: 0.5, openForMs: 5_000 };
const paid = { outcome: "paid" } as const;
const never = () => new Promise<never>(() => {});

async function open(guard: ReturnType<typeof createGuard>): Promise<void> {
  for (let call = 0; call < 10; call++) await guard.run(SECOND_MS, async () => unknownOutcome("connection: ECONNREFUSED"));
  assert.equal(guard.state(), "open");
}

test("a call that outlives its deadline is unknown, even if it does not listen", async () => {
  assert.deepEqual(await createGuard().run(5, never), unknownOutcome("timeout"));
});

test("an open breaker answers without calling, lets one call try, and closes when that goes well", async (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  const guard = createGuard(guardOptions);
  await open(guard);
  let calls = 0;
  const call = async () => {
    calls += 1;
    return paid;
  };
  assert.deepEqual(await guard.run(SECOND_MS, call), unknownOutcome("circuit-open"));
  assert.equal(calls, 0);

  t.mock.timers.tick(5_000);
  const trial = Promise.withResolvers<typeof paid>();
  const first = guard.run(SECOND_MS, () => trial.promise);
  assert.equal(guard.state(), "half-open");
  assert.deepEqual(await guard.run(SECOND_MS, call), unknownOutcome("circuit-open"), "the others do not wait for the trial");
  trial.resolve(paid);
  assert.deepEqual(await first, paid);
  assert.equal(guard.state(), "closed");
  assert.deepEqual(await guard.run(SECOND_MS, call), paid);
});

test("a trial that goes badly keeps the breaker open", async (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  const guard = createGuard(guardOptions);
  await open(guard);
  t.mock.timers.tick(5_000);
  assert.deepEqual(await guard.run(5, never), unknownOutcome("timeout"));
  assert.equal(guard.state(), "open");
});

test("declines and what is merely not settled yet do not open the breaker", async () => {
  const guard = createGuard(guardOptions);
  for (let call = 0; call < 50; call++) {
    await guard.run(SECOND_MS, async () => ({ outcome: "declined" }));
    await guard.run(SECOND_MS, async () => unknownOutcome("in-progress"));
    await guard.run(SECOND_MS, async () => unknownOutcome("pending: requires_action"));
  }
  assert.equal(guard.state(), "closed");
});

test("more calls than may be under way are turned away, and do not open the breaker", async () => {
  const guard = createGuard({ ...guardOptions, maxInFlight: 2 });
  const gate = Promise.withResolvers<typeof paid>();
  const running = [guard.run(SECOND_MS, () => gate.promise), guard.run(SECOND_MS, () => gate.promise)];
  for (let call = 0; call < 30; call++) {
    assert.deepEqual(await guard.run(SECOND_MS, async () => paid), unknownOutcome("overloaded"));
  }
  gate.resolve(paid);
  assert.deepEqual(await Promise.all(running), [paid, paid]);
  assert.equal(guard.state(), "closed");
});

test("a bug in a call comes through as it is, and so does a senseless deadline", async () => {
  const guard = createGuard();
  const bug = new TypeError("a bug");
  await assert.rejects(
    guard.run(SECOND_MS, async () => {
      throw bug;
    }),
    bug,
  );
  await assert.rejects(guard.run(0, never), RangeError);
  await assert.rejects(guard.run(Number.NaN, never), RangeError);
});
