import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "../../support/wait.ts";
import { type Known, killAll, processTree } from "./process-tree.ts";

/** A shop that was started as a person starts it, in a process group of its own, as a terminal would do. */
export interface ShopProcess {
  readonly pid: number;
  output(): string;
  /** Every process of it at this moment. */
  processes(): Known[];
  /** Resolves with its address when it says that it is open; rejects with its output when it ends before. */
  opened(timeoutMs?: number): Promise<string>;
  printed(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** What Ctrl-C does: SIGINT to the whole group. */
  pressCtrlC(): void;
  /** Rejects when that does not come soon. */
  exited(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

export type ShopProcessOptions = {
  readonly directory: string;
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Starts it as this user, with the group of the same number. */
  readonly uid?: number;
};

const EXIT_TIMEOUT_MS = 40_000;
const OPEN_TIMEOUT_MS = 180_000;
const MAX_OUTPUT_CHARACTERS = 1024 * 1024;
const OPEN = /the shop is open after [\d.]+ s[\s\S]*?API\s+(http:\/\/[\d.]+:\d+)/;

const started: ShopProcess[] = [];

/** For the end of every test, however it ended: nothing that was started stays. */
export function killShops(): void {
  for (const shop of started.splice(0)) killAll(shop.processes());
}
process.on("exit", killShops);

/** `npm start` with nothing of this run's environment but the way to npm. */
export function startShop({ directory, home, env = {}, uid }: ShopProcessOptions): ShopProcess {
  const command = ["npm", "start"];
  if (uid !== undefined) command.unshift("setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", "--");
  const [program, ...args] = command as [string, ...string[]];
  const child = spawn(program, args, {
    cwd: directory,
    env: { PATH: pathWithoutPackages(), HOME: home, npm_config_cache: npmCache(uid, home), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const pid = child.pid ?? 0;
  let output = "";
  let ended = false;
  const seen = new Map<string, Known>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-MAX_OUTPUT_CHARACTERS);
    });
  }
  const ending = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("exit", (code, signal) => {
      ended = true;
      resolve({ code, signal });
    });
  });
  const shop: ShopProcess = {
    pid,
    output: () => output,
    processes() {
      // Those seen before stay known: who loses its parent is no longer below it.
      for (const known of processTree(pid)) seen.set(`${known.pid} ${known.start}`, known);
      return [...seen.values()];
    },
    async opened(timeoutMs = OPEN_TIMEOUT_MS) {
      return (await shop.printed(OPEN, timeoutMs))[1]!;
    },
    async printed(pattern, timeoutMs = OPEN_TIMEOUT_MS) {
      const found = await waitFor(() => pattern.exec(output) ?? (ended ? "ended" : undefined), { timeoutMs }).catch(() => "late");
      if (typeof found === "string") throw new Error(`${found} without printing ${pattern}:\n${output}`);
      return found;
    },
    pressCtrlC: () => void process.kill(-pid, "SIGINT"),
    exited: () =>
      Promise.race([
        ending,
        delay(EXIT_TIMEOUT_MS, undefined, { ref: false }).then(() => {
          throw new Error(`it did not end:\n${output}`);
        }),
      ]),
  };
  started.push(shop);
  return shop;
}

function pathWithoutPackages(): string {
  const parts = (process.env.PATH ?? "").split(delimiter);
  return parts.filter((part) => !part.endsWith(join("node_modules", ".bin"))).join(delimiter);
}

/** This user's own cache saves the download; another user could not read it. */
function npmCache(uid: number | undefined, home: string): string {
  return uid === undefined ? join(process.env.HOME ?? home, ".npm") : join(home, ".npm");
}
