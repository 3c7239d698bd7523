import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { createTestShop, mugToImport, type TestShop } from "./catalog.fixture.ts";
import { importProducts } from "./import-products.ts";

let shop: TestShop;
before(async () => {
  shop = await createTestShop(() => undefined);
});
after(() => shop.close());

test("documents from before slogans, styles and pictures of single colours get them by the migration", async () => {
  const variant = (colour: string, size: string) => ({
    sku: `${colour}-${size}`,
    options: { colour, Size: size },
    priceMinor: 100,
    tiers: [],
    weightGrams: 1,
  });
  const many = [variant("Pink", "S"), variant("Blue", "S"), variant("Pink", "M"), variant("Blue", "M")];
  await importProducts(shop.db, [mugToImport(1, { variants: many }), mugToImport(2)]);
  await shop.testDatabase.query(
    `update product_documents set body = jsonb_set(body, '{media}', '[{"kind": "image", "url": "/a.jpg", "alt": ""}]')`,
  );
  const documents = () => shop.testDatabase.query<{ body: { media: object[] } }>("select body from product_documents order by 1");
  const expected = await documents();
  for (const { body } of expected) for (const item of body.media) Object.assign(item, { options: {} });
  await shop.testDatabase.query(
    `update product_documents set body = jsonb_set(body - 'slogan' - 'createdAt' - 'updatedAt', '{variants}',
       (select jsonb_agg(item - 'styleId' order by n) from jsonb_array_elements(body -> 'variants') with ordinality as v (item, n)))`,
  );
  const migration = await readFile(new URL("../../../migrations/0009_atelier.sql", import.meta.url), "utf8");
  await shop.testDatabase.query(/^with styles as[\s\S]+?;$/m.exec(migration)![0]);
  assert.deepEqual(await documents(), expected);
});
