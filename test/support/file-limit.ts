import { childrenOf } from "../../src/lab/faults/process-tree.ts";
import { processArguments, signalProcess } from "../../src/platform/database/embedded/processes.ts";

export type FileLimitOptions = {
  readonly limitMs: number;
  readonly lookEveryMs: number;
  /** Told of each that was ended. */
  readonly onEnded: (file: string) => void;
};

const TEST_FILE = /[^\0\s]+\.test\.ts/;

/**
 * Ends test files that run for too long. The runner's own time-out only asks: a file whose test keeps the process busy, or that minds SIGTERM,
 * lives on, and the run with it. Children of this process that run no test file, such as the tests' PostgreSQL, are left alone.
 */
export function startFileLimit({ limitMs, lookEveryMs, onEnded }: FileLimitOptions): { stop(): void } {
  const seenAtMs = new Map<number, number>();
  const timer = setInterval(look, lookEveryMs);
  timer.unref();

  function look(): void {
    const children = childrenOf(process.pid);
    for (const pid of seenAtMs.keys()) if (!children.includes(pid)) seenAtMs.delete(pid);
    for (const pid of children) {
      const firstAtMs = seenAtMs.get(pid) ?? performance.now();
      seenAtMs.set(pid, firstAtMs);
      if (performance.now() - firstAtMs < limitMs) continue;
      const [file] = TEST_FILE.exec(processArguments(pid)) ?? [];
      if (file === undefined) continue;
      signalProcess(pid, "SIGKILL");
      onEnded(file);
    }
  }

  return { stop: () => clearInterval(timer) };
}
