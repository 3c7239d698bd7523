import { join } from "node:path";
import { capabilitiesOf } from "../../platform/topology/capabilities.ts";
import { type Environment, type ReplicaAddress, readEnvironment } from "../../platform/topology/environment.ts";
import type { Role, Topology } from "../../platform/topology/schema.ts";
import { searchAddress } from "../../platform/topology/topology.ts";
import { prepareShop } from "../../shop/prepare.ts";
import type { FaultBoard } from "../faults/fault-board.ts";
import { type FaultControlOptions, startFaultControl } from "../faults/fault-control.ts";
import { linkedSettings, linkedUrl } from "../faults/linked-address.ts";
import { createLinks, type Links } from "../faults/links.ts";
import { type Addresses, chooseAddresses, demandFree, urlOf } from "./addresses.ts";
import { freePorts } from "./free-ports.ts";
import { startManagedPostgres } from "./managed-postgres.ts";
import type { RunningPart, Supervisor } from "./part.ts";
import { nginxPart } from "./parts/nginx.ts";
import { pgBouncerPart } from "./parts/pgbouncer.ts";
import { startPostgresCluster } from "./postgres-cluster.ts";
import { howToInstall, nginx, type Program, pathOf, pgBouncer } from "./programs.ts";
import { startMonitoring } from "./start-monitoring.ts";
import { tenfoldPart } from "./tenfold-part.ts";

export type TopologyOptions = {
  readonly topology: Topology;
  /** The processes read their cache, limits and targets from it. */
  readonly topologyFile: string;
  readonly environment: Environment;
  readonly supervisor: Supervisor;
  readonly onEvent: (message: string) => void;
  /** Faults may stand between the parts: their connections then lead through this process. */
  readonly networkFaults?: boolean;
  /** Work that goes on beside the start of the database and must be done before anybody is served. */
  readonly meanwhile?: Promise<void>;
};

export type StartedTopology = {
  /** What clients call: one address, unless each process has its own. */
  readonly apiUrls: readonly string[];
  /** To the server itself. */
  readonly databaseUrl: string;
  readonly sandboxUrl: string | null;
  readonly openSearch: ReturnType<typeof searchAddress>;
  /** The owner's key when it was made just now, to be shown once. */
  readonly ownerKey: string | null;
  /** What can be done to it; null on systems where nothing can. Healed and closed by the supervisor's stop. */
  readonly faults: FaultBoard | null;
  /** To be told when a part has another process, address or kind. */
  readonly partsChanged: (parts: readonly RunningPart[]) => void;
};

/** What is done to the parts goes by these. */
type Started = TopologyOptions & { readonly links: Links | null };

type Settings = Readonly<Record<string, string>>;

/**
 * Starts everything that the topology manages on this machine, in order: database, pooler, provider, processes, proxy, monitoring. What is not installed
 * is named with the command that installs it, and done without. Rejects with one sentence; the caller then stops the supervisor.
 */
export async function startTopology(given: TopologyOptions): Promise<StartedTopology> {
  const { topology, environment, supervisor, onEvent } = given;
  const options: Started = { ...given, links: given.networkFaults === true ? openLinks(supervisor) : null };
  const openSearch = searchAddress(topology, environment);
  const proxy = topology.proxy?.managed ? found(nginx, "several API processes behind one address", onEvent) : undefined;
  const addresses = await chooseAddresses(environment, topology, proxy !== undefined);
  await demandFree(environment.host, addresses.publicPorts);

  const { url: databaseUrl, replicas, cluster } = await startDatabase(options);
  const { ownerKey } = await prepareShop({ ...environment, databaseUrl, databaseDirectUrl: null }, onEvent);
  const way = await startPooler(options, databaseUrl);
  await options.meanwhile;
  const sandboxUrl = await startSandbox(options, addresses);
  const settings: Settings = {
    ...way.settings,
    TENFOLD_REPLICAS: JSON.stringify(replicas),
    TENFOLD_TOPOLOGY: options.topologyFile,
    TENFOLD_DATA: environment.dataDirectory,
    ...(sandboxUrl === null ? {} : { TENFOLD_SANDBOX_URL: sandboxUrl }),
    ...(openSearch === null ? {} : { TENFOLD_OPENSEARCH_URL: openSearch.url }),
  };
  // What the processes would refuse is refused once, and before any of them runs.
  capabilitiesOf(topology, readEnvironment({ ...process.env, ...settings, ...listening(environment, addresses, "api", 0) }));
  await startProcesses(options, addresses, settings);
  const nginxStatusUrl = proxy === undefined ? undefined : await startProxy(options, addresses, proxy);
  const apiUrls = addresses.publicPorts.map((port) => urlOf(environment.host, port));
  const watch = {
    topology,
    environment,
    supervisor,
    shopUrl: apiUrls[0]!,
    nginxStatusUrl,
    poolerStatisticsUrl: way.statisticsUrl,
    onEvent,
  };
  const monitoring = topology.monitoring?.managed ? await startMonitoring(watch) : null;
  const { dataDirectory } = environment;
  const faults = await startFaultControl({ dataDirectory, supervisor, links: options.links, cluster, onEvent });
  const partsChanged = (parts: readonly RunningPart[]) => {
    monitoring?.partsChanged(parts);
    faults?.partsChanged();
  };
  return { apiUrls, databaseUrl, sandboxUrl, openSearch, ownerKey, faults, partsChanged };
}

