import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { addVariants, createTestShop, levelOf } from "../../../test/support/shop.ts";
import { assertStockAddsUp } from "../../../test/support/stock.ts";
import { Problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import { createStockReads } from "./read-stock.ts";
import { changeStock, MAX_ON_HAND, type StockChange, setStock } from "./stock-admin.ts";

const database = await createTestDatabase();
const shop = await createTestShop({ database, poolSize: 12 });
const { db } = shop;
const { holds } = shop.parts;
const stock = createStockReads(db);
after(async () => {
  await shop.close();
  await database.close();
});

const code = (wanted: string) => (error: unknown) => error instanceof Problem && error.code === wanted;
const change = (...changes: Omit<StockChange, "path">[]) =>
  db.transaction((tx) =>
    changeStock(
      tx,
      changes.map((one) => ({ ...one, path: "/body" })),
      { note: "test", reference: newId() },
    ),
  );
const transfer = (variantId: number, from: string, to: string, quantity: number) =>
  change(
    { variantId, warehouse: from, kind: "transfer-out", delta: -quantity },
    { variantId, warehouse: to, kind: "transfer-in", delta: quantity },
  );
const hold = (variantId: number, quantity: number) =>
  holds.take({
    holdId: newId(),
    shopperId: newId(),
    preference: ["LON1", "RTM1", "EWR1"],
    lines: [{ variantId, quantity, tracked: true }],
  });

test("receiving makes the level, and several lines of one level are entries of their own", async () => {
  const [variantId] = await addVariants(database, { stock: {} });
  const line = { variantId: variantId!, warehouse: "RTM1" };
  const levels = await change({ ...line, kind: "receive", delta: 5 }, { ...line, kind: "receive", delta: 7 });
  assert.deepEqual(levels, [{ ...line, onHand: 12, reserved: 0 }]);
  const [newest, oldest] = await stock.ledger(variantId!, null, null, 10);
  assert.deepEqual([newest?.version, newest?.onHandDelta, oldest?.version, oldest?.onHandDelta], [2, 7, 1, 5]);
  assert.equal(newest?.referenceId, oldest?.referenceId);
  await assertStockAddsUp(database);
});

test("what is promised cannot be taken away, and then nothing of the request happens", async () => {
  const [first, second] = await addVariants(database, { count: 2, stock: { LON1: 10 } });
  await hold(first!, 6);
  const loss = { variantId: first!, warehouse: "LON1", kind: "adjust", delta: -5 } as const;
  await assert.rejects(change({ variantId: second!, warehouse: "LON1", kind: "adjust", delta: 3 }, loss), (error) => {
    assert.ok(code("stock-below-reserved")(error));
    assert.deepEqual((error as Problem).extensions.lines, [{ variantId: first, warehouse: "LON1", onHand: 10, reserved: 6 }]);
    return true;
  });
  assert.equal((await levelOf(database, second!)).onHand, 10);
  await assert.rejects(transfer(first!, "LON1", "RTM1", 5), code("stock-below-reserved"));
  await change({ ...loss, delta: -4 });
  await assert.rejects(change({ ...loss, delta: -1 }), code("stock-below-reserved"));
  await assert.rejects(setStock(db, { variantId: first!, warehouse: "LON1", onHand: 5 }), code("stock-below-reserved"));
  await assertStockAddsUp(database);
});

test("a variant or a warehouse that does not exist is named", async () => {
  const [variantId] = await addVariants(database);
  const line = { variantId: variantId!, warehouse: "LON1", kind: "receive", delta: 1 } as const;
  for (const [wrong, path] of [
    [{ ...line, variantId: 99_999_990_001 }, "/body/variantId"],
    [{ ...line, warehouse: "MOON1" }, "/body/warehouse"],
  ] as const) {
    await assert.rejects(change(line, wrong), (error) => {
      assert.ok(code("validation-failed")(error));
      assert.equal((error as Problem).extensions.errors?.[0]?.path, path);
      return true;
    });
  }
  assert.equal((await levelOf(database, variantId!)).onHand, 1_000);
});

test("setting a level writes the differences down, and setting it again nothing", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 10 } });
  const setting = { variantId: variantId!, warehouse: "LON1", onHand: 4, backorderLimit: 3, reorderLevel: 5 };
  await setStock(db, setting);
  await setStock(db, setting);
  const entries = await stock.ledger(variantId!, null, null, 10);
  assert.deepEqual(
    entries.map(({ kind, onHandDelta, backorderLimitDelta }) => [kind, onHandDelta, backorderLimitDelta]),
    [
      ["limit", 0, 3],
      ["adjust", -6, 0],
      ["receive", 10, 0],
    ],
  );
  await hold(variantId!, 7);
  await assert.rejects(setStock(db, { ...setting, backorderLimit: 2 }), code("stock-below-reserved"));
  await assert.rejects(setStock(db, { ...setting, onHand: 3 }), code("stock-below-reserved"));
  await setStock(db, { variantId: variantId!, warehouse: "LON1", onHand: 7, backorderLimit: 0 });
  assert.deepEqual(await stock.variant(variantId!), {
    variantId,
    onHand: 7,
    reserved: 7,
    available: 0,
    warehouses: [{ warehouse: "LON1", onHand: 7, reserved: 7, allocated: 0, backorderLimit: 0, reorderLevel: 5 }],
  });
  const low = (await stock.low(null, 100)).find((level) => level.variantId === variantId);
  assert.deepEqual([low?.available, low?.reorderLevel], [0, 5]);
  await setStock(db, { variantId: variantId!, warehouse: "LON1", onHand: 7, reorderLevel: null });
  assert.ok(!(await stock.low(null, 100)).some((level) => level.variantId === variantId));
  await assertStockAddsUp(database);
});

