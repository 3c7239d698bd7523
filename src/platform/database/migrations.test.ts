import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import pg from "pg";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../../../test/support/directories.ts";
import { startProcess } from "../../../test/support/processes.ts";
import { migrate } from "./migrations.ts";

let temporary: TemporaryDirectory;
let directory: string;
let database: TestDatabase;

before(async () => {
  temporary = await makeTemporaryDirectory();
});
after(() => temporary.remove());
beforeEach(async () => {
  directory = join(temporary.path, "migrations with blanks");
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  write(
    "0001_first.sql",
    "create table first (id integer primary key);\n-- down migration: only a comment here\ninsert into first values (1);\n",
  );
  write("0002_second.sql", "alter table first add column name text not null default 'ä{b}';");
  database = await createTestDatabase({ schema: "empty" });
});
afterEach(() => database.close());

function write(name: string, text: string): void {
  writeFileSync(join(directory, name), text);
}

const run = () => migrate({ database: database.url, directory });

test("files run in order, once, and the whole of each", async () => {
  const messages: string[] = [];
  const names = await migrate({ database: database.url, directory, onProgress: (message) => messages.push(message) });
  assert.deepEqual(names, ["0001_first", "0002_second"]);
  assert.deepEqual(messages, ["migrating 0001_first", "migrating 0002_second"]);
  assert.deepEqual(await database.query("select * from first"), [{ id: 1, name: "ä{b}" }]);
  assert.deepEqual(await run(), []);
  write("0003_third.sql", "create table third (id integer)");
  assert.deepEqual(await run(), ["0003_third"]);
});

test("nothing to do costs one statement", async () => {
  await run();
  const statements: unknown[] = [];
  const config = { connectionString: database.url };
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: unknown, ...args: unknown[]) {
    statements.push(args[0]);
    return (original as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof original;
  try {
    assert.deepEqual(await migrate({ database: config, directory }), []);
  } finally {
    pg.Client.prototype.query = original;
  }
  assert.equal(statements.length, 1);
});

test("several processes and clients at once run every file once", async () => {
  write("0003_slow.sql", "create table slow (id integer); select pg_sleep(0.3); insert into slow values (1);");
  const script = `import { migrate } from ${JSON.stringify(new URL("./migrations.ts", import.meta.url).href)};
    console.log("ran " + (await migrate({ database: process.argv[1], directory: process.argv[2] })).length);`;
  const children = Array.from({ length: 2 }, () =>
    startProcess({ args: ["--input-type=module", "--eval", script, database.url, directory] }),
  );
  const counts = (await Promise.all(Array.from({ length: 4 }, run))).map(({ length }) => length);
  for (const child of children) counts.push(Number((await child.waitForOutput(/ran (\d+)/))[1]));
  assert.deepEqual(counts.toSorted(), [0, 0, 0, 0, 0, 3]);
  assert.deepEqual(await database.query("select count(*)::int as count from slow"), [{ count: 1 }]);
});

test("a failing file is named with line and column, and leaves nothing of itself", async () => {
  write("0003_broken.sql", "create table third (id integer);\n-- ü 😀\nselect '😀', missing from third;\n");
  await assert.rejects(run(), (error: Error) => {
    assert.match(error.message, /0003_broken\.sql:3:13 failed: column "missing" does not exist/);
    return true;
  });
  assert.deepEqual(await database.query("select to_regclass('third') as third, to_regclass('first')::text as first"), [
    { third: null, first: "first" },
  ]);
  write("0003_broken.sql", "create table third (id integer);");
  assert.deepEqual(await run(), ["0003_broken"]);
});

test("an error inside a block tells where it happened", async () => {
  write("0003_block.sql", "do $$ begin\n  perform 1 / 0;\nend $$;");
  await assert.rejects(run(), /0003_block\.sql failed: division by zero \(.*line 2 at PERFORM/s);
});

test("a database that a newer program has migrated is refused", async () => {
  write("0003_newer.sql", "select 1;");
  await run();
  rmSync(join(directory, "0003_newer.sql"));
  await assert.rejects(run(), /does not know \(0003_newer\): a newer version has used it/);
});

test("a file that comes too late is refused", async () => {
  write("0005_later.sql", "select 1;");
  await run();
  write("0004_forgotten.sql", "select 1;");
  await assert.rejects(run(), /0004_forgotten\.sql comes before 0005_later/);
});

test("wrong names and double numbers are refused before anything runs", async () => {
  write("0002_again.sql", "select 1;");
  await assert.rejects(run(), /have the number 0002/);
  rmSync(join(directory, "0002_again.sql"));
  write("2_short.sql", "select 1;");
  await assert.rejects(run(), /must be named like 0001_what_it_does\.sql/);
  assert.deepEqual(await database.query("select to_regclass('first') as first"), [{ first: null }]);
});

test("other files in the directory are passed over", async () => {
  write("README.md", "not sql");
  assert.deepEqual(await run(), ["0001_first", "0002_second"]);
});
