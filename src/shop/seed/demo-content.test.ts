import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { readDemoCatalogue } from "../catalog/demo-catalogue.ts";
import { seedDemo } from "./demo.ts";
import { demoClothing } from "./demo-clothing.ts";
import { seedDemoContent } from "./demo-content.ts";
import { seedReferenceData } from "./reference-data.ts";

const now = new Date("2026-11-23T12:00:00Z");
const MOST = 60;

let testDatabase: TestDatabase;
let db: Database;
const rows = <T extends object>(text: string) => testDatabase.query<T>(text);

before(async () => {
  testDatabase = await createTestDatabase();
  db = createDatabase({ url: testDatabase.url });
  await seedReferenceData(db);
});
after(async () => {
  await db.close();
  await testDatabase.close();
});

test("a shop without the demo catalogue is left alone", async () => {
  assert.equal(await seedDemoContent(db, { now }), null);
});

test("the demo shop gets its content once, however many processes start at once", async () => {
  const products = (await readDemoCatalogue()).products.slice(0, MOST);
  await seedDemo(db, { products });
  const results = await Promise.all(Array.from({ length: 3 }, () => seedDemoContent(db, { products, now })));
  const [result] = results.filter((each) => each !== null);
  assert.equal(results.filter((each) => each !== null).length, 1);
  const [counts] = await rows<Record<string, number>>(
    `select (select count(*)::int from reviews) as reviews, (select count(*)::int from questions) as questions,
      (select count(*)::int from products) as products`,
  );
  assert.deepEqual(counts, { reviews: result!.reviews, questions: result!.questions, products: MOST + demoClothing.length });
});

test("every product has two reviews and two questions with answers, all of it marked as generated", async () => {
  const poor = await rows(
    `select p.slug from products p where (select count(*) from reviews r where r.product_id = p.id) < 2
      or (select count(*) from questions q where q.product_id = p.id and q.answer_count > 0) < 2`,
  );
  assert.deepEqual(poor, []);
  const [unmarked] = await rows<{ reviews: number; questions: number; answers: number; late: number }>(
    `select (select count(*)::int from reviews where not generated or email is not null) as reviews,
      (select count(*)::int from questions where not generated) as questions,
      (select count(*)::int from answers where not generated) as answers,
      (select count(*)::int from reviews where created_at >= '2026-11-23 12:00Z' or created_at < '2025-11-22 12:00Z') as late`,
  );
  assert.deepEqual(unmarked, { reviews: 0, questions: 0, answers: 0, late: 0 });
});

test("the sums of the generated reviews are their sums", async () => {
  const wrong = await rows(
    `select s.product_id from review_summaries s
     left join (select product_id, count(*) as count, sum(rating) as sum, count(*) filter (where recommend) as yes from reviews group by 1) r
       using (product_id)
     where (s.count, s.rating_sum, s.recommended_yes) is distinct from (coalesce(r.count, 0), coalesce(r.sum, 0), coalesce(r.yes, 0))`,
  );
  assert.deepEqual(wrong, []);
});

test("clothing comes in colours and sizes, in stock, with a slogan, judged by its fit, and some of it on sale", async () => {
  const [clothing] = await rows<Record<string, number>>(
    `select count(*)::int as products, count(*) filter (where slogan <> '')::int as slogans,
      (select count(distinct product_id)::int from variant_prices v join price_lists l on l.id = v.price_list_id where l.kind = 'sale') as on_sale
     from products where option_names = '{colour,size}'`,
  );
  assert.deepEqual(clothing, { products: demoClothing.length, slogans: demoClothing.length, on_sale: 2 });
  const [fit] = await rows<{ names: string[] }>(
    `select array_agg(c.name order by c.name) as names from review_characteristics c join products p on p.id = c.product_id
     where p.slug = 'everyday-cotton-t-shirt'`,
  );
  assert.deepEqual(fit!.names, ["Comfort", "Fit", "Length", "Quality"]);
});
