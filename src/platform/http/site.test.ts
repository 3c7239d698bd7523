import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../../../test/support/directories.ts";
import type { App } from "./server.ts";
import { loadSite } from "./site.ts";
import { createTestServer } from "./testing.ts";

const INLINE = "document.documentElement.dataset.theme = 'dark';";
const PAGE = `<!doctype html><script>${INLINE}</script><script src="/assets/app-Ab12Cd34.js"></script>`;
const SCRIPT = "console.log('the application');".repeat(100);
const html = { accept: "text/html,application/xhtml+xml" };

let place: TemporaryDirectory;
let app: App;
before(async () => {
  place = await makeTemporaryDirectory();
  await mkdir(join(place.path, "assets"));
  const script = join(place.path, "assets", "app-Ab12Cd34.js");
  await writeFile(join(place.path, "index.html"), PAGE);
  await writeFile(script, SCRIPT);
  await writeFile(`${script}.br`, brotliCompressSync(SCRIPT));
  await writeFile(`${script}.gz`, gzipSync(SCRIPT));
  await writeFile(join(place.path, "favicon.svg"), "<svg/>");
  await writeFile(join(place.path, ".fingerprint"), "secret");
  ({ app } = await createTestServer({ site: loadSite(place.path)! }));
  app.post("/v1/things", { config: { auth: "none" }, schema: { hide: true } }, () => "made");
});
after(async () => {
  await app.close();
  await place.remove();
});

test("hashed files never change, and come in the smallest encoding that the browser takes", async () => {
  const url = "/assets/app-Ab12Cd34.js";
  const small = await app.inject({ url, headers: { "accept-encoding": "gzip, deflate, br;q=0.9" } });
  assert.equal(small.statusCode, 200);
  assert.equal(small.headers["cache-control"], "public, max-age=31536000, immutable");
  assert.equal(small.headers["content-encoding"], "br");
  assert.equal(small.headers["content-type"], "text/javascript; charset=utf-8");
  assert.equal(small.headers["x-content-type-options"], "nosniff");
  assert.equal(small.headers.vary, "accept-encoding");
  assert.deepEqual(small.rawPayload, brotliCompressSync(SCRIPT));

  const zipped = await app.inject({ url, headers: { "accept-encoding": "gzip, br;q=0" } });
  assert.equal(zipped.headers["content-encoding"], "gzip");
  const plain = await app.inject({ url });
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(plain.body, SCRIPT);
  assert.notEqual(plain.headers.etag, zipped.headers.etag);
});

test("the page is asked for each time, and answered without a body when it has not changed", async () => {
  const first = await app.inject({ url: "/" });
  assert.equal(first.statusCode, 200);
  assert.equal(first.body, PAGE);
  assert.equal(first.headers["cache-control"], "no-cache");
  const again = await app.inject({ url: "/", headers: { "if-none-match": String(first.headers.etag) } });
  assert.equal(again.statusCode, 304);
  assert.equal(again.body, "");
  const head = await app.inject({ method: "HEAD", url: "/" });
  assert.equal(head.statusCode, 200);
  assert.equal(head.headers["content-length"], String(PAGE.length));
  assert.equal(head.body, "");
});

test("the page allows its own scripts and no other, and nobody may frame it", async () => {
  const policy = String((await app.inject({ url: "/" })).headers["content-security-policy"]);
  const hash = createHash("sha256").update(INLINE).digest("base64");
  assert.match(policy, /default-src 'none'/);
  assert.ok(policy.includes(`script-src 'self' 'sha256-${hash}';`), policy);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe/);
});

test("an address of the application is answered with the page, for a browser that wants one", async () => {
  for (const url of ["/cart", "/p/jumbo-bag?colour=red", "/orders/1/2/3", "/search?q=%00"]) {
    const answer = await app.inject({ url, headers: html });
    assert.equal(answer.statusCode, 200, url);
    assert.equal(answer.body, PAGE, url);
  }
  assert.equal((await app.inject({ url: "/cart", headers: { accept: "application/json" } })).statusCode, 404);
  assert.equal((await app.inject({ method: "POST", url: "/cart", headers: html })).statusCode, 404);
});

test("what belongs to the API never becomes a page", async () => {
  for (const url of ["/v1", "/v1/", "/v1/nothing", "/docs/nothing", "/metrics/nothing", "/openapi.json/", "/problems/nothing"]) {
    const answer = await app.inject({ url, headers: html });
    assert.equal(answer.statusCode, 404, url);
    assert.match(String(answer.headers["content-type"]), /^application\/problem\+json/, url);
  }
  assert.equal((await app.inject({ url: "/v1/things", headers: html })).statusCode, 405);
  assert.equal((await app.inject({ url: "/healthz", headers: html })).json().status, "ok");
});

test("no path leads out of the built files", async () => {
  const paths = [
    "/assets/gone-Ab12Cd34.js",
    "/.fingerprint",
    "/assets/../.fingerprint",
    "/assets/app-Ab12Cd34.js.br",
    "/..%2f..%2fetc/passwd",
  ];
  for (const url of paths) {
    const answer = await app.inject({ url });
    assert.equal(answer.statusCode, 404, url);
    assert.doesNotMatch(answer.body, /secret|root:/);
  }
});

test("a folder without a page is no site", () => {
  assert.equal(loadSite(join(place.path, "assets")), null);
});
