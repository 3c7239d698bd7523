import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../../../../test/support/directories.ts";
import { linkLibraries } from "./binaries.ts";

let directory: TemporaryDirectory;

before(async () => {
  directory = await makeTemporaryDirectory();
});
after(() => directory.remove());

function makePackage(name: string): string {
  const path = join(directory.path, name);
  mkdirSync(join(path, "native", "lib"), { recursive: true });
  writeFileSync(join(path, "native/lib/libpq.so.5.17"), "library");
  const link = (target: string) => ({ source: "native/lib/libpq.so.5.17", target });
  writeFileSync(
    join(path, "native/pg-symlinks.json"),
    JSON.stringify([link("native/lib/libpq.so"), link("native/lib/libpq.so.5")]),
  );
  return path;
}

test("the links that npm leaves out are made, by any number of callers at once", async () => {
  const path = makePackage("fresh");
  await Promise.all(Array.from({ length: 8 }, () => linkLibraries(path)));
  assert.equal(readlinkSync(join(path, "native/lib/libpq.so.5")), "libpq.so.5.17");
  assert.equal(readFileSync(join(path, "native/lib/libpq.so"), "utf8"), "library");
});

test("a file in the place of a link is left alone", async () => {
  const path = makePackage("copied");
  writeFileSync(join(path, "native/lib/libpq.so"), "a copy");
  await linkLibraries(path);
  assert.equal(readFileSync(join(path, "native/lib/libpq.so"), "utf8"), "a copy");
});
