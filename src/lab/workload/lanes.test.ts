import assert from "node:assert/strict";
import { test } from "node:test";
import { createLanes } from "./lanes.ts";

/** Work that ends when it is told to. */
function controlled() {
  const started: string[] = [];
  const release = new Map<string, () => void>();
  const work = (name: string) => async () => {
    started.push(name);
    await new Promise<void>((resolve) => release.set(name, resolve));
  };
  const finish = async (name: string) => {
    release.get(name)!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { started, work, finish };
}

test("work of one lane runs in its order, that of different lanes at the same time", async () => {
  const lanes = createLanes(2);
  const { started, work, finish } = controlled();
  for (const name of ["a1", "a2", "b1", "c1"]) await lanes.submit(name[0]!, work(name));
  assert.deepEqual(started, ["a1", "b1"]);
  await finish("b1");
  assert.deepEqual(started, ["a1", "b1", "c1"]);
  await finish("a1");
  assert.deepEqual(started, ["a1", "b1", "c1", "a2"]);
  const drained = lanes.drain();
  await finish("c1");
  await finish("a2");
  await drained;
});

test("whoever submits waits while too much is queued", async () => {
  const lanes = createLanes(1);
  const { work, finish } = controlled();
  await lanes.submit("a", work("first"));
  let submitted = 1;
  const more = (async () => {
    for (let index = 0; index < 100; index += 1) {
      await lanes.submit("a", async () => undefined);
      submitted += 1;
    }
  })();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(submitted, 32);
  await finish("first");
  await more;
  await lanes.drain();
  assert.equal(submitted, 101);
});

test("the first error ends the run: what is queued is not started", async () => {
  const lanes = createLanes(1);
  const { started, work } = controlled();
  await lanes.submit("a", async () => {
    throw new Error("broken");
  });
  await lanes.submit("a", work("later")).catch(() => undefined);
  await assert.rejects(lanes.drain(), /broken/);
  assert.deepEqual(started, []);
});
