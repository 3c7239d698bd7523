import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { createShopFixture, type ShopFixture, type ShopProcess } from "../customers/shop.fixture.ts";
import { ensureOwnerKey } from "./owner-key.ts";

describe("API keys", () => {
  let shop: ShopFixture;
  let first: ShopProcess;
  let second: ShopProcess;
  let owner: string;
  before(async () => {
    shop = await createShopFixture(0);
    first = await shop.startProcess({ revocationDelayMs: 60_000 });
    second = await shop.startProcess({ revocationDelayMs: 50 });
    owner = (await ensureOwnerKey(first.db, { fromEnvironment: undefined, dataDirectory: null })).key!;
  });
  after(() => shop.close());

  const create = async (role: string) =>
    (await first.call("POST", "/v1/admin/api-keys", { token: owner, payload: { name: `a ${role}`, role } })).body;
  const list = (process: ShopProcess, token: string, query = "") => process.call("GET", `/v1/admin/api-keys${query}`, { token });

  it("are made by the owner, shown once, and kept as a hash", async () => {
    const made = await create("catalog");
    assert.match(made.key, /^tfk_[\w-]{43}$/);
    const { body } = await list(first, owner);
    assert.ok(body.items.some(({ id, key }: { id: string; key?: string }) => id === made.id && key === undefined));
    const rows = await shop.testDatabase.query("select * from api_keys");
    assert.ok(!JSON.stringify(rows).includes(made.key));
    assert.ok(!first.lines.join().includes(made.key));
  });

  it("of another role than the owner's may not make, list or revoke keys", async () => {
    const { key, id } = await create("finance");
    assert.equal((await list(first, key)).status, 403);
    assert.equal(
      (await first.call("POST", "/v1/admin/api-keys", { token: key, payload: { name: "x", role: "owner" } })).status,
      403,
    );
    assert.equal((await first.call("DELETE", `/v1/admin/api-keys/${id}`, { token: key })).status, 403);
  });

  it("that are revoked are refused at once here and soon at other processes", async () => {
    const { key, id } = await create("owner");
    assert.equal((await list(first, key)).status, 200);
    assert.equal((await list(second, key)).status, 200);
    assert.equal((await first.call("DELETE", `/v1/admin/api-keys/${id}`, { token: owner })).status, 204);
    assert.equal((await first.call("DELETE", `/v1/admin/api-keys/${id}`, { token: owner })).status, 204);
    assert.equal((await list(first, key)).status, 401);
    await waitFor(async () => (await list(second, key)).status === 401);
  });

  it("are looked up once and then remembered, unknown ones too", async () => {
    const { key } = await create("owner");
    for (const token of [key, "tfk_unknown"]) {
      await list(first, token);
      const start = first.db.counters.statements;
      const { status } = await list(first, token);
      assert.equal(first.db.counters.statements - start, status === 200 ? 1 : 0);
    }
  });

  it("leave at least one owner", async () => {
    const rows = await shop.testDatabase.query("select id from api_keys where role = 'owner' and revoked_at is null");
    const answers = await Promise.all(rows.map(({ id }) => first.call("DELETE", `/v1/admin/api-keys/${id}`, { token: owner })));
    assert.deepEqual(
      answers.filter(({ status }) => status !== 204).map(({ status, body }) => [status, body.code]),
      [[409, "conflict"]],
    );
    await shop.testDatabase.query("update api_keys set revoked_at = null where role = 'owner'");
  });

  it("are listed in pages", async () => {
    const ids: string[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await list(second, owner, `?limit=2${cursor}`);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    const rows = await shop.testDatabase.query("select id from api_keys order by id");
    assert.deepEqual(
      ids,
      rows.map(({ id }) => id),
    );
  });
});
