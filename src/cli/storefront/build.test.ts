import assert from "node:assert/strict";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { makeTemporaryDirectory } from "../../../test/support/directories.ts";
import { loadSite } from "../../platform/http/site.ts";
import { buildStorefront } from "./build.ts";
import { builtFingerprint, sourcesFingerprint } from "./sources.ts";

test("a build for another host names its API, is compressed, and replaces the one before as a whole", async () => {
  const place = await makeTemporaryDirectory();
  const output = join(place.path, "site");
  await mkdir(output);
  await writeFile(join(output, "of-the-build-before.txt"), "old");
  const abandoned = join(place.path, ".tenfold-build-killed");
  await mkdir(abandoned);
  await utimes(abandoned, new Date(0), new Date(0));
  await mkdir(join(place.path, "site-of-somebody-else"));

  await buildStorefront({ output, apiUrl: "https://api.example.com" });
  assert.deepEqual((await readdir(place.path)).toSorted(), ["site", "site-of-somebody-else"]);
  const page = await readFile(join(output, "index.html"), "utf8");
  assert.match(page, /<meta name="tenfold-api" content="https:\/\/api\.example\.com"/);
  assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)/, "inline scripts would need an exception of the policy");
  assert.equal(builtFingerprint(output), sourcesFingerprint());
  const files = await readdir(output, { recursive: true });
  assert.ok(!files.includes("of-the-build-before.txt"));
  const scripts = files.filter((name) => name.endsWith(".js"));
  assert.ok(scripts.length > 5);
  const largest = join(output, scripts.find((name) => name.includes("libraries"))!);
  const plain = await readFile(largest);
  assert.deepEqual(brotliDecompressSync(await readFile(`${largest}.br`)), plain);
  assert.deepEqual(gunzipSync(await readFile(`${largest}.gz`)), plain);
  assert.notEqual(loadSite(output), null);
  await place.remove();
});
