import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { changeProduct, changeVariant } from "../../shop/catalog/change-product.ts";
import { ALBUM, type AtelierTestShop, createAtelierShop, fillShop, JACKET, LESSON, MUG } from "./atelier.fixture.ts";

let shop: AtelierTestShop;
before(async () => {
  shop = await createAtelierShop();
  await fillShop(shop);
});
after(() => shop.close());

const get = (path: string, headers: Record<string, string> = {}) => shop.call("GET", path, { headers });
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

test("the list has the fields of the contract and no others", async () => {
  const { status, headers, body } = await get("/products");
  assert.equal(status, 200);
  assert.equal(headers["content-type"], "application/json; charset=utf-8");
  const [{ created_at, updated_at, ...jacket }] = body;
  assert.match(created_at, ISO);
  assert.match(updated_at, ISO);
  assert.deepEqual(jacket, {
    id: JACKET,
    campus: "Tenfold",
    name: "Camo Onesie",
    slogan: "Blend in to your crowd",
    description: "The So Fatigues will wake you up and fit you in.",
    category: "Jackets",
    default_price: "140.00",
  });
  assert.deepEqual(
    body.map(({ id, default_price }: { id: number; default_price: string }) => [id, default_price]),
    [
      [JACKET, "140.00"],
      [MUG, "8.50"],
      [LESSON, "50.00"],
      [ALBUM, "0.85"],
    ],
  );
});

test("pages are counted from 1, have 5 products unless asked for more, and end with an empty one", async () => {
  const ids = async (query: string) => {
    const { status, body } = await get(`/products${query}`);
    assert.equal(status, 200, query);
    return body.map(({ id }: { id: number }) => id);
  };
  assert.deepEqual(await ids("?page=1&count=3"), [1, 2, 3]);
  assert.deepEqual(await ids("?page=2&count=3"), [4]);
  assert.deepEqual(await ids("?page=3&count=3"), []);
  assert.deepEqual(await ids("/?count=2"), [1, 2]);
  assert.deepEqual(await ids("?count=9007199254740991"), [1, 2, 3, 4]);
  assert.deepEqual(await ids("?count=9007199254740991&page=2"), []);
  assert.deepEqual(await ids("?page=9007199254740991"), []);
  for (const nonsense of [
    "?page=0&count=0",
    "?page=-1",
    "?page=abc&count=NaN",
    "?count=1.5",
    "?page=&count=",
    "?page=1&page=2",
  ]) {
    assert.deepEqual(await ids(nonsense), [1, 2, 3, 4], nonsense);
  }
});

test("a product has its features: typed attributes by their labels, a yes without a value, and where it belongs", async () => {
  const { status, body } = await get(`/products/${JACKET}`);
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body), [
    "id",
    "campus",
    "name",
    "slogan",
    "description",
    "category",
    "default_price",
    "created_at",
    "updated_at",
    "features",
  ]);
  assert.deepEqual(body.features, [
    { feature: "Material", value: "Canvas" },
    { feature: "Waterproof", value: null },
    { feature: "Category", value: "Jackets" },
    { feature: "Range", value: "Clothing" },
  ]);
  assert.deepEqual((await get(`/products/${LESSON}`)).body.features, []);
});

test("styles are the colours, with their own pictures, sizes, live quantities and sale", async () => {
  const { status, body } = await get(`/products/${JACKET}/styles`);
  assert.equal(status, 200);
  const photos = (...names: string[]) =>
    names.map((name) => `https://images.example.com/${name}.jpg`).map((url) => ({ thumbnail_url: url, url }));
  assert.deepEqual(body, {
    product_id: "1",
    results: [
      {
        style_id: 10_001,
        name: "Forest Green",
        original_price: "140.00",
        sale_price: null,
        "default?": false,
        photos: photos("green-1", "green-2", "both"),
        skus: { 10001: { quantity: 0, size: "S" }, 10002: { quantity: 0, size: "M" } },
      },
      {
        style_id: 10_003,
        name: "Midnight Black",
        original_price: "140.00",
        sale_price: "99.00",
        "default?": true,
        photos: photos("both"),
        skus: { 10003: { quantity: 8, size: "S" }, 10004: { quantity: 16, size: "M" } },
      },
    ],
  });
});

test("what is promised to somebody is gone from the quantities at once", async () => {
  await shop.database.query("update stock_levels set reserved = 5 where variant_id = 10003");
  const { body } = await get(`/products/${JACKET}/styles/`);
  assert.equal(body.results[1].skus[10003].quantity, 3);
});

