import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { newId } from "../../platform/ids.ts";
import type { ChargeRequest, RefundRequest } from "./provider.ts";
import { post, startTestSandbox, WEBHOOK_SECRET } from "./sandbox/testing.ts";
import { createSandboxProvider, type SandboxAdapterOptions } from "./sandbox-provider.ts";

const TIMEOUT = { timeoutMs: 5_000 };
const SHORT = { timeoutMs: 60 };

function adapter(t: TestContext, url: string, options: Partial<SandboxAdapterOptions> = {}) {
  const provider = createSandboxProvider({ url, webhookSecret: WEBHOOK_SECRET, ...options });
  t.after(() => provider.close());
  return provider;
}

function charge(token: string, amountMinor = 2_500): ChargeRequest {
  return { paymentId: newId(), orderId: newId(), shopperId: newId(), amountMinor, currency: "EUR", token };
}

function refundOf({ token, ...facts }: ChargeRequest, amountMinor: number): RefundRequest {
  return { ...facts, refundId: newId(), reference: `sbx_ch_${facts.paymentId}`, amountMinor };
}

async function fakeServer(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("paid, declined, refunded and refused come through, and asking again says the same", async (t) => {
  const provider = adapter(t, (await startTestSandbox(t)).url);
  const good = charge("ok");
  assert.deepEqual(await provider.findCharge(good, TIMEOUT), { outcome: "absent" });
  const paid = { outcome: "paid", reference: `sbx_ch_${good.paymentId}` };
  assert.deepEqual(await provider.charge(good, TIMEOUT), paid);
  assert.deepEqual(await provider.charge(good, TIMEOUT), paid);
  assert.deepEqual(await provider.findCharge(good, TIMEOUT), paid);
  const bad = charge("declined");
  const declined = { outcome: "declined", reference: `sbx_ch_${bad.paymentId}`, declineCode: "card_declined" };
  assert.deepEqual(await provider.charge(bad, TIMEOUT), declined);
  assert.deepEqual(await provider.findCharge(bad, TIMEOUT), declined);

  const half = refundOf(good, 1_250);
  assert.deepEqual(await provider.findRefund(half, TIMEOUT), { outcome: "absent" });
  const refunded = { outcome: "refunded", reference: `sbx_re_${half.refundId}` };
  assert.deepEqual(await provider.refund(half, TIMEOUT), refunded);
  assert.deepEqual(await provider.findRefund(half, TIMEOUT), refunded);
  const tooMuch = refundOf(good, 1_251);
  assert.deepEqual(await provider.refund(tooMuch, TIMEOUT), { outcome: "refused", reason: "amount_exceeds_charge" });
});

test("a charge whose answer is lost is unknown, then known by asking again", async (t) => {
  const { url } = await startTestSandbox(t);
  await post(`${url}/behaviour`, { slowMs: 60_000 });
  const provider = adapter(t, url);
  for (const token of ["timeout-after-charge", "slow"]) {
    const lost = charge(token);
    const paid = { outcome: "paid", reference: `sbx_ch_${lost.paymentId}` };
    assert.deepEqual(await provider.charge(lost, SHORT), { outcome: "unknown", reason: "timeout" });
    // On a busy machine the charge may not even have arrived by its deadline.
    await waitFor(async () => (await provider.findCharge(lost, TIMEOUT)).outcome !== "absent");
    assert.deepEqual(await provider.findCharge(lost, TIMEOUT), paid);
    assert.deepEqual(await provider.charge(lost, TIMEOUT), paid);
  }
});

test("an id that stands for another amount is a conflict, never a decline", async (t) => {
  const provider = adapter(t, (await startTestSandbox(t)).url);
  const first = charge("ok", 100);
  await provider.charge(first, TIMEOUT);
  const other = { ...first, amountMinor: 200 };
  assert.deepEqual(await provider.charge(other, TIMEOUT), { outcome: "unknown", reason: "idempotency-conflict" });
  assert.deepEqual(await provider.findCharge(other, TIMEOUT), { outcome: "unknown", reason: "amount-mismatch" });
});

test("a provider that is down is unknown; its breaker opens and later closes again", async (t) => {
  const { url } = await startTestSandbox(t);
  t.mock.timers.enable({ apis: ["Date"] });
  const provider = adapter(t, url, { guard: { openForMs: 5_000 } });
  await post(`${url}/behaviour`, { down: true });
  const reasons = [];
  for (let call = 0; call < 12; call++) {
    const outcome = await provider.charge(charge("ok"), TIMEOUT);
    reasons.push(outcome.outcome === "unknown" ? outcome.reason : outcome.outcome);
  }
  assert.match(reasons[0]!, /^connection: /);
  assert.equal(reasons.at(-1), "circuit-open");
  await post(`${url}/behaviour`, { down: false });
  t.mock.timers.tick(5_000);
  assert.equal((await provider.charge(charge("ok"), TIMEOUT)).outcome, "paid");
});

test("nobody there, a server error, and answers that are not the sandbox's are unknown", async (t) => {
  const nobody = await adapter(t, "http://127.0.0.1:9").charge(charge("ok"), TIMEOUT);
  assert.match(nobody.outcome === "unknown" ? nobody.reason : "", /^connection: ECONNREFUSED/);
  const order = charge("ok");
  const foreign = JSON.stringify({ ...order, paymentId: newId(), outcome: "paid", reference: "x" });
  for (const [status, body, reason] of [
    [500, "{}", "provider-error: 500"],
    [503, "<html>", "provider-error: 503"],
    [200, "<html>", "unexpected-answer"],
    [200, "null", "unexpected-answer"],
    [200, "{}", "unexpected-answer"],
    [200, foreign, "unexpected-answer"],
    [404, "{}", "unexpected-answer: 404"],
    [200, JSON.stringify({ padding: "x".repeat(100_000) }), "connection: UND_ERR_RES_EXCEEDED_MAX_SIZE"],
  ] as const) {
    const provider = adapter(t, await fakeServer(t, (_request, response) => response.writeHead(status).end(body)));
    assert.deepEqual(await provider.findCharge(order, TIMEOUT), { outcome: "unknown", reason }, `${status} ${body.slice(0, 20)}`);
  }
});
