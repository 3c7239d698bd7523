import { type CircuitStateName, createExpendable } from "../../platform/resilience/expendable.ts";
import type { SearchEngine } from "./engine.ts";

export type SearchCall = "search" | "suggest";

export type SearchObserver = {
  /** The other engine answered. */
  readonly searchFallback: (call: SearchCall) => void;
  readonly searchCircuit: (call: SearchCall, state: () => CircuitStateName) => void;
};

export type FallbackOptions = {
  readonly observer?: SearchObserver | undefined;
  /** Told why an answer was given up; not while nothing is tried. */
  readonly onGivenUp?: (error: unknown) => void;
  readonly deadlinesMs?: Readonly<Record<SearchCall, number>>;
};

/** A search that takes so long was no use to anybody; a shopper who types has gone on even sooner. */
const DEADLINES_MS: Readonly<Record<SearchCall, number>> = { search: 1_000, suggest: 300 };
/** At 20 ms a search, this is 3,000 in a second of one process. */
const MAX_IN_FLIGHT = 64;
const MAX_WAITING = 64;

/**
 * Asks one engine, and another when that fails, is too slow, or has just failed so often that it is left alone for some seconds: each has
 * the same documents, so an answer is as good, only slower and with other estimates.
 */
export function withFallback(
  engine: Pick<SearchEngine, SearchCall>,
  fallback: Pick<SearchEngine, SearchCall>,
  { observer, onGivenUp, deadlinesMs = DEADLINES_MS }: FallbackOptions = {},
): Pick<SearchEngine, SearchCall> {
  const guardOf = (call: SearchCall) => {
    const limits = { deadlineMs: deadlinesMs[call], maxInFlight: MAX_IN_FLIGHT, maxWaiting: MAX_WAITING };
    const guard = createExpendable({ ...limits, ...(onGivenUp === undefined ? {} : { onGivenUp }) });
    observer?.searchCircuit(call, guard.state);
    return guard;
  };
  const guards = { search: guardOf("search"), suggest: guardOf("suggest") };

  async function either<T extends object>(call: SearchCall, first: () => Promise<T>, second: () => Promise<T>): Promise<T> {
    const answer = await guards[call].run(first);
    if (answer !== null) return answer;
    observer?.searchFallback(call);
    return second();
  }

  return {
    search: (request) =>
      either(
        "search",
        () => engine.search(request),
        () => fallback.search(request),
      ),
    suggest: (request) =>
      either(
        "suggest",
        () => engine.suggest(request),
        () => fallback.suggest(request),
      ),
  };
}
