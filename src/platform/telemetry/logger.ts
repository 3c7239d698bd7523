import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger } from "pino";

export interface LoggerOptions {
  /** `TENFOLD_LOG_LEVEL`; info by default. */
  readonly level?: string;
  /** `TENFOLD_LOG=pretty`: short lines for people instead of JSON. */
  readonly pretty?: boolean;
  /** Fields of every line, for example the role. */
  readonly base?: Readonly<Record<string, string>>;
  /** `tracing.logFields`: adds the trace id to each line. */
  readonly traceFields?: () => object;
  /** Where lines go; stdout by default. */
  readonly destination?: DestinationStream;
}

const CENSOR = "[redacted]";

/** The first net: fields with such names are never logged, whatever they hold. */
const secretName = /password|passwd|secret|token$|authorization|cookie|api[-_]?key|card[-_]?number|^cvc$|e[-_]?mail$/i;
/** Deeper than any request body; below it only the second net holds. */
const MAX_DEPTH = 8;

/**
 * The fields of a line without secrets, copied only where there is one. pino's own `redact` needs the depth of each name spelled out and
 * cost 15 µs a line with the names above; this walk costs less than one.
 */
function withoutSecrets(fields: Readonly<Record<string, unknown>>, depth = 0): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    const safe = secretName.test(name)
      ? CENSOR
      : isPlain(value) && depth < MAX_DEPTH
        ? withoutSecrets(value as never, depth + 1)
        : value;
    if (safe === value) continue;
    copy ??= (Array.isArray(fields) ? [...fields] : { ...fields }) as Record<string, unknown>;
    copy[name] = safe;
  }
  return copy ?? fields;
}

/** Errors and other instances have serialisers of their own. */
function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}

/** The second net, over the finished line: messages, stacks, any depth. Quantifiers are bounded, so a line costs linear time. */
const secretFields =
  /"([\w.-]{0,40}(?:password|passwd|secret|token|authorization|cookie|api[-_]?key|card[-_]?number|cvc)[\w.-]{0,20})":"(?:[^"\\]|\\.)*"/gi;
// A slash before the @ is a path such as node_modules/@fastify and no address.
const emails = /[^\s"'\\/@<>()[\]{},;:=?&%]{1,64}(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu;
const bearers = /\b(Bearer|Basic) +[\w.~+/=-]{4,}/gi;
const parameters = /([?&](?:[\w.-]{0,40}(?:token|password|secret|key|code|email))=)[^&\s"\\#]+/gi;
const userinfo = /(:\/\/)[^/\s"\\@]{1,256}@/g;

/** A log line without e-mail addresses, tokens, passwords. */
export function scrub(line: string): string {
  return line
    .replace(secretFields, `"$1":"${CENSOR}"`)
    .replace(bearers, `$1 ${CENSOR}`)
    .replace(parameters, `$1${CENSOR}`)
    .replace(userinfo, `$1${CENSOR}@`)
    .replace(emails, "[email]");
}

export function createLogger(options: LoggerOptions = {}): Logger {
  const pretty = options.pretty ?? process.env.TENFOLD_LOG === "pretty";
  const destination = options.destination ?? pino.destination({ fd: 1, sync: true });
  return pino(
    {
      level: options.level ?? process.env.TENFOLD_LOG_LEVEL ?? "info",
      base: { ...options.base },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: withoutSecrets, bindings: withoutSecrets },
      hooks: { streamWrite: pretty ? (line) => prettyLine(scrub(line)) : scrub },
      ...(options.traceFields ? { mixin: options.traceFields } : {}),
    },
    destination,
  );
}

/** `12:00:01.234 WARN  slow request route=/v1/carts durationMs=612`, and the stack below. */
export function prettyLine(line: string): string {
  const { time, level, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown> & { err?: { stack?: string } };
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const head = [String(time).slice(11, 23), String(level).toUpperCase().padEnd(5), msg, ...rest]
    .filter((part) => part !== undefined)
    .join(" ");
  return `${head}\n${err?.stack ? `${err.stack}\n` : ""}`;
}
