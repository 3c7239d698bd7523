import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { startProcess } from "../../../../test/support/processes.ts";
import { waitFor } from "../../../../test/support/wait.ts";
import { newId } from "../../../platform/ids.ts";
import { type BookEntry, type ChargeEntry, openBook } from "./book.ts";
import { chargeOrder, get, post, startTestSandbox, temporaryBook, WEBHOOK_SECRET } from "./testing.ts";

const draft = (): Omit<ChargeEntry, "seq"> => {
  const { token, ...facts } = chargeOrder();
  return { type: "charge", ...facts, outcome: "paid", declineCode: null, reference: "r", createdAt: "2026-01-01T00:00:00.000Z" };
};

test("kill -9 loses no acknowledged charge, and the book goes on", async (t) => {
  const bookFile = await temporaryBook(t);
  const code = `
    import { startSandboxProvider } from ${JSON.stringify(new URL("./sandbox.ts", import.meta.url).href)};
    const options = { bookFile: ${JSON.stringify(bookFile)}, webhookSecret: ${JSON.stringify(WEBHOOK_SECRET)} };
    console.log("url " + (await startSandboxProvider(options)).url + ".");`;
  const child = startProcess({ args: ["--input-type=module", "--eval", code] });
  t.after(() => child.stop());
  const url = (await child.waitForOutput(/url (\S+)\./))[1]!;

  const acknowledged: ReturnType<typeof chargeOrder>[] = [];
  let sent = 0;
  const buyers = Array.from({ length: 16 }, async () => {
    for (;;) {
      const order = chargeOrder();
      sent += 1;
      const answer = await post(`${url}/charges`, order).catch(() => null);
      if (answer === null) return;
      acknowledged.push(order);
    }
  });
  await waitFor(() => acknowledged.length >= 300);
  child.kill("SIGKILL");
  await Promise.all([...buyers, child.exited]);

  const { url: again } = await startTestSandbox(t, { bookFile });
  for (const order of acknowledged) {
    const { body } = await get(`${again}/charges/${order.paymentId}`);
    assert.deepEqual([body.outcome, body.amountMinor], ["paid", order.amountMinor]);
  }
  const kept = (await get(`${again}/book/totals`)).body.entries as number;
  assert.ok(kept >= acknowledged.length && kept <= sent, `${acknowledged.length} acknowledged, ${kept} kept, ${sent} sent`);
  assert.equal(
    (await post(`${again}/charges`, acknowledged[0])).body.seq,
    (await get(`${again}/charges/${acknowledged[0]!.paymentId}`)).body.seq,
  );
  assert.equal((await post(`${again}/charges`, chargeOrder())).body.seq, kept + 1);
});

test("a torn last line is cut off and its number used again", async (t) => {
  const file = await temporaryBook(t);
  const book = await openBook(file);
  await Promise.all([1, 2, 3].map(() => book.durable(book.add<ChargeEntry>(draft()))));
  await book.close();
  const whole = await readFile(file, "utf8");
  // The second is complete but for its line break: it was not acknowledged either.
  for (const torn of ['{"seq":4,"type":"cha', JSON.stringify({ seq: 4, ...draft() })]) {
    await appendFile(file, torn);
    const reopened = await openBook(file);
    assert.equal(reopened.durableCount(), 3);
    await reopened.close();
    assert.equal(await readFile(file, "utf8"), whole);
  }
});

test("a line that is damaged in the middle stops the start with a sentence", async (t) => {
  const file = await temporaryBook(t);
  for (const damage of ["not json\n", '{"seq":7,"type":"charge"}\n', "x".repeat(5_000)]) {
    await writeFile(file, damage);
    await assert.rejects(openBook(file), /^Error: Line 1 of the sandbox provider's book .* is damaged; .*\.$/);
  }
});

test("a reopened book knows charges, refunds and totals", async (t) => {
  const file = await temporaryBook(t);
  const book = await openBook(file);
  const charge = book.add<ChargeEntry>(draft());
  const declined = book.add<ChargeEntry>({ ...draft(), outcome: "declined", declineCode: "card_declined", currency: "USD" });
  const { declineCode, outcome, type, seq, ...facts } = charge;
  const refund = book.add<BookEntry & { type: "refund" }>({
    ...facts,
    type: "refund",
    refundId: newId(),
    amountMinor: 500,
    outcome: "refunded",
    reason: null,
  });
  assert.deepEqual(book.page(0, 10), [], "nothing is shown before it is durable");
  await book.durable(refund);
  const totals = book.totals();
  await book.close();

  const reopened = await openBook(file);
  assert.deepEqual(reopened.page(0, 10), [charge, declined, refund]);
  assert.deepEqual(reopened.totals(), totals);
  assert.equal(reopened.refundedMinor(charge.paymentId), 500);
  await reopened.close();
  assert.deepEqual(
    totals.map(({ currency, chargedMinor, refundedMinor, declinedCount }) => [
      currency,
      chargedMinor,
      refundedMinor,
      declinedCount,
    ]),
    [
      ["EUR", 1_999, 500, 0],
      ["USD", 0, 0, 1],
    ],
  );
});
