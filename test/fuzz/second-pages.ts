import { newId } from "../../src/platform/ids.ts";
import type { WholeShop } from "../support/whole-shop.ts";
import { type Asker, newAnswer, newComment, newDeadLetter, newFailedJob, newQuestion, newReview } from "./known-values.ts";
import { newCart, newOrder } from "./shoppers.ts";

/** Puts two things into every list that would be empty, so that each has a cursor to forge. */
export async function makeSecondPages(shop: WholeShop, askers: ReadonlyMap<string, Asker>): Promise<void> {
  const { call, keys, variantIds, database } = shop;
  const token = keys.owner;
  for (let count = 0; count < 2; count += 1) {
    await newCart(shop, await askers.get("listCarts")!.shopper());
    await newOrder(shop, await askers.get("listOrders")!.shopper());
    await call("POST", "/v1/admin/brands", { token, payload: { name: `Brand of page ${count}` } });
    await call("POST", "/v1/admin/webhooks", { token, payload: { url: "http://127.0.0.1:9/", eventTypes: ["order.paid"] } });
    const promotion = { name: `Page ${count}`, code: `PAGE${count}`, effect: { type: "percentage", basisPoints: 100 } };
    await call("POST", "/v1/admin/promotions", { token, payload: promotion });
    await call("PUT", `/v1/admin/variants/${variantIds[4 - count]}/stock`, { token, payload: { warehouse: "LON1", onHand: 1 } });
    await newDeadLetter(shop);
    await newFailedJob(shop);
    await writeAboutProducts(shop, askers);
    await newFeedEntry(shop, askers);
  }
  await shop.shop.searchIndexers.fillWhenEmpty(() => undefined);
  const shopperId = await askers.get("listPriceAgreements")!.pathValue("shopperId");
  const agreements = ["GBP", "EUR"].map((currency) => ({
    variantId: variantIds[0],
    currency,
    amountMinor: 1,
    taxIncluded: true,
  }));
  await call("PUT", `/v1/admin/shoppers/${shopperId}/price-agreements`, { token, payload: { agreements } });
  await database.query("update stock_levels set low_since = now() where on_hand = 1");
  const deliveries = askers.get("listWebhookDeliveries");
  const webhookId = await deliveries?.pathValue("webhookId");
  await database.query(
    `insert into webhook_deliveries (endpoint_id, event_id, event_type, payload, status, next_attempt_at)
     select $1, gen_random_uuid(), 'order.paid', '{}', 'dead', null from generate_series(1, 2)`,
    [webhookId],
  );
}

/** A review, a question and an answer in each list of them, and one of each that a moderator has to look at. */
async function writeAboutProducts(shop: WholeShop, askers: ReadonlyMap<string, Asker>): Promise<void> {
  const idOf = async (operation: string, name: string) => Number(await askers.get(operation)!.pathValue(name));
  await newReview(shop, null, await idOf("listReviews", "productId"));
  await newQuestion(shop, null, await idOf("listQuestions", "productId"));
  await newAnswer(shop, await idOf("listAnswers", "questionId"), null);
  await newComment(shop, newId(), await idOf("listComments", "productId"));
  const { reviews, questions, comments } = shop.shop;
  await comments.report(Number(await newComment(shop, newId())), newId(), null);
  await reviews.report(Number(await newReview(shop, null)), null, null);
  const question = Number(await newQuestion(shop, null));
  await questions.report("question", question, null, null);
  await questions.report("answer", Number(await newAnswer(shop, question, null)), null, null);
}

/** As the worker would write it. */
async function newFeedEntry({ database }: WholeShop, askers: ReadonlyMap<string, Asker>): Promise<void> {
  const { shopperId } = await askers.get("listFeed")!.shopper();
  await database.query("insert into feed_entries (id, shopper_id, kind, details) values ($1, $2, 'ordered', '{}')", [
    newId(),
    shopperId,
  ]);
}
