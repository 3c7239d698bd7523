/** How long a shutdown may take before the process ends anyway; more than the HTTP server's drain. */
const SHUTDOWN_DEADLINE_MS = 30_000;

/**
 * Runs `shutdown` once, on Ctrl-C, SIGTERM, SIGHUP, or when the process that started this one is gone. A second signal ends at once.
 * The process exits with 0 when the shutdown succeeds.
 */
export function onShutdown(shutdown: (reason: string) => Promise<void>): void {
  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) {
      if (reason !== "disconnect") process.exit(130);
      return;
    }
    stopping = true;
    setTimeout(() => process.exit(1), SHUTDOWN_DEADLINE_MS).unref();
    shutdown(reason).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`tenfold: shutdown failed: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(signal));
  process.on("disconnect", () => stop("disconnect"));
}

/** Tells the supervisor, when there is one, that this process serves. */
export function reportReady(url?: string): void {
  process.send?.(url === undefined ? { ready: true } : { ready: true, url });
}
