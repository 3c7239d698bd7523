import Stripe from "stripe";
import {
  type ChargeOutcome,
  type ChargeRequest,
  type RefundOutcome,
  type RefundRequest,
  type UnknownOutcome,
  unknownOutcome,
} from "./provider.ts";

/**
 * What Stripe's answers mean. The rule: `paid` and `declined` only where Stripe says that it is final; everything else is
 * `unknown` and asked again. https://docs.stripe.com/api/errors, https://docs.stripe.com/payments/paymentintents/lifecycle
 */
export function chargeOutcome(intent: Stripe.PaymentIntent, request: ChargeRequest): ChargeOutcome {
  if (intent.amount !== request.amountMinor || intent.currency !== request.currency.toLowerCase()) {
    return unknownOutcome("amount-mismatch");
  }
  const reference = intent.id;
  switch (intent.status) {
    case "succeeded":
      return { outcome: "paid", reference };
    case "requires_payment_method": {
      // A declined attempt. Stripe would take another card for the same intent; we make another payment instead.
      const failure = intent.last_payment_error;
      if (failure == null) return unknownOutcome("not-confirmed");
      return { outcome: "declined", reference, declineCode: failure.decline_code ?? failure.code ?? "card_declined" };
    }
    case "requires_action":
      // Only the shopper could go on from here, with the client secret that we never hand out: no money can move.
      return { outcome: "declined", reference, declineCode: "authentication_required" };
    case "canceled":
      return { outcome: "declined", reference, declineCode: "canceled" };
    case "processing":
      // The money is on its way, and may still bounce.
      return unknownOutcome("processing");
    default:
      // requires_confirmation: another request with our key is at work between creating and confirming. requires_capture: held
      // but not taken, which we never ask for. Or a status that Stripe made after this was written.
      return unknownOutcome(`unexpected-answer: ${intent.status}`);
  }
}

export function chargeError(error: unknown): ChargeOutcome {
  const failure = unsettled(error);
  if (failure !== null) return failure;
  const { code, decline_code: declineCode, param, payment_intent: intent } = error as Stripe.errors.StripeError;
  // A token that Stripe does not know, with the same word for it as the sandbox has.
  if (param === "payment_method") return { outcome: "declined", reference: null, declineCode: "invalid_token" };
  // Stripe's library makes an empty text of a decline code that was not sent.
  return { outcome: "declined", reference: intent?.id ?? null, declineCode: declineCode || code || "invalid_request" };
}

export function refundOutcome(refund: Stripe.Refund, request: RefundRequest): RefundOutcome {
  if (refund.amount !== request.amountMinor || refund.currency !== request.currency.toLowerCase()) {
    return unknownOutcome("amount-mismatch");
  }
  switch (refund.status) {
    case "succeeded":
      return { outcome: "refunded", reference: refund.id };
    case "failed":
    case "canceled":
      return { outcome: "refused", reason: refund.failure_reason ?? refund.status };
    default:
      // pending or requires_action: a bank is slow or wants more from us; `refund.updated` tells how it ends.
      return unknownOutcome(`pending: ${refund.status ?? "no status"}`);
  }
}

export function refundError(error: unknown): RefundOutcome {
  const failure = unsettled(error);
  if (failure !== null) return failure;
  return { outcome: "refused", reason: (error as Stripe.errors.StripeError).code ?? "invalid_request" };
}

/**
 * Unknown for every error that does not settle the matter; null for those by which Stripe says that it looked at the request and
 * did not do it (a card error, or a request it finds invalid). Rethrows what is not Stripe's: that is a bug of ours.
 */
function unsettled(error: unknown): UnknownOutcome | null {
  const { errors } = Stripe;
  if (!(error instanceof errors.StripeError)) throw error;
  if (error instanceof errors.StripeConnectionError) {
    const { code } = (error.detail ?? {}) as { code?: string };
    return unknownOutcome(code === "ETIMEDOUT" ? "timeout" : `connection: ${code ?? "broken"}`);
  }
  // 409: another request with our key is at work. lock_timeout comes as 429: another request holds the object.
  if (error.statusCode === 409 || error.code === "lock_timeout" || error.code === "idempotency_key_in_use") {
    return unknownOutcome("in-progress");
  }
  if (error.statusCode === 429) return unknownOutcome("rate-limited");
  // Stripe answers a request that failed with 500 the same way for as long as it keeps the key; the search tells what became of it.
  if (error.statusCode !== undefined && error.statusCode >= 500) return unknownOutcome(`provider-error: ${error.statusCode}`);
  // The key was used before with other parameters, and that request may well have been paid.
  if (error instanceof errors.StripeIdempotencyError) return unknownOutcome("idempotency-conflict");
  // A wrong or revoked key stops every payment; it is mended by an operator, and no reason to decline the shoppers of that hour.
  if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError) {
    return unknownOutcome("misconfigured");
  }
  if (error instanceof errors.StripeCardError || error instanceof errors.StripeInvalidRequestError) return null;
  return unknownOutcome(`unexpected-answer: ${error.type}`);
}
