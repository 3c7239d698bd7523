import { execFile, execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { cpuUsOf } from "../support/cpu.ts";

const run = promisify(execFile);

export type Load = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the server, for one request. */
  readonly cpuUs: number;
  /** CPU time of the generator as a share of one core; near 1 it was the bottleneck. */
  readonly generatorBusy: number;
};

export const CONNECTIONS = 32;
/** Above it the generator may have been what was measured. */
export const SATURATED = 0.95;

export const has = (program: string): boolean => {
  try {
    execFileSync("which", [program], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** The generator has the last core, the server the first; PostgreSQL takes what it gets. */
export const SERVER_CORE = "0";
const GENERATOR_CORE = String(availableParallelism() - 1);

/** Loads an address with wrk; `script` is Lua that makes the requests. `serverPids`: whose CPU time counts. */
export async function load(url: string, seconds: number, serverPids: readonly number[], script?: string): Promise<Load> {
  const args = [
    "-c",
    GENERATOR_CORE,
    "wrk",
    "-t1",
    `-c${CONNECTIONS}`,
    `-d${seconds}`,
    "--latency",
    ...(script ? ["-s", script] : []),
    url,
  ];
  const cpuOf = () => serverPids.reduce((sum, pid) => sum + cpuUsOf(pid), 0);
  const [cpuBefore, startedMs] = [cpuOf(), performance.now()];
  const { stdout } = await run("bash", ["-c", `time taskset ${args.map((arg) => `'${arg}'`).join(" ")}`], {
    maxBuffer: 1 << 20,
  }).then(({ stdout, stderr }) => ({ stdout: stdout + stderr }));
  const tookMs = performance.now() - startedMs;
  const cpuUs = cpuOf() - cpuBefore;
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`not every request was answered:\n${stdout}`);
  const requests = Number(/(\d+) requests in/.exec(stdout)![1]);
  const [, minutes, rest] = /user\s+(\d+)m([\d.]+)s/.exec(stdout)!;
  const [, sysMinutes, sysRest] = /sys\s+(\d+)m([\d.]+)s/.exec(stdout)!;
  const busySeconds = Number(minutes) * 60 + Number(rest) + Number(sysMinutes) * 60 + Number(sysRest);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)![1]),
    p50Ms: milliseconds(/50%\s+(\S+)/.exec(stdout)![1]!),
    p99Ms: milliseconds(/99%\s+(\S+)/.exec(stdout)![1]!),
    cpuUs: cpuUs / requests,
    generatorBusy: busySeconds / (tookMs / 1_000),
  };
}

function milliseconds(text: string): number {
  const value = Number.parseFloat(text);
  return text.endsWith("us") ? value / 1_000 : text.endsWith("ms") ? value : value * 1_000;
}

/** Transactions per second of `pgbench -S` with prepared statements and the same connections, against the same server. */
export async function pgbenchReads(url: string, seconds: number): Promise<number> {
  const args = ["-n", "-S", "-M", "prepared", "-c", String(CONNECTIONS), "-j", "2", "-T", String(seconds), url];
  const { stdout } = await run("pgbench", args, { maxBuffer: 1 << 20 });
  return Number(/tps = ([\d.]+)/.exec(stdout)![1]);
}

/** Its tables: one row for each product. */
export async function preparePgbench(url: string, rows: number): Promise<void> {
  await run("pgbench", ["-i", "-q", "-s", String(Math.max(1, Math.round(rows / 100_000))), url], { maxBuffer: 1 << 20 });
}
