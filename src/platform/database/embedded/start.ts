import { randomBytes } from "node:crypto";
import { existsSync, lstatSync, readlinkSync, realpathSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { locateBinaries } from "./binaries.ts";
import { ensureCluster, resetPassword, SUPERUSER, writeSettings } from "./cluster.ts";
import { explainFailure } from "./failures.ts";
import { clearDataDirectory } from "./orphan.ts";
import { claimOwnership } from "./owner.ts";
import { choosePlacement, type Placement } from "./privileges.ts";
import { type RunningServer, startServer } from "./server.ts";
import { defaultSettings } from "./settings.ts";

export type EmbeddedPostgresOptions = {
  /** Made when absent. Beside it stand `<name>.password`, `<name>.log` and, while it is in use, `<name>.owner.json`. */
  readonly dataDirectory: string;
  /** PostgreSQL settings over `defaultSettings`; `port` fixes the TCP port, which is otherwise any free one. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: (message: string) => void;
  /** The superuser's password; a random one is made and kept in `<name>.password` when it is absent. */
  readonly password?: string;
};

export type EmbeddedPostgres = RunningServer & {
  /** For `pg` and libpq, over the Unix socket where there is one. */
  readonly url: string;
  /** The same over TCP on 127.0.0.1, for programs that know no sockets. */
  readonly tcpUrl: string;
  /** The directory that really holds the data. */
  readonly dataDirectory: string;
  readonly logFile: string;
  readonly how: Placement["how"];
};

/** The database that `url` names. */
export const EMBEDDED_DATABASE = "tenfold";

/**
 * Starts a PostgreSQL of this process's own: on a new data directory, on one that was stopped well, or on one whose server or owner was killed.
 * It ends with this process, however that ends. Throws a sentence for a person when the directory is in use, of another major version,
 * or cannot be written.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const onProgress = options.onProgress ?? (() => undefined);
  const settings = { ...defaultSettings, ...options.settings };
  const asked = resolve(options.dataDirectory);
  const files = (suffix: string) => join(dirname(asked), `${basename(asked)}${suffix}`);
  const binaries = await locateBinaries();
  await withExplanation(dirname(asked), () => makeParent(dirname(asked)));
  const ownership = await withExplanation(dirname(asked), () => claimOwnership(files(".owner.json"), asked));
  try {
    const placement = await choosePlacement({ binaries, dataDirectory: followLink(asked), onProgress });
    const { dataDirectory, how } = placement;
    const abandonedSocket = ownership.abandoned?.socketDirectory;
    await clearDataDirectory(dataDirectory, ownership.abandoned !== undefined, onProgress);
    // Only a directory with the name that the server makes is removed, whatever the record says.
    if (abandonedSocket && /\/tenfold-pg-[A-Za-z0-9]+$/.test(abandonedSocket))
      await rm(abandonedSocket, { recursive: true, force: true });

    const password = await withExplanation(dirname(asked), () => choosePassword(files(".password"), options.password));
    if (!existsSync(dataDirectory)) onProgress("making the PostgreSQL data directory");
    const cluster = await withExplanation(dirname(dataDirectory), () =>
      ensureCluster(placement, password.value, settings.fsync !== "off"),
    );
    if (cluster === "found" && password.changed) await resetPassword(placement, password.value);
    if (password.changed) await writeWhole(files(".password"), password.value);
    await withExplanation(dataDirectory, () => writeSettings(placement, settings));

    const logFile = files(".log");
    const server = await startServer({
      placement,
      settings,
      logFile,
      password: password.value,
      database: EMBEDDED_DATABASE,
      onProgress,
      onSocketDirectory: (directory) => ownership.noteSocketDirectory(directory),
      onEnd: () => ownership.release(),
    });
    const login = `${SUPERUSER}:${encodeURIComponent(password.value)}`;
    const tcpUrl = `postgresql://${login}@127.0.0.1:${server.port}/${EMBEDDED_DATABASE}`;
    const socketHost = server.socketDirectory === undefined ? undefined : encodeURIComponent(server.socketDirectory);
    const url = socketHost === undefined ? tcpUrl : `postgresql://${login}@${socketHost}:${server.port}/${EMBEDDED_DATABASE}`;
    return { ...server, url, tcpUrl, dataDirectory, logFile, how };
  } catch (error) {
    await ownership.release();
    throw error;
  }
}

/** Makes the directory and its missing parents, and gives them to the owner of the place when root makes them in somebody's home. */
async function makeParent(directory: string): Promise<void> {
  let place = directory;
  while (!existsSync(place)) place = dirname(place);
  const { uid, gid } = await stat(place);
  const first = await mkdir(directory, { recursive: true });
  if (first === undefined || uid === 0 || process.getuid?.() !== 0) return;
  for (let made = directory; made.length >= first.length; made = dirname(made)) await chown(made, uid, gid);
}

/** Where the data really is: the target of the link that a relocation left, and otherwise the path without links in it. */
export function followLink(asked: string): string {
  const real = join(realpathSync(dirname(asked)), basename(asked));
  const isLink = lstatSync(real, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink ? resolve(dirname(real), readlinkSync(real)) : real;
}

/** `changed` says that the cluster, should it exist, does not know this password yet. */
async function choosePassword(file: string, wanted: string | undefined): Promise<{ value: string; changed: boolean }> {
  if (wanted !== undefined && !/^[\x21-\x7e]{1,200}$/.test(wanted)) {
    throw new Error("The password of the embedded PostgreSQL must be 1 to 200 visible ASCII characters.");
  }
  const kept = await readFile(file, "utf8").then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    },
  );
  if (kept !== "" && (wanted === undefined || wanted === kept)) return { value: kept, changed: false };
  return { value: wanted ?? randomBytes(24).toString("base64url"), changed: true };
}

async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, `${text}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Turns an error of the file system into a sentence; every other error passes as it is. */
async function withExplanation<T>(place: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (!(cause instanceof Error) || (cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw new Error(explainFailure("PostgreSQL cannot use its data directory", place, cause.message), { cause });
  }
}
