/** What a subscriber can ask for, and nothing else goes out. */
export const webhookEventTypes = [
  "order.placed",
  "order.paid",
  "order.payment_failed",
  "order.cancelled",
  "order.fulfilled",
  "order.returned",
  "order.refunded",
  "order.refund_refused",
  "stock.low",
  "product.created",
  "product.updated",
  "product.archived",
  "price.changed",
  "customer.registered",
  "review.posted",
  "question.posted",
  "answer.posted",
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** Sent on request only, to try an endpoint. */
export const PING = "webhook.ping";
