import { type Database, retryTransient, sql } from "../../platform/database/database.ts";
import { forEachLimited } from "../../platform/resilience/for-each-limited.ts";
import type { Logger } from "../../platform/telemetry/logger.ts";
import { CLAIM_BATCH, PROVIDER_CALLS, PROVIDER_TIMEOUT_MS, RETRY_DELAYS_MS } from "../payments/attempts.ts";
import type { PaymentProvider } from "../payments/provider.ts";
import { settleRefund } from "./refunds.ts";

type ClaimedRefund = {
  readonly order_id: string;
  readonly shopper_id: string;
  readonly id: string;
  readonly amount_minor: number;
  readonly attempts: number;
  readonly payment_id: string;
  readonly provider: string;
  readonly reference: string;
  readonly currency: string;
};

const claimRefunds = sql<ClaimedRefund>(
  "orders.claim-refunds",
  `with due as (
    select order_id, shopper_id, id from refunds where status = 'pending' and next_attempt_at <= now()
    order by next_attempt_at limit $1 for update skip locked
  )
  update refunds r set attempts = r.attempts + 1, updated_at = now(),
    next_attempt_at = now() + ($2::int[])[least(r.attempts + 1, cardinality($2::int[]))] * interval '1 ms'
  from due d join payments p on p.order_id = d.order_id and p.shopper_id = d.shopper_id
  where r.order_id = d.order_id and r.shopper_id = d.shopper_id and r.id = d.id and r.status = 'pending'
  returning r.order_id, r.shopper_id, r.id, r.amount_minor, r.attempts, p.id as payment_id, p.provider, p.reference, p.currency`,
);

export type RefundRunnerDependencies = {
  readonly db: Database;
  readonly provider: (name: string) => PaymentProvider | undefined;
  readonly logger: Logger;
};

export interface RefundRunner {
  /** Brings the promised refunds that are due to their providers and books the outcomes; answers how many were due. */
  runOnce(): Promise<number>;
}

/** A refund is asked for under the same id until it is done or refused, so money never goes back twice. */
export function createRefundRunner({ db, provider, logger }: RefundRunnerDependencies): RefundRunner {
  async function refund(due: ClaimedRefund): Promise<void> {
    const ids = { orderId: due.order_id, shopperId: due.shopper_id, refundId: due.id };
    const outcome = await provider(due.provider)?.refund(
      {
        ...ids,
        paymentId: due.payment_id,
        reference: due.reference,
        amountMinor: due.amount_minor,
        currency: due.currency,
      },
      { timeoutMs: PROVIDER_TIMEOUT_MS },
    );
    if (outcome === undefined || outcome.outcome === "unknown") {
      const reason = outcome?.reason ?? "provider-not-configured";
      logger.warn({ ...ids, attempts: due.attempts, reason }, "refund still unknown");
      return;
    }
    if (outcome.outcome === "refused") logger.error({ ...ids, reason: outcome.reason }, "refund refused by the provider");
    await retryTransient(() => db.transaction((tx) => settleRefund(tx, { ...ids, ...outcome })));
  }

  return {
    async runOnce() {
      const due = await retryTransient(() => db.run(claimRefunds, [CLAIM_BATCH, RETRY_DELAYS_MS]));
      await forEachLimited(due, PROVIDER_CALLS, refund, (error, item) =>
        logger.error({ err: error, orderId: item.order_id, refundId: item.id }, "refund failed"),
      );
      return due.length;
    },
  };
}