/** The parts speak through them until the last one has stopped. */
function openLinks(supervisor: Supervisor): Links {
  const links = createLinks();
  supervisor.onStop("after", links.close);
  return links;
}

/** Answers where nginx tells its figures. */
async function startProxy(
  { topology, environment, supervisor, links }: Started,
  { publicPorts, processPorts }: Addresses,
  program: string,
): Promise<string> {
  const names = processesOf(topology).filter(({ role }) => role !== "worker");
  const upstreamPorts: number[] = [];
  for (const [index, port] of processPorts.entries()) {
    upstreamPorts.push(links === null ? port : await links.open("nginx", names[index]!.name, { port }));
  }
  const { part, statusUrl } = await nginxPart({
    program,
    directory: join(environment.dataDirectory, "nginx"),
    logDirectory: join(environment.dataDirectory, "logs"),
    host: environment.host,
    port: publicPorts[0]!,
    upstreamPorts,
    proxy: topology.proxy!,
    limits: topology.limits,
  });
  await supervisor.start(part);
  return statusUrl;
}

/** The path of a program; undefined, with a line that says how to get it, when it is not installed. */
function found(program: Program, purpose: string, onEvent: (message: string) => void): string | undefined {
  const path = pathOf(program);
  if (path === undefined) onEvent(`${program.name} is not installed (${howToInstall(program)}); going on without ${purpose}`);
  return path;
}

type DatabaseAddresses = {
  readonly url: string;
  readonly replicas: readonly ReplicaAddress[];
  readonly cluster: FaultControlOptions["cluster"];
};

/** Where the server itself is, past any pooler, and its replicas. */
async function startDatabase(options: Started): Promise<DatabaseAddresses> {
  const { topology, environment, supervisor, onEvent } = options;
  const { databaseUrl, databaseDirectUrl, replicas } = environment;
  if (databaseUrl !== null) return { url: databaseDirectUrl ?? databaseUrl, replicas: replicas ?? [], cluster: null };
  if (!topology.database.managed) throw new Error(`The topology ${topology.name} manages no database: set DATABASE_URL.`);
  onEvent("starting PostgreSQL");
  if (topology.database.replicas.length > 0) return startCluster(options);
  let changed: () => void = () => undefined;
  const postgres = await startManagedPostgres({
    dataDirectory: join(environment.dataDirectory, "postgres"),
    settings: settingsOf(topology),
    onEvent,
    onChange: () => changed(),
  });
  const now = () => ({ kind: "postgres-primary" as const, pid: postgres.pid() ?? null, url: postgres.url });
  changed = supervisor.adopt({ name: "postgres", now, stop: postgres.stop }).partChanged;
  return { url: postgres.url, replicas: [], cluster: null };
}

async function startCluster({ topology, environment, supervisor, links, onEvent }: Started): Promise<DatabaseAddresses> {
  const { replicas, synchronous } = topology.database;
  let changed: () => void = () => undefined;
  const cluster = await startPostgresCluster({
    directory: environment.dataDirectory,
    replicas,
    settings: settingsOf(topology),
    synchronous,
    ...(links === null ? {} : { wayToPrimary: (replica, primary) => links.open(replica, "postgres", primary) }),
    onEvent,
    onChange: () => changed(),
  });
  for (const part of cluster.parts) changed = supervisor.adopt(part).partChanged;
  const toleranceOf = new Map(replicas.map(({ name, lagToleranceMs }) => [name, lagToleranceMs!]));
  const addresses = cluster.replicas.map(({ name, url }) => ({ name, url, lagToleranceMs: toleranceOf.get(name)! }));
  return { url: cluster.url, replicas: addresses, cluster };
}

