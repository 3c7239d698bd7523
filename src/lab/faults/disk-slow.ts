import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import pg from "pg";
import { FaultRefused } from "./fault.ts";
import { type Carried, type Carry, demandRunning, type FaultGround } from "./ground.ts";

const DEFAULT_FLUSH_DELAY_MS = 50;
const QUERY_TIMEOUT_MS = 3_000;
const WRITER = join(import.meta.dirname, "disk-writer.ts");

export const diskSlow: Carry<"disk-slow"> = async ({ part: name, flushDelayMs, writers }, ground) => {
  const part = demandRunning(name, ground);
  if (!part.kind.startsWith("postgres"))
    throw new FaultRefused("impossible", `${part.name} is no PostgreSQL; nobody else waits for the disk.`);
  if (writers !== undefined) return writeBeside(part.name, await dataDirectoryOf(part.url!), writers);
  if (part.kind !== "postgres-primary") {
    throw new FaultRefused(
      "impossible",
      `${part.name} is a replica, whose flushes cannot be slowed down: give writers in place of flushDelayMs.`,
    );
  }
  return delayFlushes(part.name, flushDelayMs ?? DEFAULT_FLUSH_DELAY_MS, ground);
};

/**
 * PostgreSQL itself sleeps before each flush of its log when `commit_delay` says so and no company is asked for (`commit_siblings`): to
 * the millisecond, on every machine, and for this server alone.
 */
async function delayFlushes(name: string, flushDelayMs: number, ground: FaultGround): Promise<Carried> {
  const primary = () => ground.parts().find(({ kind }) => kind === "postgres-primary");
  const slowDown = () =>
    run(
      primary()!.url!,
      `alter system set commit_delay = ${Math.round(flushDelayMs * 1_000)}`,
      "alter system set commit_siblings = 0",
    );
  let known = primary()!.pid;
  await slowDown();
  return {
    what: `each flush of ${name} takes ${flushDelayMs} ms longer`,
    parts: [name],
    async heal() {
      // Whoever was the primary meanwhile, or is a copy of it, has the settings too.
      const servers = ground.parts().filter(({ kind, pid }) => kind.startsWith("postgres") && pid !== null);
      const healed = await Promise.allSettled(servers.map(({ url }) => resetFlushDelay(url!)));
      const failed = healed.find((each) => each.status === "rejected");
      if (failed !== undefined) throw failed.reason;
    },
    partsChanged() {
      const now = primary()?.pid ?? null;
      if (now === null || now === known) return;
      known = now;
      void slowDown().catch(() => undefined);
    },
  };
}

/** Also what a supervisor that was killed has left behind. */
export async function resetFlushDelay(url: string): Promise<void> {
  await run(url, "alter system reset commit_delay", "alter system reset commit_siblings");
}

async function run(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: QUERY_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    for (const statement of [...statements, "select pg_reload_conf()"]) await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function dataDirectoryOf(url: string): Promise<string> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: QUERY_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query<{ path: string }>("select current_setting('data_directory') as path")).rows[0]!.path;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The real thing, and felt by everybody on that disk. */
function writeBeside(name: string, dataDirectory: string, writers: number): Carried {
  const children = Array.from({ length: writers }, (_, index): ChildProcess => {
    const file = join(dirname(dataDirectory), `.disk-writer-${process.pid}-${index}`);
    // Ends with its standard input, that is with this process, however that ends.
    const child = spawn(process.execPath, [...process.execArgv, WRITER, file], { stdio: ["pipe", "ignore", "ignore"] });
    child.on("error", () => undefined);
    child.stdin!.on("error", () => undefined);
    return child;
  });
  return {
    what: `${writers} ${writers === 1 ? "process writes" : "processes write"} and flush beside ${name}`,
    parts: [name],
    async heal() {
      const ended = children.map((child) => new Promise((resolve) => child.once("exit", resolve)));
      for (const child of children) child.stdin!.end();
      await Promise.all(children.map((child, index) => (child.exitCode === null ? ended[index] : undefined)));
    },
  };
}
