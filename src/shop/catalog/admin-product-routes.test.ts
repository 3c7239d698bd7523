import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createIdBlocks } from "../../platform/database/id-blocks.ts";
import { adminProductRoutes } from "./admin-product-routes.ts";
import { createTestShop, type TestShop } from "./catalog.fixture.ts";
import { documentOf, offersOf } from "./product-document.ts";
import { loadProducts } from "./product-store.ts";
import { withAncestors } from "./structure.ts";

let shop: TestShop;
before(async () => {
  shop = await createTestShop((app, db) => adminProductRoutes(app, { db, productIds: createIdBlocks(db, "products", 100) }));
});
after(() => shop.close());

const price = (amountMinor: number) => ({ priceListId: 1, currency: "GBP", minQuantity: 1, amountMinor });
const mug = (name: string, sku: string) => ({
  name,
  variants: [{ sku, weightGrams: 300, prices: [price(1_000)] }],
});
async function create(name: string, sku: string) {
  const { status, body } = await shop.call("POST", "/v1/admin/products", { body: mug(name, sku) });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}
const eventTypes = async (productId: number) =>
  (await shop.testDatabase.query("select type from outbox_product where product_id = $1 order by version, id", [productId])).map(
    ({ type }) => type,
  );

test("a product is created with its variants, changed, archived and restored, and each change is told", async () => {
  const created = await create("Blue mug", "BLUE-1");
  assert.equal(created.slug, "blue-mug");
  assert.equal(created.version, 1);
  assert.equal(created.variants[0].id, created.id * 10_000 + 1);
  const url = `/v1/admin/products/${created.id}`;
  const changed = await shop.call("PATCH", url, { body: { name: "Bluer mug", slug: "bluer-mug" } });
  assert.deepEqual([changed.status, changed.body.name, changed.body.version, changed.headers.etag], [200, "Bluer mug", 2, '"2"']);
  assert.equal((await shop.call("POST", `${url}/archive`)).body.status, "archived");
  assert.equal((await shop.call("PATCH", url, { body: { status: "active" } })).body.code, "conflict");
  assert.equal((await shop.call("POST", `${url}/restore`)).body.status, "active");
  const stored = (await shop.call("GET", url, { role: "viewer" })).body;
  assert.deepEqual([stored.status, stored.version, stored.variants.length], ["active", 4, 1]);
  assert.deepEqual(await eventTypes(created.id), ["product.created", "product.updated", "product.archived", "product.updated"]);
  // The slug that it gave up is free again.
  assert.equal((await create("Blue mug", "BLUE-2")).slug, "blue-mug");
});

test("variants are added, changed and archived, and prices set; only price.changed tells of prices", async () => {
  const { id } = await create("Cup", "CUP-1");
  const added = await shop.call("POST", `/v1/admin/products/${id}/variants`, { body: { sku: "CUP-2" } });
  assert.equal(added.status, 400);
  const options = await shop.call("PATCH", `/v1/admin/products/${id}`, { body: { optionNames: ["size"] } });
  assert.equal(options.body.errors[0].path, "/body/variants/0/options");
  const archived = await shop.call("PATCH", `/v1/admin/variants/${id * 10_000 + 1}`, { body: { status: "archived" } });
  assert.equal(archived.body.variants[0].status, "archived");
  const second = await shop.call("POST", `/v1/admin/products/${id}/variants`, { body: { sku: "CUP-2", prices: [price(700)] } });
  assert.equal(second.status, 201);
  assert.equal(second.body.variants[1].id, id * 10_000 + 2);
  const prices = [price(650), { ...price(600), minQuantity: 12 }];
  const priced = await shop.call("PUT", `/v1/admin/variants/${id * 10_000 + 2}/prices`, { body: { prices } });
  assert.deepEqual(priced.body.variants[1].prices, prices);
  assert.equal((await eventTypes(id)).at(-1), "price.changed");
  for (const [wrong, path] of [
    [{ ...price(1), priceListId: 99 }, "/body/variants/1/prices/0/priceListId"],
    [{ ...price(1), currency: "EUR" }, "/body/variants/1/prices/0/currency"],
  ] as const) {
    const refused = await shop.call("PUT", `/v1/admin/variants/${id * 10_000 + 2}/prices`, { body: { prices: [wrong] } });
    assert.equal(refused.body.errors[0].path, path);
  }
  assert.equal((await shop.call("PUT", `/v1/admin/variants/${id * 10_000 + 3}/prices`, { body: { prices } })).status, 404);
  assert.equal((await shop.call("PATCH", "/v1/admin/products/999999", { body: { name: "x" } })).status, 404);
});

