import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestShop, type TestShop } from "../catalog/catalog.fixture.ts";
import { adminShippingRoutes } from "../shipping/admin-shipping-routes.ts";
import { shippingRoutes } from "../shipping/shipping-routes.ts";
import { adminMarketRoutes } from "./admin-market-routes.ts";
import { adminPriceRoutes } from "./admin-price-routes.ts";
import { marketRoutes } from "./market-routes.ts";
import { createReferenceStore } from "./reference-store.ts";

let shop: TestShop;
const shopperId = "01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60";
before(async () => {
  shop = await createTestShop((app, db) => {
    const reference = createReferenceStore(db);
    // These routes may show a state of some milliseconds ago; the tests want to see their own writes.
    const fresh = { ...reference, recent: reference.fresh };
    adminPriceRoutes(app, { db, reference: fresh });
    adminMarketRoutes(app, { db, reference: fresh });
    marketRoutes(app, { reference: fresh });
    adminShippingRoutes(app, { db });
    shippingRoutes(app, { reference: fresh });
  });
});
after(() => shop.close());

test("prices are agreed with a shopper by the thousand in one statement, and agreed anew", async () => {
  const url = `/v1/admin/shoppers/${shopperId}/price-agreements`;
  const agreements = Array.from({ length: 2_000 }, (_, n) => ({
    variantId: 10_001 + n,
    currency: "GBP",
    amountMinor: n,
    taxIncluded: true,
  }));
  const before = shop.db.counters.statements;
  assert.equal((await shop.call("PUT", url, { body: { agreements } })).status, 204);
  // The other one reads which currencies there are, which a process remembers.
  assert.equal(shop.db.counters.statements - before, 2);
  const changed = { variantId: 10_001, currency: "GBP", amountMinor: 77, taxIncluded: false };
  assert.equal((await shop.call("PUT", url, { body: { agreements: [changed] } })).status, 204);
  const first = (await shop.call("GET", `${url}?limit=2`)).body;
  assert.deepEqual(first.items, [changed, agreements[1]]);
  const next = (await shop.call("GET", `${url}?limit=1&cursor=${first.nextCursor}`)).body;
  assert.deepEqual(next.items, [agreements[2]]);
  assert.equal((await shop.call("PUT", url, { body: { agreements: [changed, changed] } })).status, 400);
  assert.equal((await shop.call("PUT", url, { body: { agreements: [{ ...changed, currency: "XAF" }] } })).status, 400);
  assert.equal((await shop.call("DELETE", url)).status, 204);
  assert.deepEqual((await shop.call("GET", url)).body.items, []);
});

test("price lists are created and changed, but their currency stays", async () => {
  const sale = {
    name: "Sale",
    currency: "GBP",
    kind: "sale",
    startsAt: "2026-03-01T00:00:00Z",
    endsAt: "2026-04-01T00:00:00+01:00",
  };
  const created = await shop.call("POST", "/v1/admin/price-lists", { body: sale });
  assert.equal(created.status, 201);
  assert.ok(created.body.id > 1);
  assert.equal(created.body.endsAt, "2026-03-31T23:00:00.000Z");
  const url = `/v1/admin/price-lists/${created.body.id}`;
  assert.equal((await shop.call("PUT", url, { body: { ...sale, priority: 5 } })).body.priority, 5);
  assert.equal((await shop.call("PUT", url, { body: { ...sale, currency: "EUR" } })).body.code, "conflict");
  assert.equal((await shop.call("PUT", "/v1/admin/price-lists/999", { body: sale })).status, 404);
  assert.equal((await shop.call("POST", "/v1/admin/price-lists", { body: { name: "X", currency: "XAF" } })).status, 400);
  assert.equal((await shop.call("POST", "/v1/admin/price-lists", { body: { ...sale, endsAt: sale.startsAt } })).status, 400);
  assert.equal((await shop.call("PUT", url, { body: { ...sale, kind: "standard" } })).body.errors[0].path, "/body/startsAt");
  const { items } = (await shop.call("GET", "/v1/admin/price-lists")).body;
  assert.deepEqual(
    items.map(({ id, priority }: { id: number; priority: number }) => [id, priority]),
    [
      [1, 0],
      [created.body.id, 5],
    ],
  );
});

