import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import Type from "typebox";
import { canonicalJson, idempotencyKeyOf, optionalIdempotencyKeyOf, requestHash, requestHashOf } from "./idempotency.ts";
import { createTestServer, type TestServer } from "./testing.ts";

describe("idempotency keys", () => {
  let server: TestServer;
  before(async () => {
    server = await createTestServer();
    const schema = {
      operationId: "pay",
      summary: "Pays.",
      tags: ["test"],
      body: Type.Object({ a: Type.Integer(), b: Type.Optional(Type.Integer({ default: 2 })) }),
    };
    server.app.post("/v1/pay", { config: { auth: "none", idempotencyKey: "required" }, schema }, (request) => ({
      key: idempotencyKeyOf(request),
      hash: requestHashOf(request),
    }));
    server.app.post("/maybe", { config: { auth: "none" }, schema: { hide: true } }, (request) => ({
      key: optionalIdempotencyKeyOf(request),
    }));
  });
  after(() => server.app.close());

  const pay = (key: string | undefined, payload: object = { a: 1 }) =>
    server.app.inject({ method: "POST", url: "/v1/pay", payload, headers: key === undefined ? {} : { "idempotency-key": key } });

  it("are 1 to 255 visible ASCII characters", async () => {
    assert.equal((await pay("k".repeat(255))).json().key.length, 255);
    assert.equal((await pay('"quoted-key"')).json().key, '"quoted-key"');
    for (const bad of ["", "a b", "k".repeat(256), "schlüssel", "a\tb"])
      assert.equal((await pay(bad)).json().code, "idempotency-key-invalid", bad);
    const missing = await pay(undefined);
    assert.equal(missing.statusCode, 400);
    assert.equal(missing.json().code, "idempotency-key-missing");
  });

  it("may be left out where they are optional", async () => {
    assert.deepEqual((await server.app.inject({ method: "POST", url: "/maybe" })).json(), { key: null });
  });

  it("the hash tells requests apart by meaning and not by spelling", async () => {
    const hash = async (payload: object) => (await pay("k", payload)).json().hash;
    const first = await hash({ a: 1, b: 2 });
    assert.match(first, /^[0-9a-f]{64}$/);
    assert.equal(await hash({ b: 2, a: 1 }), first);
    assert.equal(await hash({ a: 1 }), first, "the default is filled in");
    assert.notEqual(await hash({ a: 2, b: 1 }), first);
    assert.notEqual(requestHash("POST", "/a/:id", { id: 1 }, {}), requestHash("POST", "/a/:id", { id: 2 }, {}));
    assert.notEqual(requestHash("POST", "/a", {}, {}), requestHash("PUT", "/a", {}, {}));
    assert.notEqual(requestHash("POST", "/a", {}, undefined), requestHash("POST", "/a", {}, {}));
  });

  it("canonical JSON is sorted, has no blanks, and keeps types apart", () => {
    assert.equal(
      canonicalJson({ b: [1, "1", null, undefined], a: { d: true, c: undefined, "": -0 } }),
      '{"a":{"":0,"d":true},"b":[1,"1",null,null]}',
    );
    assert.deepEqual(JSON.parse(canonicalJson({ "ü\n": "\u2028" })), { "ü\n": "\u2028" });
  });
});
