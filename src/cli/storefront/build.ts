import { spawn } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { projectRoot } from "../../platform/topology/topology.ts";
import { compressFiles } from "./compress.ts";
import { builtFingerprint, FINGERPRINT_FILE, sourcesFingerprint, storefront, type WebApp } from "./sources.ts";

const VITE = join(projectRoot, "node_modules", "vite", "bin", "vite.js");
/** It takes two seconds on an idle laptop; a start must not wait for ever. */
const DEADLINE_MS = 120_000;
/** Begins the name of the folders beside the output that are there only while a build runs. */
const UNDER_WAY = ".tenfold-build-";
/** What a bundler has to say about one mistake, and not the whole of a long complaint. */
const MAX_MESSAGE_CHARACTERS = 4_000;

export type StorefrontBuild = {
  /** Where the files go; replaced whole, and only when everything went well. */
  readonly output?: string;
  /** Address of the API for a storefront on another host; its own when left out. */
  readonly apiUrl?: string;
  /** The storefront when left out. */
  readonly app?: WebApp;
};

/** Builds the storefront, or another page, unless the last build was made from the same sources. Answers whether it built. Throws what the bundler said. */
export async function ensureStorefront(onBuild: () => void = () => undefined, app = storefront): Promise<boolean> {
  if (!existsSync(join(app.sources, "index.html"))) return false;
  if (builtFingerprint(app.output) === sourcesFingerprint(undefined, app)) return false;
  onBuild();
  await buildStorefront({ app });
  return true;
}

/** Bundles, compresses, and then takes the place of the build before: whoever serves that one meanwhile sees no half-made folder. */
export async function buildStorefront({ app = storefront, output = app.output, apiUrl }: StorefrontBuild = {}): Promise<void> {
  if (!existsSync(VITE)) throw new Error("vite is not installed: run npm ci --include=dev.");
  // Before the build: a file that changes while it runs makes the next start build again.
  const fingerprint = sourcesFingerprint(undefined, app);
  await removeAbandoned(output);
  const fresh = await mkdtemp(join(dirname(output), UNDER_WAY));
  try {
    await runVite(app.sources, fresh);
    if (apiUrl !== undefined) await nameApi(join(fresh, "index.html"), apiUrl);
    await compressFiles(fresh);
    await writeFile(join(fresh, FINGERPRINT_FILE), `${fingerprint}\n`);
    // Made for its owner alone, and other programs may serve it.
    await chmod(fresh, 0o755);
    await replaceFolder(output, fresh);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** A build that was killed cannot tidy up. One that still runs is younger. */
async function removeAbandoned(output: string): Promise<void> {
  for (const folder of globSync(`${UNDER_WAY}*`, { cwd: dirname(output) })) {
    const path = join(dirname(output), folder);
    if (Date.now() - statSync(path).mtimeMs > 2 * DEADLINE_MS) await rm(path, { recursive: true, force: true });
  }
}

async function runVite(sources: string, output: string): Promise<void> {
  const child = spawn(process.execPath, [VITE, "build", "--outDir", output, "--emptyOutDir", "--logLevel", "warn"], {
    cwd: sources,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", NO_COLOR: "1" },
    timeout: DEADLINE_MS,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-MAX_MESSAGE_CHARACTERS);
    });
  }
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (...ending) => resolve(ending));
  });
  if (code !== 0) throw new Error(`vite ended with ${signal ?? `exit code ${code}`}.\n${withoutStack(said)}`);
}

/** In plain text, and without the lines that only say where in the bundler it was noticed. */
const withoutStack = (text: string): string =>
  stripVTControlCharacters(text)
    .split("\n")
    .filter((line) => !/^\s+at /.test(line))
    .join("\n")
    .trim();

const API_NAME = '<meta name="tenfold-api" content="';

/** The page says where its API is, so one line of a built storefront moves it to another shop. */
async function nameApi(page: string, apiUrl: string): Promise<void> {
  const html = await readFile(page, "utf8");
  if (!html.includes(`${API_NAME}"`)) throw new Error(`${page} has no ${API_NAME}".`);
  await writeFile(
    page,
    html.replace(API_NAME, () => `${API_NAME}${apiUrl.replaceAll('"', "%22")}`),
  );
}

/** Two renames. Of two builds at once the last one stays. */
async function replaceFolder(output: string, fresh: string): Promise<void> {
  const old = await mkdtemp(join(dirname(output), UNDER_WAY));
  try {
    if (existsSync(output)) await rename(output, join(old, "dist"));
    await rename(fresh, output);
  } finally {
    await rm(old, { recursive: true, force: true });
  }
}
