import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@opensearch-project/opensearch";
import { isPassing, isPassingStatus, unavailable } from "./connection.ts";

/** One write for a document; without a source it is removed. */
export type Write = { readonly id: number; readonly version: number; readonly source: object | null };

/** Of one request; at 3 KB a document this is 1.5 MB, well within the 10 MB from which a cluster begins to push back. */
const MAX_WRITES_PER_REQUEST = 500;
const BULK_TIMEOUT_MS = 30_000;
/** With the pauses between them about 13 s: longer than a queue stays full, shorter than anybody's patience with a stuck reindex. */
const MAX_ATTEMPTS = 7;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** Items that an error names. */
const MAX_NAMED_ITEMS = 5;

type Refusal = { readonly id: number; readonly reason: string };
export type BulkResult = {
  /** The index is not there any more; whoever asked looks for the one that took its place. */
  readonly isGone: boolean;
};

export type BulkOptions = { readonly pause?: (ms: number) => Promise<unknown> };

/**
 * Writes to one index, by its write alias. Writes that the cluster rejects because it has too much to do are tried again, these alone and
 * later each time. A version that is older than the one at hand is no error. Throws `upstream-unavailable` when attempts run out, and an
 * error with their reasons for writes that will never succeed; all others are done then.
 */
export async function writeAll(
  client: Client,
  target: string,
  writes: readonly Write[],
  { pause = delay }: BulkOptions = {},
): Promise<BulkResult> {
  const refusals: Refusal[] = [];
  for (let start = 0; start < writes.length; start += MAX_WRITES_PER_REQUEST) {
    const result = await writeSome(client, target, writes.slice(start, start + MAX_WRITES_PER_REQUEST), pause);
    if (result === "gone") return { isGone: true };
    refusals.push(...result);
  }
  if (refusals.length > 0) throw refused(refusals);
  return { isGone: false };
}

async function writeSome(
  client: Client,
  target: string,
  writes: readonly Write[],
  pause: (ms: number) => Promise<unknown>,
): Promise<"gone" | Refusal[]> {
  const refusals: Refusal[] = [];
  let rest = writes;
  let pauseMs = FIRST_PAUSE_MS;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await send(client, target, rest);
    if (outcome.isGone) return "gone";
    refusals.push(...outcome.refusals);
    rest = outcome.again;
    if (rest.length === 0) return refusals;
    if (attempt >= MAX_ATTEMPTS) throw unavailable(outcome.cause);
    await pause(pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

type Outcome = {
  isGone: boolean;
  readonly again: readonly Write[];
  readonly refusals: readonly Refusal[];
  readonly cause: unknown;
};

async function send(client: Client, target: string, writes: readonly Write[]): Promise<Outcome> {
  const body = writes.flatMap(({ id, version, source }) => {
    const meta = { _id: String(id), version, version_type: "external_gte" as const };
    return source === null ? [{ delete: meta }] : [{ index: meta }, source];
  });
  try {
    const response = await client.bulk({ index: target, require_alias: true, body }, { requestTimeout: BULK_TIMEOUT_MS });
    return read(writes, response.body.items as readonly BulkItem[]);
  } catch (error) {
    if (!isPassing(error)) throw error;
    return { isGone: false, again: writes, refusals: [], cause: error };
  }
}

type BulkItem = Record<
  string,
  { readonly status: number; readonly error?: { readonly type?: string; readonly reason?: string } }
>;

const CONFLICT = 409;
const NOT_FOUND = 404;

function read(writes: readonly Write[], items: readonly BulkItem[]): Outcome {
  const again: Write[] = [];
  const refusals: Refusal[] = [];
  let isGone = false;
  let cause: unknown;
  for (const [place, write] of writes.entries()) {
    const { status, error } = Object.values(items[place]!)[0]!;
    // Removing what is not there answers 404 without an error.
    if (error === undefined || status === CONFLICT) continue;
    if (isPassingStatus(status)) {
      again.push(write);
      cause = new Error(error.reason ?? error.type);
    } else if (status === NOT_FOUND) isGone = true;
    else refusals.push({ id: write.id, reason: error.reason ?? error.type ?? `status ${status}` });
  }
  return { isGone, again, refusals, cause };
}

function refused(refusals: readonly Refusal[]): Error {
  const named = refusals.slice(0, MAX_NAMED_ITEMS).map(({ id, reason }) => `${id} (${reason})`);
  const others = refusals.length > MAX_NAMED_ITEMS ? ` and ${refusals.length - MAX_NAMED_ITEMS} more` : "";
  return new Error(`OpenSearch refused products ${named.join(", ")}${others}.`);
}
