import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { addVariants, levelOf } from "../../../test/support/shop.ts";
import { createBarrier, hookStatement, loseFirstAnswer } from "../../../test/support/statement-hooks.ts";
import { assertStockAddsUp } from "../../../test/support/stock.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { errorCode } from "../../platform/database/errors.ts";
import { newId, productOfVariant } from "../../platform/ids.ts";
import { seedReferenceData } from "../seed/reference-data.ts";
import { createHolds, type HoldRequest, type Holds } from "./holds.ts";

const database = await createTestDatabase();
/** Two processes of one shop. */
const databases = [0, 1].map(() => createDatabase({ url: database.url, poolSize: 8 }));
const [db, otherDb] = databases as [Database, Database];
await seedReferenceData(db);
const [holds, others] = [createHolds(db), createHolds(otherDb)];
after(async () => {
  for (const one of databases) await one.close();
  await database.close();
});

function request(variantIds: readonly number[], quantity = 1, preference = ["LON1", "RTM1"]): HoldRequest {
  return {
    holdId: newId(),
    shopperId: newId(),
    lines: variantIds.map((variantId) => ({ variantId, quantity, tracked: true })),
    preference,
  };
}

async function hold(asked: HoldRequest, by: Holds = holds) {
  const verdict = await by.take(asked);
  assert.ok(verdict.verdict === "held");
  return verdict;
}

const reservedOf = async (variantId: number) => (await levelOf(database, variantId)).reserved;

test("a hold whose answer was lost is not taken again at another warehouse", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 1, RTM1: 9 } });
  const { allocations } = await hold(request([variantId!]), createHolds(loseFirstAnswer(db, "inventory.take-holds")));
  assert.deepEqual(allocations, [{ variantId, warehouse: "LON1", quantity: 1 }]);
  assert.equal(await reservedOf(variantId!), 1);
});

test("one hold that two processes take from different warehouses at the same time is taken once", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 9, RTM1: 9 } });
  const together = createBarrier(2);
  const meeting = databases.map((one) =>
    createHolds(
      hookStatement(one, "inventory.take-holds", async (proceed) => {
        await together();
        return proceed();
      }),
    ),
  );
  const asked = request([variantId!]);
  const [first, second] = await Promise.all([
    hold(asked, meeting[0]),
    hold({ ...asked, preference: ["RTM1", "LON1"] }, meeting[1]),
  ]);
  assert.deepEqual(first.allocations, second.allocations);
  assert.equal(await reservedOf(variantId!), 1);
  await assertStockAddsUp(database);
});

test("one hold is not taken for two variants of one product, which later move together", async () => {
  const [small, large] = await addVariants(database, { variantsPerProduct: 2 });
  const asked = request([small!]);
  await hold(asked);
  assert.deepEqual(await others.take({ ...request([large!]), holdId: asked.holdId }), { verdict: "in-use" });
  assert.deepEqual([await reservedOf(small!), await reservedOf(large!)], [1, 0]);
});

test("a hold that is there for other quantities is not taken over", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 9 } });
  const asked = request([variantId!], 2);
  await hold(asked);
  assert.deepEqual(await others.take({ ...request([variantId!], 3), holdId: asked.holdId }), { verdict: "in-use" });
  assert.equal(await reservedOf(variantId!), 2);
});

test("a hold is given back by who took it, and not any more when another try has taken it over", async () => {
  const [variantId] = await addVariants(database);
  const asked = request([variantId!]);
  const first = await hold(asked);
  const second = await hold(asked, others);
  assert.deepEqual([first.fresh, second.fresh], [true, false]);
  assert.ok(second.expiresAt > first.expiresAt);
  await holds.abandon(asked, first.expiresAt);
  assert.equal(await reservedOf(variantId!), 1);
  await others.abandon(asked, second.expiresAt);
  assert.equal(await reservedOf(variantId!), 0);
  await assertStockAddsUp(database);
});

test("of a great rush for what is sold out, those whose first try has it already are served, in few statements", async () => {
  const units = 300;
  const [variantId] = await addVariants(database, { stock: { LON1: 100, RTM1: 200 } });
  const served = Array.from({ length: units }, () => request([variantId!]));
  const first = await Promise.all(served.map((asked) => hold(asked)));
  const strangers = Array.from({ length: units }, () => request([variantId!]));
  const before = otherDb.counters.statements;
  const mixed = served.flatMap((asked, index) => [asked, strangers[index]!]);
  const verdicts = await Promise.all(mixed.map((asked) => others.take(asked)));
  for (const [index, verdict] of verdicts.entries()) {
    assert.equal(verdict.verdict, index % 2 === 0 ? "held" : "out-of-stock");
    if (verdict.verdict === "held") assert.deepEqual(verdict.allocations, first[index / 2]!.allocations);
  }
  assert.equal(await reservedOf(variantId!), units);
  const statements = otherDb.counters.statements - before;
  assert.ok(statements < units / 2, `${statements} statements`);
});

test("taking over, allocating and giving back the same holds of many lines at once makes no deadlock", async () => {
  let deadlocks = 0;
  const counting = databases.map((one) =>
    ["inventory.take-holds", "inventory.prolong-holds", "inventory.move-reservations"].reduce<Database>(
      (inner, name) =>
        hookStatement(inner, name, (proceed) =>
          proceed().catch((error) => {
            if (errorCode(error) === "40P01") deadlocks += 1;
            throw error;
          }),
        ),
      one,
    ),
  );
  const [taking, moving] = [createHolds(counting[0]!), createHolds(counting[1]!)];
  const variantIds = await addVariants(database, { count: 12, stock: { LON1: 40 } });
  for (let round = 0; round < 10; round += 1) {
    const requests = Array.from({ length: 40 }, () => request(variantIds));
    await Promise.all(requests.map((asked) => hold(asked, moving)));
    await Promise.allSettled([
      ...requests.map((asked) => taking.take({ ...asked, lines: asked.lines.toReversed() })),
      ...requests.toReversed().map(async ({ holdId }) => {
        await moving.move("allocate", holdId, variantIds.map(productOfVariant));
        await moving.move("deallocate", holdId, variantIds.map(productOfVariant));
      }),
    ]);
    await Promise.all(
      requests.flatMap(({ holdId }) =>
        (["release", "deallocate"] as const).map((transition) =>
          moving.move(transition, holdId, variantIds.map(productOfVariant)),
        ),
      ),
    );
  }
  assert.equal(deadlocks, 0);
  await assertStockAddsUp(database);
});
