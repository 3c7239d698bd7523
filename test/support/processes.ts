import { spawn } from "node:child_process";
import { processStart } from "../../src/platform/database/embedded/processes.ts";
import { waitFor } from "./wait.ts";

/** What a test's child prints is small; a child that runs wild must not fill the memory. */
const MAX_OUTPUT_CHARACTERS = 1024 * 1024;
const TERMINATION_TIMEOUT_MS = 10_000;

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type TestProcess = {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Everything it has printed, stdout and stderr as they came. */
  output(): string;
  /** The first match in the output, now or later; throws when the process ends without one. */
  waitForOutput(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL when that does not end it. Safe when it has ended already. */
  stop(): Promise<Exit>;
};

export type TestProcessOptions = {
  /** The program; this Node by default. */
  readonly command?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
};

const running = new Set<TestProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a program for a test. It never outlives the test's own process. */
export function startProcess(options: TestProcessOptions): TestProcess {
  const child = spawn(options.command ?? process.execPath, [...options.args], {
    cwd: options.cwd,
    // A runner's own variable would make a child that uses node:test report to the runner.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-MAX_OUTPUT_CHARACTERS);
    });
  }
  const exited = new Promise<Exit>((resolve) => {
    child.once("error", (error) => {
      output += error.message;
      resolve({ code: 127, signal: null });
    });
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  const testProcess: TestProcess = {
    pid: child.pid ?? 0,
    exited,
    output: () => output,
    async waitForOutput(pattern, timeoutMs = 20_000) {
      const message = () => `the child did not print ${pattern}; it printed: ${output}`;
      const found = await waitFor(() => pattern.exec(output) ?? (ended ? "ended" : undefined), { timeoutMs }).catch(
        (cause: unknown) => {
          throw new Error(message(), { cause });
        },
      );
      if (found === "ended") throw new Error(message());
      return found;
    },
    kill: (signal) => void child.kill(signal),
    async stop() {
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), TERMINATION_TIMEOUT_MS);
      const exit = await exited;
      clearTimeout(killer);
      return exit;
    },
  };
  running.add(testProcess);
  void exited.then(() => {
    ended = true;
    running.delete(testProcess);
  });
  return testProcess;
}

/** Says whether a process of that pid is there; one that has ended and was not yet reaped does not count on Linux. */
export function isAlive(pid: number): boolean {
  return processStart(pid) !== undefined;
}
