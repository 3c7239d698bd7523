import { totalmem } from "node:os";

const MIB = 1024 ** 2;
/** The rest is the system's, which keeps files in it, and the processes'. */
const SHARE_OF_SERVERS = 0.5;
/** PostgreSQL's manual advises against more for one server. */
const LARGEST_SHARE = 0.25;
const LEAST_MIB = 128;
/** Beyond it PostgreSQL gains little, and checkpoints take longer. */
const MOST_MIB = 16_384;

/** The `shared_buffers` of each of `servers` PostgreSQL servers that share this machine. Memory is taken only as it is filled. */
export function sharedBuffers(servers: number, memoryBytes: number = memoryHere()): string {
  const share = Math.min(LARGEST_SHARE, SHARE_OF_SERVERS / servers);
  const mib = Math.floor((share * memoryBytes) / MIB);
  return `${Math.max(LEAST_MIB, Math.min(MOST_MIB, mib))}MB`;
}

/** What this machine has, or what this process was given of it. */
function memoryHere(): number {
  const given = process.constrainedMemory();
  return given > 0 ? Math.min(given, totalmem()) : totalmem();
}
