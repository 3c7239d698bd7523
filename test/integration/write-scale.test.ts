import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import * as batchedCheckout from "../../src/lab/levels/3-write-scale/batched-checkout.ts";
import * as commitSettings from "../../src/lab/levels/3-write-scale/commit-settings.ts";
import { loseByKill } from "../../src/lab/levels/3-write-scale/lost-commits.ts";
import { stockShop } from "../../src/lab/levels/3-write-scale/order-desk.ts";
import * as partitions from "../../src/lab/levels/3-write-scale/partitions.ts";
import * as replicaReads from "../../src/lab/levels/3-write-scale/replica-reads.ts";
import { withScratch } from "../../src/lab/levels/3-write-scale/scratch.ts";
import * as thirtyMillion from "../../src/lab/levels/3-write-scale/thirty-million.ts";
import { compareIndexes, isDearer } from "../../src/lab/levels/3-write-scale/write-heavy-load.ts";
import type { ExperimentOutcome } from "../../src/lab/levels/experiment.ts";
import { findTopology, readTopology } from "../../src/platform/topology/topology.ts";
import { makeTemporaryServerDirectory, type TemporaryDirectory } from "../support/directories.ts";

const SMALL_SCALE = 0.0005;
const LARGE_SCALE = 0.005;

let place: TemporaryDirectory;
const context = {
  signal: new AbortController().signal,
  log: () => undefined,
  topology: readTopology(findTopology("3")),
};
before(async () => {
  place = await makeTemporaryServerDirectory();
});
after(() => place.remove());

/** It showed what it is there to show, every figure is a number, and nothing of it is left. */
async function assertHeld({ held, conclusion, before, after, others = [] }: ExperimentOutcome): Promise<void> {
  assert.ok(held, conclusion);
  for (const { name, figures } of [before, after, ...others]) {
    for (const { what, value } of figures) assert.ok(Number.isFinite(value), `${name}, ${what}: ${value}`);
  }
  assert.doesNotMatch(conclusion, /NaN|undefined|null/);
  assert.deepEqual(await readdir(place.path), []);
}

const onScratch = <T>(work: Parameters<typeof withScratch<T>>[1], settings: Record<string, string> = {}) =>
  withScratch({ directory: place.path, settings }, work);

test("batches need fewer statements, commits and flushes for an order, and forget none", async () => {
  await assertHeld(await onScratch((scratch) => batchedCheckout.compare(scratch, context, { own: 100, shared: 400 })));
});

test("orders right after a checkpoint write more, and only without waiting for the disk a kill loses what was acknowledged", async () => {
  await assertHeld(await onScratch((scratch) => commitSettings.compare(scratch, context, { products: 3_000, orders: 250 })));
});

test("a server that is killed again and again loses none of the orders that it acknowledged", async () => {
  await onScratch(async (scratch) => {
    const variants = await stockShop(scratch.url, 10);
    for (let kill = 0; kill < 3; kill += 1) {
      const loss = await loseByKill({ scratch, basket: () => [variants[0]!], orders: 100, buyers: 32, signal: context.signal });
      assert.ok(loss.acknowledged >= 100);
      assert.equal(loss.lost, 0);
    }
  });
});

test("a month is dropped for next to nothing, and what names no month looks into all of them", async () => {
  const outcome = await onScratch((scratch) => partitions.compare(scratch, context, SMALL_SCALE), { autovacuum: "off" });
  await assertHeld(outcome);
  assert.match(outcome.texts![0]!.text, /Index Scan using orders_20\d\d_\d\d_pkey/);
});

test("replicas take reads off the primary, and the token alone shows a change at once while they stand still", async () => {
  const sizes = { products: 100, reads: 2_000, sessions: 5 };
  await assertHeld(await replicaReads.compare({ ...context, directory: place.path }, sizes));
});

test("indexes on what every order changes are paid by every order", async () => {
  const paths = await onScratch((scratch) => compareIndexes(scratch, context, 200));
  assert.ok(isDearer(paths), JSON.stringify(paths));
  assert.ok(!isDearer({ asItIs: paths.asItIs, careless: paths.asItIs }));
  assert.equal(paths.asItIs.orders, 200);
});

test("ten times the records change the work of what reads whole tables, and not that of the shop's statements", async () => {
  await onScratch(async (small) => {
    await thirtyMillion.fill(small.url, SMALL_SCALE);
    const outcome = await onScratch(async (large) => {
      await thirtyMillion.fill(large.url, LARGE_SCALE);
      return thirtyMillion.compare({ smallUrl: small.url, largeUrl: large.url }, context);
    });
    assert.ok(outcome.held, outcome.conclusion);
  });
});
