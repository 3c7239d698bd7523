import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import { freePorts } from "../../src/lab/supervisor/free-ports.ts";
import { nginxPart } from "../../src/lab/supervisor/parts/nginx.ts";
import { howToInstall, nginx, pathOf } from "../../src/lab/supervisor/programs.ts";
import { httpLimits } from "../../src/platform/http/limits.ts";
import { seededRandom } from "../../src/platform/random.ts";
import { cpuUsOf } from "../support/cpu.ts";
import { median, printTable, writeResult } from "../support/measure.ts";

const PROCESSES = 2;
const ROUNDS = 3;
const SECONDS = 5;
const CONNECTIONS = 32;
/** Of the requests of the second load; they take 20 ms of a processor, the others next to nothing. */
const LONG_SHARE = 0.03;
/** Of the second load: far from the limit, so that what is seen is the distribution and not the saturation. */
const MIXED_PER_SECOND = 400;
const SERVER = join(import.meta.dirname, "job-server.ts");

type Way = { readonly name: string; start(): Promise<Running> };
type Running = { readonly url: string; readonly pids: readonly number[]; stop(): Promise<void> };
type Figures = {
  readonly perSecond: number;
  readonly cpuUsPerRequest: number;
  readonly shortP50Ms: number;
  readonly shortP99Ms: number;
  readonly largestShare: number;
};

/** The same jobs behind one address in three ways, beside one process alone. */
export async function processesBench(): Promise<void> {
  const program = pathOf(nginx);
  if (spawnSync("wrk", ["--version"]).error !== undefined) {
    process.stdout.write("skipped: wrk is not installed (apt-get install wrk)\n");
    return;
  }
  if (program === undefined) process.stdout.write(`nginx is left out: not installed (${howToInstall(nginx)})\n`);
  const ways: Way[] = [
    { name: "one process", start: () => startProcesses("own", 1) },
    { name: "node:cluster", start: () => startProcesses("cluster", 1) },
    { name: "shared port", start: () => startProcesses("shared", PROCESSES) },
    ...(program === undefined ? [] : [{ name: "nginx least_conn", start: () => startBehindNginx(program) }]),
  ];
  const figures = new Map<string, Figures[]>(ways.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) for (const way of ways) figures.get(way.name)!.push(await measure(way, round));
  const rows = [...figures].map(([name, rounds]) => {
    const of = (field: keyof Figures) => median(rounds.map((one) => one[field]));
    return {
      way: name,
      "requests/s": of("perSecond"),
      "CPU µs/request": of("cpuUsPerRequest"),
      "short p50 ms": of("shortP50Ms"),
      "short p99 ms": of("shortP99Ms"),
      "largest share": of("largestShare"),
    };
  });
  printTable(
    `${PROCESSES} processes behind one address: ${CONNECTIONS} connections as fast as they can (wrk); then ${MIXED_PER_SECOND} requests a second, ${LONG_SHARE * 100} % of 20 ms`,
    rows,
  );
  writeResult("processes", { rounds: Object.fromEntries(figures), rows });
}

async function startProcesses(mode: "own" | "shared" | "cluster", count: number): Promise<Running> {
  const [port] = (await freePorts(1)) as [number];
  const children = await Promise.all(Array.from({ length: count }, () => startServer(mode, port)));
  const pids = mode === "cluster" ? [children[0]!.pid!, ...childrenOf(children[0]!.pid!)] : children.map(({ pid }) => pid!);
  return { url: `http://127.0.0.1:${port}`, pids, stop: () => stopAll(children) };
}

async function startBehindNginx(program: string): Promise<Running> {
  const [front, ...upstreamPorts] = (await freePorts(PROCESSES + 1)) as [number, ...number[]];
  const children = await Promise.all(upstreamPorts.map((port) => startServer("own", port)));
  const directory = mkdtempSync(join(tmpdir(), "tenfold-bench-nginx-"));
  const { part } = await nginxPart({
    program,
    directory,
    logDirectory: directory,
    host: "127.0.0.1",
    port: front,
    upstreamPorts,
    proxy: { managed: true, keepAliveConnections: 64, upstreamTimeoutMs: 30_000 },
    limits: httpLimits,
  });
  const proxy = spawn(part.program, [...part.args], { stdio: "ignore" });
  const url = `http://127.0.0.1:${front}`;
  while (
    !(await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await delay(20);
  return {
    url,
    pids: [...children.map(({ pid }) => pid!), proxy.pid!, ...childrenOf(proxy.pid!)],
    async stop() {
      await stopAll([proxy, ...children]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function startServer(mode: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...process.execArgv, SERVER, mode, String(port)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(child));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
  return stdout.trim().split(/\s+/).filter(Boolean).map(Number);
}

async function stopAll(children: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    children.map(
      (child) =>
        new Promise((resolve) => {
          child.once("exit", resolve);
          child.kill("SIGTERM");
        }),
    ),
  );
}

async function measure(way: Way, round: number): Promise<Figures> {
  const running = await way.start();
  try {
    const cpu = () => running.pids.reduce((sum, pid) => sum + cpuUsOf(pid), 0);
    wrk(running.url, 1);
    const before = cpu();
    const { requests, perSecond } = wrk(running.url, SECONDS);
    const cpuUsPerRequest = (cpu() - before) / requests;
    return { perSecond, cpuUsPerRequest, ...(await mixed(running.url, round)) };
  } finally {
    await running.stop();
  }
}

function wrk(url: string, seconds: number) {
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, `${url}/v1/short`];
  const { stdout } = spawnSync("wrk", args, { encoding: "utf8" });
  const requests = Number(/(\d+) requests in/.exec(stdout)![1]);
  return { requests, perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)![1]) };
}

/** Short and long requests on kept connections, at a fixed rate; a short one that lands behind a long one waits for it. */
async function mixed(url: string, seed: number) {
  const random = seededRandom(seed);
  const client = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const shortMs: number[] = [];
  const served = new Map<string, number>();
  const pending: Promise<void>[] = [];
  const startMs = performance.now();
  const total = SECONDS * MIXED_PER_SECOND;
  for (let index = 0; index < total; index += 1) {
    const dueMs = startMs + (index * 1_000) / MIXED_PER_SECOND;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 0) await delay(earlyMs);
    const isLong = random() < LONG_SHARE;
    pending.push(
      client.request({ method: "GET", path: isLong ? "/v1/long" : "/v1/short" }).then(async ({ body, headers }) => {
        await body.dump();
        const server = String(headers["x-process"]);
        served.set(server, (served.get(server) ?? 0) + 1);
        if (!isLong) shortMs.push(performance.now() - dueMs);
      }),
    );
  }
  await Promise.all(pending);
  await client.close();
  shortMs.sort((a, b) => a - b);
  const at = (share: number) => shortMs[Math.floor(shortMs.length * share)]!;
  return { shortP50Ms: at(0.5), shortP99Ms: at(0.99), largestShare: Math.max(...served.values()) / total };
}
