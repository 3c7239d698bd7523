import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { mapUnexpected } from "./errors.ts";
import { type ProblemCode, problem, problemCodes, problemTypes } from "./problems.ts";
import { createTestServer, type TestServer } from "./testing.ts";

describe("problems", () => {
  let server: TestServer;
  let thrown: unknown;
  before(async () => {
    server = await createTestServer();
    server.app.get("/throws", { config: { auth: "none" }, schema: { hide: true } }, () => {
      throw thrown;
    });
  });
  after(() => server.app.close());

  const answerTo = async (error: unknown) => {
    thrown = error;
    return server.app.inject({ url: "/throws", headers: { "x-request-id": "req-1" } });
  };

  for (const code of problemCodes) {
    it(`${code} is answered with its status, type and title`, async () => {
      const answer = await answerTo(problem(code, "Because.", { errors: [{ path: "/body/a", message: "is bad" }], lines: [1] }));
      const { status, title, retryable } = problemTypes[code];
      assert.equal(answer.statusCode, status);
      assert.equal(answer.headers["content-type"], "application/problem+json");
      assert.equal(answer.headers["cache-control"], "no-store");
      assert.deepEqual(answer.json(), {
        type: `/problems/${code}`,
        title,
        status,
        code,
        detail: "Because.",
        instance: "req-1",
        errors: [{ path: "/body/a", message: "is bad" }],
        lines: [1],
      });
      assert.equal("retry-after" in answer.headers, status === 429 || status === 503 || code === "idempotency-in-progress");
      assert.equal("www-authenticate" in answer.headers, status === 401);
      const described = (await server.app.inject(answer.json().type)).json();
      assert.deepEqual(described, { type: `/problems/${code}`, code, status, title, retryable });
    });
  }

  it("a problem says how long to wait, in whole seconds", async () => {
    assert.equal(
      (await answerTo(problem("login-throttled", undefined, { retryAfterSeconds: 29.2 }))).headers["retry-after"],
      "30",
    );
    assert.equal(
      "retryAfterSeconds" in (await answerTo(problem("overloaded", undefined, { retryAfterSeconds: 3 }))).json(),
      false,
    );
  });

  it("an extension cannot replace a standard member", async () => {
    const answer = await answerTo(problem("out-of-stock", undefined, { status: 200, code: "fine", instance: "x" }));
    assert.equal(answer.statusCode, 409);
    assert.equal(answer.json().code, "out-of-stock");
    assert.equal(answer.json().instance, "req-1");
  });

  it("an unknown problem type is not found, and neither is one from Object.prototype", async () => {
    assert.equal((await server.app.inject("/problems/nope")).statusCode, 404);
    assert.equal((await server.app.inject("/problems/constructor")).statusCode, 404);
    assert.equal((await server.app.inject("/problems")).json().length, problemCodes.length);
  });

  it("anything else is internal, without details for the client and with its stack in the log", async () => {
    for (const error of [
      new Error("secret plan"),
      new TypeError("x is undefined"),
      "a string",
      undefined,
      null,
      { statusCode: 418, message: "teapot" },
    ]) {
      const answer = await answerTo(error);
      assert.equal(answer.statusCode, 500);
      assert.deepEqual(Object.keys(answer.json()), ["type", "title", "status", "code", "instance"]);
    }
    const logged = server.lines.find((line) => line.includes("secret plan"));
    assert.match(logged!, /problems\.test\.ts/);
    assert.match(logged!, /"requestId":"req-1"/);
  });

  const outages: readonly (readonly [string, object, ProblemCode])[] = [
    ["admin shutdown", { code: "57P01" }, "overloaded"],
    ["too many connections", { code: "53300" }, "overloaded"],
    ["connection refused", { code: "ECONNREFUSED" }, "overloaded"],
    ["connection reset by the database", { code: "ECONNRESET" }, "overloaded"],
    ["statement timeout", { code: "57014" }, "timeout"],
    ["pool timeout", { message: "timeout exceeded when trying to connect" }, "overloaded"],
    ["lost connection", { message: "Connection terminated unexpectedly" }, "overloaded"],
  ];
  for (const [name, fields, code] of outages) {
    it(`${name} is ${code}, tells the client to come back, and is logged`, async () => {
      const before = server.lines.length;
      const answer = await answerTo(Object.assign(new Error("detail of the database"), fields));
      assert.equal(answer.json().code, code);
      assert.equal(answer.headers["retry-after"], "2");
      assert.doesNotMatch(answer.body, /database/);
      assert.ok(server.lines.slice(before).some((line) => line.includes('"level":"warn"')));
    });
  }

  it("a violated constraint is a bug and no outage", () => {
    assert.equal(mapUnexpected(Object.assign(new Error("duplicate key"), { code: "23505" })).code, "internal");
  });

  it("a refusal is thrown without the cost of a stack trace, and others keep theirs", () => {
    assert.doesNotMatch(problem("out-of-stock").stack ?? "", /problems\.test/);
    assert.match(new Error("x").stack!, /problems\.test/);
  });
});
