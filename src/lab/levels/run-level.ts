import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Topology } from "../../platform/topology/schema.ts";
import { readHistory } from "../audit/history.ts";
import { writeResultFile } from "../report/result-file.ts";
import { runReport } from "../report/run-report.ts";
import type { FaultMark, RunResult } from "../workload/open-loop/result.ts";
import { DEFAULT_SLOS, type SloTargets } from "../workload/open-loop/verdicts.ts";
import { type FailoverWindow, MAX_FAILOVER_MS } from "./failover-windows.ts";
import { type Disruption, judgeWithFaults } from "./judge-faults.ts";
import { type LevelShop, type LevelShopOptions, startLevelShop } from "./level-shop.ts";
import type { Level } from "./levels.ts";
import { warmServers } from "./warm-servers.ts";

/** What was done to a shop while it was under load. */
export type Disturbance = {
  /** For the axis of the report. */
  readonly marks: (startedAtMs: number) => readonly FaultMark[];
  /** Those that took a part away, after which somebody else has to take over. */
  readonly disruptions: readonly Disruption[];
};

export type LevelRunOptions = Omit<LevelShopOptions, "filesDirectory" | "demo" | "load"> & {
  readonly level: Level;
  readonly ratePerSecond: number;
  /** Without the warm-up. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly slos: Pick<SloTargets, "availability" | "latencyP99Ms">;
  /** Report, figures and history are written into it. */
  readonly filesDirectory: string;
  /** Called when the warm-up is over; answers when the time is, with everything healed. Null: nothing is disturbed. */
  readonly disturb: ((shop: LevelShop, forMs: number, signal: AbortSignal) => Promise<Disturbance>) | null;
};

const HISTORY = "history.ndjson";
const LEAST_DISTURBED_MS = 1_000;

export type LevelRun = {
  readonly result: RunResult;
  readonly windows: readonly FailoverWindow[];
  readonly files: { readonly report: string; readonly figures: string; readonly history: string };
};

/** Starts the level, puts it under its load, and judges what came of it. Everything is stopped when it answers or throws. */
export async function runLevel(options: LevelRunOptions): Promise<LevelRun> {
  const { level, topology, onEvent, filesDirectory } = options;
  await mkdir(filesDirectory, { recursive: true });
  const files = {
    report: join(filesDirectory, "report.html"),
    figures: join(filesDirectory, "result.json"),
    history: join(filesDirectory, HISTORY),
  };
  const load = { mix: level.mix, ratePerSecond: options.ratePerSecond, seconds: options.seconds };
  onEvent(`starting ${describe(topology)}`);
  const shop = await startLevelShop({ ...options, demo: level.scale === null, load });
  try {
    if (level.scale !== null)
      await warmServers({ parts: shop.parts(), databaseUrl: shop.databaseUrl, onEvent, signal: options.signal });
    const { result, windows } = await loadAndJudge(options, shop);
    onEvent("auditing: every order, unit of stock and cent, and what the shoppers were told");
    const audited: RunResult = { ...result, audit: await auditOf(shop, options), historyFile: files.history };
    await writeResultFile(files.figures, audited);
    await writeFile(files.report, runReport(audited));
    return { result: audited, windows, files };
  } finally {
    onEvent("stopping everything");
    await shop.stop();
  }
}

/** Null when there is nobody left to be asked; the report is written all the same, and the level is red. */
async function auditOf(shop: LevelShop, { signal, onEvent }: LevelRunOptions): Promise<RunResult["audit"]> {
  try {
    const { verdict, findings, counts } = await shop.audit(HISTORY);
    return { verdict, findings, counts };
  } catch (error) {
    signal.throwIfAborted();
    onEvent(`the audit could not be made: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function loadAndJudge(options: LevelRunOptions, shop: LevelShop): Promise<Pick<LevelRun, "result" | "windows">> {
  const { level, topology, onEvent, warmUpSeconds, ratePerSecond, seconds } = options;
  const targets: SloTargets = { ...DEFAULT_SLOS, ...options.slos };
  const amount = ratePerSecond.toLocaleString("en");
  onEvent(
    `the shop is open at ${shop.apiUrls[0]}; ${amount} requests a second of the mix ${level.mix} for ${warmUpSeconds} s of warm-up and ${seconds} s that count`,
  );
  const over = new AbortController();
  let disturbing: Promise<Disturbance> | null = null;
  async function disturb(startsAtMs: number): Promise<Disturbance> {
    await delay(Math.max(0, startsAtMs - Date.now()), undefined, { signal: over.signal });
    // What is done last must be seen to be over.
    return options.disturb!(shop, Math.max(LEAST_DISTURBED_MS, seconds * 1_000 - MAX_FAILOVER_MS), over.signal);
  }
  try {
    const result = await shop.load({
      name: `Level ${level.number}: ${topology.name} at ${amount}/s${options.disturb === null ? "" : ", with faults"}`,
      historyFile: HISTORY,
      warmUpSeconds,
      slos: targets,
      onStart(atMs) {
        if (options.disturb === null) return;
        disturbing = disturb(atMs + warmUpSeconds * 1_000);
        disturbing.catch(() => undefined);
      },
    });
    over.abort();
    if (disturbing === null) return { result, windows: [] };
    const { marks, disruptions } = await (disturbing as Promise<Disturbance>);
    const history = readHistory(join(options.filesDirectory, HISTORY));
    const { windows, slos } = await judgeWithFaults(result, history, disruptions, targets);
    return { result: { ...result, slos, faults: marks(Date.parse(result.startedAt)) }, windows };
  } finally {
    over.abort();
  }
}

function describe({ name, processes, database, proxy }: Topology): string {
  const parts = processes.map(({ role, count }) => `${count} × ${role}`);
  parts.push(database.replicas.length === 0 ? "PostgreSQL" : `PostgreSQL with ${database.replicas.length} replicas`);
  if (database.pooler !== undefined) parts.push("PgBouncer");
  if (proxy !== undefined) parts.push("nginx");
  return `${name}: ${parts.join(", ")}`;
}
