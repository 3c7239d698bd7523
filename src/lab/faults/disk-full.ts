import { execFileSync } from "node:child_process";
import { closeSync, openSync, readdirSync, rmSync, statfsSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProgram } from "../supervisor/programs.ts";
import { dataDirectoryOf } from "./disk-slow.ts";
import { FaultRefused } from "./fault.ts";
import { type Carried, type Carry, demandRunning, type FaultGround } from "./ground.ts";
import { processTree } from "./process-tree.ts";

export const BALLAST_FILE = ".fault-ballast";
/** More would take minutes to fill, and a file system of this size was not made to be filled. */
const MAX_BALLAST_BYTES = 4 * 1024 ** 3;
const PIECE = Buffer.alloc(1024 * 1024);
const SMALLEST_PIECE_BYTES = 4_096;
/** The smallest files of PostgreSQL still can be written; its log, 16 MB a file, only at the begin of each. */
const FILE_SIZE_LIMIT_BYTES = 64 * 1024;

export const diskFull: Carry<"disk-full"> = async ({ part: name }, ground) => {
  const part = demandRunning(name, ground);
  if (!part.kind.startsWith("postgres")) throw new FaultRefused("impossible", `${part.name} is no PostgreSQL.`);
  const directory = dirname(await dataDirectoryOf(part.url!));
  if (isOnFileSystemOfItsOwn(directory)) return fill(part.name, directory);
  const prlimit = process.platform === "linux" ? findProgram(["prlimit"]) : undefined;
  if (prlimit === undefined) {
    throw new FaultRefused(
      "impossible",
      "The disk can be filled only where the data folder has a small file system of its own, or with prlimit (apt-get install util-linux).",
    );
  }
  return limitFileSize(prlimit, part.name, ground);
};

/** Filling it harms nobody else: from the mount point down to the directory there is nothing but the way there. */
export function isOnFileSystemOfItsOwn(directory: string): boolean {
  const { dev } = statSync(directory);
  let place = directory;
  for (;;) {
    const parent = dirname(place);
    if (parent === place) return false;
    if (statSync(parent).dev !== dev) return true;
    const others = readdirSync(parent).filter((entry) => entry !== "lost+found" && join(parent, entry) !== place);
    if (others.length > 0) return false;
    place = parent;
  }
}

/** Real: everything that is written there fails with ENOSPC. */
function fill(name: string, directory: string): Carried {
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize > MAX_BALLAST_BYTES) {
    throw new FaultRefused(
      "impossible",
      `The file system of ${directory} has more than 4 GiB free, which would take too long to fill.`,
    );
  }
  const ballast = join(directory, BALLAST_FILE);
  const file = openSync(ballast, "w", 0o600);
  try {
    for (let bytes = PIECE.length; bytes >= SMALLEST_PIECE_BYTES; ) {
      try {
        if (writeSync(file, PIECE, 0, bytes) < bytes) bytes /= 2;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        bytes /= 2;
      }
    }
  } finally {
    closeSync(file);
  }
  return {
    what: `the disk of ${name} is full`,
    parts: [name],
    heal: () => rmSync(ballast, { force: true }),
  };
}

/**
 * Without a file system that may be filled: the system refuses the server's processes to write beyond the first 64 KB of any file, and
 * PostgreSQL ends at its next commit, as it does when its log's disk is full. A server that is started again in its place gets the same limit.
 */
function limitFileSize(prlimit: string, name: string, ground: FaultGround): Carried {
  const running = () => ground.parts().find((part) => part.name === name);
  const hasReplicas = ground.parts().some(({ kind }) => kind === "postgres-replica");
  const limit = (pid: number, bytes: number | "unlimited") => {
    for (const each of processTree(pid)) {
      const failure = setLimit(prlimit, each, bytes);
      // One of the others may have ended meanwhile.
      if (failure !== null && each === pid)
        throw new FaultRefused("impossible", `The limit of ${name} cannot be set: ${failure}`);
    }
  };
  let limited = running()!.pid!;
  limit(limited, FILE_SIZE_LIMIT_BYTES);
  return {
    what: `${name} can write nothing more to its log`,
    parts: [name],
    heal() {
      if (running()?.pid === limited) limit(limited, "unlimited");
    },
    partsChanged() {
      const now = running()?.pid ?? null;
      // After a failover it is another server, on what would be another disk.
      if (now === null || now === limited || hasReplicas) return;
      limited = now;
      for (const pid of processTree(now)) setLimit(prlimit, pid, FILE_SIZE_LIMIT_BYTES);
    },
  };
}

/** Under root the server runs as another user, and only that user's processes may change its limits. Answers why it did not work. */
function setLimit(prlimit: string, pid: number, bytes: number | "unlimited"): string | null {
  try {
    const { uid, gid } = statSync(`/proc/${pid}`);
    const owner = process.getuid?.() === 0 ? { uid, gid } : {};
    execFileSync(prlimit, ["--pid", String(pid), `--fsize=${bytes}:`], {
      stdio: ["ignore", "ignore", "pipe"],
      cwd: "/",
      ...owner,
    });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
