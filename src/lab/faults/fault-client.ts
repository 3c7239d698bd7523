import { request } from "node:http";
import { type Failover, type Fault, type FaultRecord, FaultRefused, type RefusalReason } from "./fault.ts";
import { connectPath, fitsSocketPath } from "./socket-path.ts";

/** What a running shop can be done to: its parts, and between whom the network can fail. */
export type FaultPlaces = {
  readonly parts: readonly { readonly name: string; readonly kind: string; readonly isRunning: boolean }[];
  /** Empty unless the shop was started with network faults possible. */
  readonly links: readonly { readonly from: string; readonly to: string }[];
  /** A replica could take over without loss; null where there are no replicas. */
  readonly isProtected: boolean | null;
};

export type FaultState = { readonly faults: readonly FaultRecord[]; readonly failovers: readonly Failover[] };

/** Faults of a shop that runs, whoever started it. Every call rejects with `FaultRefused`, or with a sentence when nothing runs there. */
export interface FaultClient {
  inject(fault: Fault): Promise<FaultRecord>;
  /** Those that last, and the latest of those that are over, in the order of their begin; and every change of the primary. */
  list(): Promise<FaultState>;
  heal(id: string): Promise<FaultRecord>;
  /** Answers those that it healed. */
  healAll(): Promise<readonly FaultRecord[]>;
  places(): Promise<FaultPlaces>;
}

/** A pause of a frozen database waits for nothing that takes longer. */
const ANSWER_TIMEOUT_MS = 20_000;

/** Speaks through `<data>/lab.sock` with the supervisor of that data folder. */
export function createFaultClient(dataDirectory: string): FaultClient {
  async function call<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
    const place = connectPath(dataDirectory);
    // Where the path is too long there would be a link, if anything ran there.
    if (!fitsSocketPath(place)) throw nothingRuns();
    const { status, text } = await ask(place, method, path, body === undefined ? null : JSON.stringify(body));
    const answer = JSON.parse(text) as unknown;
    if (status < 400) return answer as T;
    const { reason, message } = answer as { reason: RefusalReason; message: string };
    throw new FaultRefused(reason, message);
  }
  return {
    inject: (fault) => call("POST", "/faults", fault),
    list: () => call("GET", "/faults"),
    heal: (id) => call("DELETE", `/faults/${encodeURIComponent(id)}`),
    healAll: () => call("DELETE", "/faults"),
    places: () => call("GET", "/places"),
  };
}

function ask(socketPath: string, method: string, path: string, body: string | null): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { socketPath, method, path, agent: false, timeout: ANSWER_TIMEOUT_MS, headers: { "content-type": "application/json" } },
      (incoming) => {
        let text = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (piece: string) => {
          text += piece;
        });
        incoming.on("end", () => resolve({ status: incoming.statusCode ?? 500, text }));
        incoming.on("error", reject);
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error("The supervisor gives no answer.")));
    outgoing.on("error", (error: NodeJS.ErrnoException) => reject(explained(error)));
    outgoing.end(body ?? undefined);
  });
}

function explained(error: NodeJS.ErrnoException): Error {
  if (error.code === "EACCES" || error.code === "EPERM")
    return new Error("Only who started the shop may do something to it.", { cause: error });
  if (error.code === "ENOENT" || error.code === "ECONNREFUSED") return nothingRuns(error);
  return error;
}

function nothingRuns(cause?: Error): Error {
  return new Error("Nothing runs on this data folder; `tenfold up` starts a shop.", { cause });
}
