import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createConnections } from "../../src/lab/workload/open-loop/connections.ts";

const SECONDS = 4;
const CALLERS = 64;

/** Requests per second that one bare node:http process answers to this generator's connections, each asking again as soon as it is answered. */
export async function bareHttpRate(): Promise<number> {
  const child = fork(join(import.meta.dirname, "bare-server.ts"), { execArgv: ["--disable-warning=ExperimentalWarning"] });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  const connections = createConnections({ urls: [url], maxConnections: CALLERS, timeoutMs: 5_000 });
  const request = {
    method: "GET",
    path: "/",
    token: null,
    idempotencyKey: null,
    consistencyToken: null,
    body: null,
    wantsBody: false,
  } as const;
  const startMs = performance.now();
  let answered = 0;
  await new Promise<void>((resolve) => {
    let left = CALLERS;
    const ask = () =>
      connections.send(request, (answer) => {
        if (typeof answer !== "string") answered += 1;
        if (performance.now() - startMs < SECONDS * 1_000) ask();
        else if (--left === 0) resolve();
      });
    for (let caller = 0; caller < CALLERS; caller += 1) ask();
  });
  const perSecond = (answered / (performance.now() - startMs)) * 1_000;
  connections.close();
  child.disconnect();
  return perSecond;
}
