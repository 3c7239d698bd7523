// One thread of the load generator. The thread that started it does everything else: progress, samples of the shop, the report.
import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { generate } from "./generator.ts";
import type { StartMessage, WorkerPlan } from "./messages.ts";

const port = parentPort!;
port.postMessage({ kind: "ready" });
const [start] = (await once(port, "message")) as [StartMessage];
const stop = new AbortController();
port.on("message", () => stop.abort());
const done = await generate(workerData as WorkerPlan, start.startsAtMs, (second) => port.postMessage(second), stop.signal);
port.postMessage(done);
