import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { createDrillBench } from "../../../test/support/drill-context.ts";
import { hotSku } from "./hot-sku.ts";

const VARIANT = 10_000;

test("one variant is hot while it is in most of the lines of the last seconds", async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const { context } = await createDrillBench(t, { databaseUrl: database.url });
  const facts = { variantId: VARIANT };
  const hold = (variantId: number, lines: number, ago = "0 s") =>
    database.query(
      `insert into stock_ledger (product_id, variant_id, warehouse, version, kind, reserved_delta, recorded_at)
       select $1::bigint / 10000, $1, 'LON1', (extract(epoch from clock_timestamp()) * 1000000)::bigint + n, 'hold', 1, now() - $3::interval
       from generate_series(1, $2::int) n`,
      [variantId, lines, ago],
    );
  assert.equal((await hotSku.symptom(context, facts)).well, true);
  await hold(VARIANT, 40);
  await hold(20_000, 10);
  assert.equal((await hotSku.symptom(context, facts)).well, false);
  assert.equal((await hotSku.cause(context, facts)).well, false);
  // A crowd that wants other things cools it, and yet the buyer gets his pieces.
  await hold(20_000, 60);
  assert.equal((await hotSku.symptom(context, facts)).well, true);
  assert.equal((await hotSku.cause(context, facts)).well, false);
  // What was long ago counts for nothing.
  await database.query("truncate stock_ledger");
  await hold(VARIANT, 40, "1 min");
  assert.equal((await hotSku.symptom(context, facts)).well, true);
  assert.equal((await hotSku.cause(context, facts)).well, true);
});
