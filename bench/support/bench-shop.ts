import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/platform/topology/topology.ts";

export type BenchShop = {
  readonly apiUrl: string;
  /** Name and process id of every part, for its CPU time. */
  readonly pids: Readonly<Record<string, number>>;
};

const MAIN = join(projectRoot, "src", "cli", "main.ts");
/** Background work yields to the sale, as it would on a shop's big day. */
const WORKER_NICE = 10;

/** Runs the real processes of a shop on a database: sandbox provider, API processes and a worker. */
export async function withBenchShop(
  databaseUrl: string,
  work: (shop: BenchShop) => Promise<void>,
  settings: Readonly<Record<string, string>> = {},
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "tenfold-bench-"));
  const children: ChildProcess[] = [];
  const start = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...args], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: { ...process.env, TENFOLD_LOG_LEVEL: "error", TENFOLD_DATA: directory, DATABASE_URL: databaseUrl, PORT: "0", ...env },
    });
    children.push(child);
    const url = await new Promise<string>((resolve, reject) => {
      child.once("message", (message) => resolve((message as { url?: string }).url ?? ""));
      child.once("exit", (code) => reject(new Error(`${args[0]} ended with ${code}`)));
    });
    return { url, pid: child.pid! };
  };
  try {
    const sandbox = await start(["sandbox", "--book", join(directory, "book.ndjson")], {});
    const env = { TENFOLD_SANDBOX_URL: sandbox.url, ...settings };
    const api = await start(["serve", "--role", "api", "--pool-size", "8"], env);
    const worker = await start(["serve", "--role", "worker", "--pool-size", "4"], env);
    const { setPriority } = await import("node:os");
    setPriority(worker.pid, WORKER_NICE);
    await work({ apiUrl: api.url, pids: { api: api.pid, sandbox: sandbox.pid, worker: worker.pid } });
  } finally {
    for (const child of children.toReversed()) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    }
    await rm(directory, { recursive: true, force: true });
  }
}
