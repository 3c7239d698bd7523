import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { type Guard, startGuard } from "./guard.ts";
import type { Part, ReadyMessage, RunningPart, SelfKeptPart, Supervisor, SupervisorOptions } from "./part.ts";
import { createPartLogs, lastWords, type PartLogs } from "./part-logs.ts";
import { becomesReady, readFrom } from "./readiness.ts";

const FIRST_RESTART_MS = 200;
const LONGEST_RESTART_MS = 10_000;
/** A part that ran this long is healthy again, and its next restart is quick. */
const HEALTHY_AFTER_MS = 10_000;
/** Programs that are asked whether they serve; those that say so themselves may have an index to build first. */
const READY_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 25_000;

/** A part with its process of the moment. */
type Kept = {
  readonly part: Part;
  child: ChildProcess | undefined;
  url: string | null;
  startedAtMs: number;
  /** Zero until it was restarted for the first time. */
  restartMs: number;
  timer: NodeJS.Timeout | undefined;
  exited: Promise<void>;
};

type Entry = Kept | SelfKeptPart;
const isKept = (entry: Entry): entry is Kept => "part" in entry;

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const entries: Entry[] = [];
  const logs: PartLogs = createPartLogs(options.logDirectory);
  const guard: Guard = startGuard();
  const onStop: { readonly when: "before" | "after"; readonly work: () => Promise<void> }[] = [];
  let stopping = false;

  const describe = (entry: Entry): RunningPart => {
    if (!isKept(entry)) return { name: entry.name, ...entry.now() };
    const { name, kind } = entry.part;
    return { name, kind, pid: isRunning(entry) ? entry.child!.pid! : null, url: entry.url };
  };
  const parts = () => entries.map(describe);
  const changed = () => options.onChange?.(parts());

  /** One life of a part, from its start to its end. */
  function live(kept: Kept, onReady: () => void, onFailedStart: (error: Error) => void): void {
    const { part } = kept;
    const log = logs.open(part.name);
    const child = launch(part, log.descriptor);
    closeSync(log.descriptor);
    const { pid } = child;
    if (pid !== undefined) guard.watch(pid);
    kept.child = child;
    kept.startedAtMs = performance.now();
    const over = new AbortController();
    let ready = false;
    const nowReady = (url: string | null | undefined) => {
      if (ready) return;
      ready = true;
      kept.url = url ?? part.url;
      changed();
      onReady();
    };
    const { ready: readiness } = part;
    if (readiness.by === "message") {
      child.on("message", (message) => {
        if ((message as Partial<ReadyMessage> | null)?.ready === true) nowReady((message as ReadyMessage).url);
      });
    } else {
      const late = setTimeout(() => endGroup(pid, "SIGKILL"), READY_DEADLINE_MS);
      void becomesReady(readiness, () => readFrom(log.file, log.offset), over.signal).then((is) => {
        clearTimeout(late);
        if (is) nowReady(undefined);
      });
    }
    kept.exited = new Promise((resolve) => {
      const end = (how: string) => {
        over.abort();
        // Whatever it has started itself must not stay behind, nor hold the port of its successor.
        endGroup(pid, "SIGKILL");
        if (pid !== undefined) guard.forget(pid);
        resolve();
        if (stopping) return;
        if (!ready && kept.restartMs === 0) {
          const words = lastWords(log.file, log.offset);
          return onFailedStart(new Error(`${part.name} ended before it was ready (${how})${words === "" ? "." : `: ${words}`}`));
        }
        changed();
        restartLater(kept, how);
      };
      child.once("error", (error) => end(error.message));
      child.once("exit", (code, signal) => end(signal ?? `exit code ${code}`));
    });
  }

  function restartLater(kept: Kept, how: string): void {
    const ranMs = performance.now() - kept.startedAtMs;
    const isFirst = ranMs > HEALTHY_AFTER_MS || kept.restartMs === 0;
    kept.restartMs = isFirst ? FIRST_RESTART_MS : Math.min(kept.restartMs * 2, LONGEST_RESTART_MS);
    const { name } = kept.part;
    options.onEvent(`${name} ended (${how}); starting it again in ${kept.restartMs} ms`);
    kept.timer = setTimeout(() => {
      live(
        kept,
        () => options.onEvent(`${name} is back`),
        () => undefined,
      );
      changed();
    }, kept.restartMs);
  }

  async function stopOne(entry: Entry): Promise<void> {
    if (!isKept(entry)) return entry.stop();
    clearTimeout(entry.timer);
    if (!isRunning(entry)) return;
    const { pid } = entry.child!;
    entry.child!.kill(entry.part.stopSignal ?? "SIGTERM");
    const killer = setTimeout(() => endGroup(pid, "SIGKILL"), STOP_DEADLINE_MS);
    await entry.exited;
    clearTimeout(killer);
  }

  /** Whatever of it fails: the parts are stopped. */
  async function runOnStop(now: "before" | "after"): Promise<void> {
    for (const { when, work } of onStop) {
      if (when === now) await work().catch((error: Error) => options.onEvent(error.message));
    }
  }

  return {
    parts,
    async start(part) {
      if (entries.some((entry) => describe(entry).name === part.name)) throw new Error(`there are two parts called ${part.name}`);
      const kept: Kept = {
        part,
        child: undefined,
        url: part.url,
        startedAtMs: 0,
        restartMs: 0,
        timer: undefined,
        exited: Promise.resolve(),
      };
      entries.push(kept);
      try {
        await new Promise<void>((resolve, reject) => live(kept, resolve, reject));
      } catch (error) {
        // It is no part of what runs, and is not started again.
        entries.splice(entries.indexOf(kept), 1);
        throw error;
      }
      return describe(kept);
    },
    adopt(part) {
      entries.push(part);
      changed();
      return { partChanged: changed };
    },
    tell(name, message) {
      const kept = entries.filter(isKept).find(({ part }) => part.name === name);
      if (kept?.child?.connected !== true) return false;
      kept.child.send(message, () => undefined);
      return true;
    },
    onStop(when, work) {
      onStop.unshift({ when, work });
    },
    async stop() {
      stopping = true;
      await runOnStop("before");
      for (const group of inStopOrder(entries, describe)) await Promise.all(group.map(stopOne));
      await runOnStop("after");
      logs.close();
      guard.release();
    },
  };
}

