import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, readSync, renameSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { SUPERUSER } from "./cluster.ts";
import { classifyStartFailure, explainFailure } from "./failures.ts";
import { type Guard, startGuard } from "./guard.ts";
import { canEnter, giveTo, type Placement } from "./privileges.ts";
import { becomesTrue, runToEnd, spawnArguments, thisUser } from "./processes.ts";

/** Ten seconds in all for the children of a killed server to end, and more than enough for ports taken in between. */
const MAX_START_ATTEMPTS = 40;
const START_RETRY_DELAY_MS = 250;
/** Recovery reads at most max_wal_size; a slow disk needs minutes for that, not tens of them. */
const START_TIMEOUT_MS = 10 * 60_000;
const PROGRESS_INTERVAL_MS = 5_000;
const READY_POLL_INTERVAL_MS = 5;
const STOP_TIMEOUT_MS = 60_000;
const IMMEDIATE_STOP_TIMEOUT_MS = 10_000;
/** A bigger log is set aside as `.1` at the next start. */
const MAX_LOG_BYTES = 16 * 1024 * 1024;
const MAX_LOG_TAIL_BYTES = 64 * 1024;
/** A socket's path is limited to 107 bytes on Linux and 103 on macOS; `/.s.PGSQL.65535` and the random part come on top of this. */
const MAX_SOCKET_PARENT_BYTES = 60;

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type RunningServer = {
  /** Undefined on Windows. */
  readonly socketDirectory: string | undefined;
  readonly port: number;
  readonly pid: number;
  /** For example "17.10". */
  readonly version: string;
  /** Shuts down fast: open transactions are rolled back, everything is written out. Safe to call twice. */
  stop(): Promise<void>;
  /** Lets this process end while the server runs; the server then ends with it. */
  unref(): void;
  /** Settles when the server has ended, asked or not. */
  readonly exited: Promise<Exit>;
};

export type ServerOptions = {
  readonly placement: Placement;
  readonly settings: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly password: string;
  readonly database: string;
  readonly onProgress: (message: string) => void;
  readonly onSocketDirectory: (directory: string) => Promise<void>;
  /** Called once, when a server that was ready has ended. */
  readonly onEnd: () => Promise<void>;
};

/** Starts the server on a cluster that nobody uses, and answers when it takes queries. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { placement, settings, logFile, onProgress } = options;
  const socketDirectory = await makeSocketDirectory(placement);
  if (socketDirectory !== undefined) await options.onSocketDirectory(socketDirectory);
  const guard = startGuard(placement.launch, socketDirectory ?? "");
  try {
    for (let attempt = 1; ; attempt++) {
      const port = settings.port === undefined ? await freePort() : Number(settings.port);
      const started = await attemptStart(placement, port, socketDirectory, logFile, guard, onProgress);
      if (started.ready) {
        return await completeStart(options, started.child, started.exited, guard, port, socketDirectory);
      }
      const failure = classifyStartFailure(started.log);
      const mayPass = failure === "still ending" || (failure === "port taken" && settings.port === undefined);
      if (!mayPass || attempt === MAX_START_ATTEMPTS) {
        const what = failure === "port taken" ? `PostgreSQL did not start, port ${port} is taken` : "PostgreSQL did not start";
        throw new Error(`${explainFailure(what, placement.dataDirectory, started.log)} Its log is ${logFile}.`);
      }
      if (failure === "still ending") await delay(START_RETRY_DELAY_MS);
    }
  } catch (error) {
    guard.release();
    if (socketDirectory !== undefined) await rm(socketDirectory, { recursive: true, force: true });
    throw error;
  }
}

/** A short private directory, whatever the length of the data directory's path. */
async function makeSocketDirectory(placement: Placement): Promise<string | undefined> {
  if (process.platform === "win32") return undefined;
  const own = tmpdir();
  const fits = Buffer.byteLength(own) <= MAX_SOCKET_PARENT_BYTES;
  const usable = fits && (placement.launch.uid === undefined || (await canEnter(placement.launch, own)));
  const directory = await mkdtemp(join(usable ? own : "/tmp", "tenfold-pg-"));
  await giveTo(placement.launch, directory);
  return directory;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

type Attempt =
  | { readonly ready: true; readonly child: ChildProcess; readonly exited: Promise<Exit> }
  | { readonly ready: false; readonly log: string };

async function attemptStart(
  placement: Placement,
  port: number,
  socketDirectory: string | undefined,
  logFile: string,
  guard: Guard,
  onProgress: (message: string) => void,
): Promise<Attempt> {
  const { launch, binaries, dataDirectory } = placement;
  rotateLog(logFile);
  const log = openSync(logFile, "a", 0o600);
  const logStart = statSync(logFile).size;
  const args = ["-D", dataDirectory, "-c", `port=${port}`];
  args.push("-c", `unix_socket_directories=${socketDirectory === undefined ? "" : `"${socketDirectory}"`}`);
  const command = spawnArguments(launch, binaries.postgres, args);
  let child: ChildProcess;
  try {
    // A session of its own: Ctrl-C in the terminal is for the owner, who stops PostgreSQL last.
    child = spawn(command.file, command.args, { ...command.options, stdio: ["ignore", log, log], detached: true });
  } finally {
    closeSync(log);
  }
  let spawnError = "";
  let ended: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    const end = (exit: Exit) => {
      ended ??= exit;
      resolve(exit);
    };
    child.once("error", (error) => {
      spawnError = error.message;
      end({ code: 127, signal: null });
    });
    child.once("exit", (code, signal) => end({ code, signal }));
  });
  if (child.pid !== undefined) guard.watch(child.pid);
  const startedAt = performance.now();
  let nextProgressAt = startedAt + PROGRESS_INTERVAL_MS;
  while (ended === undefined) {
    if (isReady(dataDirectory, child.pid)) return { ready: true, child, exited };
    const now = performance.now();
    if (now > startedAt + START_TIMEOUT_MS) {
      child.kill("SIGQUIT");
      await exited;
      return { ready: false, log: `FATAL: it was not ready after ${START_TIMEOUT_MS / 1000} s` };
    }
    if (now > nextProgressAt) {
      onProgress("PostgreSQL is recovering its data after a crash");
      nextProgressAt = now + PROGRESS_INTERVAL_MS;
    }
    await delay(READY_POLL_INTERVAL_MS);
  }
  return { ready: false, log: spawnError || readTail(logFile, logStart) };
}