test("a change of another version than If-Match names is refused", async () => {
  const { id } = await create("Bowl", "BOWL-1");
  const url = `/v1/admin/products/${id}`;
  const patch = (tag: string, name: string) => shop.call("PATCH", url, { body: { name }, headers: { "if-match": tag } });
  assert.equal((await patch('"1"', "Bowl A")).status, 200);
  const late = await patch('"1"', "Bowl B");
  assert.deepEqual([late.status, late.body.code, late.body.version], [412, "precondition-failed", 2]);
  assert.equal((await patch("nonsense", "Bowl C")).status, 400);
  const both = await Promise.all([patch('"2"', "Bowl D"), patch('"2"', "Bowl E")]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412]);
});

test("of many who create the same slug or SKU at once, one gets it", async () => {
  const bySlug = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      shop.call("POST", "/v1/admin/products", { body: { ...mug("Jug", `JUG-${n}`), slug: "jug" } }),
    ),
  );
  assert.deepEqual(bySlug.map(({ status, body }) => body.code ?? status).sort(), [201, ...Array(7).fill("slug-taken")]);
  const bySku = await Promise.all(
    Array.from({ length: 8 }, (_, n) => shop.call("POST", "/v1/admin/products", { body: { ...mug(`Pot ${n}`, "POT") } })),
  );
  assert.deepEqual(bySku.map(({ status, body }) => body.code ?? status).sort(), [201, ...Array(7).fill("sku-taken")]);
  assert.deepEqual(bySku.find(({ status }) => status === 409)?.body.skus, ["POT"]);
  const [left] = await shop.testDatabase.query<{ claims: number; products: number }>(
    "select (select count(*)::int from product_slugs) as claims, (select count(*)::int from products) as products",
  );
  assert.equal(left!.claims, left!.products);
});

test("the same Idempotency-Key creates one product", async () => {
  const headers = { "idempotency-key": "create-plate-1" };
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => shop.call("POST", "/v1/admin/products", { body: mug("Plate", "PLATE"), headers })),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201, 201],
  );
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
  assert.equal(answers.filter((answer) => answer.headers["idempotency-replayed"] === "true").length, 3);
  const other = await shop.call("POST", "/v1/admin/products", { body: mug("Plate 2", "PLATE-2"), headers });
  assert.equal(other.body.code, "idempotency-key-reused");
});

test("document and offers are always those of the product's last state, whoever changes it at once", async () => {
  const { id } = await create("Tray", "TRAY-1");
  const variantId = id * 10_000 + 1;
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, n) =>
      n % 3 === 0
        ? shop.call("PATCH", `/v1/admin/products/${id}`, { body: { name: `Tray ${n}`, popularity: n } })
        : n % 3 === 1
          ? shop.call("PUT", `/v1/admin/variants/${variantId}/prices`, { body: { prices: [price(100 + n)] } })
          : shop.call("POST", `/v1/admin/products/${id}/${n % 2 ? "archive" : "restore"}`),
    ),
  );
  assert.ok(answers.every(({ status }) => status === 200));
  const [product] = await loadProducts(shop.db, [id]);
  assert.equal(product!.version, 25);
  const [document] = await shop.testDatabase.query(
    "select version::int, body - 'createdAt' - 'updatedAt' as body from product_documents where product_id = $1",
    [id],
  );
  assert.deepEqual(document, { version: 25, body: documentOf(product!) });
  const offers = await shop.testDatabase.query("select version::int, body from variant_offers where product_id = $1", [id]);
  const expected = offersOf(product!, withAncestors(new Map(), product!.categoryIds)).map(({ body }) => ({ version: 25, body }));
  assert.deepEqual(offers, expected);
});

