import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { readDemoCatalogue } from "../catalog/demo-catalogue.ts";
import { seedDemo } from "./demo.ts";
import { seedReferenceData } from "./reference-data.ts";

let testDatabase: TestDatabase;
let db: Database;
before(async () => {
  testDatabase = await createTestDatabase();
  db = createDatabase({ url: testDatabase.url });
  await seedReferenceData(db);
});
after(async () => {
  await db.close();
  await testDatabase.close();
});

test("the demo catalogue is seeded once, whole, and a second time nothing happens", async () => {
  const { products } = await readDemoCatalogue();
  const progress: string[] = [];
  const result = await seedDemo(db, { onProgress: (message) => progress.push(message) });
  const variants = products.reduce((sum, product) => sum + product.variants.length, 0);
  assert.equal(result?.products, products.length);
  assert.equal(result?.variants, variants);
  assert.ok(progress.includes(`demo catalogue: ${products.length} of ${products.length} products`));
  const [counts] = await testDatabase.query<Record<string, number>>(
    `select (select count(*)::int from product_documents) as documents, (select count(*)::int from variant_offers) as offers,
      (select count(*)::int from promotions) as promotions, (select count(*)::int from product_companions where source = 'given') as companions`,
  );
  assert.ok(counts!.companions! > 0.85 * products.length, `${counts!.companions} products have companions`);
  assert.deepEqual(counts, { documents: products.length, offers: variants, promotions: 3, companions: counts!.companions });
  assert.equal(await seedDemo(db), null);
});

test("the ledger of the demo stock folds to its levels", async () => {
  const wrong = await testDatabase.query(
    `select from stock_levels s
     left join (select product_id, variant_id, warehouse, sum(on_hand_delta) as on_hand, sum(backorder_limit_delta) as backorder_limit,
       max(version) as version from stock_ledger group by 1, 2, 3) l using (product_id, variant_id, warehouse)
     where (s.on_hand, s.backorder_limit, s.version) is distinct from (l.on_hand, l.backorder_limit, l.version)`,
  );
  assert.equal(wrong.length, 0);
});
