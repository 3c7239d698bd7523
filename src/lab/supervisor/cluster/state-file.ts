import { existsSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname } from "node:path";
import { STABLE_DIRECTORY_PREFIX } from "../stable-address.ts";

/** What the next start must know: which server is the primary, and what a killed supervisor could not remove. */
export type ClusterState = { readonly primary: number; readonly directories: readonly string[] };

/** Only directories with the name and the place that this program makes are removed, whatever the file says. */
export function readState(file: string): ClusterState {
  if (!existsSync(file)) return { primary: 0, directories: [] };
  const { primary, directories } = JSON.parse(readFileSync(file, "utf8")) as ClusterState;
  const own = directories.filter(
    (path) => basename(path).startsWith(STABLE_DIRECTORY_PREFIX) && ["/tmp", tmpdir()].includes(dirname(path)),
  );
  return { primary, directories: own };
}

/** Whole or not at all. */
export async function writeState(file: string, state: ClusterState): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(state)}\n`);
  await rename(`${file}.new`, file);
}
