import type { BreakerState } from "./guard.ts";
import type { PaymentProvider } from "./provider.ts";

export type ProviderCall = "charge" | "find-charge" | "refund" | "find-refund";

export type ObservedCall = {
  readonly provider: string;
  readonly call: ProviderCall;
  /** `paid`, `declined`, `refunded`, `refused`, `absent` or `unknown`; `error` for a call that threw. */
  readonly outcome: string;
  /** Why an outcome is unknown, in one word; null otherwise. */
  readonly unknownReason: string | null;
  readonly durationMs: number;
};

export interface ProviderObserver {
  paymentCall(call: ObservedCall): void;
  /** Told once of each provider that has a circuit breaker. */
  paymentCircuit(provider: string, state: () => BreakerState): void;
}

/** The same provider, with every call timed and told. */
export function observeProvider(provider: PaymentProvider, observer: ProviderObserver): PaymentProvider {
  if (provider.circuit !== undefined) observer.paymentCircuit(provider.name, provider.circuit);

  async function observed<T extends { readonly outcome: string }>(call: ProviderCall, work: Promise<T>): Promise<T> {
    const start = performance.now();
    const tell = (outcome: string, unknownReason: string | null) =>
      observer.paymentCall({
        provider: provider.name,
        call,
        outcome,
        unknownReason,
        durationMs: performance.now() - start,
      });
    try {
      const result = await work;
      const { reason } = result as { readonly reason?: string };
      tell(result.outcome, result.outcome === "unknown" ? firstWord(reason) : null);
      return result;
    } catch (error) {
      tell("error", null);
      throw error;
    }
  }

  return {
    ...provider,
    charge: (request, options) => observed("charge", provider.charge(request, options)),
    findCharge: (request, options) => observed("find-charge", provider.findCharge(request, options)),
    refund: (request, options) => observed("refund", provider.refund(request, options)),
    findRefund: (request, options) => observed("find-refund", provider.findRefund(request, options)),
  };
}

/** What follows the colon of a reason is detail, of which there may be any number. */
function firstWord(reason = "no-reason"): string {
  return reason.split(":", 1)[0]!;
}
