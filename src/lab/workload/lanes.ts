/** Runs work of one lane strictly in the order it came, and different lanes at the same time. */
export interface Lanes {
  /** Resolves when the work is taken in, which waits while too much is queued. Rejects with the first error of any work. */
  submit(lane: string, work: () => Promise<void>): Promise<void>;
  /** Resolves when all is done. */
  drain(): Promise<void>;
}

/** How much may wait for each running work: enough that one busy lane does not starve the others, few enough to hold in memory. */
const QUEUED_PER_RUNNING = 32;

export function createLanes(concurrency: number): Lanes {
  const tails = new Map<string, (() => Promise<void>)[]>();
  const ready: string[] = [];
  const waiting: (() => void)[] = [];
  let running = 0;
  let queued = 0;
  let failure: { readonly error: unknown } | undefined;

  function startReady(): void {
    while (running < concurrency && ready.length > 0) {
      const lane = ready.shift()!;
      running += 1;
      void runNext(lane);
    }
  }

  async function runNext(lane: string): Promise<void> {
    const queue = tails.get(lane)!;
    try {
      if (failure === undefined) await queue[0]!();
    } catch (error) {
      failure ??= { error };
    }
    queue.shift();
    if (queue.length === 0) tails.delete(lane);
    else ready.push(lane);
    running -= 1;
    queued -= 1;
    startReady();
    for (const wake of waiting.splice(0)) wake();
  }

  /** After an error it waits for what is running, so that nothing goes on behind the caller's back. */
  async function until(condition: () => boolean): Promise<void> {
    while (failure === undefined ? !condition() : running > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    if (failure !== undefined) throw failure.error;
  }

  return {
    async submit(lane, work) {
      await until(() => queued < concurrency * QUEUED_PER_RUNNING);
      queued += 1;
      const queue = tails.get(lane);
      if (queue !== undefined) {
        queue.push(work);
        return;
      }
      tails.set(lane, [work]);
      ready.push(lane);
      startReady();
    },
    drain: () => until(() => queued === 0),
  };
}
