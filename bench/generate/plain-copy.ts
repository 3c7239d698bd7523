import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { finished, pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { rebuild } from "../../src/lab/data/generate/rebuild.ts";
import { dropSecondaries, readSecondaries } from "../../src/lab/data/generate/secondary.ts";
import { tables } from "../../src/lab/data/generate/tables.ts";

/** A run of whole rows in the file of a table. */
type Part = { readonly statement: string; readonly file: string; readonly start: number; readonly end: number };
export type ReadyFiles = { readonly parts: readonly Part[]; readonly bytes: number };

/** So large that starting a COPY costs nothing, so small that all connections end at the same time. */
const PART_BYTES = 8 << 20;
const LINE_END = 0x0a;

/** Writes every table of a shop into a file of its own, in COPY's text format. */
export async function writeReadyFiles(url: string, directory: string): Promise<ReadyFiles> {
  const client = new pg.Client(url);
  await client.connect();
  const parts: Part[] = [];
  let bytes = 0;
  try {
    for (const { name, columns } of tables) {
      const file = join(directory, name);
      const list = columns.join(", ");
      const statement = `copy ${name} (${list}) from stdin`;
      const out = createWriteStream(file);
      let [at, start] = [0, 0];
      for await (const chunk of client.query(copyTo(`copy (select ${list} from ${name}) to stdout`)) as AsyncIterable<Buffer>) {
        if (!out.write(chunk)) await new Promise((resolve) => out.once("drain", resolve));
        const lastLine = chunk.lastIndexOf(LINE_END);
        if (lastLine !== -1 && at + lastLine + 1 - start >= PART_BYTES) {
          parts.push({ statement, file, start, end: at + lastLine + 1 });
          start = at + lastLine + 1;
        }
        at += chunk.length;
      }
      out.end();
      await finished(out);
      if (at > start) parts.push({ statement, file, start, end: at });
      bytes += at;
    }
  } finally {
    await client.end();
  }
  return { parts, bytes };
}

/**
 * What a plain COPY of ready files can do: indexes and keys off, the files through several connections, each part as it is, then the same
 * indexes and keys by the same statements. Answers seconds.
 */
export async function plainCopy(
  url: string,
  files: ReadyFiles,
  options: { readonly connections: number; readonly indexConnections: number },
): Promise<{ readonly load: number; readonly indexes: number }> {
  const clients = await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const client = new pg.Client(url);
      await client.connect();
      // As the generator's connections.
      await client.query("set synchronous_commit = off");
      return client;
    }),
  );
  try {
    const secondaries = await readSecondaries(clients[0]!);
    await dropSecondaries(clients[0]!, secondaries);
    const startedMs = performance.now();
    const waiting = [...files.parts];
    const work = async (client: pg.Client) => {
      for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
        const { statement, file, start, end } = part;
        await pipeline(
          createReadStream(file, { start, end: end - 1, highWaterMark: 1 << 20 }),
          client.query(copyFrom(statement)),
        );
      }
    };
    await Promise.all(clients.map(work));
    const loadedMs = performance.now();
    await rebuild({ url, connections: options.indexConnections, secondaries, vacuum: false });
    return { load: (loadedMs - startedMs) / 1_000, indexes: (performance.now() - loadedMs) / 1_000 };
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
