import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { InjectOptions } from "fastify";
import Type from "typebox";
import { adminOf, adminRoles, optionalShopperOf, roleAllows, shopperOf } from "./auth.ts";
import type { App, HttpServerOptions } from "./server.ts";
import { createTestServer, type TestServer, testShoppers } from "./testing.ts";

const named = (operationId: string) => ({ operationId, summary: "A test.", tags: ["test"] });

describe("routes", () => {
  const refusedAtStart: readonly (readonly [string, (app: App) => void, RegExp])[] = [
    ["without auth", (app) => app.get("/x", { schema: named("x") }, () => "x"), /config\.auth/],
    [
      "without a summary",
      (app) => app.get("/x", { config: { auth: "none" }, schema: { operationId: "x" } }, () => "x"),
      /schema\.summary/,
    ],
    ["without a schema", (app) => app.get("/x", { config: { auth: "none" } }, () => "x"), /schema\.operationId/],
    [
      "with roles for shoppers",
      (app) => app.get("/x", { config: { auth: "shopper", roles: ["viewer"] }, schema: named("x") }, () => "x"),
      /no admin route/,
    ],
    [
      "that let any admin write",
      (app) => app.post("/x", { config: { auth: "admin" }, schema: named("x") }, () => "x"),
      /name its roles/,
    ],
  ];
  for (const [name, add, message] of refusedAtStart) {
    it(`${name} are refused at start`, async () => {
      const { app } = await createTestServer();
      await assert.rejects(async () => {
        add(app);
        await app.ready();
      }, message);
      await app.close();
    });
  }

  it("in plugins are held to the same rules", async () => {
    const { app } = await createTestServer();
    await assert.rejects(async () => {
      await app.register(async (child) => {
        child.get("/x", () => "x");
      });
      await app.ready();
    }, /config\.auth/);
    await app.close();
  });
});