/** The server writes its state into the last line of its lock file; `pg_ctl --wait` reads the same. */
function isReady(dataDirectory: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(dataDirectory, "postmaster.pid"), "utf8").split("\n");
    return Number(lines[0]) === pid && (lines[7]?.startsWith("ready") ?? false);
  } catch {
    return false;
  }
}

async function completeStart(
  options: ServerOptions,
  child: ChildProcess,
  exited: Promise<Exit>,
  guard: Guard,
  port: number,
  socketDirectory: string | undefined,
): Promise<RunningServer> {
  const cleanedUp = exited.then(async (exit) => {
    guard.release();
    if (socketDirectory !== undefined) await rm(socketDirectory, { recursive: true, force: true });
    return exit;
  });
  const stop = once(() => stopServer(options.placement, child, cleanedUp));
  try {
    const version = await prepareDatabase(options, socketDirectory ?? "127.0.0.1", port);
    const over = cleanedUp.then(async (exit) => {
      await options.onEnd();
      return exit;
    });
    const stopCompletely = async () => {
      await stop();
      await over;
    };
    return { socketDirectory, port, pid: child.pid!, version, stop: stopCompletely, unref: () => child.unref(), exited: over };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes the database unless it is there, and says the server's version. */
async function prepareDatabase(options: ServerOptions, host: string, port: number): Promise<string> {
  const client = new pg.Client({ host, port, user: SUPERUSER, password: options.password, database: "postgres" });
  // Without a listener a server that dies at this moment would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const found = await client.query<{ version: string; exists: boolean }>(
      "select current_setting('server_version') as version, exists (select from pg_database where datname = $1) as exists",
      [options.database],
    );
    const { version, exists } = found.rows[0]!;
    if (!exists) await client.query(`create database ${client.escapeIdentifier(options.database)}`);
    return version;
  } finally {
    await client.end();
  }
}

async function stopServer(placement: Placement, child: ChildProcess, exited: Promise<Exit>): Promise<void> {
  let over = false;
  void exited.then(() => {
    over = true;
  });
  if (process.platform === "win32") {
    await runToEnd(thisUser, placement.binaries.pgCtl, ["stop", "-D", placement.dataDirectory, "-m", "fast"]);
  } else {
    child.kill("SIGINT");
  }
  if (await becomesTrue(() => over, STOP_TIMEOUT_MS)) return;
  child.kill("SIGQUIT");
  if (await becomesTrue(() => over, IMMEDIATE_STOP_TIMEOUT_MS)) return;
  child.kill("SIGKILL");
  await exited;
}

function once<T>(action: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= action();
    return result;
  };
}

function rotateLog(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_LOG_BYTES) renameSync(logFile, `${logFile}.1`);
}

function readTail(logFile: string, from: number): string {
  const file = openSync(logFile, "r");
  try {
    const buffer = Buffer.alloc(MAX_LOG_TAIL_BYTES);
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, from)).toString("utf8");
  } finally {
    closeSync(file);
  }
}
