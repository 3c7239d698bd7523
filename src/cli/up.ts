import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type StartedTopology, startTopology } from "../lab/supervisor/start-topology.ts";
import { createSupervisor } from "../lab/supervisor/supervisor.ts";
import { tenfoldPart } from "../lab/supervisor/tenfold-part.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import { findTopology, readTopology } from "../platform/topology/topology.ts";
import { onShutdown } from "./lifecycle.ts";
import { removeRunning, writeRunning } from "./running.ts";
import { ensureStorefront } from "./storefront/build.ts";
import { builtFingerprint } from "./storefront/sources.ts";

/** Starts what the topology names on this machine, in order, with a line for each step, and stops it in the other order. */
export async function up(options: { topology?: string; controlRoom?: boolean; networkFaults?: boolean }): Promise<void> {
  const startedAtMs = performance.now();
  const environment = readEnvironment();
  const topologyFile = findTopology(options.topology);
  const topology = readTopology(topologyFile);
  const { dataDirectory } = environment;
  const logDirectory = join(dataDirectory, "logs");
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  let started: StartedTopology | undefined;
  const supervisor = createSupervisor({ onEvent: say, logDirectory, onChange: note });
  function note(): void {
    if (started === undefined) return;
    const { apiUrls, databaseUrl, sandboxUrl, openSearch, partsChanged } = started;
    const parts = supervisor.parts();
    const addresses = { apiUrls, databaseUrl, sandboxUrl, openSearch };
    writeRunning(dataDirectory, { pid: process.pid, topology: topology.name, topologyFile, ...addresses, parts });
    partsChanged(parts);
  }
  onShutdown(async (reason) => {
    say(reason === "disconnect" ? "stopping, because the process that started this one is gone" : "stopping");
    started = undefined;
    await supervisor.stop();
    await removeRunning(dataDirectory);
    say("stopped");
  });

  // Beside the database, which has the disk to wait for.
  const meanwhile = environment.storefront ? prepareStorefront() : Promise.resolve();
  const networkFaults = options.networkFaults ?? false;
  started = await startTopology({ topology, topologyFile, environment, supervisor, networkFaults, onEvent: say, meanwhile });
  note();
  const site = environment.storefront && builtFingerprint() !== null;
  announce(started, { tookMs: performance.now() - startedAtMs, site, logDirectory });
  if (options.controlRoom === false) return;
  // The shop does not wait for it, and does not end with it.
  const room = tenfoldPart("control-room", "control room", ["control-room", "--data", dataDirectory]);
  await supervisor.start(room).then(
    ({ url }) => say(`  Control room ${url}`),
    (error: unknown) => say(`going on without the control room: ${error instanceof Error ? error.message : String(error)}`),
  );
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

function announce(
  { apiUrls, ownerKey }: StartedTopology,
  { tookMs, site, logDirectory }: { readonly tookMs: number; readonly site: boolean; readonly logDirectory: string },
): void {
  const lines = [
    `the shop is open after ${(tookMs / 1000).toFixed(1)} s`,
    ...(site ? [`  Shop      ${apiUrls[0]}/`] : []),
    ...apiUrls.map((url) => `  API       ${url}/v1/products`),
    `  Docs      ${apiUrls[0]}/docs`,
    ...(ownerKey === null ? [] : [`  Admin key ${ownerKey}   (shown once; also in the data folder)`]),
    `  Logs      ${logDirectory}`,
    "  Ctrl-C stops everything.",
  ];
  for (const line of lines) say(line);
}
