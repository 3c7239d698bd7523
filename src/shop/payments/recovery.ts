import { type Database, retryTransient, sql } from "../../platform/database/database.ts";
import { forEachLimited } from "../../platform/resilience/for-each-limited.ts";
import type { Logger } from "../../platform/telemetry/logger.ts";
import type { Settlements } from "../orders/settle-payments.ts";
import { CLAIM_BATCH, PROVIDER_CALLS, PROVIDER_TIMEOUT_MS, RETRY_DELAYS_MS } from "./attempts.ts";
import type { ChargeOutcome, PaymentProvider } from "./provider.ts";

type ClaimedPayment = {
  readonly order_id: string;
  readonly shopper_id: string;
  readonly id: string;
  readonly provider: string;
  readonly token: string;
  readonly currency: string;
  readonly amount_minor: number;
  readonly attempts: number;
};

// A claim is the next attempt's date: whoever claimed and died is followed by another worker.
const claimPayments = sql<ClaimedPayment>(
  "payments.claim",
  `with due as (
    select order_id, shopper_id from payments where status = 'pending' and next_attempt_at <= now()
    order by next_attempt_at limit $1 for update skip locked
  )
  update payments p set attempts = p.attempts + 1, updated_at = now(),
    next_attempt_at = now() + ($2::int[])[least(p.attempts + 1, cardinality($2::int[]))] * interval '1 ms'
  from due d where p.order_id = d.order_id and p.shopper_id = d.shopper_id and p.status = 'pending'
  returning p.order_id, p.shopper_id, p.id, p.provider, p.token, p.currency, p.amount_minor, p.attempts`,
);

export type RecoveryDependencies = {
  readonly db: Database;
  readonly settlements: Settlements;
  readonly provider: (name: string) => PaymentProvider | undefined;
  readonly logger: Logger;
};

export interface PaymentRecovery {
  /** Asks after the payments that are due and books what became known; answers how many were due. */
  runOnce(): Promise<number>;
}

/**
 * Finds out what became of the payments whose placing process did not learn it, or died. A charge that the provider has not seen
 * is made now, under its old id: so every order ends as paid or as declined, and none is charged twice.
 */
export function createPaymentRecovery({ db, settlements, provider, logger }: RecoveryDependencies): PaymentRecovery {
  async function outcomeOf(payment: ClaimedPayment): Promise<ChargeOutcome> {
    if (payment.amount_minor === 0) return { outcome: "paid", reference: "nothing-to-pay" };
    const bank = provider(payment.provider);
    if (bank === undefined) return { outcome: "unknown", reason: "provider-not-configured" };
    const request = {
      paymentId: payment.id,
      orderId: payment.order_id,
      shopperId: payment.shopper_id,
      amountMinor: payment.amount_minor,
      currency: payment.currency,
      token: payment.token,
    };
    const found = await bank.findCharge(request, { timeoutMs: PROVIDER_TIMEOUT_MS });
    return found.outcome === "absent" ? bank.charge(request, { timeoutMs: PROVIDER_TIMEOUT_MS }) : found;
  }

  async function recover(payment: ClaimedPayment): Promise<void> {
    const outcome = await outcomeOf(payment);
    const { order_id: orderId, shopper_id: shopperId, id: paymentId, attempts } = payment;
    if (outcome.outcome === "unknown") {
      logger.warn({ orderId, attempts, reason: outcome.reason }, "payment still unknown");
      return;
    }
    await settlements.settle({ orderId, shopperId, paymentId, ...outcome });
  }

  return {
    async runOnce() {
      const due = await retryTransient(() => db.run(claimPayments, [CLAIM_BATCH, RETRY_DELAYS_MS]));
      await forEachLimited(due, PROVIDER_CALLS, recover, (error, payment) =>
        logger.error({ err: error, orderId: payment.order_id }, "payment recovery failed"),
      );
      return due.length;
    },
  };
}
