import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { writeCsvFiles } from "../lab/data/generate/csv-files.ts";
import { checkDisk, checkDiskForCsv, estimateRows, gigabytes } from "../lab/data/generate/estimate.ts";
import { type LoadProgress, type LoadResult, loadShop, readBegun } from "../lab/data/generate/load.ts";
import { type GenerateSettings, type Proportions, retailProportions, settingsFor } from "../lab/data/generate/settings.ts";
import { table } from "../lab/data/online-retail/text-table.ts";
import { startEmbeddedPostgres } from "../platform/database/embedded/start.ts";
import { type Environment, readEnvironment } from "../platform/topology/environment.ts";
import { prepareShop } from "../shop/prepare.ts";
import { wholeNumber } from "./numbers.ts";
import { createProgressLine, type ProgressLine } from "./progress-line.ts";
import { readRunning } from "./running.ts";

type Options = {
  readonly scale: string;
  readonly seed: string;
  readonly until?: string;
  readonly skus?: string;
  readonly reviews?: string;
  readonly questions?: string;
  readonly orders?: string;
  readonly workers?: string;
  readonly out?: string;
};

const MAX_WORKERS = 64;
const MAX_SEED = 2 ** 31 - 1;
/** More would need more sizes and colours than there are. */
const MAX_SKUS = 12;
const MAX_PER_PRODUCT = 1_000;
/**
 * The server of a first shop serves nobody while it is filled: indexes need no write-ahead log (they are on the disk before they count),
 * and checkpoints may be rare. The next start has the usual settings again.
 */
const LOADING_SETTINGS = { wal_level: "minimal", max_wal_senders: "0", max_wal_size: "8GB", checkpoint_timeout: "30min" };

/** Fills an empty shop with made-up products, shoppers and orders, or writes them as CSV files. */
export async function generateCommand(options: Options): Promise<void> {
  const workers = options.workers === undefined ? undefined : wholeNumber("--workers", options.workers, MAX_WORKERS, 1);
  if (options.out !== undefined)
    await toFiles(resolve(options.out), readSettings(options, null), workers ?? availableParallelism());
  else {
    await withShop(readEnvironment(), async (environment) => {
      const url = environment.databaseUrl;
      // While a chunk's rows travel to the database its worker rests; one more keeps all cores busy.
      await toShop(environment, readSettings(options, await readBegun(url)), workers ?? availableParallelism() + 1);
    });
  }
  process.disconnect?.();
}

/** A generation that broke off goes on to the moment that it was begun with. */
function readSettings(options: Options, begun: GenerateSettings | null): GenerateSettings {
  const per: { -readonly [Name in keyof Proportions]?: number } = {};
  if (options.skus !== undefined) per.skus = mean("--skus", options.skus, 1, MAX_SKUS);
  if (options.reviews !== undefined) per.reviews = mean("--reviews", options.reviews, 0, MAX_PER_PRODUCT);
  if (options.orders !== undefined) per.orders = mean("--orders", options.orders, 0, MAX_PER_PRODUCT);
  if (options.questions !== undefined) {
    per.questions = mean("--questions", options.questions, 0, MAX_PER_PRODUCT);
    per.answers = (per.questions * retailProportions.answers) / retailProportions.questions;
  }
  return settingsFor({
    scale: Number(options.scale),
    seed: wholeNumber("--seed", options.seed, MAX_SEED),
    untilMs: options.until === undefined ? (begun?.untilMs ?? startOfToday()) : dateOf(options.until),
    per,
  });
}

function mean(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= least && value <= most) return value;
  throw new Error(`${option} is "${text}"; it must be a number from ${least} to ${most}: how many for each product on average.`);
}

function startOfToday(): number {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
}

function dateOf(text: string): number {
  const atMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(atMs)) throw new Error(`--until is "${text}"; it must be a date such as 2026-05-31.`);
  // A shop cannot have sold anything tomorrow, and its consumers would wait for what has not happened.
  if (atMs > Date.now()) throw new Error(`--until is "${text}", which has not come yet.`);
  return atMs;
}

/** The database of DATABASE_URL, or the one in the data folder, started for this alone. */
async function withShop(
  environment: Environment,
  work: (environment: Environment & { readonly databaseUrl: string }) => Promise<void>,
): Promise<void> {
  const { databaseUrl, dataDirectory } = environment;
  if (databaseUrl !== null) return work({ ...environment, databaseUrl });
  if ((await readRunning(dataDirectory)) !== undefined) {
    throw new Error("A shop runs on this data folder. Stop it first, or name an empty database with DATABASE_URL.");
  }
  say("starting PostgreSQL");
  const postgres = await startEmbeddedPostgres({
    dataDirectory: join(dataDirectory, "postgres"),
    settings: LOADING_SETTINGS,
    onProgress: say,
  });
  try {
    await work({ ...environment, databaseUrl: postgres.url });
  } finally {
    await postgres.stop();
  }
}

