import {
  bulkhead,
  CircuitState,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  SamplingBreaker,
  TimeoutStrategy,
  timeout,
} from "cockatiel";
import { Problem } from "../http/problems.ts";

export type CircuitStateName = "closed" | "open" | "half-open";

export type ExpendableOptions = {
  /** Whoever asks waits no longer than this. */
  readonly deadlineMs: number;
  /** Work under way at once. It keeps its place until it really ends, also past the deadline, so it never holds more connections than this. */
  readonly maxInFlight: number;
  /** Callers that may wait for a place, within their deadline. */
  readonly maxWaiting: number;
  /** Share of work that must fail or come too late within the window before nothing is tried any more. */
  readonly failureShare?: number;
  readonly windowMs?: number;
  /** Below this rate over the window the breaker stays closed: two failures of three prove nothing. */
  readonly minimumCallsPerSecond?: number;
  /** How long nothing is tried then, before one is let through to see. */
  readonly openForMs?: number;
  /** Told why work was given up; not while the breaker is open. */
  readonly onGivenUp?: (error: unknown) => void;
};

/** Work that is nice to have and must never be in the way: what it gives is wanted, and nobody waits or fails for it. */
export interface Expendable {
  /** What the work answers, or null when it failed, was too slow, or was not tried. A `Problem` is the caller's own mistake and is thrown. */
  run<T extends object>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null>;
  readonly state: () => CircuitStateName;
}

const DEFAULT_FAILURE_SHARE = 0.5;
const DEFAULT_WINDOW_MS = 10_000;
const DEFAULT_MINIMUM_CALLS_PER_SECOND = 1;
const DEFAULT_OPEN_FOR_MS = 5_000;

export function createExpendable(options: ExpendableOptions): Expendable {
  const places = bulkhead(options.maxInFlight, options.maxWaiting);
  // Aggressive: the caller goes on at the deadline, whatever the database does meanwhile.
  const deadline = timeout(options.deadlineMs, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false });
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof Problem)),
    {
      halfOpenAfter: options.openForMs ?? DEFAULT_OPEN_FOR_MS,
      breaker: new SamplingBreaker({
        threshold: options.failureShare ?? DEFAULT_FAILURE_SHARE,
        duration: options.windowMs ?? DEFAULT_WINDOW_MS,
        minimumRps: options.minimumCallsPerSecond ?? DEFAULT_MINIMUM_CALLS_PER_SECOND,
      }),
    },
  );

  return {
    async run(work) {
      // While one call tries a half-open circuit cockatiel keeps the others waiting for its verdict; ours must not wait.
      if (breaker.state === CircuitState.HalfOpen) return null;
      try {
        return await breaker.execute(() =>
          deadline.execute(({ signal }) =>
            places.execute(() => {
              // Its caller has gone on while it waited for its place.
              signal.throwIfAborted();
              return work(signal);
            }),
          ),
        );
      } catch (error) {
        if (error instanceof Problem) throw error;
        if (!isBrokenCircuitError(error)) options.onGivenUp?.(error);
        return null;
      }
    },
    state() {
      if (breaker.state === CircuitState.Closed) return "closed";
      return breaker.state === CircuitState.HalfOpen ? "half-open" : "open";
    },
  };
}
