import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";
import type { HistoryEntry } from "../audit/history.ts";
import { type Attempt, isDecided } from "./http-client.ts";

/** Writes down what clients saw, one line of JSON per call. */
export interface HistoryWriter {
  write(entry: HistoryEntry): void;
  /** Resolves when everything is in the file. Rejects when a line could not be written. */
  close(): Promise<void>;
}

/** Appends to the file, so that a run that goes on does not forget its beginning. */
export async function openHistory(file: string): Promise<HistoryWriter> {
  await mkdir(dirname(file), { recursive: true });
  const stream = createWriteStream(file, { flags: "a" });
  const written = finished(stream);
  // The error reaches whoever closes; until then lines are dropped.
  written.catch(() => undefined);
  return {
    write: (entry) => {
      stream.write(`${JSON.stringify(entry)}\n`);
    },
    close: () => {
      stream.end();
      return written;
    },
  };
}

export const noHistory: HistoryWriter = { write: () => undefined, close: async () => undefined };

/** The entry of one checkout attempt: an answer of 201 or 202 names the order, a decided refusal has none, anything else is unknown. */
export function checkoutEntry(
  checkout: { readonly key: string; readonly shopperId: string; readonly cartId: string },
  { startedAtMs, endedAtMs, answer }: Attempt,
): HistoryEntry {
  const base = { op: "checkout", ...checkout, startedAtMs, endedAtMs } as const;
  if (answer === null) return { ...base, outcome: "unknown", status: 0 };
  const { status } = answer;
  if (status === 201 || status === 202) {
    const { id, totalMinor } = answer.body as { id: string; totalMinor: number };
    return { ...base, outcome: "ok", status, orderId: id, totalMinor };
  }
  return { ...base, outcome: isDecided(answer) ? "refused" : "unknown", status };
}