async function toShop(
  environment: Environment & { readonly databaseUrl: string },
  settings: GenerateSettings,
  workers: number,
): Promise<void> {
  const url = environment.databaseUrl;
  if ((await readBegun(url)) === null) {
    const prepared = await prepareShop({ ...environment, demo: false }, say);
    if (prepared.ownerKey !== null) say(`admin key ${prepared.ownerKey} (shown once; also in the data folder)`);
  }
  const { neededBytes } = await checkDisk(url, settings);
  announce(settings, neededBytes, `with ${workers} workers`);
  const line = createProgressLine();
  const result = await loadShop({
    url,
    settings,
    workers,
    connections: availableParallelism(),
    onProgress: showProgress(line),
  });
  line.end();
  process.stdout.write(`${rowsTable(result.rows)}\n\n${phases(result)}\n`);
  say(
    `the shop has ${number(settings.products)} products; the password of shopper-0@example.com and all others is generated-shopper`,
  );
}

async function toFiles(directory: string, settings: GenerateSettings, workers: number): Promise<void> {
  await mkdir(directory, { recursive: true });
  const { neededBytes } = await checkDiskForCsv(directory, settings);
  announce(settings, neededBytes, `with ${workers} workers into ${directory}`);
  const line = createProgressLine();
  const startedMs = performance.now();
  const result = await writeCsvFiles({
    directory,
    settings,
    workers,
    onProgress: (done, total, rows) => line.show(progressText("rows", done, total, startedMs, ` ${number(rows)} rows`)),
  });
  line.end();
  process.stdout.write(`${rowsTable(result.rows)}\n`);
  say(`${gigabytes(result.bytes)} GB of CSV after ${result.seconds.toFixed(1)} s`);
}

function announce(settings: GenerateSettings, neededBytes: number, how: string): void {
  const until = new Date(settings.untilMs).toISOString().slice(0, 10);
  say(
    `about ${number(Math.round(estimateRows(settings) / 1_000) * 1_000)} rows, ${gigabytes(neededBytes)} GB, seed ${settings.seed}, until ${until}, ${how}`,
  );
}

function showProgress(line: ProgressLine): (progress: LoadProgress) => void {
  let phase: LoadProgress["phase"] | undefined;
  let startedMs = 0;
  let before = 0;
  return (progress) => {
    if (progress.phase !== phase) {
      ({ phase } = progress);
      startedMs = performance.now();
      // What an earlier run had done says nothing about the speed of this one.
      before = progress.done;
    }
    const { done, total, rows, what } = progress;
    const elapsed = (performance.now() - startedMs) / 1_000;
    const rate =
      rows === null ? ` ${what}` : ` ${number(rows)} rows, ${number(Math.round(rows / Math.max(elapsed, 0.001)))} rows/s`;
    line.show(progressText(phase, done, total, startedMs, rate, before));
  };
}

function progressText(phase: string, done: number, total: number, startedMs: number, more: string, before = 0): string {
  const elapsed = (performance.now() - startedMs) / 1_000;
  const left = done > before ? (elapsed / (done - before)) * (total - done) : 0;
  return `${phase}: ${Math.floor((100 * done) / total)} %,${more}, ${left.toFixed(0)} s left`;
}

function rowsTable(rows: Readonly<Record<string, number>>): string {
  const counted = Object.entries(rows);
  const all = counted.reduce((sum, [, count]) => sum + count, 0);
  return table(["table", "rows"], [...counted.map(([name, count]) => [name, number(count)]), ["all", number(all)]], [1]);
}

function phases({ rows, rowsNow, bytes, seconds, resumed }: LoadResult): string {
  const all = Object.values(rows).reduce((sum, count) => sum + count, 0);
  const rate = (count: number, took: number) => number(Math.round(count / Math.max(took, 0.001)));
  const entries = [
    ["rows", seconds.rows, `${rate(rowsNow, seconds.rows)} rows/s, ${gigabytes(bytes)} GB of COPY`],
    ["words and counts for search", seconds.search, ""],
    [
      "vacuum, indexes and keys",
      seconds.indexes,
      `${seconds.vacuumBusy.toFixed(1)}, ${seconds.indexBusy.toFixed(1)} and ${seconds.keyBusy.toFixed(1)} s, added up over the connections`,
    ],
    ["search tiers and the rest", seconds.finish, ""],
    [
      "all",
      seconds.all,
      resumed ? "went on with a generation that had broken off" : `${rate(all, seconds.all)} rows/s with everything`,
    ],
  ] as const;
  return table(
    ["phase", "seconds", ""],
    entries.map(([name, took, more]) => [name, took.toFixed(1), more]),
    [1],
  );
}

const number = (value: number) => value.toLocaleString("en");

function say(message: string): void {
  process.stderr.write(`tenfold: ${message}\n`);
}
