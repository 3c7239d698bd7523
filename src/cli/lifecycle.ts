import { followClock } from "../platform/clock.ts";

/** How long a shutdown may take before the process ends anyway; more than the HTTP server's drain. */
const SHUTDOWN_DEADLINE_MS = 30_000;
/** Ctrl-C reaches every process of the terminal and is handed on by the one above besides: the same press comes twice. */
const SAME_PRESS_MS = 500;

/** `failure`: a command could not do its work. `disconnect`: the process that started this one is gone. */
export type ShutdownReason = NodeJS.Signals | "disconnect" | "failure";

let stopNow: ((reason: ShutdownReason) => void) | undefined;

/**
 * Runs `shutdown` once, on Ctrl-C, SIGTERM, SIGHUP, a failure, or when the process that started this one is gone. A second signal ends at
 * once. The process exits with 0 when the shutdown succeeds, unless `process.exitCode` says otherwise.
 */
export function onShutdown(shutdown: (reason: ShutdownReason) => Promise<void>): void {
  let stoppingSinceMs: number | undefined;
  const stop = (reason: ShutdownReason) => {
    if (stoppingSinceMs !== undefined) {
      if (reason.startsWith("SIG") && performance.now() - stoppingSinceMs > SAME_PRESS_MS) process.exit(130);
      return;
    }
    stoppingSinceMs = performance.now();
    setTimeout(() => process.exit(1), SHUTDOWN_DEADLINE_MS).unref();
    shutdown(reason).then(
      () => process.exit(),
      (error: unknown) => {
        process.stderr.write(`tenfold: shutdown failed: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(signal));
  process.on("disconnect", () => stop("disconnect"));
  stopNow = stop;
}

/** Ends a process whose command failed with exit code 1, after the shutdown that it asked for, if it had come so far. */
export function stopAfterFailure(): void {
  process.exitCode = 1;
  if (stopNow === undefined) process.exit();
  stopNow("failure");
}

/** Tells the supervisor, when there is one, that this process serves, and listens to it from then on. */
export function reportReady(url?: string): void {
  if (process.send !== undefined) followClock();
  process.send?.(url === undefined ? { ready: true } : { ready: true, url });
}
