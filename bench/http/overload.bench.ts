import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import { freePorts } from "../../src/lab/supervisor/free-ports.ts";
import { seededRandom } from "../../src/platform/random.ts";
import { closedLoop, median, printTable, writeResult } from "../support/measure.ts";

const ROUNDS = 3;
const SECONDS = 12;
/** The way to the steady state; not counted. */
const WARM_UP_SECONDS = 4;
const TARGET_QUEUE_MS = 100;
const CALIBRATION_REQUESTS = 2_000;
/** The rest of the requests are reads. */
const SHARES = { checkout: 0.05, write: 0.15 } as const;
const CONNECTIONS = 2_000;
const SERVER = join(import.meta.dirname, "job-server.ts");

type Kind = "checkout" | "write" | "read";
type Seen = { readonly kind: Kind; readonly status: number; readonly ms: number };

/** Goodput, latency of who is let in, and who is refused, below and beyond what a process can do; with and without load shedding. */
export async function overloadBench(): Promise<void> {
  const capacity = await withServer(0, async (url) => {
    const client = new Pool(url, { connections: 8 });
    const { perSecond } = await closedLoop(CALIBRATION_REQUESTS, 8, async () => {
      await (await client.request({ method: "GET", path: "/v1/read" })).body.dump();
    });
    await client.close();
    return perSecond;
  });
  const cases = [0.5, 1, 3].flatMap((times) => [TARGET_QUEUE_MS, 0].map((targetQueueMs) => ({ times, targetQueueMs })));
  const rounds = cases.map(() => [] as ReturnType<typeof figuresOf>[]);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { times, targetQueueMs }] of cases.entries()) {
      const seen = await withServer(targetQueueMs, (url) => offer(url, times * capacity, round));
      rounds[index]!.push(figuresOf(seen));
    }
  }
  const rows = cases.map(({ times, targetQueueMs }, index) => {
    const of = (field: keyof ReturnType<typeof figuresOf>) => median(rounds[index]!.map((one) => one[field]));
    return {
      "offered / capacity": `${times}`,
      shedding: targetQueueMs === 0 ? "off" : "on",
      "served / capacity": of("goodput") / capacity,
      "p50 ms": of("p50Ms"),
      "p99 ms": of("p99Ms"),
      "checkouts refused %": of("checkout"),
      "writes refused %": of("write"),
      "reads refused %": of("read"),
    };
  });
  printTable(`Load shedding: capacity ${Math.round(capacity)} requests a second of 2 ms each, one process`, rows);
  writeResult("overload", { capacity, cases, rounds, rows });
}

async function withServer<T>(targetQueueMs: number, work: (url: string) => Promise<T>): Promise<T> {
  const [port] = (await freePorts(1)) as [number];
  const child = spawn(process.execPath, [...process.execArgv, SERVER, "own", String(port), String(targetQueueMs)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const over = new Promise((resolve) => child.once("exit", resolve));
  try {
    await new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    });
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    child.kill("SIGKILL");
    await over;
  }
}

/** Requests at a rate, whatever comes back; latencies are from the moment at which each was due. */
async function offer(url: string, perSecond: number, seed: number): Promise<Seen[]> {
  const random = seededRandom(seed);
  const client = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const seen: Seen[] = [];
  const pending: Promise<void>[] = [];
  const startMs = performance.now();
  for (let index = 0; index < SECONDS * perSecond; index += 1) {
    const dueMs = startMs + (index * 1_000) / perSecond;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 0) await delay(earlyMs);
    const draw = random();
    const kind: Kind = draw < SHARES.checkout ? "checkout" : draw < SHARES.checkout + SHARES.write ? "write" : "read";
    const call = client.request({ method: kind === "read" ? "GET" : "POST", path: `/v1/${kind}` });
    const note = async ({ statusCode, body }: Awaited<typeof call>) => {
      await body.dump();
      const isCounted = dueMs - startMs > WARM_UP_SECONDS * 1_000;
      if (isCounted) seen.push({ kind, status: statusCode, ms: performance.now() - dueMs });
    };
    // What has no answer at the end was queued for longer than anybody waits.
    pending.push(call.then(note).catch(() => undefined));
  }
  await delay(Math.max(0, startMs + SECONDS * 1_000 - performance.now()));
  await client.destroy();
  await Promise.all(pending);
  return seen;
}

function figuresOf(seen: readonly Seen[]) {
  const served = seen
    .filter(({ status }) => status === 200)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  const at = (share: number) => served[Math.floor(served.length * share)] ?? Number.NaN;
  const refused = (kind: Kind) => {
    const all = seen.filter((one) => one.kind === kind);
    return (100 * all.filter(({ status }) => status === 503).length) / Math.max(1, all.length);
  };
  return {
    goodput: served.length / (SECONDS - WARM_UP_SECONDS),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    checkout: refused("checkout"),
    write: refused("write"),
    read: refused("read"),
  };
}
