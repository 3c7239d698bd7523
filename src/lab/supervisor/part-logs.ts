import { copyFileSync, mkdirSync, openSync, readdirSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { scrub } from "../../platform/telemetry/logger.ts";
import { readFrom } from "./readiness.ts";

/** With the one set aside, twice this for each part. */
const MAX_LOG_BYTES = 64 * 1024 ** 2;
const LOOK_INTERVAL_MS = 30_000;
/** As libpq writes it, which some programs repeat when they complain. */
const PASSWORD = /(password\s*=\s*)(?:'[^']*'|\S+)/gi;
const LAST_WORDS_BYTES = 4_096;

/** A file per part, none larger than its limit however long the parts run. */
export interface PartLogs {
  /** For the child's outputs; the caller closes it. `offset` is where its words begin. */
  open(part: string): { readonly descriptor: number; readonly file: string; readonly offset: number };
  close(): void;
}

export function createPartLogs(directory: string): PartLogs {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const timer = setInterval(() => setAsideBigOnes(directory), LOOK_INTERVAL_MS);
  timer.unref();
  return {
    open(part) {
      const file = join(directory, `${part.replaceAll(" ", "-")}.log`);
      return { descriptor: openSync(file, "a", 0o600), file, offset: statSync(file, { throwIfNoEntry: false })?.size ?? 0 };
    },
    close: () => clearInterval(timer),
  };
}

/** Its contents are copied and then cut off, because the part goes on to write into the file that it has; it appends, so no hole is left. */
function setAsideBigOnes(directory: string): void {
  for (const name of readdirSync(directory)) {
    const file = join(directory, name);
    if (!name.endsWith(".log") || (statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= MAX_LOG_BYTES) continue;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  }
}

/** The last line that is not empty, to say why a part ended, without passwords; empty when it said nothing. */
export function lastWords(file: string, offset: number): string {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= offset) return "";
  const text = readFrom(file, Math.max(offset, size - LAST_WORDS_BYTES), LAST_WORDS_BYTES);
  return scrub(text.trimEnd().split("\n").at(-1)!.trim()).replace(PASSWORD, "$1…");
}
