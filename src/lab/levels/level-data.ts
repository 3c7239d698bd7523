import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../platform/topology/topology.ts";

/** What lies in a level's folder, written when all of it is there. */
export type LevelData = { readonly scale: number; readonly madeAt: string };

const MAIN = join(projectRoot, "src", "cli", "main.ts");
const fileIn = (directory: string) => join(directory, "data.json");

/** Null: none yet, or it is not whole. */
export async function readLevelData(directory: string): Promise<LevelData | null> {
  try {
    return JSON.parse(await readFile(fileIn(directory), "utf8")) as LevelData;
  } catch {
    return null;
  }
}

/**
 * Generates the level's data once, by `tenfold generate` in a process of its own, whose progress goes to stderr; a generation that broke off
 * goes on. Throws a sentence when it does not succeed.
 */
export async function prepareLevelData(options: {
  readonly directory: string;
  readonly scale: number;
  readonly onEvent: (message: string) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { directory, scale, onEvent, signal } = options;
  const known = await readLevelData(directory);
  if (known !== null) return onEvent(`the data of ${known.madeAt.slice(0, 10)} is there: ${directory}`);
  signal.throwIfAborted();
  onEvent(existsSync(directory) ? `going on to fill ${directory}` : `filling ${directory}, once`);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const child = spawn(process.execPath, [...process.execArgv, MAIN, "generate", "--scale", String(scale)], {
    // What it prints at the end are figures of generating; this command's own output is the verdict.
    stdio: ["ignore", 2, 2],
    env: { ...process.env, TENFOLD_DATA: directory, DATABASE_URL: "" },
  });
  const stop = () => void child.kill("SIGTERM");
  signal.addEventListener("abort", stop, { once: true });
  const [code] = (await once(child, "exit")) as [number | null];
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  if (code !== 0) {
    throw new Error(`The data of the level could not be generated; the reason stands above. To begin anew, remove ${directory}.`);
  }
  await writeFile(fileIn(directory), `${JSON.stringify({ scale, madeAt: new Date().toISOString() } satisfies LevelData)}\n`);
}
