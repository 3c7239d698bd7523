import type { Socket } from "node:net";

/** How bytes travel in one direction at this moment. */
export type Flow = {
  /** Nothing goes on; what is sent waits here and with the sender, as behind a cable that was pulled out for a while. */
  readonly isHeld: boolean;
  readonly delayMs: number;
  /** Up to so much more for each piece; the order stays. */
  readonly jitterMs: number;
};

export const FREE_FLOW: Flow = { isHeld: false, delayMs: 0, jitterMs: 0 };

/** One direction of a connection that a fault may slow down or hold. */
export interface Pipe {
  /** The flow has become another one. */
  changed(): void;
  /** Nothing goes on for so long, whatever the flow. */
  stall(forMs: number): void;
  close(): void;
}

export type PipeOptions = {
  readonly from: Socket;
  readonly to: Socket;
  readonly flow: () => Flow;
  readonly random: () => number;
};

/** What may be on its way; the sender waits beyond it, as for any network. A second of 8 MB/s. */
const MAX_QUEUED_BYTES = 8 * 1024 * 1024;

type Piece = { readonly bytes: Buffer | null; readonly dueMs: number };

/** Passes bytes on as they come while the flow is free; else each piece when it is due. */
export function createPipe({ from, to, flow, random }: PipeOptions): Pipe {
  const queue: Piece[] = [];
  let queuedBytes = 0;
  let lastDueMs = 0;
  let stalledUntilMs = 0;
  let isWaitingForDrain = false;
  let timer: NodeJS.Timeout | undefined;

  from.on("data", (bytes: Buffer) => take(bytes));
  from.on("end", () => take(null));
  to.on("drain", () => {
    isWaitingForDrain = false;
    work();
  });

  function take(bytes: Buffer | null): void {
    const nowMs = performance.now();
    const { delayMs, jitterMs } = flow();
    const dueMs = delayMs + jitterMs === 0 ? nowMs : nowMs + delayMs + jitterMs * random();
    lastDueMs = Math.max(lastDueMs, dueMs);
    queue.push({ bytes, dueMs: lastDueMs });
    queuedBytes += bytes?.length ?? 0;
    work();
  }

  function work(): void {
    clearTimeout(timer);
    while (queue.length > 0 && !isWaitingForDrain && !to.destroyed) {
      const nowMs = performance.now();
      const { dueMs, bytes } = queue[0]!;
      const opensAtMs = Math.max(dueMs, stalledUntilMs);
      if (flow().isHeld) break;
      if (opensAtMs > nowMs) {
        timer = setTimeout(work, Math.ceil(opensAtMs - nowMs));
        break;
      }
      queue.shift();
      if (bytes === null) to.end();
      else {
        queuedBytes -= bytes.length;
        isWaitingForDrain = !to.write(bytes);
      }
    }
    if (queuedBytes > MAX_QUEUED_BYTES || isWaitingForDrain) from.pause();
    else if (from.isPaused()) from.resume();
  }

  return {
    changed: work,
    stall(forMs) {
      stalledUntilMs = Math.max(stalledUntilMs, performance.now() + forMs);
    },
    close: () => clearTimeout(timer),
  };
}
