import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import type { EventConsumer, ShopEvent } from "../../platform/events/event.ts";
import { newId } from "../../platform/ids.ts";
import { createPgBossJobs } from "../../platform/jobs/pg-boss-jobs.ts";
import { createLogger } from "../../platform/telemetry/logger.ts";
import { createSmtpTransport, type MailTransport } from "./mail-transport.ts";
import { sender, someOrder, startMailServer } from "./notifications.fixture.ts";
import { createNotifications } from "./notifications.ts";
import { createSentNotifications } from "./sent-notifications.ts";

let own: TestDatabase;
let db: Database;
before(async () => {
  own = await createTestDatabase();
  db = createDatabase({ url: own.url });
});
after(async () => {
  await db.close();
  await own.close();
});
beforeEach(() => own.query("truncate notifications"));

const order = someOrder();

function orderEvent(type: string, version = 2): ShopEvent {
  return {
    id: newId(),
    position: 1,
    aggregateType: "order",
    aggregateId: order.id,
    shopperId: order.shopperId,
    productId: null,
    version,
    type,
    payload: { number: order.number },
    createdAt: new Date(),
  };
}

async function withNotifications(
  transport: MailTransport,
  work: (consumer: EventConsumer, lines: readonly string[]) => Promise<void>,
  staffAddress: string | null = "staff@gifts.example",
): Promise<void> {
  const lines: string[] = [];
  const logger = createLogger({ level: "debug", pretty: false, destination: { write: (line) => void lines.push(line) } });
  const jobs = createPgBossJobs({ url: own.url, logger });
  const consumer = createNotifications({
    db,
    jobs,
    transport,
    sender,
    staffAddress,
    orders: { find: async (id) => (id === order.id ? order : null) },
    describeVariant: async () => ({ sku: "85123A", name: "Heart holder" }),
    retry: { attempts: 3, firstRetryMs: 1_000, longestRetryMs: 1_000, pollMs: 500 },
  });
  await jobs.start();
  try {
    await work(consumer, lines);
  } finally {
    await jobs.stop();
    transport.close();
  }
}

const jobsLeft = async () =>
  (await own.query("select 1 from pgboss.job where name like 'notifications.%' and state < 'completed'")).length;

test("a shopper is told of each step once, however often the event comes, and the staff of low stock", async () => {
  const server = await startMailServer();
  await withNotifications(createSmtpTransport(server.url, sender), async (consumer) => {
    const low = {
      ...orderEvent("stock.low"),
      shopperId: null,
      payload: { variantId: 7, warehouse: "leeds", available: 1, reorderLevel: 5 },
    };
    const events = [orderEvent("order.paid"), orderEvent("order.refunded", 3), orderEvent("order.refunded", 4), low];
    await consumer.handle(events);
    await consumer.handle(events);
    await consumer.handle([orderEvent("order.paid", 2)]);
    await waitFor(async () => (await jobsLeft()) === 0);
  });
  await server.close();
  const subjects = server.delivered.map(({ mail, recipients }) => `${recipients.join()} ${mail.subject}`).sort();
  assert.deepEqual(subjects, [
    "ada@buyers.example A refund for your order T-1000042 (Gift & Co)",
    "ada@buyers.example A refund for your order T-1000042 (Gift & Co)",
    "ada@buyers.example Thank you for your order T-1000042 (Gift & Co)",
    "staff@gifts.example Reorder 85123A in leeds (Gift & Co)",
  ]);
  assert.equal(new Set(server.delivered.map(({ mail }) => mail.messageId)).size, 4);
});

test("a mail that the server refuses for now is tried again, and no address is in a log or a job", async () => {
  const server = await startMailServer((count) => (count === 1 ? 451 : null));
  await withNotifications(createSmtpTransport(server.url, sender), async (consumer, lines) => {
    await consumer.handle([orderEvent("order.paid")]);
    await waitFor(() => server.delivered.length === 1);
    await waitFor(async () => (await jobsLeft()) === 0);
    assert.ok(lines.some((line) => line.includes("EENVELOPE 451")));
    assert.ok(lines.every((line) => !line.includes("buyers.example")));
    const stored = await own.query("select 1 from pgboss.job j where j::text like '%buyers.example%'");
    assert.equal(stored.length, 0);
  });
  await server.close();
});

test("of mails that go together, one that cannot be sent does not hold up the others and is tried again by itself", async () => {
  const tried: string[] = [];
  const transport: MailTransport = {
    async send({ subject }) {
      tried.push(subject);
      if (subject.includes("refund") && tried.filter((one) => one === subject).length === 1) throw new Error("not now");
    },
    close: () => undefined,
  };
  await withNotifications(transport, async (consumer) => {
    await consumer.handle([orderEvent("order.paid"), orderEvent("order.refunded", 3), orderEvent("order.fulfilled", 4)]);
    await waitFor(async () => (await jobsLeft()) === 0 && tried.length === 4);
  });
  assert.deepEqual(new Set(tried).size, 3);
  assert.equal(tried.filter((subject) => subject.includes("refund")).length, 2);
});

test("without an address of the staff nobody is alerted", async () => {
  const mails: string[] = [];
  const transport = { send: async ({ to }: { to: string }) => void mails.push(to), close: () => undefined };
  await withNotifications(
    transport,
    async (consumer) => {
      await consumer.handle([
        { ...orderEvent("stock.low"), payload: { variantId: 7, warehouse: "leeds", available: 1, reorderLevel: 5 } },
      ]);
      assert.equal(await jobsLeft(), 0);
    },
    null,
  );
  assert.deepEqual(mails, []);
});

test("of many processes that would send the same notification at once, one does", async () => {
  const sent = createSentNotifications(db);
  const key = { shopperId: newId(), id: "order-confirmation:1", kind: "order-confirmation" };
  let sends = 0;
  const gate = Promise.withResolvers<void>();
  const send = async () => {
    sends += 1;
    await gate.promise;
  };
  const outcomes: string[] = [];
  const tries = Array.from({ length: 6 }, () =>
    sent.once(key, 60_000, send).then(
      () => outcomes.push("sent"),
      () => outcomes.push("taken by another"),
    ),
  );
  await waitFor(() => outcomes.length === 5);
  gate.resolve();
  await Promise.all(tries);
  assert.deepEqual(outcomes, [...new Array(5).fill("taken by another"), "sent"]);
  assert.equal(sends, 1);
  await sent.once(key, 60_000, () => assert.fail("it was sent before"));
});

test("a notification whose process died while sending is sent again when its claim is over", async () => {
  const sent = createSentNotifications(db);
  const key = { shopperId: newId(), id: "order-shipped:1", kind: "order-shipped" };
  await own.query(
    "insert into notifications (shopper_id, id, kind, claimed_until) values ($1, $2, $3, now() + interval '1 minute')",
    [key.shopperId, key.id, key.kind],
  );
  await assert.rejects(
    sent.once(key, 60_000, async () => undefined),
    /another process/,
  );
  await own.query("update notifications set claimed_until = now() - interval '1 second'");
  let sends = 0;
  await sent.once(key, 60_000, async () => {
    sends += 1;
  });
  assert.equal(sends, 1);
});
