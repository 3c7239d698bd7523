import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { freePorts } from "../lab/supervisor/free-ports.ts";
import { type ManagedPostgres, startManagedPostgres } from "../lab/supervisor/managed-postgres.ts";
import { createSupervisor } from "../lab/supervisor/supervisor.ts";
import { type Environment, readEnvironment } from "../platform/topology/environment.ts";
import { readTopology, searchAddress, type Topology } from "../platform/topology/topology.ts";
import { prepareShop } from "../shop/prepare.ts";
import { onShutdown } from "./lifecycle.ts";
import { removeRunning, writeRunning } from "./running.ts";
import { ensureStorefront } from "./storefront/build.ts";
import { builtFingerprint } from "./storefront/sources.ts";

/** Starts what the topology names on this machine, in order, with a line for each step, and stops it in the other order. */
export async function up(options: { topology?: string }): Promise<void> {
  const startedAtMs = performance.now();
  const environment = readEnvironment();
  const topology = readTopology(options.topology);
  const openSearch = searchAddress(topology, environment);
  const supervisor = createSupervisor({ onEvent: say });
  let postgres: ManagedPostgres | undefined;
  onShutdown(async (reason) => {
    say(reason === "disconnect" ? "stopping, because the process that started this one is gone" : "stopping");
    await supervisor.stop();
    await postgres?.stop();
    await removeRunning(environment.dataDirectory);
    say("stopped");
  });

  await mkdir(environment.dataDirectory, { recursive: true, mode: 0o700 });
  // Beside the database, which has the disk to wait for.
  const storefront = environment.storefront ? prepareStorefront() : Promise.resolve();
  if (environment.databaseUrl === null) postgres = await startDatabase(environment, topology);
  const databaseUrl = environment.databaseUrl ?? postgres!.url;
  const { ownerKey } = await prepareShop({ ...environment, databaseUrl }, say);

  await storefront;
  const [sandboxPort, ...apiPorts] = await choosePorts(environment, topology);
  const sandbox = await startSandbox(environment, topology, supervisor, sandboxPort!, apiPorts[0]!);
  const env = {
    DATABASE_URL: databaseUrl,
    ...(sandbox === null ? {} : { TENFOLD_SANDBOX_URL: sandbox }),
    ...(openSearch === null ? {} : { TENFOLD_OPENSEARCH_URL: openSearch.url }),
  };
  const urls: string[] = [];
  for (const { role, count } of topology.processes) {
    for (let index = 0; index < count; index += 1) {
      const port = role === "worker" ? 0 : apiPorts[urls.length];
      const ready = await supervisor.start({
        name: count === 1 ? role : `${role} ${index + 1}`,
        args: ["serve", "--role", role, "--pool-size", String(topology.database.poolSize)],
        env: { ...env, PORT: String(port) },
      });
      if (ready.url !== undefined) urls.push(ready.url);
    }
  }
  await writeRunning(environment.dataDirectory, {
    pid: process.pid,
    databaseUrl,
    sandboxUrl: sandbox,
    openSearch,
    apiUrls: urls,
  });
  const site = environment.storefront && builtFingerprint() !== null;
  announce({ urls, ownerKey, tookMs: performance.now() - startedAtMs, site });
}

function say(message: string): void {
  process.stderr.write(`tenfold: ${message}\n`);
}

/** A storefront that cannot be built is a pity and no reason to keep the API closed. */
async function prepareStorefront(): Promise<void> {
  try {
    const startedAtMs = performance.now();
    const built = await ensureStorefront(() => say("building the storefront (once, until its sources change)"));
    if (built) say(`the storefront is built after ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`);
  } catch (error) {
    const left = builtFingerprint() === null ? "the shop opens without it" : "the last one that was built stays";
    say(`the storefront could not be built, ${left}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function startDatabase(environment: Environment, topology: Topology): Promise<ManagedPostgres> {
  if (!topology.database.managed) throw new Error(`The topology ${topology.name} manages no database: set DATABASE_URL.`);
  say("starting PostgreSQL");
  return startManagedPostgres({ dataDirectory: join(environment.dataDirectory, "postgres"), onEvent: say });
}

/** One for the provider, and one for each process that serves the API: from PORT on, or any that are free. */
async function choosePorts({ port }: Environment, { processes }: Topology): Promise<number[]> {
  const serving = processes.reduce((sum, { role, count }) => sum + (role === "worker" ? 0 : count), 0);
  if (port === 0) return freePorts(1 + serving);
  return [...(await freePorts(1)), ...Array.from({ length: serving }, (_, index) => port + index)];
}

async function startSandbox(
  environment: Environment,
  topology: Topology,
  supervisor: ReturnType<typeof createSupervisor>,
  port: number,
  apiPort: number,
): Promise<string | null> {
  if (environment.sandboxUrl !== null) return environment.sandboxUrl;
  if (!topology.payments.sandbox.managed) return null;
  const args = ["sandbox", "--port", String(port), "--book", join(environment.dataDirectory, "sandbox-book.ndjson")];
  args.push("--webhook-url", `http://${environment.host}:${apiPort}/v1/payments/sandbox/webhooks`);
  const ready = await supervisor.start({ name: "sandbox provider", args });
  return ready.url ?? null;
}

type Opened = {
  readonly urls: readonly string[];
  readonly ownerKey: string | null;
  readonly tookMs: number;
  /** Whether there is a storefront to look at. */
  readonly site: boolean;
};

function announce({ urls, ownerKey, tookMs, site }: Opened): void {
  const lines = [
    `the shop is open after ${(tookMs / 1000).toFixed(1)} s`,
    ...(site ? [`  Shop      ${urls[0]}/`] : []),
    ...urls.map((url) => `  API       ${url}/v1/products`),
    `  Docs      ${urls[0]}/docs`,
    ...(ownerKey === null ? [] : [`  Admin key ${ownerKey}   (shown once; also in the data folder)`]),
    "  Ctrl-C stops everything.",
  ];
  for (const line of lines) say(line);
}
