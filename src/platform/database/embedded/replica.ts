import { randomUUID } from "node:crypto";
import { constants, existsSync } from "node:fs";
import { copyFile, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import pg from "pg";
import { forEachLimited } from "../../resilience/for-each-limited.ts";
import { locateBinaries } from "./binaries.ts";
import { SUPERUSER } from "./cluster.ts";
import { choosePlacement, giveTo, type Placement } from "./privileges.ts";
import { followLink } from "./start.ts";

/** Where a replica's WAL comes from, and the name it has there. */
export type ReplicationSource = {
  /** A host name or the directory of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly password: string;
  /** The replica's `application_name`, by which `synchronous_standby_names` and pg_stat_replication know it. */
  readonly applicationName: string;
};

export type BaseBackupOptions = {
  /** Of the primary, for SQL. */
  readonly primaryUrl: string;
  /** The primary's files; they are on this machine. */
  readonly primaryDataDirectory: string;
  /** Made, with `<name>.password` beside it; what is there already is removed. */
  readonly dataDirectory: string;
  readonly password: string;
  readonly onProgress?: (message: string) => void;
};

export type BaseBackup = {
  /** The replica may be started. Called when it streams: until then the primary keeps the WAL that it needs. */
  release(): Promise<void>;
};

/** Copies go through the page cache of one machine; more at once only make the disk's heads jump. */
const COPIES_AT_ONCE = 4;
const NAME_OF_SLOT = "tenfold_backup";

/**
 * What a base backup leaves out, as the manual says ("Making a Base Backup Using the Low Level API"): what belongs to the running server,
 * and what is made anew at the start.
 */
const skippedFiles = new Set([
  "postmaster.pid",
  "postmaster.opts",
  "backup_label",
  "tablespace_map",
  "standby.signal",
  "recovery.signal",
]);
const emptiedDirectories = new Set([
  "pg_wal",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
]);
const skippedAnywhere = /^(?:pgsql_tmp.*|pg_internal\.init(?:\.\d+)?)$/;

/**
 * Makes the data directory of a standby from a primary that goes on working, with the backup functions of SQL and a copy of its files:
 * the embedded PostgreSQL brings no pg_basebackup. Like a cluster of initdb's, the directory is whole or absent.
 */
export async function makeBaseBackup(options: BaseBackupOptions): Promise<BaseBackup> {
  const { primaryUrl, primaryDataDirectory, dataDirectory, password, onProgress = () => undefined } = options;
  const place = { binaries: await locateBinaries(), dataDirectory: followLink(dataDirectory), onProgress };
  const placement = await choosePlacement(place);
  const draft = join(
    dirname(placement.dataDirectory),
    `.${basename(placement.dataDirectory)}.backup-${randomUUID().slice(0, 8)}`,
  );
  const client = new pg.Client({ connectionString: primaryUrl, application_name: "tenfold base backup" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    // A copy takes as long as it takes.
    await client.query("set statement_timeout = 0");
    const slot = `${NAME_OF_SLOT}_${randomUUID().slice(0, 8)}`;
    // Ends with this session, so that a crash here leaves no slot that fills the primary's disk.
    await client.query("select pg_create_physical_replication_slot($1, true, true)", [slot]);
    await client.query("select pg_backup_start($1, true)", [`tenfold ${basename(dataDirectory)}`]);
    await copyCluster(placement, primaryDataDirectory, draft);
    const { rows } = await client.query<{ labelfile: string; spcmapfile: string }>("select * from pg_backup_stop(false)");
    const { labelfile, spcmapfile } = rows[0]!;
    if (spcmapfile.trim() !== "") {
      throw new Error("The database has tablespaces outside of its data directory, which a managed replica cannot have.");
    }
    await writeOwned(placement, join(draft, "backup_label"), labelfile);
    await writeOwned(placement, join(draft, "standby.signal"), "");
    await writeFile(`${dataDirectory}.password`, `${password}\n`, { mode: 0o600 });
    await rm(placement.dataDirectory, { recursive: true, force: true, maxRetries: 3 });
    await rename(draft, placement.dataDirectory);
    return { release: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Whether the cluster in this directory was made a standby and not promoted since. */
export function isStandby(dataDirectory: string): boolean {
  return existsSync(join(dataDirectory, "standby.signal"));
}

/** What a standby runs with, beside the primary's settings. */
export function replicaSettings(source: ReplicationSource): Readonly<Record<string, string>> {
  const conninfo = { host: source.host, port: source.port, user: SUPERUSER, password: source.password };
  return {
    primary_conninfo: Object.entries({ ...conninfo, application_name: source.applicationName, connect_timeout: 2 })
      .map(([name, value]) => `${name}='${String(value).replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`)
      .join(" "),
    recovery_target_timeline: "latest",
    // Rows that a read on the replica still sees are kept on the primary, so that vacuum there does not cancel reads here.
    hot_standby_feedback: "on",
    // What cancels them all the same, such as a dropped partition, waits no longer than this: a read is tried elsewhere, a lag has no remedy.
    max_standby_streaming_delay: "300ms",
    // A primary that was cut off is noticed by then.
    wal_receiver_timeout: "5s",
    wal_receiver_status_interval: "1s",
  };
}

/** What a primary of replicas runs with: it keeps the WAL of a replica that was away for a while, without slots that could fill its disk. */
export const primarySettings: Readonly<Record<string, string>> = {
  wal_keep_size: "1GB",
  wal_sender_timeout: "5s",
};

async function copyCluster(placement: Placement, from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  await giveTo(placement.launch, to);
  await copyDirectory(placement, from, to, true);
  // The newest control file belongs to a copy whose other files are older.
  await copyOne(placement, join(from, "global", "pg_control"), join(to, "global", "pg_control"));
}

async function copyDirectory(placement: Placement, from: string, to: string, isRoot: boolean): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true });
  const wanted = entries.filter(({ name }) => !skippedAnywhere.test(name) && !(isRoot && skippedFiles.has(name)));
  const files = wanted.filter((entry) => entry.isFile() && entry.name !== "pg_control");
  await forEachLimited(files, COPIES_AT_ONCE, ({ name }) => copyOne(placement, join(from, name), join(to, name)), rethrow);
  for (const { name } of wanted.filter((entry) => entry.isDirectory())) {
    const target = join(to, name);
    await mkdir(target, { mode: 0o700 });
    await giveTo(placement.launch, target);
    if (!(isRoot && emptiedDirectories.has(name))) await copyDirectory(placement, join(from, name), target, false);
  }
}

/** A file that is dropped while the copy runs is dropped again by the WAL. */
async function copyOne(placement: Placement, from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await giveTo(placement.launch, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    if (await lstat(from).catch(() => undefined)) throw error;
    await rm(to, { force: true });
  }
}

/** A file that cannot be copied ends the whole copy. */
function rethrow(error: unknown): never {
  throw error;
}

async function writeOwned(placement: Placement, file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await giveTo(placement.launch, file);
}

/** The password of a cluster that an earlier run made; undefined before that. */
export async function readKeptPassword(dataDirectory: string): Promise<string | undefined> {
  return (await readFile(`${dataDirectory}.password`, "utf8").catch(() => "")).trim() || undefined;
}
