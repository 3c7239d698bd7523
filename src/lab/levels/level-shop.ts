import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { readEnvironment } from "../../platform/topology/environment.ts";
import type { Topology } from "../../platform/topology/schema.ts";
import { stalenessBoundMs } from "../../platform/topology/staleness.ts";
import { type AuditReport, audit } from "../audit/audit.ts";
import { createDatabaseFigures } from "../report/database-figures.ts";
import { sampledParts } from "../report/sampled-parts.ts";
import { createSampler } from "../report/sampler.ts";
import type { RunningPart } from "../supervisor/part.ts";
import { type StartedTopology, startTopology } from "../supervisor/start-topology.ts";
import { createSupervisor } from "../supervisor/supervisor.ts";
import type { Catalogue } from "../workload/mixes/catalogue.ts";
import { surveyDatabase } from "../workload/mixes/survey-database.ts";
import type { RunResult, Second } from "../workload/open-loop/result.ts";
import { runLoad } from "../workload/open-loop/run.ts";
import type { SloTargets } from "../workload/open-loop/verdicts.ts";
import { STEADY } from "../workload/profiles/profile.ts";
import type { ExperimentShop, ShopLoad } from "./experiment.ts";
import { writeTopology } from "./topology-patch.ts";

export type LevelShopOptions = {
  /** Checked, with every default. */
  readonly topology: Topology;
  readonly dataDirectory: string;
  /** Fills an empty database with the demo shop. */
  readonly demo: boolean;
  /** What a load is when it does not say otherwise; seconds without the warm-up. */
  readonly load: { readonly mix: string; readonly ratePerSecond: number; readonly seconds: number };
  /** Histories are written into it. */
  readonly filesDirectory: string;
  /** Faults may stand between the parts. */
  readonly networkFaults?: boolean;
  /** Of this program, for reports. */
  readonly version: string;
  readonly signal: AbortSignal;
  readonly onEvent: (message: string) => void;
  readonly onSecond?: (second: Second, seconds: number) => void;
  /** Told of every change, so that other commands find the shop; null when it is stopped. */
  readonly onRunning?: (running: RunningShop | null, dataDirectory: string) => void;
};

export type RunningShop = Omit<StartedTopology, "partsChanged"> & {
  /** Its name. */
  readonly topology: string;
  readonly parts: readonly RunningPart[];
};

/** A load that is judged, and may be disturbed. */
export type JudgedLoad = ShopLoad & {
  readonly slos?: SloTargets;
  /** Milliseconds since 1970. */
  readonly onStart?: (startedAtMs: number) => void;
};

export interface LevelShop extends ExperimentShop {
  load(options?: JudgedLoad): Promise<RunResult>;
}

export const WARM_UP_SECONDS = 5;
/** Orders that were answered with 202, events and mails are worked off within seconds; nobody waits longer for a shop that does not. */
const SETTLE_DEADLINE_MS = 60_000;
const SETTLE_POLL_MS = 500;
const METRICS_TIMEOUT_MS = 5_000;

const UNSETTLED = `select (select count(*) from orders where status = 'pending')
  + (select count(*) from refunds where status = 'pending')
  + (select count(*) from outbox_shopper where position is null)
  + (select count(*) from outbox_product where position is null) as count`;