test("a slogan and pictures of single colours are stored, shown, and kept when other fields change", async () => {
  const picture = (colour: string | null) => ({
    kind: "image",
    url: `https://images.example.com/${colour ?? "all"}.jpg`,
    alt: colour ?? "",
    options: colour === null ? {} : { colour },
  });
  const { status, body } = await shop.call("POST", "/v1/admin/products", {
    body: {
      ...mug("Painted mug", "PAINTED"),
      slogan: "Tea tastes better.",
      optionNames: ["colour"],
      media: [picture("Pink"), picture(null)],
      variants: [{ sku: "PAINTED-PINK", options: { colour: "Pink" } }],
    },
  });
  assert.equal(status, 201);
  assert.equal(body.slogan, "Tea tastes better.");
  assert.deepEqual(
    body.media.map(({ options }: { options: object }) => options),
    [{ colour: "Pink" }, {}],
  );
  const changed = await shop.call("PATCH", `/v1/admin/products/${body.id}`, { body: { popularity: 5 } });
  assert.deepEqual([changed.body.slogan, changed.body.media], [body.slogan, body.media]);
  const fresh = await shop.call("PATCH", `/v1/admin/products/${body.id}`, {
    body: { slogan: "", media: [{ kind: "image", url: "/all.jpg", alt: "" }] },
  });
  assert.deepEqual([fresh.body.slogan, fresh.body.media[0].options], ["", {}]);
  const unknown = { media: [{ kind: "image", url: "/a.jpg", alt: "", options: { size: "L" } }] };
  const refused = await shop.call("PATCH", `/v1/admin/products/${body.id}`, { body: unknown });
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, "/body/media/0/options"]);
});

test("only the catalogue's staff writes, and viewers read", async () => {
  const body = mug("Forbidden", "FORBIDDEN");
  assert.equal((await shop.call("POST", "/v1/admin/products", { body, role: "viewer" })).status, 403);
  assert.equal((await shop.call("POST", "/v1/admin/products", { body, role: null })).status, 401);
  assert.equal((await shop.call("GET", "/v1/admin/products", { role: "viewer" })).status, 200);
});

test("the staff's list has every status and goes on by cursor", async () => {
  const first = await shop.call("GET", "/v1/admin/products?limit=2");
  const second = await shop.call("GET", `/v1/admin/products?limit=100&cursor=${first.body.nextCursor}`);
  const all = await shop.call("GET", "/v1/admin/products?limit=100");
  assert.deepEqual([...first.body.items, ...second.body.items], all.body.items);
  await shop.call("POST", `/v1/admin/products/${all.body.items[0].id}/archive`);
  const archived = await shop.call("GET", "/v1/admin/products?status=archived");
  assert.ok(archived.body.items.some(({ id }: { id: number }) => id === all.body.items[0].id));
});

test("what does not fit the shop is refused with its place", async () => {
  const refusal = async (body: object) => {
    const { status, body: answer } = await shop.call("POST", "/v1/admin/products", { body: { ...mug("Odd", "ODD"), ...body } });
    return [status, answer.errors?.[0].path];
  };
  assert.deepEqual(await refusal({ categoryIds: [77] }), [400, "/body/categoryIds"]);
  assert.deepEqual(await refusal({ brandId: 77 }), [400, "/body/brandId"]);
  assert.deepEqual(await refusal({ attributes: { weight: 1 } }), [400, "/body/attributes"]);
  assert.deepEqual(await refusal({ slug: "123" }), [400, "/body/slug"]);
  const media = (url: string) => [{ kind: "image", url, alt: "" }];
  assert.deepEqual(await refusal({ media: media("javascript:alert(1)") }), [400, "/body/media/0/url"]);
  assert.deepEqual(await refusal({ media: media("https://example.com/a.jpg"), brandId: 77 }), [400, "/body/brandId"]);
  assert.deepEqual(await refusal({ name: "???" }), [400, "/body/slug"]);
  assert.deepEqual(await refusal({ variants: [{ sku: "A" }, { sku: "A" }] }), [400, "/body/variants/1/sku"]);
  assert.deepEqual(await refusal({ variants: [{ sku: "A" }, { sku: "B" }] }), [400, "/body/variants/1/options"]);
});
