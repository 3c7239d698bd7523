import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import Type from "typebox";
import { rawBodyOf } from "./body.ts";
import { Email, IntegerId, Money, Nullable, pageQuery, StringEnum, Timestamp, UuidId } from "./schemas.ts";
import { createTestServer, type TestServer } from "./testing.ts";

const documented = (operationId: string) => ({ operationId, summary: "A test.", tags: ["test"] });

describe("validation", () => {
  let server: TestServer;
  before(async () => {
    server = await createTestServer({ limits: { bodyLimitBytes: 2_000_000 } });
    server.app.post(
      "/v1/things/:id",
      {
        config: { auth: "none" },
        schema: {
          ...documented("makeThing"),
          params: Type.Object({ id: IntegerId() }),
          querystring: Type.Object({
            ...pageQuery,
            tag: Type.Optional(Type.Array(Type.Integer(), { maxItems: 3 })),
            exact: Type.Optional(Type.Boolean()),
            price: Type.Optional(Type.Number()),
            q: Type.Optional(Type.String({ maxLength: 20 })),
          }),
          body: Type.Object({
            name: Type.String({ minLength: 1 }),
            count: Type.Optional(Type.Integer({ minimum: 0 })),
            delta: Type.Optional(Type.Integer()),
            rate: Type.Optional(Type.Number()),
            kind: Type.Optional(StringEnum(["a", "b"])),
            email: Type.Optional(Email),
            at: Type.Optional(Timestamp),
            cart: Type.Optional(UuidId()),
            price: Type.Optional(Nullable(Money)),
            note: Type.Optional(Nullable(Type.String())),
            "a/b~c": Type.Optional(Type.Integer()),
            lines: Type.Optional(Type.Array(Type.Object({ quantity: Type.Integer({ minimum: 1 }) }))),
            labels: Type.Optional(Type.Record(Type.String(), Type.String())),
            both: Type.Optional(Type.Intersect([Type.Object({ x: Type.Integer() }), Type.Object({ y: Type.Integer() })])),
            free: Type.Optional(Type.Object({}, { additionalProperties: true })),
          }),
        },
      },
      (request) => ({ params: request.params, query: request.query, body: request.body }),
    );
    server.app.post(
      "/v1/small",
      {
        config: { auth: "none" },
        bodyLimit: 100,
        schema: { ...documented("small"), body: Type.Object({ name: Type.String() }) },
      },
      () => ({ ok: true }),
    );
    server.app.post("/hook", { config: { auth: "none", rawBody: true }, schema: { hide: true } }, (request) => ({
      bytes: rawBodyOf(request).length,
    }));
    server.app.delete(
      "/v1/things/:id",
      { config: { auth: "none" }, schema: { ...documented("dropThing"), params: Type.Object({ id: IntegerId() }) } },
      () => ({
        ok: true,
      }),
    );
  });
  after(() => server.app.close());

  const post = (payload: string | Buffer | object, url = "/v1/things/7", headers: Record<string, string> = {}) =>
    server.app.inject({ method: "POST", url, payload, headers: { "content-type": "application/json", ...headers } });
  const errorsOf = async (payload: string | object, url?: string) => {
    const answer = await post(payload, url);
    assert.equal(answer.statusCode, 400, answer.body);
    assert.equal(answer.json().code, "validation-failed", answer.body);
    return answer.json().errors as { path: string; message: string }[];
  };

  it("what comes in right comes through with defaults and types", async () => {
    const answer = await post(
      { name: "é\u{1f600}", note: null, price: { amountMinor: 1, currency: "EUR" }, labels: { a: "b" }, both: { x: 1, y: 2 } },
      "/v1/things/7?tag=1&tag=2&exact=true&price=1.5&q=12",
    );
    assert.equal(answer.statusCode, 200, answer.body);
    const { params, query, body } = answer.json();
    assert.deepEqual(params, { id: 7 });
    assert.deepEqual(query, { tag: [1, 2], exact: true, price: 1.5, q: "12", limit: 20 });
    assert.deepEqual(body, {
      name: "é\u{1f600}",
      note: null,
      price: { amountMinor: 1, currency: "EUR" },
      labels: { a: "b" },
      both: { x: 1, y: 2 },
    });
    assert.deepEqual((await post({ name: "a" }, "/v1/things/7?tag=3")).json().query.tag, [3]);
  });

  const badBodies: readonly (readonly [string, string | object, string])[] = [
    ["a number for a string", { name: 1 }, "/body/name"],
    ["a numeric text for a number", { name: "a", count: "1" }, "/body/count"],
    ["a boolean for a number", { name: "a", count: true }, "/body/count"],
    ["null for a string", { name: null }, "/body/name"],
    ["a missing field", {}, "/body/name"],
    ["an unknown field", { name: "a", nmae: "b" }, "/body/nmae"],
    ["an unknown field deep inside", { name: "a", lines: [{ quantity: 1, x: 1 }] }, "/body/lines/0/x"],
    ["an unknown field of an intersection", { name: "a", both: { x: 1, y: 2, z: 3 } }, "/body/both/z"],
    ["an unsafe integer", '{"name":"a","count":9007199254740993}', "/body/count"],
    ["an unsafe negative amount", '{"name":"a","delta":-9007199254740993}', "/body/delta"],
    ["a huge number", '{"name":"a","count":1e999}', "/body/count"],
    ["an infinite rate", '{"name":"a","rate":1e999}', "/body/rate"],
    ["a fraction for an integer", { name: "a", count: 1.5 }, "/body/count"],
    ["a value outside of its list", { name: "a", kind: "c" }, "/body/kind"],
    ["no e-mail address", { name: "a", email: "ada@" }, "/body/email"],
    ["two addresses in one", { name: "a", email: "a@b.de,c@d.de" }, "/body/email"],
    ["an address with a line break", { name: "a", email: "a@b.de\nbcc:x@y.de" }, "/body/email"],
    ["30 February", { name: "a", at: "2026-02-30T00:00:00Z" }, "/body/at"],
    ["a time without zone", { name: "a", at: "2026-02-20T00:00:00" }, "/body/at"],
    ["the year 0", { name: "a", at: "0000-01-01T00:00:00Z" }, "/body/at"],
    ["a zone that leads into the year 0", { name: "a", at: "0001-01-01T00:00:00+01:00" }, "/body/at"],
    ["a zone that leads into the year 10000", { name: "a", at: "9999-12-31T23:59:59-01:00" }, "/body/at"],
    ["no UUID", { name: "a", cart: "7" }, "/body/cart"],
    ["money as a fraction", { name: "a", price: { amountMinor: 0.1, currency: "EUR" } }, "/body/price"],
    ["a key that needs escaping", { name: "a", "a/b~c": "x" }, "/body/a~1b~0c"],
    ["an array for an object", [], "/body"],
    ["null", "null", "/body"],
    ["no body", "", "/body"],
    ["NUL in a string", { name: "a\0b" }, "/body/name"],
    ["NUL in a nested string", { name: "a", free: { x: ["ok", "\0"] } }, "/body/free/x/1"],
    ["NUL in a key", { name: "a", labels: { "x\0": "y" } }, "/body/labels"],
    ["half a surrogate pair", '{"name":"\\ud800"}', "/body/name"],
    ["half a surrogate pair in a key", '{"name":"a","labels":{"\\udc00":"y"}}', "/body/labels"],
    ["__proto__", '{"name":"a","free":{"__proto__":{"admin":true}}}', "/body/free"],
    ["__proto__ in disguise", '{"name":"a","free":{"\\u005f_proto__":1}}', "/body/free"],
    ["constructor.prototype", '{"name":"a","free":{"constructor":{"prototype":{}}}}', "/body/free"],
    ["too deep nesting", `{"name":"a","free":{"x":${"[".repeat(40)}${"]".repeat(40)}}}`, `/body/free/x${"/0".repeat(30)}`],
    ["too many values", `{"name":"a","free":{"x":[${"0,".repeat(100_000)}0]}}`, "/body/free/x"],
  ];
  for (const [name, payload, path] of badBodies) {
    it(`refuses ${name}`, async () => {
      const errors = await errorsOf(payload);
      assert.ok(errors[0]!.path.startsWith(path), JSON.stringify(errors));
      assert.equal(({} as { admin?: boolean }).admin, undefined);
    });
  }

  const badAddresses: readonly (readonly [string, string])[] = [
    ["/v1/things/0", "/params/id"],
    ["/v1/things/1e2", "/params/id"],
    ["/v1/things/0x10", "/params/id"],
    ["/v1/things/007", "/params/id"],
    ["/v1/things/%201", "/params/id"],
    ["/v1/things/1.0", "/params/id"],
    ["/v1/things/99999999999999999999", "/params/id"],
    ["/v1/things/2147483648", "/params/id"],
    ["/v1/things/7?limit=0", "/query/limit"],
    ["/v1/things/7?limit=101", "/query/limit"],
    ["/v1/things/7?limit=", "/query/limit"],
    ["/v1/things/7?limit=+5", "/query/limit"],
    ["/v1/things/7?limit=1&limit=2", "/query/limit"],
    ["/v1/things/7?limti=1", "/query/limti"],
    ["/v1/things/7?exact=1", "/query/exact"],
    ["/v1/things/7?exact=TRUE", "/query/exact"],
    ["/v1/things/7?price=1e3", "/query/price"],
    ["/v1/things/7?price=NaN", "/query/price"],
    ["/v1/things/7?tag=1&tag=x", "/query/tag/1"],
    ["/v1/things/7?tag=1&tag=2&tag=3&tag=4", "/query/tag"],
    ["/v1/things/7?q=%00", "/query/q"],
    ["/v1/things/7?__proto__=1", "/query/__proto__"],
    [`/v1/things/7?cursor=${"a".repeat(513)}`, "/query/cursor"],
  ];
  for (const [url, path] of badAddresses) {
    it(`refuses ${url.slice(0, 60)}`, async () => {
      assert.equal((await errorsOf({ name: "a" }, url))[0]?.path, path);
    });
  }

  it("a route without a query refuses one", async () => {
    const answer = await server.app.inject({ method: "DELETE", url: "/v1/things/7?force=true" });
    assert.deepEqual(answer.json().errors, [{ path: "/query/force", message: "is not a known field" }]);
  });

  it("all errors come at once, with pointers, up to a limit", async () => {
    const errors = await errorsOf({ count: -1, kind: "x", more: 1, lines: [{ quantity: 0 }, {}] });
    assert.deepEqual(errors.map((error) => error.path).sort(), [
      "/body/count",
      "/body/kind",
      "/body/lines/0/quantity",
      "/body/lines/1/quantity",
      "/body/more",
      "/body/name",
    ]);
    assert.equal((await errorsOf({ name: "a", lines: Array.from({ length: 500 }, () => ({ quantity: 0 })) })).length, 20);
    assert.equal((await errorsOf({ name: "a", lines: Array.from({ length: 5_000 }, () => ({ quantity: 0 })) })).length, 1);
  });

  const badContent: readonly (readonly [string, string | Buffer, Record<string, string>, number, string])[] = [
    ["malformed JSON", '{"name":', {}, 400, "malformed-json"],
    ["two values", '{"name":"a"}{}', {}, 400, "malformed-json"],
    ["a raw control character", '{"name":"\0"}', {}, 400, "malformed-json"],
    ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), {}, 400, "malformed-json"],
    ["a form", "name=a", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported-media-type"],
    ["plain text", "a", { "content-type": "text/plain" }, 415, "unsupported-media-type"],
    ["a broken content type", "a", { "content-type": "nonsense" }, 415, "unsupported-media-type"],
    ["a compressed body", '{"name":"a"}', { "content-encoding": "gzip" }, 415, "unsupported-media-type"],
  ];
  for (const [name, payload, headers, status, code] of badContent) {
    it(`refuses ${name} as ${code}`, async () => {
      const answer = await post(payload, undefined, headers);
      assert.equal(answer.statusCode, status, answer.body);
      assert.equal(answer.json().code, code);
    });
  }

  it("a body over the limit is too large, per route", async () => {
    assert.equal((await post({ name: "a".repeat(200) }, "/v1/small")).json().code, "request-too-large");
    assert.equal((await post({ name: "a".repeat(2_100_000) })).statusCode, 413);
    assert.equal((await post({ name: "a".repeat(50) }, "/v1/small")).statusCode, 200);
  });

  it("a charset and an empty JSON body of a route without one are fine", async () => {
    assert.equal((await post({ name: "a" }, undefined, { "content-type": "application/json; charset=utf-8" })).statusCode, 200);
    const answer = await server.app.inject({
      method: "DELETE",
      url: "/v1/things/7",
      headers: { "content-type": "application/json" },
    });
    assert.equal(answer.statusCode, 200);
  });

  it("the raw bytes of a body are there for a route that asks", async () => {
    assert.deepEqual((await post('{ "a" : 1 }', "/hook")).json(), { bytes: 11 });
  });
});
