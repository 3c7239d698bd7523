import { closeSync, openSync, readSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Readiness } from "./part.ts";

/** Short beside the start of any program. */
const POLL_MS = 25;
const ANSWER_TIMEOUT_MS = 2_000;
/** What a program says before it is ready fits in this. */
const MAX_OUTPUT_BYTES = 1024 * 1024;

export type Probe = Exclude<Readiness, { by: "message" }>;

/** Asks again and again until the part serves; answers false when `signal` is aborted before. `output` reads what it has written so far. */
export async function becomesReady(probe: Probe, output: () => string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await isReady(probe, output)) return true;
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

async function isReady(probe: Probe, output: () => string): Promise<boolean> {
  switch (probe.by) {
    case "http":
      return answers(probe.url);
    case "tcp":
      return accepts(probe.host, probe.port);
    case "line":
      return output()
        .split("\n")
        .some((line) => probe.pattern.test(line));
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWER_TIMEOUT_MS });
    const end = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}

/** What stands in a file from a place on, up to a limit. */
export function readFrom(file: string, start: number, most = MAX_OUTPUT_BYTES): string {
  const descriptor = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(most);
    return buffer.toString("utf8", 0, readSync(descriptor, buffer, 0, most, start));
  } finally {
    closeSync(descriptor);
  }
}
