import { createServer } from "node:net";
import { resolve } from "node:path";
import { startControlRoom } from "../lab/control-room/control-room.ts";
import type { RunningShop } from "../lab/control-room/watcher.ts";
import { lab, profileOf } from "../lab/observability/profile.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import type { Topology } from "../platform/topology/schema.ts";
import { findTopology, readTopology } from "../platform/topology/topology.ts";
import { onShutdown, reportReady } from "./lifecycle.ts";
import { wholeNumber } from "./numbers.ts";
import { type Running, readRunning } from "./running.ts";
import { ensureStorefront } from "./storefront/build.ts";
import { controlRoom } from "./storefront/sources.ts";

/** Tried first, so that an address in somebody's history stays right; any free one when it is taken. */
const USUAL_PORT = 8090;
const MAX_PORT = 65_535;

/** Serves the control room of a data folder until it is stopped, whether a shop runs there or not. */
export async function controlRoomCommand(options: { data?: string; port?: string }): Promise<void> {
  const environment = readEnvironment({
    ...process.env,
    ...(options.data === undefined ? {} : { TENFOLD_DATA: resolve(options.data) }),
  });
  const port = options.port === undefined ? await usualPort() : wholeNumber("--port", options.port, MAX_PORT);
  await ensureStorefront(
    () => process.stderr.write("building the control room's page (once, until its sources change)\n"),
    controlRoom,
  );
  const { dataDirectory, metricsToken } = environment;
  const room = await startControlRoom({
    dataDirectory,
    port,
    siteDirectory: controlRoom.output,
    metricsToken,
    readShop: async () => describe(await readRunning(dataDirectory)),
  });
  onShutdown(() => room.close());
  process.stdout.write(`control room: ${room.url}\n`);
  reportReady(room.url);
}

let known: { readonly file: string | undefined; readonly topology: Topology | null } | undefined;

function describe(running: Running | undefined): RunningShop | null {
  if (running === undefined) return null;
  const { databaseUrl, parts, apiUrls, topology: name } = running;
  const file = running.topologyFile ?? name;
  if (known?.file !== file) known = { file, topology: topologyOf(file) };
  const { topology } = known;
  const level = /^(\d+)-/.exec(name)?.[1];
  return {
    info: {
      topology: name,
      level: level === undefined ? null : Number(level),
      apiUrls,
      targetPerSecond: topology?.target.ratePerSecond ?? null,
    },
    databaseUrl,
    parts,
    profile: topology === null ? lab : profileOf(topology),
    isMonitored: topology?.monitoring?.managed ?? false,
  };
}

/** Null when the file has gone or was changed for the worse since the shop was started: what runs can be looked at all the same. */
function topologyOf(file: string): Topology | null {
  try {
    return readTopology(findTopology(file));
  } catch {
    return null;
  }
}

async function usualPort(): Promise<number> {
  const isFree = await new Promise<boolean>((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen({ host: "127.0.0.1", port: USUAL_PORT, exclusive: true }, () => server.close(() => done(true)));
  });
  return isFree ? USUAL_PORT : 0;
}
