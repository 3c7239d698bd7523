import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  circuitBreaker,
  handleAll,
  SamplingBreaker,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from "cockatiel";
import { type UnknownOutcome, unknownOutcome } from "./provider.ts";

export type GuardOptions = {
  /** Calls under way at once; one more answers `overloaded` without being sent. */
  readonly maxInFlight?: number;
  /** Share of calls, above 0 and below 1, that must end badly within the window before the breaker opens. */
  readonly failureShare?: number;
  readonly windowMs?: number;
  /** Below this rate over the window the breaker stays closed: two failures of three calls prove nothing. */
  readonly minimumCallsPerSecond?: number;
  /** How long an open breaker waits before it lets one call through to try. */
  readonly openForMs?: number;
};

export type BreakerState = "closed" | "open" | "half-open";

export type Guard = {
  /** Runs a call under the deadline, the breaker and the limit on calls under way. Throws only what the call throws. */
  run<T extends { readonly outcome: string }>(
    timeoutMs: number,
    call: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | UnknownOutcome>;
  readonly state: () => BreakerState;
};

/** At a 5 s deadline this is what a provider that hangs can pin per process: a few MB, and far above the ~50 under way at 8k/s. */
const DEFAULT_MAX_IN_FLIGHT = 512;
const DEFAULT_FAILURE_SHARE = 0.5;
const DEFAULT_WINDOW_MS = 10_000;
const DEFAULT_MINIMUM_CALLS_PER_SECOND = 1;
const DEFAULT_OPEN_FOR_MS = 5_000;
/** Node clamps longer timers to 1 ms, which would turn "wait forever" into "never wait". */
const MAX_TIMEOUT_MS = 600_000;

/** Unknown, yet the provider answers well: these concern one payment and must not open the breaker for everybody else. */
const HEALTHY_REASONS = new Set([
  "in-progress",
  "idempotency-conflict",
  "amount-mismatch",
  "processing",
  "pending",
  "not-confirmed",
  "lookup-refused",
  "too-many-refunds",
]);

/** The first word of a reason is its kind, what follows a colon is detail. */
function endedBadly(result: unknown): boolean {
  const { outcome, reason } = result as { outcome?: string; reason?: string };
  return outcome === "unknown" && !HEALTHY_REASONS.has((reason ?? "").split(":", 1)[0] ?? "");
}

/** One guard per provider: the calls of one provider share its breaker. */
export function createGuard(options: GuardOptions = {}): Guard {
  const slots = bulkhead(options.maxInFlight ?? DEFAULT_MAX_IN_FLIGHT);
  const breaker = circuitBreaker(handleAll.orWhenResult(endedBadly), {
    halfOpenAfter: options.openForMs ?? DEFAULT_OPEN_FOR_MS,
    breaker: new SamplingBreaker({
      threshold: options.failureShare ?? DEFAULT_FAILURE_SHARE,
      duration: options.windowMs ?? DEFAULT_WINDOW_MS,
      minimumRps: options.minimumCallsPerSecond ?? DEFAULT_MINIMUM_CALLS_PER_SECOND,
    }),
  });

  async function run<T extends { readonly outcome: string }>(
    timeoutMs: number,
    call: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | UnknownOutcome> {
    if (!(timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS)) {
      throw new RangeError(`timeoutMs must be above 0 and at most ${MAX_TIMEOUT_MS}, but is ${timeoutMs}.`);
    }
    // While one call tries a half-open circuit cockatiel keeps the others waiting for its verdict; ours must be told at once.
    if (breaker.state === CircuitState.HalfOpen) return unknownOutcome("circuit-open");
    // Aggressive: the caller is answered at the deadline even if the library below does not listen to the signal (stripe's does not).
    const deadline = timeout(timeoutMs, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false });
    const underDeadline = async (): Promise<T | UnknownOutcome> => {
      try {
        return await deadline.execute(({ signal }) => call(signal));
      } catch (error) {
        if (error instanceof TaskCancelledError) return unknownOutcome("timeout");
        throw error;
      }
    };
    try {
      return await slots.execute(() => breaker.execute(underDeadline));
    } catch (error) {
      if (error instanceof BrokenCircuitError) return unknownOutcome("circuit-open");
      if (error instanceof BulkheadRejectedError) return unknownOutcome("overloaded");
      throw error;
    }
  }

  const state = () => {
    if (breaker.state === CircuitState.Closed) return "closed";
    return breaker.state === CircuitState.HalfOpen ? "half-open" : "open";
  };
  return { run, state };
}
