import type { IncomingHttpHeaders } from "node:http";
import type { BreakerState } from "./guard.ts";

/**
 * The port to whoever moves the money. `paymentId` and `refundId` are the provider's idempotency keys: asking again with the
 * same id and the same amount can never move money twice, so `unknown` is always answered by asking again.
 */
export type ChargeRequest = {
  readonly paymentId: string;
  readonly orderId: string;
  readonly shopperId: string;
  /** In the minor units of ISO 4217: 100 is 1.00 EUR, and 100 JPY. */
  readonly amountMinor: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** What the shopper's browser got from the provider for a card. The shop never sees the card. */
  readonly token: string;
};

/** The provider may or may not have done it. The reason is for logs and metrics; its first word is one of few. */
export type UnknownOutcome = { readonly outcome: "unknown"; readonly reason: string };

export type ChargeOutcome =
  | { readonly outcome: "paid"; readonly reference: string }
  | { readonly outcome: "declined"; readonly reference: string | null; readonly declineCode: string }
  | UnknownOutcome;

/**
 * `absent`: the provider has not seen the payment **so far**. A request that is still on its way may yet arrive, so absent is
 * no refusal: charge again with the same id, or ask again once no request can be under way any more.
 */
export type AbsentOutcome = { readonly outcome: "absent" };

export type RefundRequest = {
  readonly refundId: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly shopperId: string;
  /** The reference that the paid charge came back with. */
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: string;
};

export type RefundOutcome =
  | { readonly outcome: "refunded"; readonly reference: string }
  | { readonly outcome: "refused"; readonly reason: string }
  | UnknownOutcome;

/** What a provider's webhook says, the same for every provider. Events come late, twice and out of order: dedupe by `eventId`. */
export type ProviderEvent = {
  readonly eventId: string;
  readonly kind: "charge.paid" | "charge.declined" | "refund.done" | "refund.refused";
  readonly paymentId: string;
  readonly orderId: string;
  readonly shopperId: string;
  /** Only on `refund.*`. */
  readonly refundId?: string;
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Only on `charge.declined`. */
  readonly declineCode?: string;
  /** ISO 8601. */
  readonly createdAt: string;
};

export type CallOptions = { readonly timeoutMs: number };

/**
 * Nothing here throws for network trouble, deadlines, or an open breaker: those are `unknown`. A provider that is down costs a
 * caller at most `timeoutMs`, and next to nothing once its breaker is open (`reason: "circuit-open"`).
 */
export interface PaymentProvider {
  readonly name: string;
  /** Of the breaker before its calls, when it has one; for those who look after the shop. */
  readonly circuit?: () => BreakerState;
  charge(request: ChargeRequest, options: CallOptions): Promise<ChargeOutcome>;
  /**
   * Asks what became of a charge that was asked for before. It takes the whole request because a provider without a reliable
   * lookup by our id (Stripe) answers by repeating the charge under the same key: so never ask about a charge that is no longer
   * wanted without being ready to refund it.
   */
  findCharge(request: ChargeRequest, options: CallOptions): Promise<ChargeOutcome | AbsentOutcome>;
  refund(request: RefundRequest, options: CallOptions): Promise<RefundOutcome>;
  findRefund(request: RefundRequest, options: CallOptions): Promise<RefundOutcome | AbsentOutcome>;
  /**
   * Verifies the signature over the raw bytes of the body. `null`: not authentic, answer 400. `"ignored"`: authentic, but about
   * nothing of ours, answer 200 or the provider keeps sending it.
   */
  parseWebhook(rawBody: Buffer, headers: IncomingHttpHeaders): ProviderEvent | "ignored" | null;
  /** Lets go of the connections. Calls under way end as `unknown`. */
  close(): Promise<void>;
}

export function unknownOutcome(reason: string): UnknownOutcome {
  return { outcome: "unknown", reason };
}

/** Says nothing of what a stranger's error carries but its code: messages may hold addresses and tokens. */
export function errorCode(error: unknown): string {
  if (error instanceof Error) {
    const { code } = error as { code?: unknown };
    return typeof code === "string" ? code : error.name;
  }
  return "not-an-error";
}
