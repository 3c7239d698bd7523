import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { createIdBlocks } from "../../platform/database/id-blocks.ts";
import { adminProductRoutes } from "../catalog/admin-product-routes.ts";
import { adminStructureRoutes } from "../catalog/admin-structure-routes.ts";
import { createTestShop, mugToImport, type TestShop } from "../catalog/catalog.fixture.ts";
import { importProducts } from "../catalog/import-products.ts";
import { openStock } from "../inventory/opening-stock.ts";
import { composeSearch } from "./search.fixture.ts";

let shop: TestShop;
let composed: ReturnType<typeof composeSearch>;

const kettle = (number: number, colour: string, priceMinor: number) => ({
  ...mugToImport(number),
  slug: `kettle-${number}`,
  name: `${colour} enamel kettle`,
  description: `A kettle for <b>tea</b>, ${colour.toLowerCase()} outside and white within.`,
  categoryPath: ["Kitchen", "Kettles"],
  attributes: { colour },
  variants: [
    { sku: `KETTLE-${number}`, options: { size: number % 2 === 0 ? "Large" : "Small" }, priceMinor, tiers: [], weightGrams: 900 },
  ],
});

before(async () => {
  shop = await createTestShop((app, db) => {
    composed = composeSearch(db, app);
    adminProductRoutes(app, { db, productIds: createIdBlocks(db, "products", 10) });
    adminStructureRoutes(app, { db });
  });
  const { variantIdOfSku } = await importProducts(shop.db, [
    ...Array.from({ length: 25 }, (_, index) => mugToImport(index + 1)),
    kettle(101, "Red", 2_999),
    kettle(102, "Blue", 3_999),
    kettle(103, "Red", 4_999),
  ]);
  await openStock(
    shop.db,
    [...variantIdOfSku].map(([sku, variantId]) => ({
      variantId,
      warehouse: "LON1",
      onHand: sku === "KETTLE-103" ? 0 : 5,
      backorderLimit: 0,
      reorderLevel: null,
    })),
  );
  await composed.indexer.reindex();
});
after(() => shop.close());

