import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Dispatcher, Pool } from "undici";
import { createConnections } from "../../src/lab/workload/open-loop/connections.ts";
import { ownCpuUs } from "../support/cpu.ts";
import { median, printTable, writeResult } from "../support/measure.ts";

const ROUNDS = 3;
const REQUESTS = 15_000;
const PER_SECOND = 5_000;
const CONNECTIONS = 256;
const PATH = "/v1/products/12345";
const TOKEN = "t".repeat(90);

type Send = (done: () => void) => void;

/** What a request costs the generator: processor time of this process at the same open-loop rate, by three clients in turn. */
export async function loadClientBench(): Promise<void> {
  const child = fork(join(import.meta.dirname, "bare-server.ts"), { execArgv: ["--disable-warning=ExperimentalWarning"] });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  const connections = createConnections({ urls: [url], maxConnections: CONNECTIONS * 8, timeoutMs: 10_000 });
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const request = {
    method: "GET",
    path: PATH,
    token: TOKEN,
    idempotencyKey: null,
    consistencyToken: null,
    body: null,
    wantsBody: false,
  } as const;
  const headers = { authorization: `Bearer ${TOKEN}`, accept: "application/json" };
  const options = { method: "GET", path: PATH, headers } as const;
  const ways: Readonly<Record<string, Send>> = {
    "own connections": (done) => void connections.send(request, done),
    "undici dispatch": (done) => void pool.dispatch(options, discard(done)),
    "undici request": (done) =>
      void pool
        .request(options)
        .then(({ body }) => body.dump())
        .then(done),
  };
  const costs = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, send] of Object.entries(ways)) costs.get(name)!.push(await costOf(send));
  }
  const results = Object.fromEntries([...costs].map(([name, rounds]) => [name, { cpuUsPerRequest: median(rounds), rounds }]));
  printTable(
    `Processor time of the client per request, open loop at ${PER_SECOND}/s, ${ROUNDS} alternating rounds`,
    Object.entries(results).map(([client, { cpuUsPerRequest }]) => ({ client, "CPU µs": cpuUsPerRequest })),
  );
  writeResult("load-client", { perSecond: PER_SECOND, results });
  connections.close();
  await pool.close();
  child.disconnect();
}

async function costOf(send: Send): Promise<number> {
  const before = ownCpuUs();
  const startMs = performance.now();
  let sent = 0;
  let answered = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(REQUESTS, ((performance.now() - startMs) / 1_000) * PER_SECOND);
      for (; sent < due; sent += 1) {
        send(() => {
          answered += 1;
          if (answered < REQUESTS) return;
          clearInterval(timer);
          resolve();
        });
      }
    }, 1);
  });
  return (ownCpuUs() - before) / REQUESTS;
}

function discard(done: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart: () => undefined,
    onResponseStart: () => undefined,
    onResponseData: () => undefined,
    onResponseEnd: done,
    onResponseError: (_controller, error) => {
      throw error;
    },
  };
}
