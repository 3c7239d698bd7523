import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { waitFor } from "../../../../test/support/wait.ts";
import { newId } from "../../../platform/ids.ts";
import { chargeOrder, get, post, startTestSandbox } from "./testing.ts";

const refundOrder = (charge: ReturnType<typeof chargeOrder>, amountMinor: number) => {
  const { token, ...facts } = charge;
  return { ...facts, refundId: newId(), amountMinor };
};

test("each token does what it says", async (t) => {
  const { url } = await startTestSandbox(t);
  await post(`${url}/behaviour`, { slowMs: 5 });
  for (const [token, outcome, declineCode] of [
    ["ok", "paid", null],
    ["slow", "paid", null],
    ["declined", "declined", "card_declined"],
    ["anything else", "declined", "invalid_token"],
  ] as const) {
    const { status, body } = await post(`${url}/charges`, chargeOrder(token));
    assert.deepEqual([status, body.outcome, body.declineCode], [200, outcome, declineCode], token);
  }
});

test("timeout-after-charge charges, answers nothing, and is known by asking again", async (t) => {
  const { url } = await startTestSandbox(t);
  const order = chargeOrder("timeout-after-charge");
  const client = new AbortController();
  const unanswered = assert.rejects(post(`${url}/charges`, order, client.signal), { name: "AbortError" });
  const found = await waitFor(async () => {
    const answer = await get(`${url}/charges/${order.paymentId}`);
    return answer.status === 200 ? answer : null;
  });
  assert.equal(found.body.outcome, "paid");
  client.abort();
  await unanswered;
  assert.equal((await post(`${url}/charges`, order)).body.outcome, "paid");
});

test("the same payment id is charged once, also by fifty requests at once, and another amount is refused", async (t) => {
  const { url } = await startTestSandbox(t);
  const order = chargeOrder();
  const answers = await Promise.all(Array.from({ length: 50 }, () => post(`${url}/charges`, order)));
  assert.equal(new Set(answers.map(({ body }) => JSON.stringify(body))).size, 1);
  const other = await post(`${url}/charges`, { ...order, amountMinor: order.amountMinor + 1 });
  assert.deepEqual([other.status, (other.body.error as { code: string }).code], [422, "idempotency_mismatch"]);
  const { body } = await get(`${url}/book/totals`);
  assert.deepEqual(body, {
    entries: 1,
    currencies: [
      {
        currency: "EUR",
        chargedMinor: 1_999,
        refundedMinor: 0,
        chargeCount: 1,
        declinedCount: 0,
        refundCount: 0,
        refusedCount: 0,
      },
    ],
  });
});

test("refunds never exceed what was charged, even when asked for at once", async (t) => {
  const { url } = await startTestSandbox(t);
  const charge = chargeOrder("ok", 1_000);
  await post(`${url}/charges`, charge);
  const orders = Array.from({ length: 5 }, () => refundOrder(charge, 300));
  const answers = await Promise.all(orders.map((order) => post(`${url}/refunds`, order)));
  assert.deepEqual(answers.map(({ body }) => body.outcome).sort(), ["refunded", "refunded", "refunded", "refused", "refused"]);
  const again = await post(`${url}/refunds`, orders[0]);
  assert.deepEqual(again.body, answers[0]!.body);
  assert.deepEqual((await get(`${url}/refunds/${orders[0]!.refundId}`)).body, answers[0]!.body);
  assert.equal((await post(`${url}/refunds`, { ...orders[0], amountMinor: 1 })).status, 422);
  const reasons = [];
  const declined = chargeOrder("declined");
  await post(`${url}/charges`, declined);
  for (const order of [refundOrder(chargeOrder(), 1), refundOrder(declined, 1), { ...refundOrder(charge, 1), currency: "USD" }]) {
    reasons.push((await post(`${url}/refunds`, order)).body.reason);
  }
  assert.deepEqual(reasons, ["charge_not_found", "charge_not_paid", "currency_mismatch"]);
});

test("the book is read page by page, in order", async (t) => {
  const { url } = await startTestSandbox(t);
  await Promise.all(Array.from({ length: 25 }, () => post(`${url}/charges`, chargeOrder())));
  const seqs: number[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const { body } = await get(`${url}/book?after=${after}&limit=10`);
    seqs.push(...(body.entries as { seq: number }[]).map(({ seq }) => seq));
    after = body.next as number | null;
  }
  assert.deepEqual(
    seqs,
    Array.from({ length: 25 }, (_, index) => index + 1),
  );
});

test("faults come from the seed: the same seed fails the same requests", async (t) => {
  const statuses = async () => {
    const { url } = await startTestSandbox(t, { seed: 7 });
    await post(`${url}/behaviour`, { errorRate: 0.5, declineRate: 0.5 });
    const seen = [];
    for (let index = 0; index < 30; index++) {
      const { status, body } = await post(`${url}/charges`, chargeOrder());
      seen.push(`${status} ${body.outcome}`);
    }
    return seen;
  };
  const first = await statuses();
  assert.deepEqual(await statuses(), first);
  assert.deepEqual(new Set(first), new Set(["500 undefined", "200 paid", "200 declined"]));
});