const search = async (query: string) => {
  const { status, body } = await shop.call("GET", `/v1/search?${query}`, { role: null });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
type Item = { readonly name: string };
const names = (body: { readonly items: readonly Item[] }) => body.items.map(({ name }) => name);
type Facet = { readonly name: string; readonly values: readonly { value: string; count: number; selected: boolean }[] };
const facet = (body: { readonly facets: readonly Facet[] }, name: string) =>
  Object.fromEntries(body.facets.find((one) => one.name === name)?.values.map(({ value, count }) => [value, count]) ?? []);

test("a search answers products as lists show them, with highlights that are no markup", async () => {
  const body = await search("q=red%20kettles");
  assert.equal(body.query, "red kettles");
  assert.equal(body.correctedQuery, null);
  assert.equal(body.fallback, null);
  assert.equal(names(body)[0], "Red enamel kettle");
  const [first] = body.items;
  assert.deepEqual(
    first.highlight.name.filter((segment: { hit: boolean }) => segment.hit).map((segment: { text: string }) => segment.text),
    ["Red", "kettle"],
  );
  assert.match(first.highlight.description.map((segment: { text: string }) => segment.text).join(""), /<b>tea<\/b>/);
  assert.equal(first.variants[0].price.currency, "GBP");
});

test("a typing error is mended at once, and the answer says so", async () => {
  const body = await search("q=kettel");
  assert.equal(body.correctedQuery, "kettle");
  assert.equal(body.total.count, 3);
});

test("filters narrow the results and each facet counts with the filters of the others", async () => {
  const body = await search("q=kettle&attribute=colour:Red&available=true");
  assert.deepEqual(names(body), ["Red enamel kettle"]);
  assert.deepEqual(facet(body, "colour"), { Red: 1, Blue: 1 });
  assert.deepEqual(facet(body, "availability"), { true: 1 });
  assert.deepEqual(facet(body, "size"), { Small: 1 });
  assert.deepEqual(facet(body, "category"), { kitchen: 1, kettles: 1 });
  const selected = body.facets
    .find((one: Facet) => one.name === "colour")
    .values.find((one: { value: string }) => one.value === "Red");
  assert.equal(selected.selected, true);
});

test("prices filter and sort in the currency shown", async () => {
  const pounds = await search("q=kettle&priceMin=3000&priceMax=4999&sort=price-desc&currency=GBP");
  assert.deepEqual(
    pounds.items.map((item: { variants: { price: { amountMinor: number } }[] }) => item.variants[0]!.price.amountMinor),
    [4_999, 3_999],
  );
  const euros = await search("q=kettle&sort=price-asc&currency=EUR");
  const amounts = euros.items.map(
    (item: { variants: { price: { amountMinor: number } }[] }) => item.variants[0]!.price.amountMinor,
  );
  const lowest = await search(`q=kettle&currency=EUR&priceMax=${amounts[0]}`);
  assert.equal(lowest.total.count, 1);
  assert.equal(
    Object.values(facet(euros, "price")).reduce((sum: number, count) => sum + Number(count), 0),
    3,
  );
});

test("a category is searched with all below it, by slug or id, and an unknown one is not found", async () => {
  assert.equal((await search("category=kitchen")).total.count, 28);
  assert.equal((await search("category=kettles&q=")).total.count, 3);
  assert.equal((await shop.call("GET", "/v1/search?category=nothing", { role: null })).status, 404);
  assert.equal((await shop.call("GET", "/v1/search?brand=nobody", { role: null })).body.errors[0].path, "/query/brand/0");
  assert.equal((await shop.call("GET", "/v1/search?currency=XXX", { role: null })).body.code, "currency-unsupported");
});

test("pages follow each other, and a cursor belongs to its query", async () => {
  const seen = new Set<number>();
  let cursor: string | null = "";
  for (let page = 0; cursor !== null && page < 10; page += 1) {
    const body: { items: { id: number }[]; nextCursor: string | null } = await search(
      `q=mug&limit=10${cursor === "" ? "" : `&cursor=${cursor}`}`,
    );
    for (const { id } of body.items) seen.add(id);
    cursor = body.nextCursor;
  }
  assert.equal(seen.size, 25);
  const { nextCursor } = await search("q=mug&limit=10");
  const other = await shop.call("GET", `/v1/search?q=kettle&limit=10&cursor=${nextCursor}`, { role: null });
  assert.equal(other.status, 400);
});

test("when nothing is found, what sells best is shown and said to be that", async () => {
  const body = await search("q=xylqzzphon");
  assert.equal(body.fallback, "popular");
  assert.deepEqual(body.total, { count: 0, isEstimate: false });
  assert.ok(body.items.length > 0);
  assert.equal(body.nextCursor, null);
});

test("suggestions complete words and name categories and products", async () => {
  const { body } = await shop.call("GET", "/v1/search/suggest?q=ket", { role: null });
  const kinds = Map.groupBy(body.items as { kind: string; text: string; slug: string | null }[], ({ kind }) => kind);
  assert.deepEqual(
    kinds.get("query")?.map(({ text }) => text),
    ["kettle"],
  );
  assert.deepEqual(
    kinds.get("category")?.map(({ slug }) => slug),
    ["kettles"],
  );
  assert.ok(kinds.get("product")!.every(({ text }) => text.includes("kettle")));
  assert.deepEqual(body.items[0].highlighted, [
    { text: "ket", hit: true },
    { text: "tle", hit: false },
  ]);
  assert.deepEqual((await shop.call("GET", "/v1/search/suggest?q=%20", { role: null })).body.items, []);
});

test("the staff's synonyms are found as soon as they are saved, and no longer when they are removed", async () => {
  const created = await shop.call("POST", "/v1/admin/search/synonyms", { body: { terms: ["boiler", "kettle"] } });
  assert.equal(created.status, 201);
  await waitFor(async () => (await search("q=boilers")).total.count === 3);
  const changed = await shop.call("PUT", `/v1/admin/search/synonyms/${created.body.id}`, {
    body: { terms: ["kettle", "teamaker"], oneWay: true },
  });
  assert.deepEqual(changed.body, { id: created.body.id, terms: ["kettle", "teamaker"], oneWay: true });
  await waitFor(async () => (await search("q=boilers")).total.count === 0);
  assert.equal((await search("q=teamaker")).total.count, 0);
  assert.equal((await shop.call("DELETE", `/v1/admin/search/synonyms/${created.body.id}`)).status, 204);
  assert.equal((await shop.call("DELETE", `/v1/admin/search/synonyms/${created.body.id}`)).status, 404);
  assert.deepEqual((await shop.call("GET", "/v1/admin/search/synonyms")).body.items, []);
  assert.equal((await shop.call("POST", "/v1/admin/search/synonyms", { body: { terms: ["!", "kettle"] } })).status, 400);
  assert.equal(
    (await shop.call("POST", "/v1/admin/search/synonyms", { body: { terms: ["a", "b"] }, role: "viewer" })).status,
    403,
  );
});
