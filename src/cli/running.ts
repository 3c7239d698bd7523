import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OpenSearchAddress } from "../platform/topology/environment.ts";

/** What `tenfold up` leaves in the data folder while it runs, so that other commands find the shop. */
export type Running = {
  readonly pid: number;
  readonly databaseUrl: string;
  readonly sandboxUrl: string | null;
  readonly openSearch: OpenSearchAddress | null;
  readonly apiUrls: readonly string[];
};

const fileIn = (dataDirectory: string) => join(dataDirectory, "running.json");

export async function writeRunning(dataDirectory: string, running: Running): Promise<void> {
  // It holds the passwords of the database and of the search cluster.
  await writeFile(fileIn(dataDirectory), `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
}

/** Removes what this process wrote; another shop's is left alone. */
export async function removeRunning(dataDirectory: string): Promise<void> {
  if ((await readRunning(dataDirectory))?.pid === process.pid) await rm(fileIn(dataDirectory), { force: true });
}

/** Undefined when nothing was started there, or what was started is gone. */
export async function readRunning(dataDirectory: string): Promise<Running | undefined> {
  try {
    const running = JSON.parse(await readFile(fileIn(dataDirectory), "utf8")) as Running;
    process.kill(running.pid, 0);
    return running;
  } catch {
    return undefined;
  }
}
