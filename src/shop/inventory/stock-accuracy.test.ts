import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { addVariants, createTestShop } from "../../../test/support/shop.ts";
import { newId } from "../../platform/ids.ts";
import { createStockAccuracy, type WrongLevel } from "./stock-accuracy.ts";

const database = await createTestDatabase();
const shop = await createTestShop({ database });
const { db, parts } = shop;
after(async () => {
  await shop.close();
  await database.close();
});

/** Levels that are more than one turn looks at. */
const PRODUCTS = 60;
const variantIds = await addVariants(database, { count: PRODUCTS, stock: { LON1: 5, RTM1: 5 } });

async function lookAround(turns: number): Promise<{ checked: number; wrong: WrongLevel[] }> {
  const wrong: WrongLevel[] = [];
  const accuracy = createStockAccuracy({ db, random: () => 0, onWrong: (level) => wrong.push(level) });
  for (let turn = 0; turn < turns; turn += 1) await accuracy.runOnce();
  assert.equal(accuracy.figures.wrong, wrong.length);
  return { checked: accuracy.figures.checked, wrong };
}

test("levels that changed while it looked are right, and all are looked at in turn", async () => {
  const preference = ["LON1", "RTM1"];
  const line = (index: number) => ({ variantId: variantIds[index % PRODUCTS]!, quantity: 1, tracked: true });
  const holding = Promise.all(
    Array.from({ length: 4 * PRODUCTS }, (_, index) =>
      parts.holds.take({ holdId: newId(), shopperId: newId(), preference, lines: [line(index)] }),
    ),
  );
  const { checked, wrong } = await lookAround(4);
  await holding;
  assert.deepEqual(wrong, []);
  assert.equal(checked, 2 * 2 * PRODUCTS);
});

test("a level that is not what its ledger says is told, wherever a round begins", async () => {
  const variantId = variantIds.at(-1)!;
  await database.query("update stock_levels set on_hand = on_hand + 1 where variant_id = $1 and warehouse = 'RTM1'", [variantId]);
  const { wrong } = await lookAround(2);
  assert.deepEqual(
    wrong.map((level) => [level.variantId, level.warehouse]),
    [[variantId, "RTM1"]],
  );
});
