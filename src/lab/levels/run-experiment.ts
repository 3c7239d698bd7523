import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Topology } from "../../platform/topology/schema.ts";
import { machine } from "../workload/open-loop/run.ts";
import {
  EXPERIMENT_FORMAT,
  type Experiment,
  type ExperimentContext,
  type ExperimentResult,
  type ShopChange,
} from "./experiment.ts";
import { experimentPage } from "./experiment-page.ts";
import { prepareLevelData } from "./level-data.ts";
import { type LevelShop, type LevelShopOptions, startLevelShop } from "./level-shop.ts";
import type { Level } from "./levels.ts";
import { patchTopology } from "./topology-patch.ts";

export type ExperimentRunOptions = Pick<LevelShopOptions, "signal" | "onEvent" | "onSecond" | "onRunning" | "version"> & {
  readonly level: Level;
  readonly topology: Topology;
  readonly scale: number | null;
  readonly ratePerSecond: number;
  readonly seconds: number;
  /** Of the level's data. */
  readonly dataDirectory: string;
  /** Made anew; page and figures stay in it. */
  readonly filesDirectory: string;
};

export type ExperimentRun = {
  readonly result: ExperimentResult;
  readonly files: { readonly page: string; readonly figures: string };
};

/** Runs one experiment and writes what it found. Whatever it has started is stopped when this answers or throws. */
export async function runExperiment(experiment: Experiment, options: ExperimentRunOptions): Promise<ExperimentRun> {
  const { filesDirectory, level, ratePerSecond, seconds, scale, version } = options;
  await rm(filesDirectory, { recursive: true, force: true });
  await mkdir(filesDirectory, { recursive: true });
  const shops: LevelShop[] = [];
  const startedAt = new Date();
  const startedMs = performance.now();
  try {
    const outcome = await experiment.run(contextOf(options, shops));
    const { name, title, question } = experiment;
    const result: ExperimentResult = {
      format: EXPERIMENT_FORMAT,
      name,
      level: level.number,
      title,
      question,
      startedAt: startedAt.toISOString(),
      tookSeconds: (performance.now() - startedMs) / 1_000,
      conditions: { version, node: process.version, machine: machine(), ratePerSecond, seconds, scale },
      ...outcome,
    };
    const files = { page: join(filesDirectory, "report.html"), figures: join(filesDirectory, "result.json") };
    await writeFile(files.figures, `${JSON.stringify(result, null, 2)}\n`);
    await writeFile(files.page, experimentPage(result));
    return { result, files };
  } finally {
    for (const shop of shops.reverse()) await shop.stop();
  }
}

function contextOf(options: ExperimentRunOptions, shops: LevelShop[]): ExperimentContext {
  const { level, topology, scale, ratePerSecond, seconds, filesDirectory, signal, onEvent } = options;
  async function startShop({ topology: patch = {}, data = "level", withoutMonitoring = true }: ShopChange = {}) {
    const isDemo = data === "demo" || scale === null;
    const dataDirectory = data === "demo" ? join(filesDirectory, "data") : options.dataDirectory;
    if (!isDemo) await prepareLevelData({ directory: dataDirectory, scale, onEvent, signal });
    const shop = await startLevelShop({
      ...options,
      topology: patchTopology(topology, withoutMonitoring ? { monitoring: null, ...patch } : patch),
      dataDirectory,
      demo: isDemo,
      load: { mix: level.mix, ratePerSecond, seconds },
    });
    shops.push(shop);
    return shop;
  }
  return {
    level: level.number,
    topology,
    ratePerSecond,
    seconds,
    size: scale === null || level.scale === null ? 1 : scale / level.scale,
    directory: filesDirectory,
    signal,
    log: onEvent,
    startShop,
  };
}
