/** SQLSTATE classes and socket errors after which the same idempotent work may be tried again. */
const TRANSIENT_CODES = new Set([
  "40001", // serialization_failure
  "40P01", // deadlock_detected
  "53100", // disk_full
  "53200", // out_of_memory
  "53300", // too_many_connections
  "55P03", // lock_not_available
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "58030", // io_error
  "25006", // read_only_sql_transaction: the primary has just been demoted
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT", // the Unix socket is gone while the server restarts
  "ETIMEDOUT",
]);

const TRANSIENT_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}

/** True when the server or the way to it failed, and not what was asked. */
export function isTransient(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined && (TRANSIENT_CODES.has(code) || code.startsWith("08"))) return true;
  return error instanceof Error && TRANSIENT_MESSAGES.test(error.message);
}

export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (errorCode(error) !== "23505") return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}

export function isCheckViolation(error: unknown, constraint: string): boolean {
  return errorCode(error) === "23514" && (error as { constraint?: string }).constraint === constraint;
}

/** True when a row names another that is not there, or would leave one behind that names it. */
export function isForeignKeyViolation(error: unknown): boolean {
  return errorCode(error) === "23503";
}
