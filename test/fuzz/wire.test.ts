import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type HttpAnswer, startWholeShop, type WholeShop } from "../support/whole-shop.ts";
import { exchange, type FuzzRequest } from "./requests.ts";
import { complaintsAbout } from "./verdict.ts";

const RANDOM_STREAMS = 150;
const SEED = Number(process.env.TENFOLD_FUZZ_SEED ?? 20_261_127);
const HEAD = "POST /v1/sessions HTTP/1.1\r\nhost: a\r\nconnection: close\r\n";
const JSON_HEAD = `${HEAD}content-type: application/json\r\n`;

/** What is no HTTP, or HTTP that two readers might read differently. */
const broken: Readonly<Record<string, string | Buffer>> = {
  nothing: "",
  "line breaks": "\r\n\r\n\r\n",
  "no HTTP": "hello\r\n\r\n",
  "no version": "GET /healthz\r\n\r\n",
  "version 0.9": "GET /healthz HTTP/0.9\r\n\r\n",
  "version 3.0": "GET /healthz HTTP/3.0\r\nhost: a\r\n\r\n",
  "the preface of HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "a hello of TLS": Buffer.from("160301020001000100fe0303", "hex"),
  "an unknown method": "BREW /v1/products HTTP/1.1\r\nhost: a\r\n\r\n",
  "a method of NUL": "\0\0\0 /v1/products HTTP/1.1\r\nhost: a\r\n\r\n",
  CONNECT: "CONNECT 127.0.0.1:22 HTTP/1.1\r\nhost: a\r\n\r\n",
  "an asterisk": "OPTIONS * HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
  "an absolute address": "GET http://127.0.0.1:22/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
  "an address without a slash": "GET healthz HTTP/1.1\r\nhost: a\r\n\r\n",
  "an address of 100,000 characters": `GET /${"a".repeat(100_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
  "NUL in the address": "GET /v1/products/\0 HTTP/1.1\r\nhost: a\r\n\r\n",
  "UTF-8 in the address": "GET /v1/products/by-slug/café HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
  "a fragment": "GET /v1/products#a HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
  "dots that lead out": "GET /../../etc/passwd HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
  "no host": "GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n",
  "two hosts": "GET /healthz HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n",
  "a header without a name": `${HEAD}: x\r\n\r\n`,
  "a header without a colon": `${HEAD}nonsense\r\n\r\n`,
  "a blank before the colon": `${HEAD}content-length : 0\r\n\r\n`,
  "a folded header": `${HEAD}x-a: b\r\n c\r\n\r\n`,
  "NUL in a header": `${HEAD}x-a: b\0c\r\n\r\n`,
  "bare line feeds": HEAD.replaceAll("\r\n", "\n"),
  "a header of 100,000 characters": `${HEAD}x-a: ${"a".repeat(100_000)}\r\n\r\n`,
  "5,000 headers": `${HEAD}${"a: b\r\n".repeat(5_000)}\r\n`,
  "an unknown expectation": `${HEAD}expect: miracles\r\n\r\n`,
  "an upgrade": "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
  "length and chunks": `${JSON_HEAD}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: a\r\n\r\n`,
  "two lengths": `${JSON_HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{} `,
  "a list of lengths": `${JSON_HEAD}content-length: 2, 2\r\n\r\n{}`,
  "a negative length": `${JSON_HEAD}content-length: -1\r\n\r\n{}`,
  "a length with a sign": `${JSON_HEAD}content-length: +2\r\n\r\n{}`,
  "a length beyond all numbers": `${JSON_HEAD}content-length: 99999999999999999999\r\n\r\n{}`,
  "a body that is longer than announced": `${JSON_HEAD}content-length: 2\r\n\r\n{}{}{}`,
  "a body that breaks off": `${JSON_HEAD}content-length: 200\r\n\r\n{"a":`,
  "chunks that break off": `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n5\r\n{"a"`,
  "chunks without a size": `${JSON_HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
  "a chunk of 2^64 bytes": `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n10000000000000000\r\n{}`,
  "extensions of chunks": `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n2;${"a".repeat(50_000)}\r\n{}\r\n0\r\n\r\n`,
  "chunks of more than the limit": `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n${`10000\r\n${"x".repeat(65_536)}\r\n`.repeat(8)}0\r\n\r\n`,
  "an unknown coding": `${JSON_HEAD}transfer-encoding: gzip\r\n\r\n{}`,
  "chunked in disguise": `${JSON_HEAD}transfer-encoding: xchunked\r\ncontent-length: 2\r\n\r\n{}`,
  trailers: `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nauthorization: Bearer x\r\n\r\n`,
  "a body of a GET": 'GET /v1/categories HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 7\r\n\r\n{"a":1}',
  "10 MB": Buffer.concat([Buffer.from(`${JSON_HEAD}content-length: 10485760\r\n\r\n`), Buffer.alloc(10 * 1024 * 1024, 32)]),
};

test("bytes that are no proper HTTP are answered with a problem or a closed connection", async (t) => {
  const shop = await startWholeShop(t);
  for (const [what, bytes] of Object.entries(broken)) {
    await t.test(what, async () => {
      assertProper(shop, what, await exchange(shop.port, Buffer.from(bytes)));
      await assertServing(shop);
    });
  }
  await t.test("random bytes, and requests with a few bytes changed", async () => {
    const requests = Object.values(broken).map((bytes) => Buffer.from(bytes).subarray(0, 2_000));
    const damaged = fc
      .tuple(fc.constantFrom(...requests), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }))
      .map(([request, changes]) => {
        const bytes = Buffer.from(request);
        for (const [place, value] of changes) if (bytes.length > 0) bytes[place % bytes.length] = value;
        return bytes;
      });
    const streams = fc.oneof(
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
      damaged,
    );
    await fc.assert(
      fc.asyncProperty(streams, async (bytes) => assertProper(shop, bytes.toString("latin1"), await exchange(shop.port, bytes))),
      { seed: SEED, numRuns: RANDOM_STREAMS },
    );
    await assertServing(shop);
  });
  assert.deepEqual(
    shop.lines.filter((line) => line.includes('"level":"error"')),
    [],
  );
});

function assertProper(shop: WholeShop, what: string, answer: HttpAnswer | null): void {
  // Hanging up says enough to somebody who does not speak HTTP.
  if (answer === null) return;
  assert.ok(answer.status >= 200 && answer.status < 500, `${what}: ${answer.status}`);
  if (answer.status < 400) return;
  const request: FuzzRequest = { operation: shop.operation("getHealth"), what, method: "GET", url: "", headers: {}, body: null };
  assert.deepEqual(complaintsAbout(request, answer, []), [], `${what}: ${answer.status} ${answer.body}`);
}

async function assertServing(shop: WholeShop): Promise<void> {
  const answer = await exchange(shop.port, Buffer.from("GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"));
  assert.equal(answer?.status, 200);
}
