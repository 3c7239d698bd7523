import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { requestHash } from "../http/idempotency.ts";
import { Problem } from "../http/problems.ts";
import { newId } from "../ids.ts";
import { createDatabase, type Database, type Queryable, sql } from "./database.ts";
import { type IdempotentCall, withIdempotency } from "./idempotent.ts";

const insertBrand = sql<object>("test.insert-brand", "insert into brands (id, slug, name) values ($1::int, $1::int::text, 'x')");
const firstHash = requestHash("POST", "/x", {}, { a: 1 });
const otherHash = requestHash("POST", "/x", {}, { a: 2 });

describe("withIdempotency", () => {
  let testDatabase: TestDatabase;
  let db: Database;
  let brandId = 0;
  before(async () => {
    testDatabase = await createTestDatabase();
    db = createDatabase({ url: testDatabase.url });
  });
  after(async () => {
    await db.close();
    await testDatabase.close();
  });

  const call = (changes: Partial<IdempotentCall> = {}): IdempotentCall => ({
    ownerId: newId(),
    scope: "test",
    key: "k",
    requestHash: firstHash,
    ...changes,
  });
  const insert = async (tx: Queryable) => {
    brandId += 1;
    const id = brandId;
    await tx.run(insertBrand, [id]);
    return { status: 201, body: { id } };
  };
  const hasCode = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

  it("runs once and then answers what it answered", async () => {
    const request = call();
    const first = await withIdempotency(db, request, insert);
    const second = await withIdempotency(db, request, insert);
    assert.deepEqual(first, { status: 201, body: { id: first.body.id }, replayed: false });
    assert.deepEqual(second, { ...first, replayed: true });
  });

  it("refuses the key with another request", async () => {
    const request = call();
    await withIdempotency(db, request, insert);
    await assert.rejects(withIdempotency(db, { ...request, requestHash: otherHash }, insert), hasCode("idempotency-key-reused"));
  });

  it("keeps the keys of owners and scopes apart", async () => {
    const request = call();
    const answers = [request, call(), { ...request, scope: "other" }].map((each) => withIdempotency(db, each, insert));
    assert.equal(new Set((await Promise.all(answers)).map(({ body }) => body.id)).size, 3);
  });

  it("lets parallel calls with one key wait for the first and answer the same", async () => {
    const request = call();
    const answers = await Promise.all(Array.from({ length: 8 }, () => withIdempotency(db, request, insert)));
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
    assert.equal(answers.filter(({ replayed }) => !replayed).length, 1);
  });

  it("leaves nothing behind when the work fails, so the key is free again", async () => {
    const request = call();
    let failedId = 0;
    const failing = withIdempotency(db, request, async (tx) => {
      failedId = (await insert(tx)).body.id;
      throw new Error("no");
    });
    await assert.rejects(failing, /no/);
    assert.deepEqual(await testDatabase.query("select from brands where id = $1", [failedId]), []);
    assert.deepEqual(await testDatabase.query("select from idempotency_keys where owner_id = $1", [request.ownerId]), []);
    assert.equal((await withIdempotency(db, request, insert)).replayed, false);
  });

  it("hands the claim to the next when the first one rolls back", async () => {
    const request = call();
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const first = withIdempotency(db, request, async () => {
      start();
      await gate;
      throw new Error("rolled back");
    });
    await started;
    const second = withIdempotency(db, request, insert);
    open();
    await assert.rejects(first, /rolled back/);
    assert.equal((await second).replayed, false);
  });

  it("without a key runs each time and records nothing", async () => {
    const request = call({ key: null });
    const answers = [await withIdempotency(db, request, insert), await withIdempotency(db, request, insert)];
    assert.notEqual(answers[0]!.body.id, answers[1]!.body.id);
    assert.deepEqual(await testDatabase.query("select from idempotency_keys where owner_id = $1", [request.ownerId]), []);
  });
});
