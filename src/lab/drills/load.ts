import { fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import type { DrillLoad, DrillShop } from "./drill.ts";
import type { LoadOrder, LoadTurn } from "./load-process.ts";

/** The shoppers of a drill. */
export interface RunningLoad {
  /** Undefined while it runs; a sentence when it ended by itself. */
  readonly failure: () => string | undefined;
  /** The buyer who never tires comes, where the drill has one. */
  readonly trouble: () => void;
  close(): Promise<void>;
}

/** A large catalogue is read first. */
const START_TIMEOUT_MS = 60_000;

/** Starts them in a process of their own, and answers when the first second of requests is over. */
export async function startLoad(options: {
  readonly load: DrillLoad;
  readonly shop: DrillShop;
  readonly seed: number;
  /** Its last words go to `drill-load.log` there. */
  readonly logDirectory: string;
}): Promise<RunningLoad> {
  const { load, shop, seed, logDirectory } = options;
  mkdirSync(logDirectory, { recursive: true, mode: 0o700 });
  const logFile = join(logDirectory, "drill-load.log");
  const log = openSync(logFile, "w", 0o600);
  const child = fork(join(import.meta.dirname, "load-process.ts"), { stdio: ["ignore", log, log, "ipc"] });
  closeSync(log);
  let failure: string | undefined;
  let closing = false;
  const exited = once(child, "exit").then(() => {
    if (!closing) failure = `the shoppers of the drill have gone; ${logFile} says why`;
  });
  const close = async () => {
    closing = true;
    child.kill("SIGKILL");
    await exited;
  };
  child.send({ load, urls: shop.apiUrls, databaseUrl: shop.databaseUrl, seed } satisfies LoadOrder);
  const timeout = AbortSignal.timeout(START_TIMEOUT_MS);
  await Promise.race([once(child, "message", { signal: timeout }).catch(() => undefined), exited]);
  if (failure !== undefined || timeout.aborted) {
    await close();
    throw new Error(
      failure ?? `the shoppers of the drill did not come within ${START_TIMEOUT_MS / 1_000} s; ${logFile} may say why`,
    );
  }
  return { failure: () => failure, trouble: () => void child.send({ trouble: true } satisfies LoadTurn), close };
}
