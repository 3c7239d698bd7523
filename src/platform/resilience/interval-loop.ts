/** One turn of a worker's loop; answers how many things it did. */
export type Work = () => Promise<number>;

export interface IntervalLoop {
  start(): void;
  /** Takes no new turn and waits for the one that runs. */
  stop(): Promise<void>;
}

/** The part of a timer that a loop needs; a test passes one that it drives. */
export type Timer = { set(work: () => void, delayMs: number): unknown; clear(handle: unknown): void };

export type IntervalLoopOptions = {
  /** The pause between two turns. */
  readonly intervalMs: number;
  readonly runOnce: Work;
  /** A turn that did this many things is followed by the next at once: there is more to do. */
  readonly fullBatch: number;
  /** A turn that fails is reported and followed by the next after the usual pause. */
  readonly onError: (error: unknown) => void;
  readonly timer?: Timer;
};

const systemTimer: Timer = {
  set: (work, delayMs) => setTimeout(work, delayMs),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

/** Runs work again and again, one turn after the other, never two at once. */
export function createIntervalLoop(options: IntervalLoopOptions): IntervalLoop {
  const { intervalMs, runOnce, fullBatch, onError, timer = systemTimer } = options;
  let started = false;
  let handle: unknown;
  let running: Promise<void> = Promise.resolve();

  async function turn(): Promise<void> {
    let delayMs = intervalMs;
    try {
      if ((await runOnce()) >= fullBatch) delayMs = 0;
    } catch (error) {
      onError(error);
    }
    if (started) next(delayMs);
  }

  function next(delayMs: number): void {
    handle = timer.set(() => {
      running = turn();
    }, delayMs);
  }

  return {
    start() {
      if (started) return;
      started = true;
      next(0);
    },
    async stop() {
      started = false;
      timer.clear(handle);
      await running;
    },
  };
}
