import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { becomesTrue, processArguments, processStart, signalProcess } from "./processes.ts";

/** A fast shutdown writes everything out first; after this long the server is stopped without, and recovers at its next start. */
const FAST_SHUTDOWN_MS = 15_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

/** The pid of the live server that has the data directory, if there is one. */
export function runningServer(dataDirectory: string): number | undefined {
  const file = join(dataDirectory, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  if (!(pid > 0) || processStart(pid) === undefined) return undefined;
  if (process.platform === "win32") return pid;
  // The pid may have been given to something else since, after a reboot for example.
  return processArguments(pid).includes(dataDirectory) ? pid : undefined;
}

/**
 * Ends the server that a dead owner left running. A server without a dead owner belongs to somebody else and is left alone.
 * A lock file whose pid now belongs to another program would keep PostgreSQL from starting and is removed.
 */
export async function clearDataDirectory(
  dataDirectory: string,
  ownerIsDead: boolean,
  onProgress: (message: string) => void,
): Promise<void> {
  const pid = runningServer(dataDirectory);
  if (pid === undefined) {
    const file = join(dataDirectory, "postmaster.pid");
    const named = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : 0;
    if (named > 0 && processStart(named) !== undefined) await rm(file, { force: true });
    return;
  }
  if (!ownerIsDead) {
    throw new Error(
      `The data directory ${dataDirectory} is in use by the PostgreSQL server with pid ${pid}. Stop it first, or use another data directory.`,
    );
  }
  onProgress(`stopping the PostgreSQL (pid ${pid}) that an ended process left behind`);
  const gone = () => processStart(pid) === undefined;
  if (signalProcess(pid, "SIGINT") === "refused") {
    throw new Error(
      `The PostgreSQL with pid ${pid} was left running on ${dataDirectory} by another user. End it as that user or as root.`,
    );
  }
  if (await becomesTrue(gone, FAST_SHUTDOWN_MS)) return;
  signalProcess(pid, "SIGQUIT");
  if (await becomesTrue(gone, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new Error(
    `The PostgreSQL with pid ${pid}, left running on ${dataDirectory}, does not end. End it by hand and start once more.`,
  );
}
