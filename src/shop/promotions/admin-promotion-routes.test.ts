import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestShop, type TestShop } from "../catalog/catalog.fixture.ts";
import { createReferenceStore } from "../pricing/reference-store.ts";
import { adminPromotionRoutes } from "./admin-promotion-routes.ts";
import { createRedemptions } from "./redemptions.ts";

let shop: TestShop;
before(async () => {
  shop = await createTestShop((app, db) => adminPromotionRoutes(app, { db }));
});
after(() => shop.close());

const tenPercent = { type: "percentage", basisPoints: 1_000 };
const create = (body: object, headers = {}) => shop.call("POST", "/v1/admin/promotions", { body, headers });

test("a coupon is created with what was left out filled in, and every process prices with it", async () => {
  const { status, body } = await create({ name: "Ten", code: "TEN", effect: tenPercent, conditions: { productIds: [7] } });
  assert.equal(status, 201);
  assert.deepEqual(body.conditions, {
    minSubtotalMinor: null,
    productIds: [7],
    categoryIds: null,
    countries: null,
    firstOrderOnly: false,
  });
  const [active] = (await createReferenceStore(shop.db).fresh()).promotions;
  assert.deepEqual([active!.id, active!.code, active!.effect], [body.id, "TEN", tenPercent]);
  assert.deepEqual((await shop.call("GET", `/v1/admin/promotions/${body.id}`, { role: "viewer" })).body, body);
  await shop.call("PATCH", `/v1/admin/promotions/${body.id}`, { body: { active: false } });
  assert.deepEqual((await createReferenceStore(shop.db).fresh()).promotions, []);
});

test("a code belongs to one promotion, also when two are created at once", async () => {
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, n) => create({ name: `Twin ${n}`, code: "TWIN", effect: tenPercent })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409]);
});

test("the limit is counted where uses are, and cannot fall below them", async () => {
  const { body } = await create({ name: "Few", code: "FEW", effect: tenPercent, maxUses: 5 });
  const redemptions = createRedemptions(shop.db);
  for (const email of ["a@example.com", "b@example.com"]) {
    const hold = { holdId: crypto.randomUUID(), shopperId: crypto.randomUUID(), email, promotions: [body], ttlMs: 60_000 };
    await redemptions.hold(hold);
  }
  const url = `/v1/admin/promotions/${body.id}`;
  const low = await shop.call("PATCH", url, { body: { maxUses: 1 } });
  assert.deepEqual([low.status, low.body.code], [409, "conflict"]);
  const enough = await shop.call("PATCH", url, { body: { maxUses: 2 } });
  assert.deepEqual([enough.body.maxUses, enough.body.uses], [2, 2]);
  const [row] = await shop.testDatabase.query("select max_uses, uses from promotion_uses where promotion_id = $1", [body.id]);
  assert.deepEqual(row, { max_uses: 2, uses: 2 });
});

test("promotions are listed newest first, page by page", async () => {
  const all = (await shop.call("GET", "/v1/admin/promotions?limit=100")).body.items;
  const first = (await shop.call("GET", "/v1/admin/promotions?limit=2")).body;
  const rest = (await shop.call("GET", `/v1/admin/promotions?limit=100&cursor=${first.nextCursor}`)).body;
  assert.deepEqual([...first.items, ...rest.items], all);
  assert.equal(all[0].code, "FEW");
});

test("what makes no sense is refused", async () => {
  const dates = { startsAt: "2026-02-01T00:00:00Z", endsAt: "2026-01-01T00:00:00Z" };
  for (const wrong of [
    dates,
    { currency: "XAF" },
    { code: "small" },
    { effect: { type: "gift" } },
    { effect: { type: "percentage", basisPoints: 10_001 } },
    { maxUses: 0 },
  ]) {
    assert.equal((await create({ name: "Wrong", effect: tenPercent, ...wrong })).status, 400, JSON.stringify(wrong));
  }
  assert.equal((await shop.call("PATCH", `/v1/admin/promotions/${crypto.randomUUID()}`, { body: {} })).status, 404);
});
