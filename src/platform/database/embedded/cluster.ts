import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { appendFile, chmod, mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { explainFailure } from "./failures.ts";
import { giveTo, type Placement } from "./privileges.ts";
import { processStart, runToEnd } from "./processes.ts";
import { renderSettings, SETTINGS_FILE } from "./settings.ts";

/** The superuser of every embedded cluster. */
export const SUPERUSER = "tenfold";

/**
 * Collation and upper case come from PostgreSQL's own C.UTF-8 and are the same on every machine. Full-text search and pg_trgm still ask
 * the system's LC_CTYPE what a letter is; with C they would drop "é". The first that the system knows is taken.
 */
const characterTypes = ["C.UTF-8", "en_US.UTF-8", "C"];

/**
 * Makes the cluster unless it is there. initdb works in a directory of its own, which is renamed when all is done: a data directory is
 * whole or absent, and what a crash left half-finished is removed here.
 */
export async function ensureCluster(placement: Placement, password: string, durable: boolean): Promise<"made" | "found"> {
  const { dataDirectory, binaries } = placement;
  await removeAbandonedDrafts(dataDirectory);
  if (existsSync(join(dataDirectory, "PG_VERSION"))) {
    const version = readFileSync(join(dataDirectory, "PG_VERSION"), "utf8").trim();
    if (version !== String(binaries.majorVersion)) {
      throw new Error(
        `The data in ${dataDirectory} is of PostgreSQL ${version}, and this program brings PostgreSQL ${binaries.majorVersion}. Move it with pg_dump and psql of those versions, or use another data directory.`,
      );
    }
    return "found";
  }
  if (existsSync(dataDirectory)) {
    if ((await readdir(dataDirectory)).length > 0) {
      throw new Error(`${dataDirectory} holds other files and no PostgreSQL data. Use an empty or a new directory.`);
    }
    await rmdir(dataDirectory);
  }
  const draft = join(dirname(dataDirectory), `${draftPrefix(dataDirectory)}${process.pid}-${randomUUID().slice(0, 8)}`);
  try {
    await mkdir(draft, { mode: 0o700 });
    const made = await makeCluster(placement, draft, password, durable);
    await rename(made, dataDirectory);
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 3 });
  }
  return "made";
}

async function makeCluster(placement: Placement, draft: string, password: string, durable: boolean): Promise<string> {
  const { launch, binaries } = placement;
  const data = join(draft, "data");
  const passwordFile = join(draft, "password");
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await giveTo(launch, passwordFile);
  await giveTo(launch, draft);
  for (const characterType of characterTypes) {
    const { code, output } = await runToEnd(launch, binaries.initdb, [
      `--pgdata=${data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      `--lc-ctype=${characterType}`,
      "--data-checksums",
      ...(durable ? [] : ["--no-sync"]),
    ]);
    if (code === 0) {
      await appendFile(join(data, "postgresql.conf"), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`);
      return data;
    }
    await rm(data, { recursive: true, force: true });
    if (!/invalid locale name/.test(output)) {
      throw new Error(explainFailure("The PostgreSQL data directory could not be made", dirname(draft), output));
    }
  }
  throw new Error("The PostgreSQL data directory could not be made: this system knows none of the usual locales.");
}

const draftPrefix = (dataDirectory: string) => `.${basename(dataDirectory)}.initdb-`;

async function removeAbandonedDrafts(dataDirectory: string): Promise<void> {
  const parent = dirname(dataDirectory);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(draftPrefix(dataDirectory))) continue;
    const pid = Number.parseInt(name.slice(draftPrefix(dataDirectory).length), 10);
    if (pid !== process.pid && processStart(pid) !== undefined) continue;
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Writes the settings file whole or not at all. */
export async function writeSettings(placement: Placement, settings: Readonly<Record<string, string>>): Promise<void> {
  const file = join(placement.dataDirectory, SETTINGS_FILE);
  await writeFile(`${file}.new`, renderSettings(settings), { mode: 0o600 });
  await chmod(`${file}.new`, 0o600);
  await giveTo(placement.launch, `${file}.new`);
  await rename(`${file}.new`, file);
}

/** Sets the superuser's password without knowing the old one. The server must not be running. */
export async function resetPassword(placement: Placement, password: string): Promise<void> {
  const { launch, binaries, dataDirectory } = placement;
  const statement = `alter role ${SUPERUSER} password '${password.replaceAll("'", "''")}'\n`;
  const { code, output } = await runToEnd(launch, binaries.postgres, ["--single", "-D", dataDirectory, "postgres"], statement);
  if (code !== 0 || /ERROR:/.test(output)) {
    throw new Error(explainFailure("The password of the embedded PostgreSQL could not be set", dataDirectory, output));
  }
}