function settingsOf({ database }: Topology): Settings {
  const text = (value: string | number | boolean) => (typeof value === "boolean" ? (value ? "on" : "off") : String(value));
  return Object.fromEntries(Object.entries(database.settings).map(([name, value]) => [name, text(value)]));
}

type DatabaseWay = {
  /** What the processes are told. */
  readonly settings: Settings;
  /** Of PgBouncer's own figures. */
  readonly statisticsUrl?: string;
};

async function startPooler(
  { topology, environment, supervisor, links, onEvent }: Started,
  serverUrl: string,
): Promise<DatabaseWay> {
  const { pooler } = topology.database;
  const { databaseUrl, databaseDirectUrl } = environment;
  const isOwn = databaseUrl === null || databaseDirectUrl !== null || pooler?.managed === true;
  const direct = { DATABASE_URL: databaseUrl ?? serverUrl, ...(isOwn ? { TENFOLD_DATABASE_DIRECT_URL: serverUrl } : {}) };
  if (pooler === undefined || !pooler.managed) return { settings: direct };
  const program = found(pgBouncer, "a pooler, each process with connections of its own", onEvent);
  if (program === undefined) return { settings: direct };
  const directory = join(environment.dataDirectory, "pgbouncer");
  const { part, url, statisticsUrl, preparedStatements } = await pgBouncerPart({
    program,
    directory,
    serverUrl: links === null || databaseUrl !== null ? serverUrl : await linkedUrl(links, "pgbouncer", "postgres", serverUrl),
    pooler,
    serverFiles: join(environment.dataDirectory, "postgres"),
  });
  await supervisor.start(part);
  const settings = { ...direct, DATABASE_URL: url, TENFOLD_PREPARED_STATEMENTS: preparedStatements ? "on" : "off" };
  return { settings, statisticsUrl };
}

async function startSandbox(
  { topology, environment, supervisor, links }: Started,
  { by, publicPorts }: Addresses,
): Promise<string | null> {
  if (environment.sandboxUrl !== null) return environment.sandboxUrl;
  if (!topology.payments.sandbox.managed) return null;
  const [port] = await freePorts(1);
  const shop = by === "nginx" ? "nginx" : processesOf(topology).find(({ role }) => role !== "worker")!.name;
  const isLinked = links !== null && environment.host === "127.0.0.1";
  const apiPort = isLinked ? await links.open("sandbox", shop, { port: publicPorts[0]! }) : publicPorts[0]!;
  const apiUrl = urlOf(environment.host, apiPort);
  const args = ["sandbox", "--port", String(port), "--book", join(environment.dataDirectory, "sandbox-book.ndjson")];
  args.push("--webhook-url", `${apiUrl}/v1/payments/sandbox/webhooks`);
  const { url } = await supervisor.start(tenfoldPart("sandbox", "sandbox", args));
  return url;
}

async function startProcesses(
  { topology, environment, supervisor, links }: Started,
  addresses: Addresses,
  settings: Settings,
): Promise<void> {
  const free = [...addresses.processPorts];
  for (const { name, role, poolSize } of processesOf(topology)) {
    const [port] = role === "worker" ? await freePorts(1) : [free.shift()!];
    const where = listening(environment, addresses, role, port!);
    const args = ["serve", "--role", role, "--pool-size", String(poolSize)];
    const told = links === null ? settings : await linkedSettings(links, name, settings, supervisor.parts());
    await supervisor.start(tenfoldPart(role, name, args, { ...told, ...where }));
  }
}

type Process = { readonly name: string; readonly role: Role; readonly poolSize: number };

/** In the order of their start. */
function processesOf({ processes, database }: Topology): Process[] {
  return processes.flatMap(({ role, count, poolSize = database.poolSize }) =>
    Array.from({ length: count }, (_, index) => ({ name: count === 1 ? role : `${role} ${index + 1}`, role, poolSize })),
  );
}

/** Where a process listens, and who stands in front of it. Workers, which answer only for their figures, are nobody else's business. */
function listening({ host, trustedProxies }: Environment, { by, publicPorts }: Addresses, role: Role, port: number): Settings {
  if (by === "own" && role !== "worker") return { PORT: String(port) };
  return {
    HOST: "127.0.0.1",
    PORT: String(port),
    TENFOLD_PUBLIC_HOST: host,
    ...(by === "own" ? {} : { TENFOLD_TRUST_PROXY: [...new Set([...trustedProxies, "loopback"])].join(",") }),
    ...(by === "shared" && role !== "worker" ? { TENFOLD_SHARED_PORT: String(publicPorts[0]!) } : {}),
  };
}
