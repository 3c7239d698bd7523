import { readdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { type MigrationBuilder, runner } from "node-pg-migrate";
import pg from "pg";

export type MigrateOptions = {
  /** A URL or a client configuration. It must lead to PostgreSQL itself and not through a pooler: the lock belongs to the session. */
  readonly database: string | pg.ClientConfig;
  /** Holds `0001_name.sql`, `0002_name.sql`, …; the project's own by default. */
  readonly directory?: string;
  readonly onProgress?: (message: string) => void;
};

type MigrationFile = { readonly name: string; readonly path: string; readonly text: string };

const MIGRATIONS_TABLE = "schema_migrations";
/** Of all advisory locks of the database, the one that stands for its schema. */
const MIGRATION_LOCK_ID = 7_310_442_016;
/** Older ones lack `merge`, `nulls not distinct` and security_invoker views. */
const OLDEST_VERSION_NUMBER = 150_000;
const UNDEFINED_TABLE = "42P01";

const projectMigrations = resolve(import.meta.dirname, "../../../migrations");

/**
 * Brings the schema up to the newest migration file, each file in a transaction of its own, and answers the names of those it ran.
 * Any number of processes may do this at once: one works, the others wait and then find nothing to do. Nothing to do costs one query.
 * Throws a sentence that names file, line and column when a file fails, and refuses a database that a newer program has migrated.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const files = await readMigrationFiles(options.directory ?? projectMigrations);
  const client = new pg.Client(typeof options.database === "string" ? { connectionString: options.database } : options.database);
  // A connection that breaks fails the query that runs; without a listener it would end the process as well.
  client.on("error", () => undefined);
  await client.connect();
  try {
    if ((await pendingFiles(client, files)).length === 0) return [];
    // A time limit from the role or the URL would cut off the wait, or an index on a big table.
    await client.query("set statement_timeout = 0");
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK_ID]);
    const pending = await pendingFiles(client, files);
    for (const file of pending) {
      options.onProgress?.(`migrating ${file.name}`);
      await runFile(client, files, file);
    }
    return pending.map(({ name }) => name);
  } finally {
    // Ends the session, and with it the lock and whatever a failed file left open.
    await client.end();
  }
}

export type SchemaState = { readonly applied: readonly string[]; readonly pending: readonly string[] };

/** What `migrate` has done and would do, without doing it; throws where it would refuse. */
export async function readSchemaState(options: Omit<MigrateOptions, "onProgress">): Promise<SchemaState> {
  const files = await readMigrationFiles(options.directory ?? projectMigrations);
  const client = new pg.Client(typeof options.database === "string" ? { connectionString: options.database } : options.database);
  client.on("error", () => undefined);
  await client.connect();
  try {
    const pending = (await pendingFiles(client, files)).map(({ name }) => name);
    return { applied: files.map(({ name }) => name).filter((name) => !pending.includes(name)), pending };
  } finally {
    await client.end();
  }
}

async function readMigrationFiles(directory: string): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  const numbers = new Set<string>();
  for (const name of names) {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
    if (number === undefined)
      throw new Error(`The migration file ${join(directory, name)} must be named like 0001_what_it_does.sql.`);
    if (numbers.has(number))
      throw new Error(`Two migration files in ${directory} have the number ${number}. Give one of them the next free number.`);
    numbers.add(number);
  }
  return Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      return { name: basename(name, ".sql"), path, text: await readFile(path, "utf8") };
    }),
  );
}

/** The files that the database has not seen; throws when the two cannot belong together. */
async function pendingFiles(client: pg.Client, files: readonly MigrationFile[]): Promise<MigrationFile[]> {
  const { versionNumber, applied } = await readState(client);
  if (versionNumber < OLDEST_VERSION_NUMBER) {
    throw new Error(`The server runs PostgreSQL ${Math.floor(versionNumber / 10_000)}; Tenfold needs PostgreSQL 15 or newer.`);
  }
  const known = new Set(files.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `The database has migrations that this program does not know (${unknown.join(", ")}): a newer version has used it. Start that version, or restore a backup from before it.`,
    );
  }
  const pending = files.filter(({ name }) => !applied.includes(name));
  const newest = applied.toSorted().at(-1);
  const late = pending.find(({ name }) => newest !== undefined && name < newest);
  if (late)
    throw new Error(
      `The migration ${late.path} comes before ${newest}, which the database already has. Give it the next free number.`,
    );
  return pending;
}

async function readState(client: pg.Client): Promise<{ versionNumber: number; applied: string[] }> {
  const version = "current_setting('server_version_num')::int as version";
  try {
    const result = await client.query<{ version: number; applied: string[] }>(
      `select ${version}, array(select name::text from public.${MIGRATIONS_TABLE}) as applied`,
    );
    return { versionNumber: result.rows[0]!.version, applied: result.rows[0]!.applied };
  } catch (error) {
    if ((error as pg.DatabaseError).code !== UNDEFINED_TABLE) throw error;
    const result = await client.query<{ version: number }>(`select ${version}`);
    return { versionNumber: result.rows[0]!.version, applied: [] };
  }
}

async function runFile(client: pg.Client, files: readonly MigrationFile[], file: MigrationFile): Promise<void> {
  const silent = () => undefined;
  // Its own loader would cut a file at a comment like "-- down migration"; these files are run as they are.
  const loader = async (paths: string[]) =>
    paths.map((path) => ({
      id: path,
      filePaths: [path],
      actions: { up: (builder: MigrationBuilder) => builder.sql(textOf(files, path)), down: false as const },
    }));
  try {
    await runner({
      dbClient: client,
      dir: resolve(file.path, ".."),
      ignorePattern: "(?!.*\\.sql$).*",
      migrationsTable: MIGRATIONS_TABLE,
      migrationsSchema: "public",
      direction: "up",
      file: file.name,
      singleTransaction: false,
      noLock: true,
      migrationLoaderStrategies: [{ extensions: [".sql"], loader }],
      logger: { info: silent, warn: silent, error: silent },
    });
  } catch (cause) {
    throw new Error(describeFailure(file, cause), { cause });
  }
}

function textOf(files: readonly MigrationFile[], path: string): string {
  const file = files.find((candidate) => candidate.path === resolve(path));
  if (!file) throw new Error(`the file ${path} has appeared during the migration`);
  return file.text;
}

function describeFailure(file: MigrationFile, cause: unknown): string {
  const { message, position, where, detail } = cause as pg.DatabaseError;
  const more = [detail, position === undefined ? where : undefined].filter((text) => text !== undefined).join("; ");
  const place = position === undefined ? "" : `:${lineAndColumn(file.text, Number(position))}`;
  return `The migration ${file.path}${place} failed: ${message}${more === "" ? "" : ` (${more})`}. Nothing of this file was kept.`;
}

/** PostgreSQL counts characters from 1, where JavaScript counts UTF-16 units. */
function lineAndColumn(text: string, position: number): string {
  const before = [...text]
    .slice(0, position - 1)
    .join("")
    .split("\n");
  return `${before.length}:${[...before.at(-1)!].length + 1}`;
}
