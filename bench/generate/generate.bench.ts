import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createGenerator, monthsOf, planChunks } from "../../src/lab/data/generate/chunks.ts";
import { loadShop } from "../../src/lab/data/generate/load.ts";
import { writeReference } from "../../src/lab/data/generate/reference-rows.ts";
import { createRowBuffers } from "../../src/lab/data/generate/row-buffers.ts";
import { type GenerateSettings, settingsFor } from "../../src/lab/data/generate/settings.ts";
import { chunkKinds, tables } from "../../src/lab/data/generate/tables.ts";
import { createVocabulary } from "../../src/lab/data/generate/vocabulary.ts";
import { createDatabase } from "../../src/platform/database/database.ts";
import { projectRoot } from "../../src/platform/topology/topology.ts";
import { seedReferenceData } from "../../src/shop/seed/reference-data.ts";
import { withBenchDatabase } from "../support/bench-database.ts";
import { cpuUsOf, ownCpuUs } from "../support/cpu.ts";
import { median, printTable, writeResult } from "../support/measure.ts";
import { plainCopy, type ReadyFiles, writeReadyFiles } from "./plain-copy.ts";

const SCALE = Number(process.env.TENFOLD_BENCH_SCALE || 0.03);
const ROUNDS = Number(process.env.TENFOLD_BENCH_ROUNDS || 3);
const LEAST_RATIO = 0.7;
const CONNECTIONS = availableParallelism() + 1;
const INDEX_CONNECTIONS = availableParallelism();
/** Chunks of each kind that warm the generator, and that are then measured. */
const WARM_CHUNKS = 20;
const MEASURED_CHUNKS = 20;
const SEED = 1;
const UNTIL_MS = Date.UTC(2026, 0, 1);

type Took = {
  readonly way: "generate" | "plain COPY";
  readonly load: number;
  readonly indexes: number;
  readonly all: number;
  readonly clientUsPerRow: number;
  readonly postgresUsPerRow: number;
};

/** How fast rows are made and loaded with their indexes, beside a plain COPY of the same rows from ready files with the same indexes. */
export async function generateBench(): Promise<void> {
  const settings = settingsFor({ scale: SCALE, seed: SEED, untilMs: UNTIL_MS });
  const making = measureMaking(settings);
  printTable("Making rows alone, one thread", making);
  await withBenchDatabase(async ({ url, settings: server, pid }) => {
    const directory = await mkdtemp(join(projectRoot, ".tenfold-bench-files-"));
    const rounds: Took[] = [];
    let files: ReadyFiles | undefined;
    let rows = 0;
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        await withShop(url, `generated_${round}`, async (shopUrl) => {
          const cpu = [ownCpuUs(), cpuUsOf(pid, true)] as const;
          const { rows: loaded, seconds } = await loadShop({
            url: shopUrl,
            settings,
            workers: CONNECTIONS,
            connections: INDEX_CONNECTIONS,
            vacuum: false,
          });
          rows = Object.values(loaded).reduce((sum, count) => sum + count, 0);
          const load = seconds.rows + seconds.search;
          rounds.push(took("generate", load, seconds.indexes, rows, cpu, pid));
          files ??= await writeReadyFiles(shopUrl, directory);
        });
        await withShop(url, `plain_${round}`, async (shopUrl) => {
          await prepareForFiles(shopUrl, settings);
          const cpu = [ownCpuUs(), cpuUsOf(pid, true)] as const;
          const { load, indexes } = await plainCopy(shopUrl, files!, {
            connections: CONNECTIONS,
            indexConnections: INDEX_CONNECTIONS,
          });
          rounds.push(took("plain COPY", load, indexes, rows, cpu, pid));
        });
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
    report(rounds, rows, { settings: server, making, bytes: files!.bytes });
  });
}

function took(
  way: Took["way"],
  load: number,
  indexes: number,
  rows: number,
  [client, server]: readonly [number, number],
  pid: number,
): Took {
  const clientUsPerRow = (ownCpuUs() - client) / rows;
  return { way, load, indexes, all: load + indexes, clientUsPerRow, postgresUsPerRow: (cpuUsOf(pid, true) - server) / rows };
}

function report(rounds: readonly Took[], rows: number, more: object): void {
  const of = (way: Took["way"], pick: (round: Took) => number) => median(rounds.filter((round) => round.way === way).map(pick));
  const summary = (["generate", "plain COPY"] as const).map((way) => ({
    way,
    "load s": of(way, (round) => round.load),
    "indexes and keys s": of(way, (round) => round.indexes),
    "rows/s": rows / of(way, (round) => round.all),
    "client µs/row": of(way, (round) => round.clientUsPerRow),
    "PostgreSQL µs/row": of(way, (round) => round.postgresUsPerRow),
  }));
  const ratio = of("plain COPY", (round) => round.all) / of("generate", (round) => round.all);
  printTable(`${rows.toLocaleString("en")} rows with their indexes and keys, medians of ${ROUNDS} rounds`, summary);
  process.stdout.write(`  ${ratio.toFixed(2)} of plain COPY (at least ${LEAST_RATIO})\n`);
  writeResult("generate", { ...more, scale: SCALE, rows, connections: CONNECTIONS, rounds, summary, ratio });
  if (ratio < LEAST_RATIO) process.exitCode = 1;
}

/** CPU time of this thread and its collector, by kind of chunk. */
function measureMaking(settings: GenerateSettings) {
  const generator = createGenerator(settings, new Map());
  const chunks = planChunks(settings, generator);
  const buffers = createRowBuffers();
  return chunkKinds.map((kind) => {
    const own = chunks.filter((chunk) => chunk.kind === kind);
    const clear = () => {
      for (const { name } of tables) buffers[name].clear();
    };
    for (const chunk of own.slice(0, WARM_CHUNKS)) {
      generator.make(chunk, buffers);
      clear();
    }
    const startedUs = ownCpuUs();
    let [rows, bytes] = [0, 0];
    for (const chunk of own.slice(0, MEASURED_CHUNKS)) {
      generator.make(chunk, buffers);
      for (const { name } of tables) {
        rows += buffers[name].rows;
        bytes += buffers[name].bytes().length;
      }
      clear();
    }
    return { chunks: kind, rows, "bytes/row": bytes / rows, "µs/row": (ownCpuUs() - startedUs) / rows };
  });
}

/** A shop with its reference data in a database of its own, dropped afterwards. */
async function withShop(url: string, name: string, work: (url: string) => Promise<void>): Promise<void> {
  // A template may have no guests.
  const base = new pg.Client(withDatabase(url, "postgres"));
  await base.connect();
  try {
    await base.query(`create database ${name} template ${new URL(url).pathname.slice(1)}`);
    const own = withDatabase(url, name);
    const db = createDatabase({ url: own, poolSize: 1, applicationName: "bench" });
    await seedReferenceData(db);
    await db.close();
    // What the last round left to be written is not this one's.
    await base.query("checkpoint");
    await work(own);
  } finally {
    await base.query(`drop database if exists ${name} with (force)`);
    await base.end();
  }
}

function withDatabase(url: string, name: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

async function prepareForFiles(url: string, settings: GenerateSettings): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const { first, months } = monthsOf(settings);
  await client.query("select create_month_partitions($1::date, $2)", [first.toISOString().slice(0, 10), months]);
  await writeReference(client, createVocabulary(settings.seed, settings.products));
  await client.end();
}