test("an error may or may not have charged, and asking again tells", async (t) => {
  const { url } = await startTestSandbox(t);
  await post(`${url}/behaviour`, { errorRate: 1 });
  const orders = Array.from({ length: 20 }, () => chargeOrder());
  for (const order of orders) assert.equal((await post(`${url}/charges`, order)).status, 500);
  const { body } = await post(`${url}/behaviour`, { errorRate: 0 });
  assert.equal(body.errorRate, 0);
  const kept = (await get(`${url}/book/totals`)).body.entries as number;
  assert.ok(kept > 0 && kept < orders.length, `${kept} of ${orders.length} were done`);
  for (const order of orders) assert.equal((await post(`${url}/charges`, order)).body.outcome, "paid");
  assert.equal((await get(`${url}/book/totals`)).body.entries, orders.length);
});

test("down cuts connections, but health, behaviour and book still answer", async (t) => {
  const { url } = await startTestSandbox(t);
  await post(`${url}/behaviour`, { down: true });
  await assert.rejects(post(`${url}/charges`, chargeOrder()));
  assert.equal((await get(`${url}/healthz`)).status, 503);
  assert.deepEqual((await get(`${url}/book`)).body, { entries: [], next: null });
  await post(`${url}/behaviour`, { down: false });
  assert.equal((await post(`${url}/charges`, chargeOrder())).status, 200);
});

test("a behaviour that makes no sense is refused with a sentence and changes nothing", async (t) => {
  const { url } = await startTestSandbox(t);
  const before = (await get(`${url}/behaviour`)).body;
  for (const change of [
    { declineRate: 2 },
    { webhooks: { duplicate: 1 } },
    { delayMs: 5, colour: "red" },
    [],
    null,
    { __proto__x: 1 },
  ]) {
    const { status, body } = await post(`${url}/behaviour`, change);
    assert.equal(status, 400);
    assert.match((body.error as { message: string }).message, /^behaviour.*\.$/);
  }
  assert.deepEqual((await get(`${url}/behaviour`)).body, before);
});

test("garbage gets a 4xx in JSON and harms nobody", async (t) => {
  const { url } = await startTestSandbox(t);
  const good = chargeOrder();
  const bodies = [
    "",
    "{",
    "null",
    "[]",
    ...[{ amountMinor: 0 }, { amountMinor: 1.5 }, { amountMinor: "1" }, { amountMinor: 2e9 }].map((bad) =>
      JSON.stringify({ ...good, ...bad }),
    ),
    ...[{ currency: "eur" }, { paymentId: "../x" }, { paymentId: "x".repeat(65) }, { token: 5 }].map((bad) =>
      JSON.stringify({ ...good, ...bad }),
    ),
  ];
  for (const body of bodies) assert.equal((await post(`${url}/charges`, body)).status, 400, body);
  assert.equal((await post(`${url}/charges`, "x".repeat(100_000))).status, 413);
  assert.equal((await get(`${url}/charges`)).status, 405);
  assert.equal((await get(`${url}/charges/none`)).status, 404);
  assert.equal((await get(`${url}/nothing/here`)).status, 404);
  assert.equal((await get(`${url}/book?limit=0`)).status, 400);
  assert.equal((await get(`${url}/book?after=-1`)).status, 400);
  assert.match(await raw(url, "no http at all\r\n\r\n"), /^HTTP\/1.1 400 [\s\S]*"not_http"/);
  assert.match(await raw(url, `GET / HTTP/1.1\r\nx: ${"y".repeat(70_000)}\r\n\r\n`), /^HTTP\/1.1 431 [\s\S]*"headers_too_large"/);
  assert.equal((await get(`${url}/book/totals`)).body.entries, 0);
  assert.equal((await post(`${url}/charges`, good)).status, 200);
});

test("a request that dawdles is answered 408", async (t) => {
  const { url } = await startTestSandbox(t, { requestTimeoutMs: 40 });
  assert.match(await raw(url, "POST /charges HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{"), /^HTTP\/1.1 408 /);
});

test("closing answers what is under way and gives up what is held for good", async (t) => {
  const sandbox = await startTestSandbox(t);
  const { url } = sandbox;
  await post(`${url}/behaviour`, { slowMs: 60_000 });
  const slow = post(`${url}/charges`, chargeOrder("slow"));
  const held = assert.rejects(post(`${url}/charges`, chargeOrder("timeout-after-charge")));
  await waitFor(async () => (await get(`${url}/book/totals`)).body.entries === 2);
  await sandbox.close();
  assert.equal((await slow).body.outcome, "paid");
  await held;
});

function raw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}
