import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parentPort, workerData } from "node:worker_threads";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type Chunk, createGenerator } from "./chunks.ts";
import { csvOf } from "./csv.ts";
import { createRowBuffers } from "./row-buffers.ts";
import type { Stems } from "./search-rows.ts";
import type { GenerateSettings } from "./settings.ts";
import { tablesOfKind } from "./tables.ts";

export type WorkerStart = {
  readonly settings: GenerateSettings;
  readonly stems: Stems | null;
  /** Null: rows go back to the main thread, as CSV. */
  readonly url: string | null;
};

export type ChunkDone = {
  readonly chunk: Chunk;
  readonly rows: Readonly<Record<string, number>>;
  readonly bytes: number;
  /** Making the rows, which is work of this thread alone. */
  readonly makeMs: number;
  /** By table, when the rows are not loaded here. */
  readonly csv?: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
};

/** Bytes handed to the socket at once. */
const WRITE_BYTES = 1 << 20;

const { settings, stems, url } = workerData as WorkerStart;
const generator = createGenerator(settings, stems);
const rows = createRowBuffers();
const client = url === null ? null : new pg.Client({ connectionString: url, application_name: "generate" });
await client?.connect();
// Until all is loaded a crash may take the last chunks back: each goes with the word that it is there, and is made again. The first commit
// that waits for the disk, after the rows, waits for all of them.
await client?.query("set synchronous_commit = off");

parentPort!.on("message", async (chunk: Chunk | null) => {
  if (chunk === null) {
    await client?.end();
    parentPort!.close();
    return;
  }
  const startedMs = performance.now();
  const counts = generator.make(chunk, rows);
  const makeMs = performance.now() - startedMs;
  const written = tablesOfKind[chunk.kind].filter(({ name }) => rows[name].rows > 0);
  const rowCounts = Object.fromEntries(written.map(({ name }) => [name, rows[name].rows]));
  const bytes = written.reduce((sum, { name }) => sum + rows[name].bytes().length, 0);
  const csv =
    client === null ? Object.fromEntries(written.map((table) => [table.name, csvOf(rows[table.name].bytes())])) : undefined;
  if (client !== null) await load(client, chunk, counts, rowCounts);
  for (const { name } of written) rows[name].clear();
  const done: ChunkDone = { chunk, rows: rowCounts, bytes, makeMs, ...(csv === undefined ? {} : { csv }) };
  parentPort!.postMessage(done, csv === undefined ? [] : Object.values(csv).map(({ buffer }) => buffer));
});

/** One transaction: all of the chunk is there, and that it is, or nothing. */
async function load(
  client: pg.Client,
  chunk: Chunk,
  counts: ReadonlyMap<string, number>,
  rowCounts: Readonly<Record<string, number>>,
): Promise<void> {
  await client.query("begin");
  for (const { name, columns } of tablesOfKind[chunk.kind]) {
    if (rows[name].rows > 0) await copy(client, `copy ${name} (${columns.join(", ")}) from stdin`, rows[name].bytes());
  }
  if (counts.size > 0) await copy(client, "copy generation.lexemes (lexeme, documents) from stdin", linesOf(counts));
  await client.query("insert into generation.chunks (kind, number, rows) values ($1, $2, $3)", [
    chunk.kind,
    chunk.number,
    JSON.stringify(rowCounts),
  ]);
  await client.query("commit");
}

function linesOf(counts: ReadonlyMap<string, number>): Uint8Array {
  let lines = "";
  for (const [lexeme, count] of counts) lines += `${lexeme}\t${count}\n`;
  return Buffer.from(lines, "latin1");
}

async function copy(client: pg.Client, statement: string, bytes: Uint8Array): Promise<void> {
  const parts = function* () {
    for (let start = 0; start < bytes.length; start += WRITE_BYTES) yield bytes.subarray(start, start + WRITE_BYTES);
  };
  await pipeline(Readable.from(parts(), { objectMode: false }), client.query(copyFrom(statement)));
}
