import assert from "node:assert/strict";
import { Agent, createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { type TestContext, test } from "node:test";
import Stripe from "stripe";
import { startProcess } from "../../../test/support/processes.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { newId } from "../../platform/ids.ts";
import type { ChargeRequest, RefundRequest } from "./provider.ts";
import { createStripeProvider } from "./stripe-provider.ts";

const TIMEOUT = { timeoutMs: 5_000 };
const DAY_MS = 24 * 3_600_000;
const WEBHOOK_SECRET = "whsec_of_the_tests";

type Call = { readonly what: string; readonly key: string | undefined; readonly form: URLSearchParams };
/** A status and a body; "hang" never answers, "cut" breaks the connection. */
type Reply = readonly [number, object] | "hang" | "cut";

/** A stand-in for api.stripe.com that answers with the shapes that Stripe documents. */
async function fakeStripe(t: TestContext, reply: (call: Call, index: number) => Reply, nowMs?: () => number) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text) => {
      body += text;
    });
    request.on("end", () => {
      const { pathname, search } = new URL(request.url!, "http://stripe");
      const what = `${request.method} ${pathname.replace("/v1/", "")}`;
      const form = new URLSearchParams(body || search);
      calls.push({ what, form, key: request.headers["idempotency-key"] as string | undefined });
      const answer = reply(calls.at(-1)!, calls.length - 1);
      if (answer === "cut") request.socket.destroy();
      else if (answer !== "hang") response.writeHead(answer[0], { "request-id": "req_1" }).end(JSON.stringify(answer[1]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const agent = new Agent({ keepAlive: true });
  t.after(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const clock = nowMs ? { clock: { now: () => new Date(nowMs()) } } : {};
  const address = { host: "127.0.0.1", port, protocol: "http", agent } as const;
  return { calls, provider: createStripeProvider({ apiKey: "sk_test_1", webhookSecret: WEBHOOK_SECRET, ...address, ...clock }) };
}

function charge(amountMinor = 1_099, currency = "EUR"): ChargeRequest {
  return { paymentId: newId(), orderId: newId(), shopperId: newId(), amountMinor, currency, token: "pm_card_visa" };
}

function refundOf({ token, ...facts }: ChargeRequest): RefundRequest {
  return { ...facts, refundId: newId(), reference: "pi_1" };
}

function intent(request: ChargeRequest, status: string, more: object = {}) {
  const { paymentId, orderId, shopperId } = request;
  const metadata = { paymentId, orderId, shopperId };
  return {
    id: "pi_1",
    object: "payment_intent",
    amount: request.amountMinor,
    currency: request.currency.toLowerCase(),
    status,
    metadata,
    last_payment_error: null,
    ...more,
  };
}

const problem = (status: number, error: object): Reply => [status, { error }];
const found = (...data: object[]): Reply => [200, { object: "search_result", data, has_more: false, url: "/v1/x" }];
const listed = (...data: object[]): Reply => [200, { object: "list", data, has_more: false, url: "/v1/refunds" }];

test("a charge is one confirmed intent under the payment's id, in the currency's own minor unit", async (t) => {
  const order = charge(500, "JPY");
  const { calls, provider } = await fakeStripe(t, () => [200, intent(order, "succeeded")]);
  assert.deepEqual(await provider.charge(order, TIMEOUT), { outcome: "paid", reference: "pi_1" });
  assert.equal(calls.length, 1);
  assert.deepEqual([calls[0]!.what, calls[0]!.key], ["POST payment_intents", order.paymentId]);
  assert.deepEqual(Object.fromEntries(calls[0]!.form), {
    amount: "500",
    currency: "jpy",
    payment_method: "pm_card_visa",
    "allowed_payment_method_types[0]": "card",
    confirm: "true",
    error_on_requires_action: "true",
    "metadata[paymentId]": order.paymentId,
    "metadata[orderId]": order.orderId,
    "metadata[shopperId]": order.shopperId,
  });
});

test("each status and error of Stripe becomes paid, declined or unknown", async (t) => {
  const order = charge();
  const cardError = { type: "card_error", code: "card_declined", decline_code: "insufficient_funds", message: "No." };
  const declined = (declineCode: string, reference: string | null = "pi_1") => ({ outcome: "declined", reference, declineCode });
  const unknown = (reason: string) => ({ outcome: "unknown", reason });
  const cases: readonly (readonly [string, Reply, object])[] = [
    [
      "declined",
      problem(402, { ...cardError, payment_intent: intent(order, "requires_payment_method") }),
      declined("insufficient_funds"),
    ],
    ["expired card", problem(402, { type: "card_error", code: "expired_card" }), declined("expired_card", null)],
    [
      "3-D Secure asked for",
      problem(402, {
        type: "card_error",
        code: "authentication_required",
        payment_intent: intent(order, "requires_payment_method"),
      }),
      declined("authentication_required"),
    ],
    [
      "no such token",
      problem(400, { type: "invalid_request_error", code: "resource_missing", param: "payment_method" }),
      declined("invalid_token", null),
    ],
    ["too small", problem(400, { type: "invalid_request_error", code: "amount_too_small" }), declined("amount_too_small", null)],
    [
      "declined, replayed as an intent",
      [200, intent(order, "requires_payment_method", { last_payment_error: { type: "card_error", code: "card_declined" } })],
      declined("card_declined"),
    ],
    ["requires_action", [200, intent(order, "requires_action")], declined("authentication_required")],
    ["canceled", [200, intent(order, "canceled")], declined("canceled")],
    ["never confirmed", [200, intent(order, "requires_payment_method")], unknown("not-confirmed")],
    ["processing", [200, intent(order, "processing")], unknown("processing")],
    ["a status of tomorrow", [200, intent(order, "levitating")], unknown("unexpected-answer: levitating")],
    ["another amount", [200, intent(order, "succeeded", { amount: 1 })], unknown("amount-mismatch")],
    ["server error", problem(500, { type: "api_error" }), unknown("provider-error: 500")],
    ["same key at work", problem(409, { type: "idempotency_error", code: "idempotency_key_in_use" }), unknown("in-progress")],
    ["object locked", problem(429, { type: "invalid_request_error", code: "lock_timeout" }), unknown("in-progress")],
    ["too many requests", problem(429, { type: "rate_limit_error", code: "rate_limit" }), unknown("rate-limited")],
    ["key with another body", problem(400, { type: "idempotency_error" }), unknown("idempotency-conflict")],
    ["revoked key", problem(401, { type: "invalid_request_error" }), unknown("misconfigured")],
    ["forbidden", problem(403, { type: "invalid_request_error" }), unknown("misconfigured")],
    ["cut off", "cut", unknown("connection: ECONNRESET")],
  ];
  for (const [name, reply, outcome] of cases) {
    const { provider } = await fakeStripe(t, () => reply);
    assert.deepEqual(await provider.charge(order, TIMEOUT), outcome, name);
  }
});

test("a charge that hangs is unknown at its deadline, then known by asking again under the same key", async (t) => {
  const order = charge();
  const { calls, provider } = await fakeStripe(t, ({ what }, index) => {
    if (index === 0) return "hang";
    return what.endsWith("search") ? found() : [200, intent(order, "succeeded")];
  });
  assert.deepEqual(await provider.charge(order, { timeoutMs: 40 }), { outcome: "unknown", reason: "timeout" });
  assert.deepEqual(await provider.findCharge(order, TIMEOUT), { outcome: "paid", reference: "pi_1" });
  assert.deepEqual(
    calls.map(({ what, key }) => [what, key]),
    [
      ["POST payment_intents", order.paymentId],
      ["GET payment_intents/search", undefined],
      ["POST payment_intents", order.paymentId],
    ],
  );
});

test("a charge that failed with 500, which Stripe repeats under its key, is known once the search has it", async (t) => {
  const order = charge();
  let isIndexed = false;
  const { provider } = await fakeStripe(t, ({ what }) => {
    if (what.endsWith("search")) return isIndexed ? found(intent(order, "processing")) : found();
    return what === "GET payment_intents/pi_1" ? [200, intent(order, "succeeded")] : problem(500, { type: "api_error" });
  });
  assert.equal((await provider.charge(order, TIMEOUT)).outcome, "unknown");
  assert.equal((await provider.findCharge(order, TIMEOUT)).outcome, "unknown");
  isIndexed = true;
  assert.deepEqual(await provider.findCharge(order, TIMEOUT), { outcome: "paid", reference: "pi_1" });
});

test("once Stripe may have forgotten the key, nothing is charged before the search says that it never was", async (t) => {
  const order = charge();
  let earlier: object[] = [intent(order, "succeeded")];
  const later = () => Date.now() + DAY_MS;
  const { calls, provider } = await fakeStripe(
    t,
    ({ what }) => (what.endsWith("search") ? found(...earlier) : [200, intent(order, "succeeded")]),
    later,
  );
  assert.equal((await provider.charge(order, TIMEOUT)).outcome, "paid");
  assert.ok(calls.every(({ what }) => what.startsWith("GET")));
  earlier = [];
  assert.deepEqual(await provider.findCharge(order, TIMEOUT), { outcome: "absent" });
  assert.ok(calls.every(({ what }) => what.startsWith("GET")));
  assert.equal((await provider.charge(order, TIMEOUT)).outcome, "paid");
  assert.equal(calls.filter(({ what }) => what.startsWith("POST")).length, 1);
});

test("a search that is refused is unknown and no decline", async (t) => {
  const refused = problem(400, { type: "invalid_request_error", message: "Search is not available in your country." });
  const { provider } = await fakeStripe(
    t,
    () => refused,
    () => Date.now() + DAY_MS,
  );
  assert.deepEqual(await provider.findCharge(charge(), TIMEOUT), { outcome: "unknown", reason: "lookup-refused" });
  assert.deepEqual(await provider.charge(charge(), TIMEOUT), { outcome: "unknown", reason: "lookup-refused" });
});

test("a refund is made under its id and found among the payment's refunds", async (t) => {
  const order = refundOf(charge());
  const refund = (status: string, more: object = {}) => ({
    id: "re_1",
    amount: order.amountMinor,
    currency: "eur",
    status,
    metadata: { refundId: order.refundId },
    ...more,
  });
  const unknown = (reason: string) => ({ outcome: "unknown", reason });
  const cases: readonly (readonly [Reply, object])[] = [
    [[200, refund("succeeded")], { outcome: "refunded", reference: "re_1" }],
    [[200, refund("pending")], unknown("pending: pending")],
    [
      [200, refund("failed", { failure_reason: "expired_or_canceled_card" })],
      { outcome: "refused", reason: "expired_or_canceled_card" },
    ],
    [[200, refund("canceled")], { outcome: "refused", reason: "canceled" }],
    [[200, refund("succeeded", { amount: 1 })], unknown("amount-mismatch")],
    [
      problem(400, { type: "invalid_request_error", code: "charge_already_refunded" }),
      { outcome: "refused", reason: "charge_already_refunded" },
    ],
    [problem(500, { type: "api_error" }), unknown("provider-error: 500")],
  ];
  for (const [reply, outcome] of cases) {
    const { calls, provider } = await fakeStripe(t, () => reply);
    assert.deepEqual(await provider.refund(order, TIMEOUT), outcome);
    assert.deepEqual([calls[0]!.what, calls[0]!.key], ["POST refunds", order.refundId]);
  }
  const other = refund("succeeded", { id: "re_0", metadata: { refundId: newId() } });
  const { provider } = await fakeStripe(t, () => listed(other, refund("succeeded")));
  assert.deepEqual(await provider.findRefund(order, TIMEOUT), { outcome: "refunded", reference: "re_1" });
  assert.deepEqual(await provider.findRefund({ ...order, refundId: newId() }, TIMEOUT), { outcome: "absent" });
});

test("webhooks: what concerns a payment is an event, anything else is ignored, and a bad signature is neither", async (t) => {
  const nowMs = Date.UTC(2026, 10, 23);
  const { provider } = await fakeStripe(
    t,
    () => "cut",
    () => nowMs,
  );
  const order = charge();
  const { token, ...facts } = order;
  const refundId = newId();
  const { paymentId, orderId, shopperId } = order;
  const refund = { id: "re_1", amount: 1_099, currency: "eur", metadata: { refundId, paymentId, orderId, shopperId } };
  const read = (type: string, object: object, options: { secret?: string; timestamp?: number } = {}) => {
    const body = JSON.stringify({ id: "evt_1", object: "event", type, created: nowMs / 1_000, data: { object } });
    const signed = { payload: body, secret: WEBHOOK_SECRET, timestamp: nowMs / 1_000, ...options };
    const header = Stripe.webhooks.generateTestHeaderString(signed);
    return provider.parseWebhook(Buffer.from(body), { "stripe-signature": header });
  };
  const event = { eventId: "evt_1", ...facts, reference: "pi_1", createdAt: "2026-11-23T00:00:00.000Z" };
  assert.deepEqual(read("payment_intent.succeeded", intent(order, "succeeded")), { ...event, kind: "charge.paid" });
  const failure = { last_payment_error: { code: "card_declined", decline_code: "lost_card" } };
  assert.deepEqual(read("payment_intent.payment_failed", intent(order, "requires_payment_method", failure)), {
    ...event,
    kind: "charge.declined",
    declineCode: "lost_card",
  });
  const ofRefund = { ...event, refundId, reference: "re_1" };
  assert.deepEqual(read("refund.updated", { ...refund, status: "succeeded" }), { ...ofRefund, kind: "refund.done" });
  assert.deepEqual(read("refund.failed", { ...refund, status: "failed" }), { ...ofRefund, kind: "refund.refused" });

  assert.equal(read("refund.created", { ...refund, status: "pending" }), "ignored");
  assert.equal(read("customer.created", { id: "cus_1" }), "ignored");
  assert.equal(read("payment_intent.succeeded", { ...intent(order, "succeeded"), metadata: {} }), "ignored");
  assert.equal(read("payment_intent.succeeded", intent(order, "succeeded"), { secret: "whsec_other" }), null);
  assert.equal(read("payment_intent.succeeded", intent(order, "succeeded"), { timestamp: nowMs / 1_000 - 301 }), null);
  assert.equal(provider.parseWebhook(Buffer.from("{}"), {}), null);
});

const stripeMock = process.env.STRIPE_MOCK;

test("stripe-mock, which checks requests against Stripe's own OpenAPI, takes ours", {
  skip: stripeMock ? false : "set STRIPE_MOCK to the program (go install github.com/stripe/stripe-mock@latest)",
}, async (t) => {
  const port = await freePort();
  const mock = startProcess({ command: stripeMock!, args: ["-http-port", String(port)] });
  t.after(() => mock.stop());
  await waitFor(() => fetch(`http://127.0.0.1:${port}/`));
  const agent = new Agent({ keepAlive: true });
  const address = { host: "127.0.0.1", port, protocol: "http", agent } as const;
  const provider = createStripeProvider({ apiKey: "sk_test_1", webhookSecret: WEBHOOK_SECRET, ...address });
  t.after(() => provider.close());
  // It keeps nothing and answers every intent with the same fixture, in the state of a declined one.
  const declined = { outcome: "declined", declineCode: "card_declined" };
  for (const answer of [
    await provider.charge(charge(1_099, "USD"), TIMEOUT),
    await provider.findCharge(charge(1_099, "USD"), TIMEOUT),
  ]) {
    assert.partialDeepStrictEqual(answer, declined);
    assert.match("reference" in answer ? (answer.reference ?? "") : "", /^pi_/);
  }
  assert.equal((await provider.refund(refundOf(charge(1_099, "USD")), TIMEOUT)).outcome, "refunded");
  assert.equal((await provider.findRefund(refundOf(charge(1_099, "USD")), TIMEOUT)).outcome, "absent");
});

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
