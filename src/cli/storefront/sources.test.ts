import assert from "node:assert/strict";
import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../../../test/support/directories.ts";
import { builtFingerprint, FINGERPRINT_FILE, sourcesFingerprint } from "./sources.ts";

let root: TemporaryDirectory;
const write = (path: string, text: string) => writeFile(join(root.path, path), text);
before(async () => {
  root = await makeTemporaryDirectory();
  for (const folder of ["web/storefront/src", "web/storefront/dist", "client/src"]) {
    await mkdir(join(root.path, folder), { recursive: true });
  }
  await write("web/storefront/index.html", "<div>");
  await write("web/storefront/src/page.tsx", "one");
  await write("client/src/schema.ts", "types");
  await write("package-lock.json", "{}");
});
after(() => root.remove());

test("what a build reads changes the fingerprint, and only that", async () => {
  const first = sourcesFingerprint(root.path);
  assert.equal(sourcesFingerprint(root.path), first);
  await write("web/storefront/dist/index.html", "built");
  await write("web/storefront/README.md", "words");
  await write("web/storefront/src/page.test.ts", "a test");
  await utimes(join(root.path, "web/storefront/src/page.tsx"), new Date(0), new Date(0));
  assert.equal(sourcesFingerprint(root.path), first);

  const seen = new Set([first]);
  const changes = [
    ["web/storefront/src/page.tsx", "two"],
    ["web/storefront/src/other.tsx", "one"],
    ["web/storefront/index.html", "<main>"],
    ["client/src/schema.ts", "other types"],
    ["package-lock.json", '{"react":"20"}'],
  ] as const;
  for (const [path, text] of changes) {
    await write(path, text);
    const now = sourcesFingerprint(root.path);
    assert.ok(!seen.has(now), path);
    seen.add(now);
  }
  await rm(join(root.path, "web/storefront/src/other.tsx"));
  assert.ok(!seen.has(sourcesFingerprint(root.path)));
});

test("a folder without a build has no fingerprint", async () => {
  assert.equal(builtFingerprint(join(root.path, "web/storefront/dist")), null);
  await write(`web/storefront/dist/${FINGERPRINT_FILE}`, "abc\n");
  assert.equal(builtFingerprint(join(root.path, "web/storefront/dist")), "abc");
});
