import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { createApiKeys } from "./api-keys.ts";
import { ensureOwnerKey } from "./owner-key.ts";

const GIVEN = "a-key-of-the-environment";

describe("the owner's key", () => {
  let testDatabase: TestDatabase;
  let db: Database;
  let dataDirectory: string;
  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    db = createDatabase({ url: testDatabase.url });
    dataDirectory = await mkdtemp(join(tmpdir(), "tenfold owner key "));
  });
  afterEach(async () => {
    await db.close();
    await testDatabase.close();
    await rm(dataDirectory, { recursive: true });
  });

  const ensure = (fromEnvironment?: string) => ensureOwnerKey(db, { fromEnvironment, dataDirectory });
  /** A process that remembers nothing yet. */
  const roleOf = async (key: string) => (await createApiKeys(db).authenticate(key))?.role ?? null;

  it("is made at the first start, kept for the owner's eyes and found again", async () => {
    const { key, created } = await ensure();
    assert.match(key!, /^tfk_[\w-]{43}$/);
    assert.equal(created, true);
    assert.equal(await readFile(join(dataDirectory, "admin-key"), "utf8"), `${key}\n`);
    if (process.platform !== "win32") assert.equal((await stat(join(dataDirectory, "admin-key"))).mode & 0o777, 0o600);
    assert.equal(await roleOf(key!), "owner");
    assert.deepEqual(await ensure(), { key, created: false });
  });

  it("is one key when several processes start at once", async () => {
    const started = await Promise.all(Array.from({ length: 5 }, () => ensure()));
    assert.equal(new Set(started.map(({ key }) => key)).size, 1);
    assert.equal(started.filter(({ created }) => created).length, 1);
  });

  it("is not shown when the file is gone or holds another key", async () => {
    await ensure();
    await rm(join(dataDirectory, "admin-key"));
    assert.deepEqual(await ensure(), { key: null, created: false });
  });

  it("is the environment's when that has one, and follows it", async () => {
    assert.deepEqual(await ensure(GIVEN), { key: GIVEN, created: false });
    assert.equal(await roleOf(GIVEN), "owner");
    await ensure(`${GIVEN}-2`);
    assert.deepEqual([await roleOf(GIVEN), await roleOf(`${GIVEN}-2`)], [null, "owner"]);
  });

  it("of the environment may be the one that was made before", async () => {
    const { key } = await ensure();
    await ensure(GIVEN);
    assert.deepEqual(await ensure(key!), { key, created: false });
    assert.deepEqual([await roleOf(key!), await roleOf(GIVEN)], ["owner", null]);
  });

  it("of the environment is refused with a sentence when it is too short or no header could carry it", async () => {
    await assert.rejects(ensure("short"), /TENFOLD_ADMIN_KEY must have 16 to 512 characters/);
    await assert.rejects(ensure("with a blank in between"), /visible ASCII/);
  });
});
