import { Worker } from "node:worker_threads";
import type { Chunk } from "./chunks.ts";
import type { ChunkDone, WorkerStart } from "./worker.ts";

/** Rows die young. Twice or four times as much costs as much, and more memory. */
const NURSERY_MB = 32;

/**
 * Runs the chunks on so many threads, each taking the next one when it has finished its last. Each thread has a connection of its own.
 * Throws the first error; what other threads have begun is then undone by their connections' end.
 */
export async function runChunks(
  chunks: readonly Chunk[],
  workers: number,
  start: WorkerStart,
  onDone: (done: ChunkDone) => void | Promise<void>,
): Promise<void> {
  let next = 0;
  const threads: Worker[] = [];
  const runWorker = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), {
        workerData: start,
        execArgv: ["--disable-warning=ExperimentalWarning"],
        resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB },
      });
      threads.push(worker);
      const give = () => {
        worker.postMessage(chunks[next] ?? null);
        next += 1;
      };
      worker.on("message", (done: ChunkDone) => Promise.resolve(onDone(done)).then(give, reject));
      worker.on("error", reject);
      worker.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
      give();
    });
  try {
    await Promise.all(Array.from({ length: Math.max(1, Math.min(workers, chunks.length)) }, runWorker));
  } catch (error) {
    await Promise.all(threads.map((worker) => worker.terminate()));
    throw error;
  }
}
