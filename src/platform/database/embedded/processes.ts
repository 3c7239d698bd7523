import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Short enough that a start or a stop is not held up, long enough to cost nothing. */
const POLL_INTERVAL_MS = 10;
/** Programs that run to their end here print a few kilobytes; more is cut off. */
const MAX_OUTPUT_CHARACTERS = 64 * 1024;

/** How a program is run: a command that is put before it, and the user it runs as (the current one when undefined). */
export type Launch = {
  readonly prefix: readonly string[];
  readonly uid: number | undefined;
  readonly gid: number | undefined;
};

export const thisUser: Launch = { prefix: [], uid: undefined, gid: undefined };

/** The arguments for `spawn`: locale and every PG… variable of the caller are kept away from the program. */
export function spawnArguments(launch: Launch, program: string, programArguments: readonly string[]) {
  const [file, ...args] = [...launch.prefix, program, ...programArguments] as [string, ...string[]];
  const env: Record<string, string> = { LC_ALL: "C", PATH: process.env.PATH ?? "/usr/bin:/bin" };
  if (process.platform === "win32" && process.env.SystemRoot) env.SystemRoot = process.env.SystemRoot;
  const plainSetuid = launch.uid !== undefined && launch.prefix.length === 0;
  // The current directory may be one that the other user cannot enter.
  const cwd = process.platform === "win32" ? undefined : "/";
  return {
    file,
    args,
    options: { env, ...(cwd ? { cwd } : {}), ...(plainSetuid ? { uid: launch.uid, gid: launch.gid ?? launch.uid } : {}) },
  };
}

/** Runs a program to its end. An unstartable program answers with code 127 and the reason as its output. */
export function runToEnd(
  launch: Launch,
  program: string,
  args: readonly string[],
  input = "",
): Promise<{ code: number; output: string }> {
  const command = spawnArguments(launch, program, args);
  return new Promise((resolve) => {
    let output = "";
    const gather = (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-MAX_OUTPUT_CHARACTERS);
    };
    let child: ReturnType<typeof spawn>;
    try {
      // A session of its own keeps Ctrl-C in the terminal from cutting a half-finished program off.
      child = spawn(command.file, command.args, { ...command.options, stdio: ["pipe", "pipe", "pipe"], detached: true });
    } catch (error) {
      resolve({ code: 127, output: (error as Error).message });
      return;
    }
    child.stdout?.on("data", gather);
    child.stderr?.on("data", gather);
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * When the process started, as a text that no other process of this machine shares; undefined when there is no such process.
 * A pid alone is used again sooner or later, a pid with its start is not.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform === "linux") {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, "latin1");
      // The program's name stands in brackets and may hold blanks and brackets itself.
      const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return undefined;
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${fields[19]}`;
    } catch {
      return undefined;
    }
  }
  if (process.platform === "win32") return signalProcess(pid, 0) === "gone" ? undefined : "running";
  try {
    const [state, ...start] = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], { encoding: "utf8" })
      .trim()
      .split(/\s+/);
    return state?.startsWith("Z") ? undefined : start.join(" ");
  } catch {
    return undefined;
  }
}

/** The arguments a process was started with; empty when that cannot be known. */
export function processArguments(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    if (process.platform === "win32") return "";
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

export function signalProcess(pid: number, signal: NodeJS.Signals | 0): "sent" | "gone" | "refused" {
  try {
    process.kill(pid, signal);
    return "sent";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? "refused" : "gone";
  }
}

/** Waits until `condition` holds and says whether it did so in time. */
export async function becomesTrue(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > deadline) return false;
    await delay(POLL_INTERVAL_MS);
  }
  return true;
}