describe("the server", () => {
  let server: TestServer;
  let asked: string[] = [];
  const inject = (options: InjectOptions | string) => server.app.inject(options);
  before(async () => {
    server = await createTestServer({
      authenticateShopper: (token) => {
        asked.push(token);
        if (token === "slow") return Promise.resolve(testShoppers.guest);
        if (token === "outage") return Promise.reject(Object.assign(new Error("gone"), { code: "57P01" }));
        if (token === "bug") throw new Error("bug");
        return token === "guest" ? testShoppers.guest : null;
      },
    });
    const { app } = server;
    app.get("/v1/me", { config: { auth: "shopper" }, schema: named("me") }, (request) => ({ ...shopperOf(request) }));
    app.get("/v1/maybe", { config: { auth: "optional-shopper" }, schema: named("maybe") }, (request) => ({
      shopper: optionalShopperOf(request),
    }));
    app.get("/v1/open", { config: { auth: "none" }, schema: named("open") }, (request) => ({ shopper: shopperOf(request) }));
    app.get("/v1/cached", { config: { auth: "none" }, schema: named("cached") }, (_request, reply) =>
      reply.header("cache-control", "public, max-age=5").send({ a: 1 }),
    );
    app.get("/v1/admin/any", { config: { auth: "admin" }, schema: named("any") }, (request) => ({ ...adminOf(request) }));
    app.put(
      "/v1/admin/prices",
      { config: { auth: "admin", roles: ["catalog", "finance"] }, schema: named("prices") },
      (request) => ({ ...adminOf(request) }),
    );
    app.get(
      "/v1/strict",
      {
        config: { auth: "none" },
        schema: {
          ...named("strict"),
          querystring: Type.Object({ as: Type.String() }),
          response: { 200: Type.Object({ a: Type.Integer(), at: Type.Optional(Type.String({ format: "date-time" })) }) },
        },
      },
      (request) =>
        ({ right: { a: 1, at: new Date(0) as never }, more: { a: 1, secret: 2 }, fraction: { a: 1.5 }, missing: {} as never })[
          request.query.as
        ]!,
    );
    await app.ready();
  });
  after(() => server.app.close());

  describe("lets in", () => {
    it("a shopper with a token, in the same tick or later", async () => {
      assert.deepEqual((await inject({ url: "/v1/me", headers: { authorization: "Bearer guest" } })).json(), testShoppers.guest);
      assert.deepEqual((await inject({ url: "/v1/me", headers: { authorization: "bearer slow" } })).json(), testShoppers.guest);
    });
    it("a guest without a token only where that is allowed", async () => {
      assert.deepEqual((await inject("/v1/maybe")).json(), { shopper: null });
      const answer = await inject("/v1/me");
      assert.equal(answer.statusCode, 401);
      assert.match(answer.headers["www-authenticate"] as string, /^Bearer/);
    });
    it("nobody with a wrong token, not even as a guest", async () => {
      for (const url of ["/v1/me", "/v1/maybe"])
        assert.equal((await inject({ url, headers: { authorization: "Bearer wrong" } })).json().code, "unauthorized");
    });
    it("nobody with a broken header, and asks nobody about it", async () => {
      asked = [];
      for (const authorization of ["guest", "Basic Z3Vlc3Q=", "Bearer", "Bearer a b", "Bearer ü", `Bearer ${"a".repeat(600)}`]) {
        assert.equal((await inject({ url: "/v1/me", headers: { authorization } })).statusCode, 401, authorization);
      }
      assert.deepEqual(asked, []);
    });
    it("admins by role", async () => {
      for (const role of adminRoles) {
        const headers = { authorization: `Bearer admin-${role}` };
        assert.equal((await inject({ url: "/v1/admin/any", headers })).json().role, role);
        const answer = await inject({ method: "PUT", url: "/v1/admin/prices", headers });
        assert.equal(answer.statusCode, ["catalog", "finance", "owner"].includes(role) ? 200 : 403, role);
      }
      assert.equal(roleAllows("viewer", ["viewer"]), true);
      assert.equal(roleAllows("fulfilment", ["viewer"]), true);
      assert.equal(roleAllows("viewer", []), false);
      assert.equal(roleAllows("owner", []), true);
    });
    it("no shopper as an admin and no admin as a shopper", async () => {
      assert.equal((await inject({ url: "/v1/admin/any", headers: { authorization: "Bearer guest" } })).statusCode, 401);
      assert.equal((await inject({ url: "/v1/me", headers: { authorization: "Bearer admin-owner" } })).statusCode, 401);
    });
    it("nobody while the tokens cannot be checked: 503 for an outage, 500 for a bug", async () => {
      assert.equal((await inject({ url: "/v1/me", headers: { authorization: "Bearer outage" } })).statusCode, 503);
      assert.equal((await inject({ url: "/v1/me", headers: { authorization: "Bearer bug" } })).statusCode, 500);
    });
    it("no handler that reads a shopper its route does not ask for", async () => {
      assert.equal((await inject("/v1/open")).statusCode, 500);
    });
  });

  it("answers an unknown address with 404 and a known one with a wrong method with 405 and Allow", async () => {
    assert.equal((await inject("/v1/nowhere")).json().code, "not-found");
    assert.equal((await inject({ method: "POST", url: "/v1/nowhere", payload: { a: 1 } })).statusCode, 404);
    const answer = await inject({ method: "POST", url: "/v1/admin/prices?x=1", payload: "x" });
    assert.equal(answer.json().code, "method-not-allowed");
    assert.equal(answer.headers.allow, "PUT");
    assert.equal((await inject({ method: "DELETE", url: "/v1/me" })).headers.allow, "GET, HEAD");
  });

  it("does not take a trailing slash, another case or a doubled slash for the same address", async () => {
    for (const url of ["/v1/maybe/", "/V1/maybe", "//v1/maybe", "/v1//maybe"])
      assert.equal((await inject(url)).statusCode, 404, url);
  });

  it("answers HEAD as GET without the body", async () => {
    const answer = await inject({ method: "HEAD", url: "/v1/maybe" });
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.body, "");
  });

  it("refuses addresses that are too long or broken", async () => {
    assert.equal((await inject(`/v1/maybe?q=${"a".repeat(5_000)}`)).json().code, "uri-too-long");
    assert.equal((await inject("/v1/%zz")).json().code, "malformed-request");
    assert.equal((await inject(`/problems/${"a".repeat(201)}`)).json().code, "uri-too-long");
  });

  it("takes a sane request id, makes its own instead of any other, and never two the same", async () => {
    const idOf = async (id: string) =>
      (await inject({ url: "/v1/nowhere", headers: { "x-request-id": id } })).headers["x-request-id"] as string;
    assert.equal(await idOf("abc-DEF_1.2"), "abc-DEF_1.2");
    for (const bad of [
      "",
      "a b",
      "a\r\nset-cookie: x=1",
      '","level":"error',
      "<script>",
      "ü",
      "a".repeat(65),
      "%{jndi:ldap://x}",
    ]) {
      const id = await idOf(bad);
      assert.match(id, /^[0-9a-f]{12}-[0-9a-z]+$/, bad);
    }
    const ids = await Promise.all(Array.from({ length: 100 }, async () => (await inject("/v1/maybe")).headers["x-request-id"]));
    assert.equal(new Set(ids).size, 100);
  });

  it("sets security headers on every answer, also on errors", async () => {
    for (const url of ["/v1/maybe", "/v1/nowhere", "/v1/%zz", "/healthz"]) {
      const { headers } = await inject(url);
      assert.equal(headers["x-content-type-options"], "nosniff", url);
      assert.equal(headers["referrer-policy"], "no-referrer");
      assert.match(headers["content-security-policy"] as string, /frame-ancestors 'none'/);
      assert.ok(headers["x-request-id"]);
    }
  });

  it("lets nobody cache /v1 unless the route says so", async () => {
    assert.equal((await inject("/v1/maybe")).headers["cache-control"], "no-store");
    assert.equal((await inject("/v1/cached")).headers["cache-control"], "public, max-age=5");
  });

  it("in tests, refuses to cut off what a response schema does not say", async () => {
    assert.deepEqual((await inject("/v1/strict?as=right")).json(), { a: 1, at: "1970-01-01T00:00:00.000Z" });
    for (const as of ["more", "fraction", "missing"]) assert.equal((await inject(`/v1/strict?as=${as}`)).statusCode, 500, as);
    assert.ok(server.lines.some((line) => line.includes("/response/secret is not a known field")));
  });

  it("counts by route template, method and status class, problems by code", async () => {
    await inject("/v1/maybe");
    await inject("/v1/nowhere-at-all");
    const text = await server.metrics.registry.metrics();
    assert.match(text, /http_request_duration_seconds_count\{method="GET",route="\/v1\/maybe",status="2xx"\} \d+/);
    assert.match(text, /http_request_duration_seconds_count\{method="any",route="unmatched",status="4xx"\} \d+/);
    assert.match(text, /http_problems_total\{code="not-found"\} \d+/);
    assert.match(text, /http_requests_in_flight 0/);
    assert.doesNotMatch(text, /nowhere-at-all/);
    assert.doesNotMatch(text, /NaN/);
  });
});