test("markets are shown to everybody and changed by the staff, and every change makes a new version", async () => {
  const version = async () => (await createReferenceStore(shop.db).fresh()).version;
  const before = await version();
  const south = { name: "South", currency: "ZAR", pricesIncludeTax: true };
  assert.equal((await shop.call("PUT", "/v1/admin/regions/SOUTH", { body: south })).status, 204);
  const place = { name: "South Africa", regionId: "SOUTH", latitude: -25.7, longitude: 28.2 };
  assert.equal((await shop.call("PUT", "/v1/admin/countries/ZA", { body: place })).status, 204);
  const { items } = (await shop.call("GET", "/v1/regions", { role: null })).body;
  const region = items.find(({ id }: { id: string }) => id === "SOUTH");
  assert.deepEqual(region.countries, [{ code: "ZA", name: "South Africa" }]);
  assert.equal((await shop.call("PUT", "/v1/admin/countries/ZA", { body: { ...place, regionId: "NOWHERE" } })).status, 400);
  assert.equal(
    (await shop.call("PUT", "/v1/admin/currencies/JPY", { body: { name: "Yen", exponent: 2 } })).body.code,
    "conflict",
  );
  assert.equal((await shop.call("PUT", "/v1/admin/currencies/ISK", { body: { name: "Króna", exponent: 0 } })).status, 204);
  assert.ok(
    (await shop.call("GET", "/v1/currencies", { role: null })).body.items.some(({ code }: { code: string }) => code === "ISK"),
  );
  assert.equal((await shop.call("PUT", "/v1/admin/exchange-rates/GBP/ISK", { body: { rate: "178.5" } })).status, 204);
  assert.equal((await shop.call("PUT", "/v1/admin/exchange-rates/GBP/ISK", { body: { rate: "0.0" } })).status, 400);
  const rate = { country: "GB", region: null, category: "books", rateBasisPoints: 0 };
  assert.equal((await shop.call("PUT", "/v1/admin/tax-rates", { body: rate, role: "finance" })).status, 204);
  const rates = async () => (await shop.call("GET", "/v1/admin/tax-rates")).body.items;
  assert.ok((await rates()).some(({ category }: { category: string }) => category === "books"));
  assert.equal((await shop.call("DELETE", "/v1/admin/tax-rates?country=GB&category=books")).status, 204);
  assert.equal((await shop.call("DELETE", "/v1/admin/tax-rates?country=GB&category=books")).status, 404);
  assert.equal((await shop.call("GET", "/v1/admin/exchange-rates")).status, 200);
  assert.equal(await version(), before + 6);
});

test("shipping methods are quoted for a country, changed and switched off", async () => {
  const quotes = async (query: string) => (await shop.call("GET", `/v1/shipping-methods?${query}`, { role: null })).body;
  const ids = async () => (await quotes("country=GB")).items.map(({ id }: { id: string }) => id);
  assert.deepEqual((await quotes("country=GB")).items[0], {
    id: "standard",
    name: "Standard delivery",
    kind: "delivery",
    price: { amountMinor: 395, currency: "GBP" },
  });
  assert.equal((await quotes("country=GB&subtotalMinor=5000")).items[0].price.amountMinor, 0);
  assert.equal((await quotes("country=DE&currency=EUR")).items[0].price.amountMinor, 916);
  assert.equal((await quotes("country=ZZ")).code, "validation-failed");
  const { items } = (await shop.call("GET", "/v1/admin/shipping-methods")).body;
  const { id: _id, ...express } = items.find(({ id }: { id: string }) => id === "express");
  const put = (active: boolean) => shop.call("PUT", "/v1/admin/shipping-methods/express", { body: { ...express, active } });
  assert.equal((await put(false)).status, 204);
  assert.deepEqual(await ids(), ["standard", "pickup"]);
  assert.equal((await put(true)).status, 204);
  assert.deepEqual(await ids(), ["standard", "express", "pickup"]);
});

test("warehouses are added and switched off", async () => {
  const berlin = { name: "Berlin", country: "DE", latitude: 52.5, longitude: 13.4, handlingCostMinor: 200 };
  assert.equal((await shop.call("PUT", "/v1/admin/warehouses/BER1", { body: berlin })).status, 204);
  const inUse = async () => (await createReferenceStore(shop.db).fresh()).warehouses.map(({ code }) => code);
  assert.deepEqual(await inUse(), ["BER1", "EWR1", "LON1", "RTM1", "SIN1"]);
  assert.equal((await shop.call("PUT", "/v1/admin/warehouses/BER1", { body: { ...berlin, active: false } })).status, 204);
  assert.deepEqual(await inUse(), ["EWR1", "LON1", "RTM1", "SIN1"]);
  assert.equal((await shop.call("GET", "/v1/admin/warehouses")).body.items.length, 5);
  assert.equal((await shop.call("PUT", "/v1/admin/warehouses/BER2", { body: { ...berlin, country: "ZZ" } })).status, 400);
});
