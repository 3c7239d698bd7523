import { Client, errors } from "@opensearch-project/opensearch";
import { Problem } from "../../../platform/http/problems.ts";

/** Sockets of one process towards one node. A search takes 5 to 20 ms, so this serves thousands in a second. */
const MAX_SOCKETS = 64;
/** A call that names no time of its own: those of administration. */
const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * @param url one address, or several of one cluster, separated by commas; with user and password where the cluster wants them
 */
export function createOpenSearchClient(url: string): Client {
  return new Client({
    node: url.split(","),
    // Who calls knows what may be repeated, and for how long somebody waits.
    maxRetries: 0,
    requestTimeout: DEFAULT_TIMEOUT_MS,
    agent: { keepAlive: true, maxSockets: MAX_SOCKETS },
  });
}

/** The HTTP status of an error of the library; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof errors.ResponseError ? error.statusCode : undefined;
}

/** True when time alone may mend it: no answer, too much to do, a shard or a node that is just away. */
export function isPassing(error: unknown): boolean {
  if (error instanceof errors.ResponseError) return isPassingStatus(error.statusCode);
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError ||
    error instanceof errors.RequestAbortedError
  );
}

export function isPassingStatus(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/** What the consumers of events take as "try again without end": the index may lag behind, and must not lose anything. */
export function unavailable(cause: unknown): Problem {
  return new Problem("upstream-unavailable", "The search engine does not answer.", {}, { cause });
}
