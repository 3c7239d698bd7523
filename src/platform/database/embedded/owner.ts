import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { processStart } from "./processes.ts";

/** Who uses a data directory: one process, known by its pid and its start. */
export type OwnerRecord = {
  readonly pid: number;
  readonly processStart: string;
  /** Removed by the one who takes over, since its owner could not. */
  readonly socketDirectory: string | undefined;
};

export type Ownership = {
  /** The record of a dead owner that was taken over from, if there was one. */
  readonly abandoned: OwnerRecord | undefined;
  /** Writes into the record where the socket is. */
  noteSocketDirectory(socketDirectory: string): Promise<void>;
  release(): Promise<void>;
};

/** Each round is lost only to another process that claims or releases at the same instant. */
const MAX_CLAIM_ROUNDS = 20;

/**
 * Claims a data directory for this process by making `file`, which only one process can.
 * The record of a dead process is moved aside; what was moved is read again, so that a claim made in that instant is put back.
 * PostgreSQL's own lock file stays the last word on the data; this one gives the clear answer and the right to stop an orphan.
 */
export async function claimOwnership(file: string, dataDirectory: string): Promise<Ownership> {
  const own = { pid: process.pid, processStart: processStart(process.pid) ?? "unknown", socketDirectory: undefined };
  const draft = `${file}.${process.pid}-${randomUUID()}`;
  await writeFile(draft, JSON.stringify(own), { flag: "wx", mode: 0o600 });
  let abandoned: OwnerRecord | undefined;
  try {
    for (let round = 0; round < MAX_CLAIM_ROUNDS; round++) {
      if (await linkUnlessExists(draft, file)) return ownership(file, own, abandoned);
      const text = await readFile(file, "utf8").catch(() => undefined);
      if (text === undefined) continue;
      const record = parse(text);
      if (record && processStart(record.pid) === record.processStart) {
        throw new Error(
          `The data directory ${dataDirectory} is in use by process ${record.pid}${record.pid === process.pid ? " (this one)" : ""}. Stop that process first, or use another data directory.`,
        );
      }
      const aside = `${draft}.stale`;
      const moved = await rename(file, aside).then(
        () => true,
        () => false,
      );
      if (!moved) continue;
      if ((await readFile(aside, "utf8")) === text) abandoned = record ?? abandoned;
      else await linkUnlessExists(aside, file);
      await rm(aside, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new Error(`The data directory ${dataDirectory} is claimed by several processes at once. Start one of them.`);
}

function ownership(file: string, own: OwnerRecord, abandoned: OwnerRecord | undefined): Ownership {
  return {
    abandoned,
    async noteSocketDirectory(socketDirectory) {
      const draft = `${file}.${own.pid}-${randomUUID()}`;
      await writeFile(draft, JSON.stringify({ ...own, socketDirectory }), { flag: "wx", mode: 0o600 });
      await rename(draft, file);
    },
    async release() {
      await rm(file, { force: true });
    },
  };
}

async function linkUnlessExists(existing: string, file: string): Promise<boolean> {
  try {
    await link(existing, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** A record cut off by a full disk or a crash counts as left by a dead owner. */
function parse(text: string): OwnerRecord | undefined {
  try {
    const record = JSON.parse(text) as OwnerRecord;
    return Number.isInteger(record.pid) ? record : undefined;
  } catch {
    return undefined;
  }
}
