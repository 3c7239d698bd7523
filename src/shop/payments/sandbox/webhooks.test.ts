import assert from "node:assert/strict";
import { test } from "node:test";
import { waitFor } from "../../../../test/support/wait.ts";
import { newId } from "../../../platform/ids.ts";
import { createSandboxProvider } from "../sandbox-provider.ts";
import { SIGNATURE_HEADER, signWebhook, verifyWebhook } from "./signature.ts";
import { chargeOrder, get, post, startTestSandbox, startWebhookReceiver, WEBHOOK_SECRET } from "./testing.ts";

const readerAt = (nowMs: number, webhookSecret = WEBHOOK_SECRET) =>
  createSandboxProvider({ url: "http://127.0.0.1:9", webhookSecret, clock: { now: () => new Date(nowMs) } });

test("a webhook tells of each charge and refund, signed, with what routes it to its shard", async (t) => {
  const { deliveries, url: webhookUrl } = await startWebhookReceiver(t);
  const { url } = await startTestSandbox(t, { webhookUrl });
  const { token, ...facts } = chargeOrder("ok", 700);
  const { token: badToken, ...badFacts } = chargeOrder("declined");
  await post(`${url}/charges`, { ...facts, token });
  await post(`${url}/charges`, { ...badFacts, token: badToken });
  const refundId = newId();
  await post(`${url}/refunds`, { ...facts, refundId });
  await post(`${url}/refunds`, { ...facts, refundId: newId() });
  await waitFor(() => deliveries.length === 4);
  const reader = readerAt(Date.now());
  const events = deliveries
    .map(({ rawBody, headers }) => reader.parseWebhook(rawBody, headers))
    .map((event) => (event === null || event === "ignored" ? assert.fail(`${event}`) : event))
    .sort((a, b) => a.eventId.localeCompare(b.eventId));
  assert.deepEqual(
    events.map(({ eventId, kind, refundId: id, declineCode }) => [eventId, kind, id === refundId, declineCode]),
    [
      ["sbx_evt_1", "charge.paid", false, undefined],
      ["sbx_evt_2", "charge.declined", false, "card_declined"],
      ["sbx_evt_3", "refund.done", true, undefined],
      ["sbx_evt_4", "refund.refused", false, undefined],
    ],
  );
  for (const name of ["paymentId", "orderId", "shopperId", "amountMinor", "currency"] as const) {
    assert.equal(events[0]![name], facts[name]);
  }
});

test("a webhook is repeated until it is taken, each time signed afresh", async (t) => {
  const { deliveries, url: webhookUrl } = await startWebhookReceiver(t, (index) => (index === 0 ? 503 : 204));
  let nowMs = Date.UTC(2026, 10, 23);
  const now = () => {
    nowMs += 60_000;
    return new Date(nowMs);
  };
  const { url } = await startTestSandbox(t, { webhookUrl, clock: { now } });
  await post(`${url}/charges`, chargeOrder());
  await waitFor(async () => ((await get(`${url}/healthz`)).body.webhooks as { delivered: number }).delivered === 1);
  assert.equal(deliveries.length, 2);
  assert.equal(deliveries[0]!.eventId, deliveries[1]!.eventId);
  assert.notEqual(deliveries[0]!.headers[SIGNATURE_HEADER], deliveries[1]!.headers[SIGNATURE_HEADER]);
});

test("duplicates keep their event id, an answer given twice has two, and a replayed charge tells nothing new", async (t) => {
  const { deliveries, url: webhookUrl } = await startWebhookReceiver(t);
  const { url } = await startTestSandbox(t, { webhookUrl });
  await post(`${url}/behaviour`, { answerTwice: true, webhooks: { duplicate: true } });
  const order = chargeOrder();
  await post(`${url}/charges`, order);
  await post(`${url}/charges`, order);
  await waitFor(async () => ((await get(`${url}/healthz`)).body.webhooks as { waiting: number }).waiting === 0);
  assert.deepEqual(deliveries.map(({ eventId }) => eventId).sort(), [
    "sbx_evt_1",
    "sbx_evt_1",
    "sbx_evt_1_again",
    "sbx_evt_1_again",
  ]);
});

test("shuffled webhooks all arrive, out of order", async (t) => {
  const { deliveries, url: webhookUrl } = await startWebhookReceiver(t);
  const { url } = await startTestSandbox(t, { webhookUrl, seed: 3 });
  await post(`${url}/behaviour`, { webhooks: { shuffle: true } });
  const sent: string[] = [];
  for (let seq = 1; seq <= 20; seq++) {
    await post(`${url}/charges`, chargeOrder());
    sent.push(`sbx_evt_${seq}`);
  }
  await waitFor(() => deliveries.length === sent.length);
  const arrived = deliveries.map(({ eventId }) => eventId);
  assert.notDeepEqual(arrived, sent);
  assert.deepEqual(new Set(arrived), new Set(sent));
});

test("closing gives what waits one last attempt, and switched-off webhooks are not sent", async (t) => {
  const { deliveries, url: webhookUrl } = await startWebhookReceiver(t);
  const sandbox = await startTestSandbox(t, { webhookUrl });
  await post(`${sandbox.url}/behaviour`, { webhooks: { enabled: false } });
  await post(`${sandbox.url}/charges`, chargeOrder());
  await post(`${sandbox.url}/behaviour`, { webhooks: { enabled: true, delayMs: 60_000 } });
  await post(`${sandbox.url}/charges`, chargeOrder());
  await sandbox.close();
  assert.deepEqual(
    deliveries.map(({ eventId }) => eventId),
    ["sbx_evt_2"],
  );
});

test("only the right secret, the right bytes and the right time make a webhook authentic", () => {
  const nowMs = Date.UTC(2026, 10, 23);
  const body = Buffer.from('{"eventId":"e"}');
  const header = signWebhook(WEBHOOK_SECRET, body, nowMs);
  assert.ok(verifyWebhook(WEBHOOK_SECRET, body, header, nowMs));
  assert.ok(verifyWebhook(WEBHOOK_SECRET, body, header, nowMs + 300_000));
  assert.ok(!verifyWebhook(WEBHOOK_SECRET, body, header, nowMs + 301_000), "too old");
  assert.ok(!verifyWebhook(WEBHOOK_SECRET, body, header, nowMs - 301_000), "from the future");
  assert.ok(!verifyWebhook("another secret", body, header, nowMs));
  assert.ok(!verifyWebhook(WEBHOOK_SECRET, Buffer.from('{"eventId":"f"}'), header, nowMs));
  for (const bad of [undefined, "", "t=1", header.toUpperCase(), `${header},v1=00`, [header], header.replace("t=", "t=1")]) {
    assert.ok(!verifyWebhook(WEBHOOK_SECRET, body, bad, nowMs), String(bad));
  }
  const reader = readerAt(nowMs);
  assert.equal(reader.parseWebhook(body, { [SIGNATURE_HEADER]: header }), "ignored", "authentic, but no event that we know");
  assert.equal(reader.parseWebhook(body, {}), null);
});
