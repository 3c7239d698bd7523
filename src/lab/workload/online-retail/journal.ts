import { appendFileSync, closeSync, openSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Session } from "./shop-api.ts";

/** What became of one real order. Amounts in pence, from the shop's answer. */
export type PlacedOrder = {
  readonly orderId: string;
  readonly lines: number;
  readonly units: number;
  readonly productMinor: number;
  readonly serviceMinor: number;
};

export type GivenBack = { readonly units: number; readonly refundMinor: number };

/**
 * What a run has done so far, kept in a file, so that a run that was killed goes on where it ended. A line may be lost with the process:
 * then the call is made again with the same idempotency key and answered the same.
 */
export interface Journal {
  readonly sessions: ReadonlyMap<string, Session>;
  readonly orders: ReadonlyMap<string, PlacedOrder>;
  /** By the key of the call. */
  readonly returns: ReadonlyMap<string, GivenBack>;
  /** Ids of the promotions that this run has switched off and must switch on again. */
  readonly pausedOffers: ReadonlySet<string>;
  addSession(shopper: string, session: Session): void;
  addOrder(invoiceNo: string, order: PlacedOrder): void;
  addReturn(key: string, given: GivenBack): void;
  addPausedOffer(id: string): void;
  close(): void;
}

type Entry =
  | { readonly kind: "session"; readonly name: string; readonly value: Session }
  | { readonly kind: "order"; readonly name: string; readonly value: PlacedOrder }
  | { readonly kind: "return"; readonly name: string; readonly value: GivenBack }
  | { readonly kind: "paused-offer"; readonly name: string };

/** Readable by its owner only: it holds the shoppers' tokens. */
const FILE_MODE = 0o600;

export async function openJournal(file: string): Promise<Journal> {
  const sessions = new Map<string, Session>();
  const orders = new Map<string, PlacedOrder>();
  const returns = new Map<string, GivenBack>();
  const pausedOffers = new Set<string>();
  await mkdir(dirname(file), { recursive: true });
  for await (const entry of readEntries(file)) {
    if (entry.kind === "session") sessions.set(entry.name, entry.value);
    else if (entry.kind === "order") orders.set(entry.name, entry.value);
    else if (entry.kind === "return") returns.set(entry.name, entry.value);
    else pausedOffers.add(entry.name);
  }
  const descriptor = openSync(file, "a", FILE_MODE);
  // A line that the killed process could not finish must not swallow the next one.
  appendFileSync(descriptor, "\n");
  const append = (entry: Entry) => appendFileSync(descriptor, `${JSON.stringify(entry)}\n`);

  return {
    sessions,
    orders,
    returns,
    pausedOffers,
    addSession(name, value) {
      sessions.set(name, value);
      append({ kind: "session", name, value });
    },
    addOrder(name, value) {
      orders.set(name, value);
      append({ kind: "order", name, value });
    },
    addReturn(name, value) {
      returns.set(name, value);
      append({ kind: "return", name, value });
    },
    addPausedOffer(name) {
      pausedOffers.add(name);
      append({ kind: "paused-offer", name });
    },
    close: () => closeSync(descriptor),
  };
}

async function* readEntries(file: string): AsyncGenerator<Entry> {
  await using handle = await open(file, "a+", FILE_MODE);
  for await (const line of handle.readLines({ start: 0 })) {
    try {
      if (line !== "") yield JSON.parse(line) as Entry;
    } catch {
      // The unfinished last line of a killed run; its call is made again.
    }
  }
}
