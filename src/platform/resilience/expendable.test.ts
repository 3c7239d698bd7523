import assert from "node:assert/strict";
import { test } from "node:test";
import { problem } from "../http/problems.ts";
import { createExpendable, type ExpendableOptions } from "./expendable.ts";

const patient: ExpendableOptions = { deadlineMs: 10_000, maxInFlight: 2, maxWaiting: 2 };
const never = () => new Promise<never>(() => undefined);

test("what succeeds is answered, and a problem of the caller's own is thrown without counting against the work", async () => {
  const expendable = createExpendable({ ...patient, minimumCallsPerSecond: 0, failureShare: 0.1 });
  assert.deepEqual(await expendable.run(async () => ({ value: 1 })), { value: 1 });
  for (let count = 0; count < 5; count += 1) {
    await assert.rejects(
      expendable.run(() => Promise.reject(problem("currency-unsupported"))),
      { code: "currency-unsupported" },
    );
  }
  assert.equal(expendable.state(), "closed");
});

test("work that does not end is given up at the deadline and keeps its place, so that it never takes more than its share", async () => {
  let begun = 0;
  const expendable = createExpendable({ deadlineMs: 20, maxInFlight: 2, maxWaiting: 10, minimumCallsPerSecond: 1_000 });
  const hang = () => {
    begun += 1;
    return never();
  };
  const answers = await Promise.all(Array.from({ length: 8 }, () => expendable.run(hang)));
  assert.deepEqual(
    answers,
    Array.from({ length: 8 }, () => null),
  );
  assert.equal(await expendable.run(hang), null);
  assert.equal(begun, 2);
});

test("more than may wait is given up at once", async () => {
  const given: unknown[] = [];
  const expendable = createExpendable({
    ...patient,
    deadlineMs: 500,
    maxInFlight: 1,
    maxWaiting: 0,
    onGivenUp: (error) => given.push(error),
  });
  void expendable.run(never);
  assert.equal(await expendable.run(async () => ({})), null);
  assert.equal(given.length, 1);
});

test("when most of it fails nothing is tried any more, until one attempt succeeds", async () => {
  let tries = 0;
  const expendable = createExpendable({ ...patient, minimumCallsPerSecond: 0, windowMs: 1_000, openForMs: 30 });
  const fail = async (): Promise<object> => {
    tries += 1;
    throw new Error("the database is away");
  };
  while (expendable.state() === "closed") assert.equal(await expendable.run(fail), null);
  const before = tries;
  assert.equal(await expendable.run(fail), null);
  assert.equal(tries, before, "an open circuit tries nothing");
  const deadline = performance.now() + 5_000;
  let answer: object | null = null;
  while (answer === null && performance.now() < deadline) {
    answer = await expendable.run(async () => ({ back: true }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual(answer, { back: true });
  assert.equal(expendable.state(), "closed");
});