/** Starts a topology on a data folder, with an address of its own, and answers when everybody is served. */
export async function startLevelShop(options: LevelShopOptions): Promise<LevelShop> {
  const { topology, dataDirectory, onEvent, signal } = options;
  signal.throwIfAborted();
  const logDirectory = join(dataDirectory, "logs");
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const topologyFile = join(dataDirectory, "topology.yaml");
  await writeTopology(topologyFile, topology);
  const environment = readEnvironment({
    PORT: process.env.PORT ?? "0",
    HOST: process.env.HOST ?? "",
    TENFOLD_DATA: dataDirectory,
    TENFOLD_DEMO: options.demo ? "on" : "off",
    TENFOLD_STOREFRONT: "off",
  });
  let started: StartedTopology | undefined;
  const note = () => {
    if (started === undefined) return;
    const parts = supervisor.parts();
    options.onRunning?.({ ...started, topology: topology.name, parts }, dataDirectory);
    started.partsChanged(parts);
  };
  const supervisor = createSupervisor({ onEvent, logDirectory, onChange: note });
  const clients: pg.Client[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      started = undefined;
      for (const client of clients) await client.end().catch(() => undefined);
      await supervisor.stop();
      options.onRunning?.(null, dataDirectory);
    })();
    return stopped;
  };
  try {
    const networkFaults = options.networkFaults ?? false;
    started = await startTopology({ topology, topologyFile, environment, supervisor, networkFaults, onEvent });
  } catch (error) {
    await stop();
    throw error;
  }
  note();
  const { apiUrls, databaseUrl, sandboxUrl } = started;
  let catalogue: Catalogue | undefined;
  let own: Promise<pg.Client> | undefined;

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: "tenfold level" });
    // A failover ends it; the statement that meets this reports it.
    client.on("error", () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  }
  const urlOf = (kind: RunningPart["kind"]) => supervisor.parts().find((part) => part.kind === kind)?.url ?? null;

  const shop: LevelShop = {
    topology,
    apiUrls,
    databaseUrl,
    sandboxUrl,
    prometheusUrl: urlOf("prometheus"),
    alertmanagerUrl: urlOf("alertmanager"),
    dataDirectory,
    logDirectory,
    parts: () => supervisor.parts(),
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      own ??= connect().then((client) => client.once("end", () => (own = undefined)));
      return (await (await own).query<Row>(text, [...values])).rows;
    },
    connect,
    adminKey: async () => (await readFile(join(dataDirectory, "admin-key"), "utf8")).trim(),
    metrics: (part) => readMetrics(supervisor.parts(), part),
    async load(load = {}) {
      signal.throwIfAborted();
      catalogue ??= await surveyDatabase(databaseUrl);
      const warmUpSeconds = load.warmUpSeconds ?? WARM_UP_SECONDS;
      const { historyFile, slos, onStart } = load;
      const sampler = createSampler({ parts: async () => sampledParts(supervisor.parts()), databaseUrl, metricsToken: null });
      const databaseSettings = await settingsOf(databaseUrl);
      const result = await runLoad({
        mix: load.mix ?? options.load.mix,
        ratePerSecond: load.ratePerSecond ?? options.load.ratePerSecond,
        seconds: (load.seconds ?? options.load.seconds) + warmUpSeconds,
        warmUpSeconds,
        urls: apiUrls,
        catalogue,
        profile: STEADY,
        historyFile: historyFile === undefined ? null : join(options.filesDirectory, historyFile),
        versions: { tenfold: options.version, postgresql: databaseSettings.server_version ?? "unknown" },
        databaseSettings,
        sampler: {
          start(atMs) {
            sampler.start(atMs);
            onStart?.(atMs);
          },
          stop: sampler.stop,
        },
        signal: load.signal === undefined ? signal : AbortSignal.any([signal, load.signal]),
        ...(load.name === undefined ? {} : { name: load.name }),
        ...(load.arrivals === undefined ? {} : { arrivals: load.arrivals }),
        ...(load.seed === undefined ? {} : { seed: load.seed }),
        ...(load.thinkMs === undefined ? {} : { thinkMs: load.thinkMs }),
        ...(slos === undefined ? {} : { slos }),
        ...(options.onSecond === undefined ? {} : { onSecond: options.onSecond }),
      });
      signal.throwIfAborted();
      return result;
    },
    audit: (historyFile) =>
      auditSettled(shop, historyFile === undefined ? undefined : join(options.filesDirectory, historyFile), signal),
    stop,
  };
  return shop;
}

async function settingsOf(databaseUrl: string): Promise<Readonly<Record<string, string>>> {
  const figures = createDatabaseFigures(databaseUrl);
  try {
    return await figures.settings();
  } finally {
    await figures.close();
  }
}

async function readMetrics(parts: readonly RunningPart[], name: string | undefined): Promise<string> {
  const part = parts.find((each) => (name === undefined ? each.kind === "api" || each.kind === "all" : each.name === name));
  if (part?.url == null) throw new Error(`There is no part ${name ?? "that serves"} with figures.`);
  const answer = await fetch(`${part.url}/metrics`, { signal: AbortSignal.timeout(METRICS_TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`/metrics of ${part.name} answered ${answer.status}.`);
  return answer.text();
}

/** Without any grace: waits until nothing is on its way, and asks again while the minute is not over. */
async function auditSettled(shop: LevelShop, historyFile: string | undefined, signal: AbortSignal): Promise<AuditReport> {
  const deadline = performance.now() + SETTLE_DEADLINE_MS;
  // A database that is still being brought back is waited for like everything else.
  const unsettled = () =>
    shop.query<{ count: string }>(UNSETTLED).then(
      ([row]) => Number(row!.count),
      () => null,
    );
  while ((await unsettled()) !== 0 && performance.now() < deadline) await delay(SETTLE_POLL_MS, undefined, { signal });
  for (;;) {
    const { databaseUrl, sandboxUrl } = shop;
    const report = await audit({
      databaseUrl,
      graceSeconds: 0,
      maxStalenessMs: stalenessBoundMs(shop.topology),
      ...(sandboxUrl === null ? {} : { providerUrl: sandboxUrl }),
      ...(historyFile === undefined ? {} : { historyFile }),
    });
    if (report.verdict === "green" || performance.now() > deadline) return report;
    await delay(SETTLE_POLL_MS, undefined, { signal });
  }
}
