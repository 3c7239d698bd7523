import type { ShopEvent } from "./event.ts";
import { CONSUMER_BATCH, type EventLog } from "./event-log.ts";

/** Events kept in memory, about 2 MB; a consumer that is further behind reads by itself. */
export const MAX_KEPT_EVENTS = 4_000;
/** Whoever asks within this time for the greatest position is told the same: ten consumers ask ten times as often. */
const HEAD_SHARED_MS = 20;
/** Positions that are read for everybody at the most; beyond that a consumer reads only what it wants. */
const MAX_STEP = 2_000;

/**
 * The same log, with its end in memory: consumers that keep up share one read of each event instead of reading it once each
 * (measured with ten of them: 32 µs of the database per order, and as much to parse). What lies before is read from the log.
 * @param types all that any of the consumers wants
 */
export function createEventTail(log: EventLog, types: readonly string[]): EventLog {
  /** All events of `types` with `from < position ≤ to`. */
  let tail: { readonly from: number; readonly to: number; readonly events: readonly ShopEvent[] } = {
    from: 0,
    to: 0,
    events: [],
  };
  let extending: Promise<void> = Promise.resolve();
  let head: { readonly askedAtMs: number; readonly position: Promise<number> } | undefined;

  async function extend(after: number, upTo: number): Promise<void> {
    // What nobody asked for in between is not caught up with.
    if (after > tail.to) tail = { from: after, to: after, events: [] };
    while (tail.to < upTo) {
      const more = await log.read(tail.to, upTo, types);
      const to = more.length === CONSUMER_BATCH ? more.at(-1)!.position : upTo;
      const events = [...tail.events, ...more];
      const dropped = Math.max(0, events.length - MAX_KEPT_EVENTS);
      tail = { from: dropped === 0 ? tail.from : events[dropped - 1]!.position, to, events: events.slice(dropped) };
    }
  }

  return {
    ...log,
    head() {
      const nowMs = performance.now();
      if (head !== undefined && nowMs - head.askedAtMs < HEAD_SHARED_MS) return head.position;
      const asked = { askedAtMs: nowMs, position: log.head() };
      asked.position.catch(() => {
        if (head === asked) head = undefined;
      });
      head = asked;
      return asked.position;
    },
    async read(after, upTo, wanted) {
      if (after < tail.from || upTo - Math.max(after, tail.to) > MAX_STEP) return log.read(after, upTo, wanted);
      if (tail.to < upTo) {
        // One at a time, so that each event is read once; a failed one is the next caller's to try again.
        extending = extending.catch(() => undefined).then(() => extend(after, upTo));
        await extending;
      }
      const { from, events } = tail;
      if (after < from) return log.read(after, upTo, wanted);
      return firstOf(events, after, upTo, new Set(wanted));
    },
  };
}

function firstOf(events: readonly ShopEvent[], after: number, upTo: number, wanted: ReadonlySet<string>): ShopEvent[] {
  const found: ShopEvent[] = [];
  for (let index = firstAfter(events, after); index < events.length && found.length < CONSUMER_BATCH; index += 1) {
    const event = events[index]!;
    if (event.position > upTo) break;
    if (wanted.has(event.type)) found.push(event);
  }
  return found;
}

/** Binary search: the index of the first event behind this position. */
function firstAfter(events: readonly ShopEvent[], position: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (events[middle]!.position <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