test("a level has a largest size", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 1 } });
  await assert.rejects(
    change({ variantId: variantId!, warehouse: "LON1", kind: "receive", delta: MAX_ON_HAND }),
    code("validation-failed"),
  );
});

test("receipts, losses, transfers, counts and holds at once: the ledger is the level, versions have no gap, no unit is lost", async () => {
  const [first, second] = await addVariants(database, { count: 2, stock: { LON1: 200, RTM1: 200 } });
  const ids = [first!, second!];
  const work: Promise<unknown>[] = [];
  for (let n = 0; n < 30; n += 1) {
    const [a, b] = n % 2 === 0 ? ids : ids.toReversed();
    const line = { warehouse: "LON1", kind: "receive", delta: 2 } as const;
    work.push(change({ ...line, variantId: a! }, { ...line, variantId: b! }));
    work.push(change({ variantId: b!, warehouse: "RTM1", kind: "adjust", delta: -1 }));
    work.push(transfer(a!, "LON1", "RTM1", 3), transfer(a!, "RTM1", "LON1", 2), transfer(b!, "LON1", "EWR1", 1));
    work.push(hold(a!, 2), hold(b!, 1));
  }
  const outcomes = await Promise.allSettled(work);
  const failed = outcomes.filter((outcome) => outcome.status === "rejected").map((outcome) => outcome.reason);
  assert.deepEqual(failed, []);
  for (const id of ids) {
    // 400 + 30 × 2 − 15 or so: transfers change nothing.
    assert.equal((await levelOf(database, id)).onHand, 400 + 60 - 15);
    assert.equal((await levelOf(database, id)).reserved, 45);
  }
  await assertStockAddsUp(database);
});

test("the same first level made by many at once is made once", async () => {
  const [variantId] = await addVariants(database, { stock: {} });
  await Promise.all(
    Array.from({ length: 10 }, () => change({ variantId: variantId!, warehouse: "SIN1", kind: "receive", delta: 1 })),
  );
  assert.equal((await levelOf(database, variantId!)).onHand, 10);
  await assertStockAddsUp(database);
});

test("the pages of the ledger hold every entry once", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 1, RTM1: 1 } });
  for (let n = 0; n < 5; n += 1)
    await transfer(variantId!, "LON1", "RTM1", 1).then(() => transfer(variantId!, "RTM1", "LON1", 1));
  const seen: string[] = [];
  let before = null;
  for (;;) {
    const page = await stock.ledger(variantId!, null, before, 4);
    seen.push(...page.map(({ warehouse, version }) => `${warehouse} ${version}`));
    const last = page.at(-1);
    if (last === undefined) break;
    before = last;
  }
  const expected = ["RTM1", "LON1"].flatMap((warehouse) => Array.from({ length: 11 }, (_, n) => `${warehouse} ${11 - n}`));
  assert.deepEqual(seen, expected);
  assert.equal((await stock.ledger(variantId!, "LON1", null, 100)).length, 11);
});
