import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningPart } from "../lab/supervisor/part.ts";
import type { OpenSearchAddress } from "../platform/topology/environment.ts";

/** What `tenfold up` leaves in the data folder while it runs, so that other commands find the shop. */
export type Running = {
  readonly pid: number;
  /** Its name. */
  readonly topology: string;
  /** Where its file is. */
  readonly topologyFile?: string;
  /** To the server itself, past any pooler. */
  readonly databaseUrl: string;
  readonly sandboxUrl: string | null;
  readonly openSearch: OpenSearchAddress | null;
  /** What clients call; the processes' own addresses stand in `parts`. */
  readonly apiUrls: readonly string[];
  /** In the order of their start. Written anew whenever one is restarted. */
  readonly parts: readonly RunningPart[];
};

const fileIn = (dataDirectory: string) => join(dataDirectory, "running.json");

/** Whole or not at all: others read it at any moment. */
export function writeRunning(dataDirectory: string, running: Running): void {
  const file = fileIn(dataDirectory);
  // It holds the passwords of the database and of the search cluster.
  writeFileSync(`${file}.new`, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Removes what this process wrote; another shop's is left alone. */
export async function removeRunning(dataDirectory: string): Promise<void> {
  if ((await readRunning(dataDirectory))?.pid === process.pid) rmSync(fileIn(dataDirectory), { force: true });
}

/** Undefined when nothing was started there, or what was started is gone. */
export async function readRunning(dataDirectory: string): Promise<Running | undefined> {
  try {
    const running = JSON.parse(readFileSync(fileIn(dataDirectory), "utf8")) as Running;
    process.kill(running.pid, 0);
    return running;
  } catch {
    return undefined;
  }
}
