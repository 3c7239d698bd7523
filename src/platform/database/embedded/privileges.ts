import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { chmod, chown, cp, mkdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { binariesIn, type PostgresBinaries } from "./binaries.ts";
import { type Launch, runToEnd, thisUser } from "./processes.ts";

/** Where programs and data go when the chosen place is closed to every unprivileged user and no capability opens it. */
const RELOCATION_DIRECTORY = "/var/lib/tenfold-embedded";

/** How PostgreSQL is run here. */
export type Placement = {
  readonly launch: Launch;
  readonly binaries: PostgresBinaries;
  /** The directory that really holds the data; differs from the asked one only when it had to be relocated. */
  readonly dataDirectory: string;
  readonly how: "this user" | "setuid" | "capability" | "relocated";
};

export type PlacementOptions = {
  readonly binaries: PostgresBinaries;
  readonly dataDirectory: string;
  readonly onProgress: (message: string) => void;
  /** For tests: the program that grants a capability, and the place for relocated files. */
  readonly setpriv?: string;
  readonly relocationDirectory?: string;
};

/**
 * PostgreSQL refuses to run as root, and so an unprivileged user runs it. Three ways, the first that works is taken:
 * 1. plain setuid, when that user can reach the programs and the data;
 * 2. `setpriv` with the one capability to pass closed directories: a clone under /root (mode 0700) needs it;
 * 3. programs and data in /var/lib/tenfold-embedded, with a link where the data was asked for.
 */
export async function choosePlacement(options: PlacementOptions): Promise<Placement> {
  return (await placeWithoutMoving(options)) ?? relocate(options, { prefix: [], ...unprivilegedUser(options.dataDirectory) });
}

/** The first two ways, which change nothing on the machine; null when neither works. */
export async function placeWithoutMoving(
  options: Pick<PlacementOptions, "binaries" | "dataDirectory" | "setpriv">,
): Promise<Placement | null> {
  const { binaries, dataDirectory } = options;
  if (process.platform === "win32" || process.getuid?.() !== 0) {
    return { launch: thisUser, binaries, dataDirectory, how: "this user" };
  }
  const user = unprivilegedUser(dataDirectory);
  const plain: Launch = { prefix: [], ...user };
  let place = dirname(dataDirectory);
  while (!existsSync(place)) place = dirname(place);
  if (await reaches(plain, place, binaries)) return { launch: plain, binaries, dataDirectory, how: "setuid" };
  // dac_read_search is the smaller right; containers often keep only dac_override.
  for (const capability of ["dac_read_search", "dac_override"]) {
    const launch = withCapability(options.setpriv ?? "setpriv", user, capability);
    if (await reaches(launch, place, binaries)) return { launch, binaries, dataDirectory, how: "capability" };
  }
  return null;
}

/** Says whether the user can enter the directory. */
export async function canEnter(launch: Launch, directory: string): Promise<boolean> {
  return (await runToEnd(launch, "/bin/sh", ["-c", 'cd -- "$1"', "sh", directory])).code === 0;
}

async function reaches(launch: Launch, directory: string, binaries: PostgresBinaries): Promise<boolean> {
  const script = 'cd -- "$1" && exec "$2" --version';
  const { code, output } = await runToEnd(launch, "/bin/sh", ["-c", script, "sh", directory, binaries.postgres]);
  // "invalid binary" means that the program started but could not find itself, which the server does not survive.
  return code === 0 && output.includes("PostgreSQL") && !output.includes("invalid binary");
}

function withCapability(setpriv: string, user: { uid: number; gid: number }, capability: string): Launch {
  const only = `-all,+${capability}`;
  const prefix = [setpriv, "--reuid", String(user.uid), "--regid", String(user.gid), "--clear-groups"];
  // Without no_setuid_fixup the kernel ignores capabilities in access(2), with which PostgreSQL looks for its own program.
  prefix.push("--securebits=+no_setuid_fixup", `--inh-caps=${only}`, `--ambient-caps=${only}`, `--bounding-set=${only}`);
  return { prefix, ...user };
}

/**
 * The user who has the data already, else the one who owns the place it goes to (a clone in a home directory, used with sudo), else nobody.
 * initdb demands a user with a name, so an owner without one is passed over.
 */
function unprivilegedUser(dataDirectory: string): { uid: number; gid: number } {
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4 && !fields[0]?.startsWith("#"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  let place = dataDirectory;
  while (!existsSync(place)) place = dirname(place);
  const owner = statSync(place).uid;
  const account =
    (owner === 0 ? undefined : accounts.find(({ uid }) => uid === owner)) ??
    accounts.find(({ name }) => name === "nobody") ??
    accounts.find(({ name }) => name === "postgres");
  if (!account) {
    throw new Error(
      "PostgreSQL cannot run as root, and this machine has no user nobody to run it. Start Tenfold as another user than root.",
    );
  }
  return { uid: account.uid, gid: account.gid };
}

async function relocate(options: PlacementOptions, launch: Launch): Promise<Placement> {
  const { dataDirectory, onProgress } = options;
  const base = options.relocationDirectory ?? RELOCATION_DIRECTORY;
  const advice =
    "Move the project out of the closed directory (for example to /srv), or start Tenfold as another user than root.";
  try {
    await mkdir(base, { recursive: true, mode: 0o755 });
    const binaries = await copyBinaries(options.binaries, base);
    if (await reaches(launch, dirname(dataDirectory), binaries)) return { launch, binaries, dataDirectory, how: "relocated" };
    if (existsSync(dataDirectory))
      throw new Error(`user ${launch.uid}, as whom PostgreSQL then runs, cannot reach the data in ${dataDirectory}`);
    const name = createHash("sha256").update(dataDirectory).digest("hex").slice(0, 16);
    const home = join(base, `${basename(dataDirectory)}-${name}`);
    await mkdir(home, { recursive: true });
    await chmod(home, 0o755);
    if (!(await reaches(launch, home, binaries))) throw new Error(`user ${launch.uid} cannot reach ${home} either`);
    const relocated = join(home, "data");
    // A link that dangles until initdb is done is fine: a crash before that starts again at the same place.
    await symlink(relocated, dataDirectory);
    onProgress(`root's directories are closed to PostgreSQL; its data is kept in ${relocated}`);
    return { launch, binaries, dataDirectory: relocated, how: "relocated" };
  } catch (cause) {
    throw new Error(`PostgreSQL cannot run as root, and no other way was found: ${(cause as Error).message}. ${advice}`, {
      cause,
    });
  }
}

/** Copies the programs once per version. The copy appears under its name only when it is whole. */
async function copyBinaries(binaries: PostgresBinaries, base: string): Promise<PostgresBinaries> {
  const target = join(base, `postgresql-${binaries.packageVersion}`);
  if (!existsSync(target)) {
    const draft = join(base, `.draft-${randomUUID()}`);
    await cp(binaries.directory, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
    await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return binariesIn(target, binaries.packageVersion);
}

/** Gives a file that root made to the user who runs PostgreSQL. */
export async function giveTo(launch: Launch, path: string): Promise<void> {
  if (launch.uid !== undefined) await chown(path, launch.uid, launch.gid ?? launch.uid);
}
