import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { tenfold } from "./support/tenfold.ts";

let place: TemporaryDirectory;
before(async () => {
  place = await makeTemporaryDirectory();
});
after(() => place.remove());

test("API, worker, provider and PostgreSQL are killed in turn during the sale, and every account is right", async (t) => {
  const chaos = tenfold(["chaos", "--seconds", "40", "--buyers", "5000", "--units", "500", "--seed", "1", "--keep", place.path]);
  const exit = await chaos.exited;
  for (const line of chaos.output().trim().split("\n")) t.diagnostic(line);
  assert.equal(exit.code, 0);
  for (const victim of ["api 1", "api 2", "worker", "sandbox", "PostgreSQL"]) {
    assert.match(chaos.output(), new RegExp(`killed: .*${victim} \\d`), `${victim} was never killed`);
  }
});
