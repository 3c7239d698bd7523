import type Stripe from "stripe";
import type { ProviderEvent } from "./provider.ts";

/** What an authentic Stripe event means for a payment of ours; null if nothing, and an endpoint is sent a lot of that. */
export function eventFrom(event: Stripe.Event): ProviderEvent | null {
  switch (event.type) {
    case "payment_intent.succeeded":
      return chargeEvent(event, event.data.object, "charge.paid");
    case "payment_intent.payment_failed":
    case "payment_intent.canceled":
      return chargeEvent(event, event.data.object, "charge.declined");
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
      return refundEvent(event, event.data.object);
    default:
      return null;
  }
}

function chargeEvent(
  event: Stripe.Event,
  intent: Stripe.PaymentIntent,
  kind: "charge.paid" | "charge.declined",
): ProviderEvent | null {
  const { paymentId, orderId, shopperId } = intent.metadata;
  if (!paymentId || !orderId || !shopperId) return null;
  const failure = intent.last_payment_error;
  const declineCode = failure?.decline_code ?? failure?.code ?? (intent.status === "canceled" ? "canceled" : "card_declined");
  return {
    eventId: event.id,
    kind,
    paymentId,
    orderId,
    shopperId,
    reference: intent.id,
    amountMinor: intent.amount,
    currency: intent.currency.toUpperCase(),
    ...(kind === "charge.declined" ? { declineCode } : {}),
    createdAt: isoOf(event.created),
  };
}

function refundEvent(event: Stripe.Event, refund: Stripe.Refund): ProviderEvent | null {
  const { refundId, paymentId, orderId, shopperId } = refund.metadata ?? {};
  const isOver = refund.status === "succeeded" || refund.status === "failed" || refund.status === "canceled";
  if (!refundId || !paymentId || !orderId || !shopperId || !isOver) return null;
  return {
    eventId: event.id,
    kind: refund.status === "succeeded" ? "refund.done" : "refund.refused",
    paymentId,
    orderId,
    shopperId,
    refundId,
    reference: refund.id,
    amountMinor: refund.amount,
    currency: refund.currency.toUpperCase(),
    createdAt: isoOf(event.created),
  };
}

function isoOf(unixSeconds: number): string {
  return new Date(unixSeconds * 1_000).toISOString();
}
