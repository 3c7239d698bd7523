import type { Agent } from "node:http";
import Stripe from "stripe";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { createGuard, type GuardOptions } from "./guard.ts";
import {
  type AbsentOutcome,
  type ChargeOutcome,
  type ChargeRequest,
  type PaymentProvider,
  type RefundOutcome,
  type RefundRequest,
  unknownOutcome,
} from "./provider.ts";
import { eventFrom } from "./stripe-events.ts";
import { chargeError, chargeOutcome, refundError, refundOutcome } from "./stripe-outcomes.ts";

export type StripeAdapterOptions = {
  readonly apiKey: string;
  readonly webhookSecret: string;
  /** Elsewhere than api.stripe.com, for example stripe-mock. */
  readonly host?: string;
  readonly port?: number;
  readonly protocol?: "http" | "https";
  readonly agent?: Agent;
  readonly guard?: GuardOptions;
  readonly clock?: Clock;
};

/**
 * Stripe keeps an idempotency key for at least 24 hours and forgets it some time after; from then on the same request would
 * charge again. Four hours are left for clocks that differ and for requests that wait.
 */
const KEY_LIFE_MS = 20 * 3_600_000;
/** Of one payment; Stripe's own page maximum. An order is refunded in a few parts at most. */
const MAX_REFUNDS = 100;

/**
 * The adapter on Stripe's own library. A charge is one PaymentIntent that is created and confirmed in one call, with the payment
 * id as its idempotency key. `client_secret` never leaves this process, so a charge that failed cannot be paid later.
 */
export function createStripeProvider(options: StripeAdapterOptions): PaymentProvider {
  const clock = options.clock ?? systemClock;
  const guard = createGuard(options.guard);
  const { host, port, protocol, agent: httpAgent } = options;
  const stripe = new Stripe(options.apiKey, {
    // The order's worker repeats what is unknown; retries in here would only hide from it where the time went. A connection that
    // breaks is repeated once all the same, which the library does not let us turn off; it is harmless under the same key.
    maxNetworkRetries: 0,
    telemetry: false,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(httpAgent === undefined ? {} : { httpAgent }),
  });

  const createCharge = (request: ChargeRequest, timeout: number): Promise<ChargeOutcome> =>
    stripe.paymentIntents
      .create(intentOf(request), { idempotencyKey: request.paymentId, timeout })
      .then((intent) => chargeOutcome(intent, request), chargeError);

  /**
   * By search, whose index lags by a minute and on bad days by an hour, so that finding nothing proves nothing before the key
   * has run out. Its copy is stale for as long, so the intent itself is read for its status.
   */
  async function searchCharge(request: ChargeRequest, timeout: number): Promise<ChargeOutcome | AbsentOutcome> {
    try {
      const query = `metadata["paymentId"]:"${request.paymentId}"`;
      const { data } = await stripe.paymentIntents.search({ query, limit: 1 }, { timeout });
      const found = data.find((intent) => intent.metadata.paymentId === request.paymentId);
      if (found === undefined) return { outcome: "absent" };
      return chargeOutcome(await stripe.paymentIntents.retrieve(found.id, {}, { timeout }), request);
    } catch (error) {
      return lookupFailed(chargeError(error));
    }
  }

  const createRefund = (request: RefundRequest, timeout: number): Promise<RefundOutcome> =>
    stripe.refunds
      .create(refundOf(request), { idempotencyKey: request.refundId, timeout })
      .then((refund) => refundOutcome(refund, request), refundError);

  /** Unlike the search, the list of a payment's refunds is up to date. */
  async function listedRefund(request: RefundRequest, timeout: number): Promise<RefundOutcome | AbsentOutcome> {
    try {
      const refunds = await stripe.refunds.list({ payment_intent: request.reference, limit: MAX_REFUNDS }, { timeout });
      const found = refunds.data.find((refund) => refund.metadata?.refundId === request.refundId);
      if (found !== undefined) return refundOutcome(found, request);
      return refunds.has_more ? unknownOutcome("too-many-refunds") : { outcome: "absent" };
    } catch (error) {
      return lookupFailed(refundError(error));
    }
  }

  /** False too when the id tells no time, for then nothing says that the key is still kept. */
  function keyIsKept(id: string): boolean {
    const madeAtMs = timeOfUuidV7(id);
    return madeAtMs !== null && clock.now().getTime() - madeAtMs < KEY_LIFE_MS;
  }

  return {
    name: "stripe",
    circuit: guard.state,
    charge: (request, { timeoutMs }) =>
      guard.run(timeoutMs, async () => {
        if (keyIsKept(request.paymentId)) return createCharge(request, timeoutMs);
        const earlier = await searchCharge(request, timeoutMs);
        return earlier.outcome === "absent" ? createCharge(request, timeoutMs) : earlier;
      }),
    findCharge: (request, { timeoutMs }) =>
      guard.run<ChargeOutcome | AbsentOutcome>(timeoutMs, async () => {
        const found = await searchCharge(request, timeoutMs);
        const isUnsettled = found.outcome === "absent" || found.outcome === "unknown";
        return isUnsettled && keyIsKept(request.paymentId) ? createCharge(request, timeoutMs) : found;
      }),
    refund: (request, { timeoutMs }) =>
      guard.run(timeoutMs, async () => {
        if (keyIsKept(request.refundId)) return createRefund(request, timeoutMs);
        const earlier = await listedRefund(request, timeoutMs);
        return earlier.outcome === "absent" ? createRefund(request, timeoutMs) : earlier;
      }),
    findRefund: (request, { timeoutMs }) =>
      guard.run<RefundOutcome | AbsentOutcome>(timeoutMs, () => listedRefund(request, timeoutMs)),
    parseWebhook(rawBody, headers) {
      const signature = headers["stripe-signature"];
      if (typeof signature !== "string") return null;
      let event: Stripe.Event;
      try {
        const now = clock.now().getTime();
        event = Stripe.webhooks.constructEvent(rawBody, signature, options.webhookSecret, undefined, undefined, now);
      } catch {
        return null;
      }
      return eventFrom(event) ?? "ignored";
    },
    close: async () => httpAgent?.destroy(),
  };
}

function intentOf(request: ChargeRequest): Stripe.PaymentIntentCreateParams {
  const { paymentId, orderId, shopperId } = request;
  return {
    amount: request.amountMinor,
    currency: request.currency.toLowerCase(),
    payment_method: request.token,
    // Cards only: they are settled within the call, where a bank debit would stay "processing" for days.
    allowed_payment_method_types: ["card"],
    confirm: true,
    // Nobody is there to pass a 3-D Secure challenge on to, so Stripe shall decline instead. Not `off_session`, which would
    // declare to the card networks that the shopper is absent, when in truth they have just pressed the button.
    error_on_requires_action: true,
    metadata: { paymentId, orderId, shopperId },
  };
}

function refundOf(request: RefundRequest): Stripe.RefundCreateParams {
  const { refundId, paymentId, orderId, shopperId } = request;
  return {
    payment_intent: request.reference,
    amount: request.amountMinor,
    metadata: { refundId, paymentId, orderId, shopperId },
  };
}

/** A lookup that Stripe refuses (search is not offered in every country) says nothing about the money. */
function lookupFailed<T extends { readonly outcome: string }>(outcome: T) {
  return outcome.outcome === "unknown" ? outcome : unknownOutcome("lookup-refused");
}

/** The first 48 bits of a UUIDv7 are milliseconds since 1970 (RFC 9562). */
function timeOfUuidV7(id: string): number | null {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7/i.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null;
}
