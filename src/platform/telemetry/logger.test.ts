import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createLogger, type LoggerOptions, prettyLine, scrub } from "./logger.ts";

function capture(options: LoggerOptions = {}) {
  const lines: string[] = [];
  const logger = createLogger({ pretty: false, ...options, destination: { write: (line) => void lines.push(line) } });
  return { logger, lines };
}

const secrets = ["ada.lovelace+shop@example.co.uk", "sk_live_51Hx", "hunter2hunter2", "tok_4242"];
const [email, token, password, card] = secrets as [string, string, string, string];

describe("log lines", () => {
  const places: readonly (readonly [string, (log: ReturnType<typeof capture>["logger"]) => void])[] = [
    ["the message", (log) => log.info(`mail to ${email} with Bearer ${token}`)],
    ["fields", (log) => log.info({ email, token, password, paymentToken: card }, "x")],
    ["nested fields", (log) => log.info({ body: { customer: { email, password }, payment: { paymentToken: card } } }, "x")],
    [
      "deep fields",
      (log) =>
        log.info(
          { a: { b: { c: { d: { e: { contact: email, newPassword: password, api_key: token, card_number: card } } } } } },
          "x",
        ),
    ],
    [
      "headers",
      (log) =>
        log.info(
          {
            req: { headers: { authorization: `Bearer ${token}`, cookie: `session=${token}`, "set-cookie": `session=${token}` } },
          },
          "x",
        ),
    ],
    ["errors and their stacks", (log) => log.error({ err: new Error(`no customer ${email}, Bearer ${token}`) }, "x")],
    ["causes of errors", (log) => log.error({ err: new Error("x", { cause: new Error(`duplicate (${email})`) }) }, "x")],
    ["addresses", (log) => log.info({ url: `/v1/x?email=${encodeURIComponent(email)}&token=${token}&next=1` }, "x")],
    ["connection strings", (log) => log.info({ url: `postgres://shop:${password}@localhost:5432/shop` }, "x")],
    ["a child logger", (log) => log.child({ customer: email, apiKey: token }).info("x")],
    ["lists", (log) => log.info({ to: [email, `Ada <${email}>`] }, "x")],
    ["quoted JSON in the message", (log) => log.info(JSON.stringify({ email, who: "x" }))],
  ];
  for (const [place, write] of places) {
    it(`hold no address, token or password in ${place}`, () => {
      for (const pretty of [false, true]) {
        const { logger, lines } = capture({ pretty });
        write(logger);
        assert.equal(lines.length, 1);
        for (const secret of secrets) {
          assert.ok(!lines[0]!.includes(secret), lines[0]!);
          assert.ok(!lines[0]!.includes(encodeURIComponent(secret)), lines[0]!);
        }
        if (!pretty) JSON.parse(lines[0]!);
      }
    });
  }

  it("hold no secret that is a number or an object, and leave what was logged as it is", () => {
    const { logger, lines } = capture();
    const fields = { card: { cvc: 737, last4: "4242" }, list: [{ token: { value: "v-9999" } }], amountMinor: 737_000 };
    logger.info(fields, "x");
    assert.deepEqual(JSON.parse(lines[0]!).card, { cvc: "[redacted]", last4: "4242" });
    assert.deepEqual(JSON.parse(lines[0]!).list, [{ token: "[redacted]" }]);
    assert.equal(fields.card.cvc, 737);
  });

  it("survive an object that holds itself", () => {
    const { logger, lines } = capture();
    const loop: Record<string, unknown> = { password: "hunter2hunter2" };
    loop.self = loop;
    logger.info({ loop }, "x");
    assert.doesNotMatch(lines[0]!, /hunter2/);
  });

  it("keep what is no secret", () => {
    const line =
      '{"msg":"done","tokenCount":3,"path":"node_modules/@fastify/cors/index.js","at":"fastify@5.12.8","keyId":"k1","status":200}';
    assert.equal(scrub(line), line);
  });

  it("are scrubbed in linear time, whatever is in them", () => {
    const long = `{"msg":"${"a".repeat(50_000)}${"@".repeat(1_000)}${"a.".repeat(20_000)}"}`;
    assert.equal(typeof scrub(long), "string");
  });

  it("are JSON with a level by name, the time and the base fields", () => {
    const { logger, lines } = capture({ base: { role: "api" }, traceFields: () => ({ traceId: "t1" }) });
    logger.warn({ a: 1 }, "careful");
    const { time, ...line } = JSON.parse(lines[0]!);
    assert.deepEqual(line, { level: "warn", role: "api", traceId: "t1", a: 1, msg: "careful" });
    assert.match(time, /^\d{4}-\d{2}-\d{2}T.*Z$/);
  });

  it("below the level are not written", () => {
    const { logger, lines } = capture({ level: "warn" });
    logger.info("quiet");
    assert.deepEqual(lines, []);
  });

  it("are short when a person reads them, with the stack below", () => {
    const line = prettyLine(
      '{"level":"error","time":"2026-11-27T08:00:00.123Z","route":"/v1/x","n":2,"err":{"stack":"Error: a\\n    at b"},"msg":"failed"}\n',
    );
    assert.equal(line, "08:00:00.123 ERROR failed route=/v1/x n=2\nError: a\n    at b\n");
  });
});
