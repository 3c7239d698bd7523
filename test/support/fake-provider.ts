import type { ChargeOutcome, ChargeRequest, PaymentProvider } from "../../src/shop/payments/provider.ts";

/** A provider without a network: charges by id once, as its port promises, and counts what it was asked. */
export type FakeProvider = PaymentProvider & {
  /** Every charge that was made, by payment id. */
  readonly charges: ReadonlyMap<string, ChargeRequest>;
  /** How often charge() was called, the repeated ones included. */
  readonly calls: () => number;
};

/** Tokens: `declined` is declined, `unknown` is charged but not answered, `lost` neither, anything else is paid. */
export function createFakeProvider(name = "sandbox"): FakeProvider {
  const charges = new Map<string, ChargeRequest>();
  let calls = 0;

  async function charge(request: ChargeRequest): Promise<ChargeOutcome> {
    calls += 1;
    if (request.token === "declined") return { outcome: "declined", reference: null, declineCode: "card_declined" };
    if (request.token === "lost") return { outcome: "unknown", reason: "connection" };
    charges.set(request.paymentId, request);
    if (request.token === "unknown") return { outcome: "unknown", reason: "timeout" };
    return { outcome: "paid", reference: `fake_${request.paymentId}` };
  }

  return {
    name,
    charges,
    calls: () => calls,
    charge,
    findCharge: async ({ paymentId }) =>
      charges.has(paymentId) ? { outcome: "paid", reference: `fake_${paymentId}` } : { outcome: "absent" },
    refund: async ({ refundId }) => ({ outcome: "refunded", reference: `fake_${refundId}` }),
    findRefund: async () => ({ outcome: "absent" }),
    parseWebhook: () => null,
    close: async () => undefined,
  };
}
