import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createReferenceStore } from "../pricing/reference-store.ts";
import { adminStructureRoutes } from "./admin-structure-routes.ts";
import { createTestShop, mugToImport, type TestShop } from "./catalog.fixture.ts";
import { changeProduct } from "./change-product.ts";
import { importProducts } from "./import-products.ts";
import { createProductPages } from "./product-pages.ts";
import { productRoutes } from "./product-routes.ts";

let shop: TestShop;
let productId: number;
before(async () => {
  shop = await createTestShop((app, db) => {
    adminStructureRoutes(app, { db });
    productRoutes(app, {
      pages: createProductPages(db, createReferenceStore(db)),
      answers: null,
      clock: { now: () => new Date() },
    });
  });
  const { variantIdOfSku } = await importProducts(shop.db, [mugToImport(1), mugToImport(2)]);
  productId = Math.floor(variantIdOfSku.get("MUG-1")! / 10_000);
});
after(() => shop.close());

const idOf = async (slug: string) =>
  (await shop.testDatabase.query<{ id: number }>("select id from categories where slug = $1", [slug]))[0]!.id;
const listed = async (category: string) => (await shop.call("GET", `/v1/products?category=${category}`)).body.items.length;
const offerCategories = async () =>
  (
    await shop.testDatabase.query("select body -> 'categoryIds' as ids from variant_offers where product_id = $1", [productId])
  )[0]!.ids;

test("a category's new name is on its products' pages at once, and no product changes for it", async () => {
  const id = await idOf("mugs-and-cups");
  const renamed = await shop.call("PATCH", `/v1/admin/categories/${id}`, { body: { name: "Mugs", slug: "mugs" } });
  assert.equal(renamed.status, 200);
  const page = await shop.call("GET", `/v1/products/${productId}`);
  assert.equal(page.body.category.name, "Mugs");
  const [product] = await shop.testDatabase.query("select version::int from products where id = $1", [productId]);
  assert.equal(product!.version, 1);
});

test("a category that moves takes its products along, in listings and in offers", async () => {
  const [kitchen, mugs] = [await idOf("kitchen"), await idOf("mugs")];
  const gifts = (await shop.call("POST", "/v1/admin/categories", { body: { name: "Gifts" } })).body;
  assert.deepEqual([gifts.slug, gifts.parentId], ["gifts", null]);
  assert.equal((await shop.call("PATCH", `/v1/admin/categories/${mugs}`, { body: { parentId: gifts.id } })).status, 200);
  assert.deepEqual([await listed("kitchen"), await listed("gifts"), await listed("mugs")], [0, 2, 2]);
  assert.deepEqual(
    await offerCategories(),
    [mugs, gifts.id].sort((a, b) => a - b),
  );
  assert.equal((await shop.call("PATCH", `/v1/admin/categories/${gifts.id}`, { body: { parentId: mugs } })).status, 400);
  assert.equal((await shop.call("DELETE", `/v1/admin/categories/${gifts.id}`)).body.code, "conflict");
  assert.equal((await shop.call("DELETE", `/v1/admin/categories/${kitchen}`)).status, 204);
  assert.equal((await shop.call("POST", "/v1/admin/categories", { body: { name: "Gifts" } })).body.code, "slug-taken");
});

test("products that change while their category moves end up below its last parent", async () => {
  const mugs = await idOf("mugs");
  const parents: number[] = [];
  for (const name of ["North", "South"])
    parents.push((await shop.call("POST", "/v1/admin/categories", { body: { name } })).body.id);
  await Promise.all([
    ...Array.from({ length: 6 }, (_, n) =>
      shop.call("PATCH", `/v1/admin/categories/${mugs}`, { body: { parentId: parents[n % 2] } }),
    ),
    ...Array.from({ length: 12 }, (_, n) =>
      shop.db.transaction((tx) => changeProduct(tx, productId, null, (product) => ({ ...product, popularity: n }))),
    ),
  ]);
  const [row] = await shop.testDatabase.query("select parent_id from categories where id = $1", [mugs]);
  const expected = [mugs, row!.parent_id].sort((a, b) => a - b);
  assert.deepEqual(await offerCategories(), expected);
  const stored = await shop.testDatabase.query("select category_id from product_categories where product_id = $1 order by 1", [
    productId,
  ]);
  assert.deepEqual(
    stored.map(({ category_id }) => category_id),
    expected,
  );
});

test("brands and attributes are defined, and those in use stay", async () => {
  const brand = (await shop.call("POST", "/v1/admin/brands", { body: { name: "Emma Bridge" } })).body;
  assert.equal(brand.slug, "emma-bridge");
  await shop.db.transaction((tx) => changeProduct(tx, productId, null, (product) => ({ ...product, brandId: brand.id })));
  await shop.call("PUT", `/v1/admin/brands/${brand.id}`, { body: { name: "Emma", slug: "emma" } });
  assert.deepEqual((await shop.call("GET", `/v1/products/${productId}`)).body.brand, {
    id: brand.id,
    slug: "emma",
    name: "Emma",
  });
  assert.equal((await shop.call("DELETE", `/v1/admin/brands/${brand.id}`)).body.code, "conflict");
  assert.deepEqual((await shop.call("GET", "/v1/admin/brands")).body.items.length, 1);

  const finish = { label: "Finish", type: "option", options: ["matt", "glossy"] };
  assert.equal((await shop.call("PUT", "/v1/admin/attributes/finish", { body: finish })).status, 200);
  assert.equal(
    (await shop.call("PUT", "/v1/admin/attributes/finish", { body: { label: "Finish", type: "text" } })).body.code,
    "conflict",
  );
  assert.equal((await shop.call("PUT", "/v1/admin/attributes/gloss", { body: { label: "Gloss", type: "option" } })).status, 400);
  const withFinish = (value: string) =>
    shop.db.transaction((tx) => changeProduct(tx, productId, null, (product) => ({ ...product, attributes: { finish: value } })));
  await assert.rejects(withFinish("rough"), /finish|form/);
  await withFinish("matt");
  assert.equal((await shop.call("DELETE", "/v1/admin/attributes/finish")).body.code, "conflict");
  assert.equal((await shop.call("DELETE", "/v1/admin/attributes/colour")).status, 409);
  assert.equal((await shop.call("DELETE", "/v1/admin/attributes/nothing")).status, 404);
});
