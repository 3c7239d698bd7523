import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { createGenerator, planChunks } from "./chunks.ts";
import type { GenerateSettings } from "./settings.ts";
import { tables } from "./tables.ts";
import type { ChunkDone } from "./worker.ts";
import { runChunks } from "./worker-pool.ts";

export type CsvResult = { readonly rows: Readonly<Record<string, number>>; readonly bytes: number; readonly seconds: number };

export type CsvOptions = {
  readonly directory: string;
  readonly settings: GenerateSettings;
  readonly workers: number;
  readonly onProgress?: (done: number, total: number, rows: number) => void;
};

/**
 * Writes a file for each table, with its columns in the first line, in the same order whatever the number of workers. Rows for search are
 * left out: `tenfold reindex` makes them.
 * @throws a sentence when the folder is not empty
 */
export async function writeCsvFiles({ directory, settings, workers, onProgress }: CsvOptions): Promise<CsvResult> {
  await mkdir(directory, { recursive: true });
  if ((await readdir(directory)).length > 0) throw new Error(`The folder ${directory} is not empty.`);
  const startedMs = performance.now();
  const files = new Map<string, WriteStream>();
  const rows: Record<string, number> = {};
  let bytes = 0;
  let totalRows = 0;
  const chunks = planChunks(settings, createGenerator(settings, null));

  async function write({ csv = {}, rows: counted }: ChunkDone): Promise<void> {
    for (const [table, part] of Object.entries(csv)) {
      const file = files.get(table) ?? open(table);
      if (!file.write(part)) await new Promise((resolve) => file.once("drain", resolve));
      bytes += part.length;
      rows[table] = (rows[table] ?? 0) + counted[table]!;
      totalRows += counted[table]!;
    }
  }
  function open(table: string): WriteStream {
    const file = createWriteStream(join(directory, `${table}.csv`));
    file.write(`${tables.find(({ name }) => name === table)!.columns.join(",")}\n`);
    files.set(table, file);
    return file;
  }

  // A worker that is ahead waits for its chunk's turn, so at most one for each worker is kept.
  const turns = new Map<number, () => void>();
  const places = new Map(chunks.map((chunk, place) => [`${chunk.kind} ${chunk.number}`, place]));
  let next = 0;
  await runChunks(chunks, workers, { settings, stems: null, url: null }, async (done) => {
    const place = places.get(`${done.chunk.kind} ${done.chunk.number}`)!;
    if (place !== next) await new Promise<void>((resolve) => turns.set(place, resolve));
    await write(done);
    next += 1;
    onProgress?.(next, chunks.length, totalRows);
    turns.get(next)?.();
    turns.delete(next);
  });
  for (const file of files.values()) file.end();
  await Promise.all([...files.values()].map((file) => finished(file)));
  return { rows, bytes, seconds: (performance.now() - startedMs) / 1_000 };
}
