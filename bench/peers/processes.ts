import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { processStart } from "../../src/platform/database/embedded/processes.ts";
import { cpuUsOf } from "../support/cpu.ts";
import { folder } from "./settings.ts";

export type Started = { readonly pid: number; stop(): Promise<void> };

export type Program = {
  /** Of its log, .cache/peers/logs/<name>.log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** Medusa needs half a minute on a busy machine. */
const READY_DEADLINE_MS = 180_000;
const POLL_MS = 200;
/** After that a program that was asked to end is killed. */
const STOP_DEADLINE_MS = 15_000;
const LOG_TAIL_CHARACTERS = 2_000;

/** Programs that run now: none outlives this process, however it ends. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));

const listFile = () => join(folder, "running.json");
type Listed = { readonly pid: number; readonly start: string | undefined };

/** Ends what a run that was killed outright left behind: by process id, and only when it is still the same process. */
export function endLeftovers(): void {
  if (!existsSync(listFile())) return;
  for (const { pid, start } of JSON.parse(readFileSync(listFile(), "utf8")) as Listed[]) {
    if (start !== undefined && processStart(pid) === start) process.kill(pid, "SIGKILL");
  }
  rmSync(listFile());
}

function listRunning(): void {
  const listed = [...running].map(({ pid }): Listed => ({ pid: pid!, start: processStart(pid!) }));
  writeFileSync(listFile(), JSON.stringify(listed));
}

function launch({ name, command, args, cwd, env }: Program): { child: ChildProcess; logFile: string } {
  mkdirSync(join(folder, "logs"), { recursive: true });
  const logFile = join(folder, "logs", `${name}.log`);
  const log = createWriteStream(logFile);
  // With the channel a program of ours ends when this process does; the others do not look at it.
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  child.stdout!.pipe(log, { end: false });
  child.stderr!.pipe(log, { end: false });
  if (child.pid !== undefined) running.add(child);
  listRunning();
  child.once("exit", () => running.delete(child));
  child.on("error", () => running.delete(child));
  return { child, logFile };
}

/** Starts a program and waits until `ready` says so. Throws with the end of its log when it ends before. */
export async function start(program: Program, ready: () => Promise<boolean>): Promise<Started> {
  const { child, logFile } = launch(program);
  let problem: string | null = null;
  child.once("error", (error) => {
    problem = error.message;
  });
  child.once("exit", (code, signal) => {
    problem = `ended with ${code ?? signal}`;
  });
  const deadlineMs = performance.now() + READY_DEADLINE_MS;
  while (!(await ready().catch(() => false))) {
    if (problem !== null)
      throw new Error(`${program.name} ${problem}:\n${readFileSync(logFile, "utf8").slice(-LOG_TAIL_CHARACTERS)}`);
    if (performance.now() > deadlineMs) {
      child.kill("SIGKILL");
      throw new Error(`${program.name} was not ready after ${READY_DEADLINE_MS / 1000} s; see ${logFile}.`);
    }
    await delay(POLL_MS);
  }
  return { pid: child.pid!, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
  await ended;
  clearTimeout(killer);
}

/** Runs a program to its end; its lines go to `onLine`. Throws with the end of its log unless it ends with 0. */
export async function runToEnd(program: Program, onLine: (line: string) => void = () => undefined): Promise<void> {
  const { child, logFile } = launch(program);
  child.stdout!.on("data", (chunk: Buffer) => {
    const line = chunk.toString("utf8").trimEnd().split("\n").at(-1);
    if (line) onLine(line);
  });
  const code = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (exit, signal) => resolve(exit ?? signal));
  });
  if (code !== 0)
    throw new Error(`${program.name} ended with ${code}:\n${readFileSync(logFile, "utf8").slice(-LOG_TAIL_CHARACTERS)}`);
}

/** Whether a server answers 200 there. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  await response.arrayBuffer();
  return response.status === 200;
}

const QUIET_WINDOW_MS = 300;
/** Of one core; a worker that polls takes two or three hundredths. */
const QUIET_SHARE = 0.12;
const QUIET_DEADLINE_MS = 20_000;

/** Waits until what a round left to workers and database has been done, so that its cost counts, and none of it for the next round. */
export async function untilQuiet(cpuUs: () => number): Promise<void> {
  const deadlineMs = performance.now() + QUIET_DEADLINE_MS;
  for (let before = cpuUs(); performance.now() < deadlineMs; ) {
    await delay(QUIET_WINDOW_MS);
    const now = cpuUs();
    if (now - before < QUIET_SHARE * QUIET_WINDOW_MS * 1_000) return;
    before = now;
  }
}

/** CPU time of named processes so far, in microseconds, with their children. */
export function cpuOf(pids: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuUsOf(pid, true)]));
}