describe("operations", () => {
  const start = async (options: Partial<HttpServerOptions>) => {
    const server = await createTestServer(options);
    return {
      ...server,
      get: async (url: string, authorization?: string) =>
        server.app.inject({ url, headers: authorization ? { authorization } : {} }),
    };
  };

  it("/healthz is there while the process runs", async () => {
    const { app, get } = await start({});
    assert.deepEqual((await get("/healthz")).json(), { status: "ok" });
    await app.close();
  });

  it("/readyz lists its checks, says 503 when one fails or is late, and keeps the reason out of the answer", async () => {
    let failing: Error | undefined;
    let late = false;
    let runs = 0;
    const { app, get, lines } = await start({
      readiness: [
        { name: "database", deadlineMs: 1_000, check: async () => ++runs },
        {
          name: "cache",
          deadlineMs: 5,
          check: () => (late ? new Promise(() => {}) : failing ? Promise.reject(failing) : Promise.resolve()),
        },
      ],
    });
    const ready = (await get("/readyz")).json();
    assert.equal(ready.status, "ready");
    assert.deepEqual(
      ready.checks.map((check: { name: string; ok: boolean }) => [check.name, check.ok]),
      [
        ["database", true],
        ["cache", true],
      ],
    );
    failing = new Error("password of the cache is wrong");
    const failed = await get("/readyz");
    assert.equal(failed.statusCode, 503);
    assert.equal(failed.json().code, "not-ready");
    assert.deepEqual(
      failed.json().checks.map((check: { ok: boolean; reason?: string }) => [check.ok, check.reason]),
      [
        [true, undefined],
        [false, "failed"],
      ],
    );
    assert.doesNotMatch(failed.body, /password/);
    assert.ok(lines.some((line) => line.includes("readiness check failed")));
    late = true;
    assert.equal((await get("/readyz")).json().checks[1].reason, "timed out");
    runs = 0;
    await Promise.all(Array.from({ length: 20 }, () => get("/readyz")));
    assert.ok(runs < 20, "probes share a run");
    await app.close();
  });

  it("/metrics wants its token when it has one", async () => {
    const open = await start({});
    assert.match((await open.get("/metrics")).body, /http_requests_in_flight/);
    await open.app.close();
    const closed = await start({ metricsToken: "t0ken" });
    assert.equal((await closed.get("/metrics")).statusCode, 401);
    assert.equal((await closed.get("/metrics", "Bearer other")).statusCode, 401);
    const answer = await closed.get("/metrics", "Bearer t0ken");
    assert.equal(answer.statusCode, 200);
    assert.match(answer.headers["content-type"] as string, /^text\/plain/);
    await closed.app.close();
  });

  it("browsers of listed origins may call the API and others not", async () => {
    const { app } = await start({ cors: { origins: ["https://shop.example"] } });
    const preflight = async (origin: string) =>
      (await app.inject({ method: "OPTIONS", url: "/problems", headers: { origin, "access-control-request-method": "POST" } }))
        .headers["access-control-allow-origin"];
    assert.equal(await preflight("https://shop.example"), "https://shop.example");
    assert.notEqual(await preflight("https://evil.example"), "https://evil.example");
    assert.equal((await app.inject({ method: "PATCH", url: "/problems" })).headers.allow, "GET, HEAD");
    await app.close();
  });

  it("believes x-forwarded-for only from the proxies it was told", async () => {
    const addressFor = async (trustProxy: string | undefined) => {
      const { app } = await start(trustProxy ? { trustProxy } : {});
      app.get("/ip", { config: { auth: "none" }, schema: { hide: true } }, (request) => ({ ip: request.ip }));
      const { ip } = (await app.inject({ url: "/ip", headers: { "x-forwarded-for": "203.0.113.9" } })).json();
      await app.close();
      return ip;
    };
    assert.equal(await addressFor(undefined), "127.0.0.1");
    assert.equal(await addressFor("127.0.0.1"), "203.0.113.9");
  });
});
