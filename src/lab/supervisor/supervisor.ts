import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../platform/topology/topology.ts";

/** A part that runs as `tenfold <args>` in a process of its own and says over its channel when it is ready. */
export type SupervisedProcess = {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** What a child tells its supervisor, and later whoever asks. */
export type ReadyMessage = { readonly ready: true; readonly url?: string };

export interface Supervisor {
  /** Starts a part and answers when it is ready for the first time. Rejects when it ends before that. */
  start(process: SupervisedProcess): Promise<ReadyMessage>;
  /** Stops all parts, the last started first, each with a SIGTERM and, past the deadline, a SIGKILL. */
  stop(): Promise<void>;
  /** By name, of the parts that run at this moment. */
  readonly pids: () => ReadonlyMap<string, number>;
}

export type SupervisorOptions = {
  readonly onEvent: (message: string) => void;
  /** An open file for what the parts write; this process's own outputs when undefined. */
  readonly output?: number;
};

const FIRST_RESTART_MS = 200;
const LONGEST_RESTART_MS = 10_000;
/** A part that ran this long is healthy again, and its next restart is quick. */
const HEALTHY_AFTER_MS = 10_000;
const STOP_DEADLINE_MS = 25_000;
const MAIN = join(projectRoot, "src", "cli", "main.ts");

type Part = {
  readonly process: SupervisedProcess;
  child: ChildProcess;
  startedAtMs: number;
  restartMs: number;
  timer: NodeJS.Timeout | undefined;
  exited: Promise<void>;
};

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const parts: Part[] = [];
  let stopping = false;

  function launch(process: SupervisedProcess): ChildProcess {
    return spawn(globalThis.process.execPath, [...globalThis.process.execArgv, MAIN, ...process.args], {
      stdio: ["ignore", options.output ?? "inherit", options.output ?? "inherit", "ipc"],
      // A group of its own: Ctrl-C reaches the supervisor only, which then stops its parts in order.
      detached: true,
      env: { ...globalThis.process.env, ...process.env },
    });
  }

  function watch(part: Part, onReady: (message: ReadyMessage) => void, onEarlyExit: (error: Error) => void): void {
    let ready = false;
    part.startedAtMs = performance.now();
    part.child.on("message", (message) => {
      if ((message as Partial<ReadyMessage> | null)?.ready !== true) return;
      ready = true;
      onReady(message as ReadyMessage);
    });
    part.exited = new Promise((resolve) => {
      part.child.once("exit", (code, signal) => {
        resolve();
        if (stopping) return;
        const how = signal === null ? `exit code ${code}` : signal;
        if (!ready && part.restartMs === 0)
          return onEarlyExit(new Error(`${part.process.name} ended before it was ready (${how}).`));
        scheduleRestart(part, how);
      });
    });
  }

  function scheduleRestart(part: Part, how: string): void {
    const ranMs = performance.now() - part.startedAtMs;
    part.restartMs =
      ranMs > HEALTHY_AFTER_MS || part.restartMs === 0 ? FIRST_RESTART_MS : Math.min(part.restartMs * 2, LONGEST_RESTART_MS);
    options.onEvent(`${part.process.name} ended (${how}); starting it again in ${part.restartMs} ms`);
    part.timer = setTimeout(() => {
      part.child = launch(part.process);
      watch(
        part,
        () => options.onEvent(`${part.process.name} is back`),
        () => undefined,
      );
    }, part.restartMs);
  }

  async function stopPart(part: Part): Promise<void> {
    clearTimeout(part.timer);
    if (!isRunning(part)) return;
    part.child.kill("SIGTERM");
    const killer = setTimeout(() => part.child.kill("SIGKILL"), STOP_DEADLINE_MS);
    await part.exited;
    clearTimeout(killer);
  }

  return {
    start(process) {
      const part: Part = {
        process,
        child: launch(process),
        startedAtMs: 0,
        restartMs: 0,
        timer: undefined,
        exited: Promise.resolve(),
      };
      parts.push(part);
      return new Promise((resolve, reject) => watch(part, resolve, reject));
    },
    async stop() {
      stopping = true;
      for (const part of parts.toReversed()) await stopPart(part);
    },
    pids: () => new Map(parts.filter(isRunning).map((part) => [part.process.name, part.child.pid!])),
  };
}

function isRunning({ child }: Part): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}
