import { existsSync } from "node:fs";
import { rm, stat, statfs, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { locateBinaries } from "../../platform/database/embedded/binaries.ts";
import { type Placement, placeWithoutMoving } from "../../platform/database/embedded/privileges.ts";
import { runToEnd } from "../../platform/database/embedded/processes.ts";
import { type Finding, foundProblem, messageOf, notice, ok } from "./finding.ts";

const GIGABYTE = 1024 ** 3;
/** A new cluster takes 50 MB and the demo shop 30; with less than this the first checkpoint may not fit. */
const MIN_FREE_BYTES = GIGABYTE / 2;
/** The log of the embedded database may grow to 4 GB between two checkpoints. */
const GOOD_FREE_BYTES = 5 * GIGABYTE;

/** Whether the data folder, or the place where it is going to be, can be written and has room. */
export async function checkDataFolder(directory: string): Promise<Finding> {
  const check = "data folder";
  const place = nearestExisting(directory);
  const what = place === directory ? directory : `${directory} (to be made)`;
  const probe = join(place, `.tenfold-doctor-${process.pid}`);
  try {
    if (!(await stat(place)).isDirectory()) return foundProblem(check, `${place} is a file`, "set TENFOLD_DATA to a folder");
    await writeFile(probe, "", { flag: "wx" });
    await rm(probe, { force: true });
  } catch (error) {
    return foundProblem(check, `${what} cannot be written: ${messageOf(error)}`, "check who owns it, or set TENFOLD_DATA");
  }
  const { bavail, bsize } = await statfs(place);
  const freeBytes = bavail * bsize;
  const free = `${(freeBytes / GIGABYTE).toFixed(1)} GB free`;
  if (freeBytes < MIN_FREE_BYTES) return foundProblem(check, `${what}: only ${free}`, "free some space, or set TENFOLD_DATA");
  if (freeBytes < GOOD_FREE_BYTES)
    return notice(check, `${what}: ${free}`, "the database's log alone may take 4 GB; keep 5 GB free");
  return ok(check, `${what}, ${free}`);
}

/** Whether the API can listen where it is going to. `servedBy`: a shop of ours that does so already. */
export async function checkPort(host: string, port: number, servedBy: string | undefined): Promise<Finding> {
  const check = "port";
  if (port === 0) return ok(check, "any free one (PORT is 0)");
  const code = await tryToListen(host, port);
  if (code === null) return ok(check, `${host}:${port} is free`);
  if (code === "EADDRINUSE" && servedBy !== undefined)
    return ok(check, `${host}:${port} is served by the shop that runs (${servedBy})`);
  if (code === "EADDRINUSE")
    return foundProblem(check, `${host}:${port} is in use by another program`, "set PORT to another one");
  if (code === "EACCES") return foundProblem(check, `${host}:${port} needs more rights`, "set PORT to 1024 or more");
  return foundProblem(check, `${host}:${port} cannot be used (${code})`, "set HOST to an address of this machine");
}

function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** How the embedded PostgreSQL would be run here. Starts and moves nothing. */
export async function checkEmbeddedPostgres(dataDirectory: string): Promise<Finding> {
  const check = "embedded PostgreSQL";
  try {
    const binaries = await locateBinaries();
    const placement = await placeWithoutMoving({ binaries, dataDirectory: join(dataDirectory, "postgres") });
    if (placement === null) {
      return notice(
        check,
        "PostgreSQL must not run as root, and nobody else can reach these folders; programs and data will go to /var/lib/tenfold-embedded",
        "move the project to an open folder such as /srv, or start as another user",
      );
    }
    const { code, output } = await runToEnd(placement.launch, binaries.postgres, ["--version"]);
    if (code !== 0) return foundProblem(check, `the program does not start: ${output.trim()}`, "run npm ci, or set DATABASE_URL");
    return ok(check, `${output.trim()}, run ${asWhom(placement)}`);
  } catch (error) {
    return foundProblem(check, messageOf(error), "or set DATABASE_URL");
  }
}

function asWhom({ how, launch }: Placement): string {
  if (how === "this user") return "as this user";
  if (how === "capability")
    return `as user ${launch.uid} with the right to pass closed folders, because PostgreSQL must not run as root`;
  return `as user ${launch.uid}, because PostgreSQL must not run as root`;
}

/**
 * Ids and partitions follow the clock, so one that is behind breaks them.
 * @param referenceMs a time that has certainly passed
 */
export function checkClock(nowMs: number, referenceMs: number): Finding {
  const check = "clock";
  const now = new Date(nowMs).toISOString();
  if (nowMs >= referenceMs) return ok(check, now);
  const passed = new Date(referenceMs).toISOString();
  return foundProblem(check, `it says ${now}, but files of this project are from ${passed}`, "set the clock, best by NTP");
}

export function nearestExisting(path: string): string {
  let place = path;
  while (!existsSync(place)) place = dirname(place);
  return place;
}
