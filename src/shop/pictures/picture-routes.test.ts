import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestShop, mugToImport, type TestShop } from "../catalog/catalog.fixture.ts";
import { changeProduct } from "../catalog/change-product.ts";
import { importProducts } from "../catalog/import-products.ts";
import { createProductPages } from "../catalog/product-pages.ts";
import { createProductReads } from "../catalog/product-reads.ts";
import { productRoutes } from "../catalog/product-routes.ts";
import { createReferenceStore } from "../pricing/reference-store.ts";
import { pictureRoutes } from "./picture-routes.ts";
import { createPictures } from "./pictures.ts";

let shop: TestShop;
let mugId: number;
let shirtId: number;
const shirt = mugToImport(2, {
  name: "Plain T-Shirt",
  categoryPath: ["Clothing"],
  variants: ["Red", "Blue"].flatMap((Colour) =>
    ["S", "M"].map((Size) => ({
      sku: `SHIRT-${Colour}-${Size}`,
      options: { Colour, Size },
      priceMinor: 1_000,
      tiers: [],
      weightGrams: 200,
    })),
  ),
});

before(async () => {
  shop = await createTestShop((app, db) => {
    const reference = createReferenceStore(db);
    const reads = createProductReads(db, reference);
    productRoutes(app, {
      pages: createProductPages(db, reference),
      answers: null,
      clock: { now: () => new Date("2026-03-15T12:00:00Z") },
    });
    pictureRoutes(app, { reads, reference, pictures: createPictures() });
  });
  const { variantIdOfSku } = await importProducts(shop.db, [mugToImport(1, { name: "Red Mug <b>\u202e" }), shirt]);
  mugId = Math.floor(variantIdOfSku.get("MUG-1")! / 10_000);
  shirtId = Math.floor(variantIdOfSku.get("SHIRT-Red-S")! / 10_000);
});
after(() => shop.close());

const get = (url: string, headers: Record<string, string> = {}) => shop.app.inject({ method: "GET", url, headers });

test("a product without pictures of its own names drawn ones, and each is there, for good", async () => {
  const { body } = await shop.call("GET", `/v1/products/${mugId}`, { role: null });
  assert.equal(body.media.length, 3);
  for (const { url, width, height, options } of body.media) {
    assert.deepEqual([width, height, options], [800, 800, {}]);
    const { statusCode, headers, body: svg } = await get(url);
    assert.equal(statusCode, 200, url);
    assert.match(String(headers["content-type"]), /^image\/svg\+xml/);
    assert.match(String(headers["cache-control"]), /immutable/);
    assert.equal(headers["content-security-policy"], "default-src 'none'; frame-ancestors 'none'; sandbox");
    assert.match(svg, /^<svg .*<\/svg>$/s);
    assert.ok(!svg.includes("<b>") && !svg.includes("<script"));
  }
});

test("a picture costs one statement, and none of its bytes when the client has it", async () => {
  const url = `/pictures/${mugId}/front.svg`;
  const first = await get(url);
  const before = shop.db.counters.statements;
  const second = await get(url, { "if-none-match": String(first.headers.etag) });
  assert.equal(shop.db.counters.statements - before, 1);
  assert.equal(second.statusCode, 304);
  assert.equal(second.body, "");
  assert.match(String(first.headers["cache-control"]), /max-age=3600/);
  assert.equal((await get(`${url}?v=1.999`)).headers["cache-control"], first.headers["cache-control"]);
});

test("each look of a product has its pictures, in its colour, and sizes share them", async () => {
  const { body } = await shop.call("GET", `/v1/products/${shirtId}`, { role: null });
  const options = body.media.map((item: { options: object }) => JSON.stringify(item.options));
  assert.deepEqual(options, ['{"Colour":"Red"}', '{"Colour":"Red"}', '{"Colour":"Blue"}', '{"Colour":"Blue"}', "{}"]);
  const [red, , blue] = body.media as { url: string; alt: string }[];
  assert.equal(blue!.alt, "Plain T-Shirt, Blue");
  assert.notEqual((await get(red!.url)).body, (await get(blue!.url)).body);
});

test("a new name is drawn anew under a new address", async () => {
  const address = async () => (await shop.call("GET", `/v1/products/${mugId}`, { role: null })).body.media[0].url as string;
  const old = await address();
  const { headers } = await get(old);
  await shop.db.transaction((tx) => changeProduct(tx, mugId, null, (product) => ({ ...product, name: "Green Teapot" })));
  assert.notEqual(await address(), old);
  const now = await get(await address());
  assert.notEqual(now.headers.etag, headers.etag);
});

test("categories have pictures, and what is not there has none", async () => {
  const category = await get("/pictures/categories/mugs-and-cups.svg");
  assert.equal(category.statusCode, 200);
  assert.ok(category.headers.etag);
  for (const url of [
    "/pictures/categories/nothing.svg",
    "/pictures/999999/front.svg",
    `/pictures/${mugId}/front.svg?variant=${shirtId * 10_000 + 1}`,
  ])
    assert.equal((await get(url)).statusCode, 404, url);
  for (const url of [`/pictures/${mugId}/back.svg`, "/pictures/x/front.svg", `/pictures/${mugId}/front.svg?size=3`])
    assert.equal((await get(url)).statusCode, 400, url);
});

test("hostile addresses are refused and never an error of the server", async () => {
  for (const url of [
    "/pictures/1%00/front.svg",
    "/pictures/99999999999999999999/front.svg",
    "/pictures/-1/front.svg",
    "/pictures/1e3/front.svg",
    `/pictures/${mugId}/front%00.svg`,
    `/pictures/${mugId}/front.svg?variant=99999999999999999999`,
    `/pictures/${mugId}/front.svg?variant=x`,
    `/pictures/${mugId}/front.svg?v=${"a".repeat(41)}`,
    "/pictures/categories/%00.svg",
    "/pictures/categories/%ED%A0%80.svg",
    "/pictures/categories/..%2F..%2Fetc.svg",
    "/pictures/categories/__proto__.svg",
    `/pictures/categories/${"a".repeat(300)}.svg`,
  ]) {
    const { statusCode, headers } = await get(url);
    assert.ok(statusCode >= 400 && statusCode < 500, `${url}: ${statusCode}`);
    assert.match(String(headers["content-type"]), /problem\+json/, url);
  }
});
