import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type AtelierTestShop, createAtelierShop } from "../../src/compat/atelier/atelier.fixture.ts";
import { readEnvironment } from "../../src/platform/topology/environment.ts";
import { prepareShop } from "../../src/shop/prepare.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { type Client, createClient, shown } from "./client.ts";

/** What the clients show of a product, and what they look broken without. */
const PRODUCTS = 100;
/** Of pages that are open at once. */
const AT_ONCE = 4;
/** The demo shop shows what being sold out looks like, on one product in two hundred. */
const MAX_SOLD_OUT = 2;

let place: TemporaryDirectory;
let shop: AtelierTestShop;
let client: Client;
before(async () => {
  place = await makeTemporaryDirectory();
  shop = await createAtelierShop({
    prepare: (_db, { url }) => {
      const environment = readEnvironment({ DATABASE_URL: url, TENFOLD_DATA: place.path, TENFOLD_DEMO: "on" });
      return prepareShop({ ...environment, databaseUrl: url }, () => undefined);
    },
  });
  client = createClient(shop.url, "a front");
});
after(async () => {
  await shop.close();
  await place.remove();
});

/** What is missing on the page of a product. */
async function faultsOf(id: number): Promise<string[]> {
  const page = await client.productPage(id);
  const { product, styles, defaultStyle, related, reviews, questions, breakdowns } = page;
  const faults: string[] = [];
  const expect = (holds: boolean, what: string) => {
    if (!holds) faults.push(`product ${id} (${product.name}): ${what}`);
  };
  for (const text of [product.name, product.slogan, product.description, product.category, product.campus]) shown(text);
  expect(Number(product.default_price) > 0, `costs ${product.default_price}`);
  expect(product.features.length >= 2, `${product.features.length} features`);
  expect(
    styles.every(({ photos }) => photos.every(({ url }: { url: unknown }) => shown(url))),
    "no photo",
  );
  expect(defaultStyle.photos.length >= 2, `${defaultStyle.photos.length} photos`);
  const skus = Object.values<{ quantity: number; size: string }>(defaultStyle.skus);
  expect(
    skus.every(({ size }) => size !== ""),
    "a size without a name",
  );
  expect(
    skus.some(({ quantity }) => quantity > 0),
    "sold out",
  );
  expect(related.length >= 2, `${related.length} related products`);
  expect(reviews.length >= 2, `${reviews.length} reviews`);
  expect(page.stars >= 1 && page.stars <= 5, `${page.stars} stars`);
  expect(breakdowns.length >= 1 && breakdowns.every(({ value }) => value >= 1 && value <= 5), "no characteristics");
  const answered = questions.filter(({ answers }) => Object.keys(answers).length > 0);
  expect(answered.length >= 2, `${answered.length} answered questions`);
  return faults;
}

test("the first products of the demo shop have all that a client shows", async () => {
  const products: { id: number }[] = await client.get(`/products?count=${PRODUCTS}`);
  assert.equal(products.length, PRODUCTS);
  const waiting = products.map(({ id }) => id);
  const faults: string[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) faults.push(...(await faultsOf(id)));
    }),
  );
  const soldOut = faults.filter((fault) => fault.endsWith("sold out"));
  assert.ok(soldOut.length <= MAX_SOLD_OUT, soldOut.join("\n"));
  assert.deepEqual(
    faults.filter((fault) => !soldOut.includes(fault)),
    [],
  );
});