function launch(part: Part, log: number): ChildProcess {
  const { launch } = part;
  const [file, ...args] = [...(launch?.prefix ?? []), part.program, ...part.args] as [string, ...string[]];
  const setsUser = launch?.uid !== undefined && launch.prefix.length === 0;
  return spawn(file, args, {
    stdio: ["ignore", log, log, ...(part.ready.by === "message" ? ["ipc" as const] : [])],
    // A group of its own: Ctrl-C reaches the supervisor only, which then stops its parts in order.
    detached: true,
    env: part.env ?? foreignEnvironment(),
    ...(part.directory === undefined ? {} : { cwd: part.directory }),
    ...(setsUser ? { uid: launch.uid!, gid: launch.gid ?? launch.uid! } : {}),
  });
}

/** Enough for any program to find others, its home and a place for temporary files. */
function foreignEnvironment(): NodeJS.ProcessEnv {
  const names = ["PATH", "HOME", "TMPDIR", "LANG", "SystemRoot"];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

function isRunning({ child }: Kept): boolean {
  return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function endGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(process.platform === "win32" ? leader : -leader, signal);
  } catch {
    // Nobody is left in it.
  }
}

/** The last started first; neighbours of one kind do not wait for each other. */
function inStopOrder(entries: readonly Entry[], describe: (entry: Entry) => RunningPart): Entry[][] {
  const groups: Entry[][] = [];
  for (const entry of entries.toReversed()) {
    const group = groups.at(-1);
    if (group !== undefined && describe(group[0]!).kind === describe(entry).kind) group.push(entry);
    else groups.push([entry]);
  }
  return groups;
}
