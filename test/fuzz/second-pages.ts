import type { WholeShop } from "../support/whole-shop.ts";
import { type Asker, newDeadLetter, newFailedJob } from "./known-values.ts";
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
  }
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
