import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse/sync";
import { COLUMNS, parseRow, type Row } from "./row.ts";

export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

export interface ReadProgress {
  /** Bytes read from the file as it is stored, so that `bytesRead / totalBytes` is the share done. */
  readonly bytesRead: number;
  readonly totalBytes: number;
  /** Lines after the header, good and bad. */
  readonly rows: number;
}

export interface ReadOptions {
  readonly onBadRow?: (bad: BadRow) => void;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** The longest real line has about 130 bytes. A longer "line" than this is a damaged file, not a row. */
const MAX_LINE_BYTES = 16 * 1024;
/** About one call per tenth of a second at the speed of one core. */
const ROWS_PER_PROGRESS = 10_000;
const NEWLINE = 0x0a;

/**
 * Streams the rows of an Online Retail file, `.csv` or `.csv.gz` (told by its first bytes), in constant memory.
 *
 * A bad row is reported with its line and reason and skipped. A field may be quoted but holds no line break, so a stray quote
 * spoils one line only. Throws when the file cannot be read, is cut short, is UTF-16, or does not begin with the header.
 */
export async function* readRows(path: string, options: ReadOptions = {}): AsyncGenerator<Row, void, undefined> {
  const { magic, totalBytes } = await openHead(path);
  if ((magic[0] === 0xff && magic[1] === 0xfe) || (magic[0] === 0xfe && magic[1] === 0xff)) {
    throw new Error(`${path} is UTF-16: save it as UTF-8`);
  }
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const gzipped = magic[0] === 0x1f && magic[1] === 0x8b;
  // The callback of pipeline has nothing to do: the error also reaches the loop that reads the last stream.
  const bytes: Readable = gzipped ? pipeline(file, createGunzip({ chunkSize: 256 * 1024 }), () => {}) : file;

  let line = 0;
  for await (const text of splitLines(bytes)) {
    line += 1;
    if (line === 1) {
      checkHeader(path, text);
      continue;
    }
    if (text === "") continue;
    const parsed = text === undefined ? { reason: `is longer than ${MAX_LINE_BYTES} bytes` } : parseLine(text, line);
    if ("row" in parsed) yield parsed.row;
    else options.onBadRow?.({ line, reason: parsed.reason });
    if ((line - 1) % ROWS_PER_PROGRESS === 0) options.onProgress?.({ bytesRead: file.bytesRead, totalBytes, rows: line - 1 });
  }
  if (line === 0) throw new Error(`${path} is empty: its first line must be ${COLUMNS.join(",")}`);
  options.onProgress?.({ bytesRead: file.bytesRead, totalBytes, rows: line - 1 });
}

async function openHead(path: string): Promise<{ readonly magic: Buffer; readonly totalBytes: number }> {
  await using handle = await open(path);
  const magic = Buffer.alloc(2);
  await handle.read(magic, 0, 2, 0);
  return { magic, totalBytes: (await handle.stat()).size };
}

function checkHeader(path: string, text: string | undefined): void {
  const names = text?.replace(/^\uFEFF/, "").split(",") ?? [];
  const same =
    names.length === COLUMNS.length && COLUMNS.every((column, index) => names[index]?.replace(/^"|"$/g, "").trim() === column);
  if (!same) throw new Error(`${path} is not an Online Retail file: its first line must be ${COLUMNS.join(",")}`);
}

function parseLine(text: string, line: number): ReturnType<typeof parseRow> {
  // 99 lines of 100 hold no quote; splitting them directly is ten times faster.
  if (!text.includes('"')) return parseRow(text.split(","), line);
  try {
    const records: string[][] = parse(text, { relax_column_count: true });
    return parseRow(records[0] ?? [], line);
  } catch (error) {
    return { reason: `is not CSV: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Lines without their line break (LF or CRLF); undefined stands for a line that was too long and has been dropped. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string | undefined, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let dropping = false;
  for await (const chunk of chunks) {
    const buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE, start); end !== -1; end = buffer.indexOf(NEWLINE, start)) {
      yield dropping || end - start > MAX_LINE_BYTES ? undefined : lineText(buffer, start, end);
      dropping = false;
      start = end + 1;
    }
    rest = buffer.subarray(start);
    if (rest.length > MAX_LINE_BYTES) {
      dropping = true;
      rest = Buffer.alloc(0);
    }
  }
  if (dropping) yield undefined;
  else if (rest.length > 0) yield lineText(rest, 0, rest.length);
}

function lineText(buffer: Buffer, start: number, end: number): string {
  const last = end > start && buffer[end - 1] === 0x0d ? end - 1 : end;
  return buffer.toString("utf8", start, last);
}
