import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import type { HistoryEntry } from "../../src/lab/audit/history.ts";
import { newId } from "../../src/platform/ids.ts";
import { startSandboxProvider } from "../../src/shop/payments/sandbox/sandbox.ts";
import { createSandboxProvider } from "../../src/shop/payments/sandbox-provider.ts";
import { assertGreen, historyEntry } from "../support/audited.ts";
import { createTestDatabase } from "../support/database.ts";
import { makeTemporaryDirectory } from "../support/directories.ts";
import { addVariants, createTestShop, fillCarts, levelOf } from "../support/shop.ts";
import { workOff } from "../support/worker.ts";

const UNITS = 500;
const BUYERS = 1_500;

const webhookSecret = "a secret of the tests";
const directory = await makeTemporaryDirectory();
const sandbox = await startSandboxProvider({ bookFile: join(directory.path, "book.ndjson"), webhookSecret });
const provider = createSandboxProvider({ url: sandbox.url, webhookSecret });
const database = await createTestDatabase();
const shops = [await createTestShop({ database, provider }), await createTestShop({ database, provider })];
after(async () => {
  for (const shop of shops) await shop.close();
  await provider.close();
  await sandbox.close();
  await directory.remove();
  await database.close();
});

test("1,500 buyers at two processes, half of them calling twice at once, get exactly the 500 units there are", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 300, RTM1: 200 } });
  const carts = await fillCarts(database, { count: BUYERS, lines: [{ variantId: variantId!, quantity: 1 }] });
  const history: HistoryEntry[] = [];
  const buyers = await Promise.all(
    carts.map(async (cart, index) => {
      const key = newId();
      const processes = index % 2 === 0 ? shops : [shops[index % 4 === 1 ? 0 : 1]!];
      const answers = await Promise.all(processes.map((shop) => shop.buy(cart, { key })));
      history.push(...answers.map((answer) => historyEntry(cart, key, answer)));
      return answers;
    }),
  );

  const codes = new Set(buyers.flat().map((answer) => answer.code ?? answer.status));
  assert.deepEqual(codes, new Set([201, "out-of-stock"]));
  const served = buyers.filter((answers) => answers.some((answer) => answer.status === 201));
  assert.equal(served.length, UNITS);
  for (const answers of served) assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([201]));
  const orderIds = buyers.flat().flatMap((answer) => (answer.outcome === "ok" ? [answer.order!.id] : []));
  assert.equal(new Set(orderIds).size, UNITS);
  const [count] = await database.query(
    "select count(*)::int as orders, count(*) filter (where status = 'paid')::int as paid from orders",
  );
  assert.deepEqual(count, { orders: UNITS, paid: UNITS });

  await workOff(shops[0]!);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: UNITS, reserved: UNITS, allocated: UNITS });
  await assertGreen(database, { providerUrl: sandbox.url, history });
  const perOrder = (shops[0]!.db.counters.statements + shops[1]!.db.counters.statements) / (BUYERS * 1.5);
  assert.ok(perOrder < 2, `${perOrder} statements per checkout`);
});
