import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { createDatabase, type Database } from "../database/database.ts";
import { createRateLimiter, sweepRateLimits } from "./rate-limit.ts";

describe("rate limits", () => {
  let testDatabase: TestDatabase;
  let databases: readonly Database[];
  const time = { ms: Date.parse("2026-11-27T08:00:00Z") };
  const clock = { now: () => new Date(time.ms) };
  before(async () => {
    testDatabase = await createTestDatabase();
    databases = [0, 1].map(() => createDatabase({ url: testDatabase.url }));
  });
  after(async () => {
    for (const database of databases) await database.close();
    await testDatabase.close();
  });

  const limiters = (name: string) =>
    databases.map((database) => createRateLimiter(database, { name, limit: 5, windowMs: 60_000, clock }));

  it("hold over two processes under parallel attempts", async () => {
    const [first, second] = limiters("parallel");
    const verdicts = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? first! : second!).take("ada")));
    assert.equal(verdicts.filter(({ allowed }) => allowed).length, 5);
    assert.deepEqual(await first!.take("grace"), { allowed: true });
  });

  it("say how long to wait, and begin anew with the next window", async () => {
    const [first] = limiters("window");
    for (let attempt = 0; attempt < 5; attempt += 1) await first!.take("ada");
    time.ms += 45_500;
    assert.deepEqual(await first!.take("ada"), { allowed: false, retryAfterSeconds: 15 });
    time.ms += 14_500;
    assert.deepEqual(await first!.take("ada"), { allowed: true });
  });

  it("forget what is given back", async () => {
    const [first] = limiters("back");
    for (let attempt = 0; attempt < 12; attempt += 1) {
      assert.deepEqual(await first!.take("ada"), { allowed: true });
      await first!.giveBack("ada");
    }
  });

  it("name nobody in the database", async () => {
    await limiters("private")[0]!.take("ada@example.com");
    assert.deepEqual(await testDatabase.query("select from rate_limits where key like '%ada%'"), []);
  });

  it("are swept when their windows are over", async () => {
    await limiters("sweep")[0]!.take("ada");
    assert.equal((await sweepRateLimits(databases[0]!, { now: () => new Date(time.ms - 86_400_000) })).deleted, 0);
    const swept = await sweepRateLimits(databases[0]!, { now: () => new Date(time.ms + 2 * 86_400_000) });
    assert.ok(swept.deleted > 0 && swept.done);
    assert.deepEqual(await testDatabase.query("select from rate_limits"), []);
  });
});
