import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { sampledParts } from "../../src/lab/report/sampled-parts.ts";
import type { SampledPart } from "../../src/lab/report/sampler.ts";
import type { RunningPart } from "../../src/lab/supervisor/part.ts";
import { projectRoot } from "../../src/platform/topology/topology.ts";

export type MixedShop = {
  readonly urls: readonly string[];
  readonly databaseUrl: string;
  parts(): Promise<readonly SampledPart[]>;
};

type Running = { readonly apiUrls: readonly string[]; readonly databaseUrl: string; readonly parts: readonly RunningPart[] };

const MAIN = join(projectRoot, "src", "cli", "main.ts");
/** The demo shop with its search index takes 20 s on a quiet machine. */
const START_DEADLINE_MS = 300_000;
const POLL_MS = 250;

/**
 * Starts a shop of several processes by `tenfold up`, on DATABASE_URL when that is set (its data stay as they are, but orders are added),
 * else on a PostgreSQL of its own with the demo shop, on the project's disk. TENFOLD_BENCH_TOPOLOGY names another topology.
 */
export async function withMixedShop(work: (shop: MixedShop) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(projectRoot, ".tenfold-bench-"));
  const topology = process.env.TENFOLD_BENCH_TOPOLOGY ?? join(import.meta.dirname, "topology.yaml");
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, "up", "-t", topology], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      PORT: "0",
      TENFOLD_DATA: directory,
      TENFOLD_STOREFRONT: "off",
      TENFOLD_LOG_LEVEL: "error",
      ...(process.env.DATABASE_URL === undefined ? {} : { TENFOLD_DEMO: "off" }),
    },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    const running = await waitForShop(
      join(directory, "running.json"),
      () => child.exitCode !== null || child.signalCode !== null,
    );
    const server = process.env.DATABASE_URL === undefined ? [] : await serverPart(running.databaseUrl);
    const parts = async () => [...sampledParts((await readRunning(join(directory, "running.json")))?.parts ?? []), ...server];
    await work({ urls: running.apiUrls, databaseUrl: running.databaseUrl, parts });
  } finally {
    child.kill("SIGTERM");
    await ended;
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function waitForShop(file: string, hasEnded: () => boolean): Promise<Running> {
  const deadline = performance.now() + START_DEADLINE_MS;
  for (;;) {
    const running = await readRunning(file);
    const isOpen =
      running !== null && running.apiUrls.length > 0 && (await Promise.all(running.apiUrls.map(isReady))).every(Boolean);
    if (isOpen) return running;
    if (hasEnded()) throw new Error("The shop ended before it was ready.");
    if (performance.now() > deadline) throw new Error(`The shop was not ready after ${START_DEADLINE_MS / 1_000} s.`);
    await delay(POLL_MS);
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function readRunning(file: string): Promise<Running | null> {
  return readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Running,
    () => null,
  );
}

/** The server behind DATABASE_URL, when it runs on this machine: the process that started the session's own. */
async function serverPart(url: string): Promise<SampledPart[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const stat = await readFile(`/proc/${rows[0]!.pid}/stat`, "latin1").catch(() => "");
  await client.end();
  if (!stat.includes("(postgres)")) return [];
  const pid = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  return [{ name: "postgres", kind: "database", pid, metricsUrl: null }];
}
