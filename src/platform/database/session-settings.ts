/** No statement of a request runs longer than this; a checkout's takes milliseconds. */
export const STATEMENT_TIMEOUT_MS = 15_000;
/** A transaction that was forgotten holds locks that others wait for. */
export const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;

/**
 * What every session of the shop begins with. Its statements are short and prepared, so they are planned once (measured: planning a batch
 * over monthly partitions takes as long as running a small one), never compiled, and never read a whole table where an index serves, however
 * few rows the statistics promise.
 */
export const sessionSettings = {
  timezone: "UTC",
  plan_cache_mode: "force_generic_plan",
  jit: "off",
  enable_seqscan: "off",
} as const;

/** As a client sends them when it connects to the server itself. */
export const startupOptions = Object.entries(sessionSettings)
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(" ");

/** As a pooler has to set them, with the limits that a client would ask for itself. */
export const pooledSessionSettings: Readonly<Record<string, string>> = {
  ...sessionSettings,
  statement_timeout: String(STATEMENT_TIMEOUT_MS),
  idle_in_transaction_session_timeout: String(IDLE_IN_TRANSACTION_TIMEOUT_MS),
};
