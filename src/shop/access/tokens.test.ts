import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids.ts";
import { createTokens, GUEST_TOKEN_LIFETIME_MS, loadTokenSecrets } from "./tokens.ts";

const oldSecret = "o".repeat(32);
const newSecret = "n".repeat(32);

describe("tokens", () => {
  const guest = { kind: "guest", shopperId: newId(), generation: 0 } as const;

  it("come back as they went, and are as short as the server reads them", () => {
    const tokens = createTokens([newSecret]);
    for (const claims of [guest, { kind: "customer", shopperId: newId(), generation: 4_000_000_000 } as const]) {
      const { token, expiresAt } = tokens.issue(claims);
      assert.match(token, /^tf_[\w-]{88}$/);
      const { issuedAt, ...read } = tokens.read(token)!;
      assert.deepEqual(read, { ...claims, expiresAt });
      assert.ok(issuedAt < expiresAt);
    }
  });

  it("are refused when a single character differs, and for anything else", () => {
    const tokens = createTokens([newSecret]);
    const { token } = tokens.issue(guest);
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === "A" ? "B" : "A";
      assert.equal(tokens.read(token.slice(0, index) + other + token.slice(index + 1)), null, `character ${index}`);
    }
    for (const bad of [
      "",
      "tf_",
      token.slice(0, -1),
      `${token}A`,
      token.slice(3),
      `tf_${"A".repeat(88)}`,
      `tf_${"=".repeat(88)}`,
    ]) {
      assert.equal(tokens.read(bad), null, bad);
    }
  });

  it("expire", () => {
    const time = { ms: Date.now() };
    const tokens = createTokens([newSecret], { now: () => new Date(time.ms) });
    const { token } = tokens.issue(guest);
    time.ms += GUEST_TOKEN_LIFETIME_MS - 1;
    assert.notEqual(tokens.read(token), null);
    time.ms += 1;
    assert.equal(tokens.read(token), null);
  });

  it("survive a rotation while the old secret is listed", () => {
    const { token: old } = createTokens([oldSecret]).issue(guest);
    const rotating = createTokens([newSecret, oldSecret]);
    assert.notEqual(rotating.read(old), null);
    const { token } = rotating.issue(guest);
    assert.notEqual(createTokens([newSecret]).read(token), null);
    assert.equal(createTokens([newSecret]).read(old), null);
    assert.equal(createTokens([oldSecret]).read(token), null);
  });
});

describe("token secrets", () => {
  let testDatabase: TestDatabase;
  let db: Database;
  before(async () => {
    testDatabase = await createTestDatabase();
    db = createDatabase({ url: testDatabase.url });
  });
  after(async () => {
    await db.close();
    await testDatabase.close();
  });

  it("are made once, also when several processes start at once", async () => {
    const loaded = await Promise.all(Array.from({ length: 6 }, () => loadTokenSecrets(db, undefined)));
    assert.equal(new Set(loaded.flat()).size, 1);
    assert.deepEqual(await loadTokenSecrets(db, ""), loaded[0]);
  });

  it("come from the environment when it has some", async () => {
    assert.deepEqual(await loadTokenSecrets(db, `${newSecret}, ${oldSecret}`), [newSecret, oldSecret]);
    await assert.rejects(loadTokenSecrets(db, "short"), /at least 32 characters/);
    await assert.rejects(loadTokenSecrets(db, `${newSecret},`), /at least 32 characters/);
    await assert.rejects(loadTokenSecrets(db, Array.from({ length: 5 }, () => newSecret).join()), /more than 4/);
  });
});