test("a product without options has one default style with drawn pictures at the address that was asked", async () => {
  const { body } = await get(`/products/${MUG}/styles`, { host: "shop.example.com:8443" });
  const [style, ...others] = body.results;
  assert.equal(others.length, 0);
  assert.deepEqual([style["default?"], style.name, style.skus], [true, "Standard", { 20001: { quantity: 3, size: "One Size" } }]);
  assert.ok(style.photos.length >= 2);
  for (const { url, thumbnail_url } of style.photos) {
    assert.match(url, /^http:\/\/shop\.example\.com:8443\/pictures\/2\/[a-z]+\.svg\?v=/);
    assert.match(thumbnail_url, /^http:\/\/shop\.example\.com:8443\/pictures\/2\//);
  }
});

test("a host that is none, and a proxy that nobody trusts, become part of no address", async () => {
  for (const host of ['evil.example.com/"><script>', "a b", "@evil"]) {
    const { body } = await get(`/products/${MUG}/styles`, { host });
    assert.match(body.results[0].photos[0].url, /^\/pictures\//, host);
  }
  const forwarded = { host: "shop.example.com", "x-forwarded-host": "evil.example.com", "x-forwarded-proto": "https" };
  const { body } = await get(`/products/${MUG}/styles`, forwarded);
  assert.match(body.results[0].photos[0].url, /^http:\/\/shop\.example\.com\/pictures\//);
});

test("a service can be ordered in any quantity, and another option than size makes styles", async () => {
  const lesson = (await get(`/products/${LESSON}/styles`)).body.results[0];
  assert.ok(lesson.skus[30001].quantity > 0);
  const album = (await get(`/products/${ALBUM}/styles`)).body.results;
  assert.deepEqual(
    album.map((style: Record<string, unknown>) => [style.style_id, style.name, style["default?"]]),
    [
      [40_001, "Rose", true],
      [40_002, "Jasmine", false],
      [40_003, "Opium", false],
    ],
  );
});

test("a style keeps its id when its first size goes, and a product without variants still has a default style", async () => {
  await shop.db.transaction((tx) => changeVariant(tx, 10_003, null, (variant) => ({ ...variant, status: "archived" })));
  const { results } = (await get(`/products/${JACKET}/styles`)).body;
  assert.deepEqual([results[1].style_id, Object.keys(results[1].skus)], [10_003, ["10004"]]);
  await shop.db.transaction((tx) =>
    changeProduct(tx, ALBUM, null, (product) => ({
      ...product,
      variants: product.variants.map((variant) => ({ ...variant, status: "archived" })),
    })),
  );
  const [style, ...others] = (await get(`/products/${ALBUM}/styles`)).body.results;
  assert.equal(others.length, 0);
  assert.deepEqual([style["default?"], style.original_price, style.sale_price], [true, "0.00", null]);
  assert.deepEqual(style.skus, { null: { quantity: null, size: null } });
});

test("related products are ids of other products", async () => {
  const { status, body } = await get(`/products/${ALBUM}/related`);
  assert.equal(status, 200);
  assert.ok(Array.isArray(body) && !body.includes(ALBUM), JSON.stringify(body));
  assert.ok(body.includes(MUG), JSON.stringify(body));
});

test("when recommendations give up, related products are the others of the category", async () => {
  const beside = async () => ({ boughtTogether: [], related: [], fallback: true });
  const other = await createAtelierShop({ change: (given) => ({ ...given, recommendations: { beside } }) });
  await fillShop(other);
  assert.deepEqual((await other.call("GET", `/products/${ALBUM}/related`)).body, [MUG]);
  assert.equal((await other.call("GET", "/products/77777/related")).status, 404);
  await other.close();
});

test("a product that is not there, or no longer, is 404, and what is no id is 400", async () => {
  await shop.db.transaction((tx) => changeProduct(tx, LESSON, null, (product) => ({ ...product, status: "archived" })));
  for (const path of ["", "/styles"]) {
    assert.equal((await get(`/products/${LESSON}${path}`)).status, 404, path);
    assert.equal((await get(`/products/77777${path}`)).status, 404, path);
    assert.equal((await get(`/products/undefined${path}`)).status, 400, path);
    assert.equal((await get(`/products/99999999999999999999${path}`)).status, 400, path);
  }
  assert.equal((await get("/products/77777/related")).status, 404);
  const { body } = await get("/products");
  assert.ok(body.every(({ id }: { id: number }) => id !== LESSON));
});

test("each read costs one statement, and those that come together share it", async () => {
  const statements = async (paths: readonly string[]) => {
    const before = shop.db.counters.statements;
    for (const { status } of await Promise.all(paths.map((path) => get(path)))) assert.equal(status, 200);
    return shop.db.counters.statements - before;
  };
  for (const path of ["/products", `/products/${JACKET}`, `/products/${JACKET}/styles`])
    assert.equal(await statements([path]), 1, path);
  const page = [JACKET, MUG, ALBUM].flatMap((id) => [`/products/${id}`, `/products/${id}/styles`]);
  assert.ok((await statements([...page, ...page])) <= 3);
});
