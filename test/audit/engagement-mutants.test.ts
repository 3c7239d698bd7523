import assert from "node:assert/strict";
import { test } from "node:test";
import type { Database } from "../../src/platform/database/database.ts";
import { createEventLog } from "../../src/platform/events/event-log.ts";
import { newId } from "../../src/platform/ids.ts";
import { createComments } from "../../src/shop/engagement/comments.ts";
import { createCounterConsumer } from "../../src/shop/engagement/counters.ts";
import { createFeedConsumer } from "../../src/shop/engagement/feed-consumer.ts";
import { createLikes } from "../../src/shop/engagement/likes.ts";
import { addVariants } from "../support/shop.ts";
import { changeStatement } from "../support/statement-hooks.ts";
import { relayEvents } from "../support/worker.ts";
import { type AuditedShop, openAuditedShop } from "./audited-shop.ts";

const SHOPPERS = 8;

async function openProduct(audited: AuditedShop) {
  const [variantId] = await addVariants(audited.database, { kind: "service" });
  const productId = Math.floor(variantId! / 10_000);
  return { kind: "product", id: productId, productId } as const;
}

/** Hands all events to both consumers, `times` over: as after a crash between the work and the cursor. */
async function handleAll(db: Database, times: number, fold: Database = db): Promise<void> {
  await relayEvents(db);
  const log = createEventLog(db);
  for (const consumer of [createCounterConsumer(fold), createFeedConsumer(fold)]) {
    for (let time = 0; time < times; time += 1) await consumer.handle(await log.read(0, await log.head(), consumer.types));
  }
}

async function likeAndComment(db: Database, subject: Awaited<ReturnType<typeof openProduct>>): Promise<void> {
  const [likes, comments] = [createLikes(db), createComments(db)];
  await Promise.all(
    Array.from({ length: SHOPPERS }, async (_, index) => {
      const shopperId = newId();
      await likes.give(shopperId, subject);
      if (index % 2 === 0) await likes.takeBack(shopperId, subject);
      const call = { ownerId: shopperId, key: null, requestHash: "" };
      const { comment } = await comments.post({ productId: subject.productId, name: "Ada", body: "Lovely" }, call);
      if (index % 4 === 0) await comments.remove(comment.id, shopperId);
    }),
  );
}

test("likes and comments whose events come three times over are counted once, and the audit is green", async (t) => {
  const audited = await openAuditedShop(t);
  const { db } = audited.shop;
  await likeAndComment(db, await openProduct(audited));
  await handleAll(db, 3);
  assert.deepEqual(await audited.red(), []);
});

test("a fold that does not look at what it has folded before counts an event twice, and the audit sees it", async (t) => {
  const audited = await openAuditedShop(t);
  const { db } = audited.shop;
  await likeAndComment(db, await openProduct(audited));
  const careless = changeStatement(db, "engagement.fold-likes", {
    "where m.version < excluded.version": "",
    "version % 2 - previous_version % 2 as delta": "case version % 2 when 1 then 1 else 0 end as delta",
  });
  await audited.database.query("alter table like_marks drop constraint like_marks_go_forward");
  await handleAll(db, 2, careless);
  assert.deepEqual(await audited.red(), ["engagement.likes-fold"]);
});

test("a counter of comments that only follows the events drifts when one comes twice", async (t) => {
  const audited = await openAuditedShop(t);
  const { db } = audited.shop;
  await likeAndComment(db, await openProduct(audited));
  const careless = changeStatement(db, "engagement.fold-comments", {
    "and c.counted <> (c.hidden_at is null and c.deleted_at is null)": "",
    "case when counted then 1 else -1 end": "case when counted then 1 else 0 end",
  });
  await handleAll(db, 2, careless);
  assert.deepEqual(await audited.red(), ["engagement.comments-fold"]);
});

test("a like whose event is written on its own is lost to its counter and its feed when the process dies in between", async (t) => {
  const audited = await openAuditedShop(t);
  const { db } = audited.shop;
  const subject = await openProduct(audited);
  // What the statement would leave behind if the event were a statement of its own that is never reached.
  const broken = changeStatement(db, "engagement.give-like", { "from changed": "from changed where false" });
  await createLikes(broken).give(newId(), subject);
  await handleAll(db, 1);
  assert.deepEqual(await audited.red(), ["engagement.likes-fold", "engagement.likes-marked-once", "engagement.feed-tells"]);
});

test("a like that is read and then written is given twice by one shopper at once, and the audit sees the mark fall behind", async (t) => {
  const audited = await openAuditedShop(t);
  const { db } = audited.shop;
  const subject = await openProduct(audited);
  const unguarded = changeStatement(db, "engagement.give-like", { "where l.version % 2 = 0": "" });
  const shopperId = newId();
  const likes = createLikes(unguarded);
  await Promise.all([likes.give(shopperId, subject), likes.give(shopperId, subject)]);
  await handleAll(db, 1);
  // Two likes are an even version, which is none; the feed still tells of the first.
  assert.ok((await audited.red()).includes("engagement.feed-tells"));
});
