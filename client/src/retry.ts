import { isProblem } from "./problem.ts";
import { problems } from "./schema.ts";

export type Fetch = (request: Request) => Promise<Response>;

export type RetryOptions = {
  /** Attempts after the first. */
  readonly retries: number;
  /** Milliseconds; ends early, without throwing, when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1, to keep clients that failed together from coming back together. */
  readonly random: () => number;
};

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;
/** A server that asks for more patience than this is not busy but closed, or refuses: the caller decides. */
const LONGEST_RETRY_AFTER_MS = 10_000;
/** Done twice they do what they do once. A POST does so only with an Idempotency-Key; a PATCH may not. */
const REPEATABLE_METHODS: readonly string[] = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"];

/**
 * Sends a request again when that can help and can do no harm: after 429 always, because nothing was done; after a lost connection, 503 and
 * other passing problems only if the request may be done twice. The last answer or error is the outcome.
 */
export function withRetries(send: Fetch, { retries, wait, random }: RetryOptions): Fetch {
  return async (request) => {
    const repeatable = REPEATABLE_METHODS.includes(request.method) || request.headers.has("idempotency-key");
    for (let attempt = 0; ; attempt += 1) {
      const isLast = attempt >= retries;
      const pauseMs = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS) * (0.5 + random() / 2);
      try {
        // The body of a request can be read once, so each attempt has a copy.
        const response = await send(isLast ? request : request.clone());
        if (isLast || !(await mayPass(response, repeatable))) return response;
        const askedMs = retryAfterMs(response);
        if (askedMs > LONGEST_RETRY_AFTER_MS) return response;
        await response.body?.cancel();
        await wait(Math.max(askedMs, pauseMs), request.signal);
      } catch (error) {
        if (isLast || !repeatable || request.signal.aborted) throw error;
        await wait(pauseMs, request.signal);
      }
      request.signal.throwIfAborted();
    }
  };
}

async function mayPass(response: Response, repeatable: boolean): Promise<boolean> {
  if (response.status === 429) return true;
  if (response.ok || !repeatable) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  // A proxy in front of the shop has no codes, but 502, 503 and 504 mean the same there.
  if (!isProblem(body)) return [502, 503, 504].includes(response.status);
  return Object.hasOwn(problems, body.code) && problems[body.code].retryable;
}

/** Seconds only: the shop never sends a date. */
function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get("retry-after") ?? 0);
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
}

/** The real `wait`. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
