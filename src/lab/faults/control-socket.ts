import { chmodSync, lstatSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { FaultRefused, type RefusalReason } from "./fault.ts";
import type { FaultBoard } from "./fault-board.ts";
import { CONTROL_SOCKET, connectPath, controlSocketIn, fitsSocketPath } from "./socket-path.ts";

/** Where faults of a running shop are asked for, by whoever started it and nobody else. */
export interface ControlSocket {
  close(): Promise<void>;
}

/** A fault has 200 bytes. */
const MAX_BODY_BYTES = 16 * 1024;
const STATUS: Readonly<Record<RefusalReason, number>> = { invalid: 400, unknown: 404, impossible: 422, "not-now": 409 };
/** Of the folder that stands in for a data folder whose path is too long. */
const SHORT_PREFIX = "/tmp/tenfold-lab-";

/**
 * HTTP over the Unix socket `<data>/lab.sock`. Its rights and those of the folder keep everybody else out. A path that is too long for a
 * socket holds a link to one that is not. Rejects with a sentence when another supervisor answers there.
 */
export async function openControlSocket(dataDirectory: string, board: FaultBoard): Promise<ControlSocket> {
  const path = controlSocketIn(dataDirectory);
  await removeAbandoned(dataDirectory, path);
  const place = fitsSocketPath(path) ? path : join(mkdtempSync(SHORT_PREFIX), CONTROL_SOCKET);
  const server = createServer((request, response) => void answer(board, request, response));
  // Others could connect in between the making of the socket and its rights.
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(place, resolve));
  } finally {
    process.umask(mask);
  }
  chmodSync(place, 0o600);
  if (place !== path) symlinkSync(place, path);
  server.unref();
  return {
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      remove(path, place);
    },
  };
}

/** What a supervisor left that was killed. */
async function removeAbandoned(dataDirectory: string, path: string): Promise<void> {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  const place = connectPath(dataDirectory);
  if (await isAnswered(place)) throw new Error(`Another supervisor runs on ${dataDirectory}; stop it first.`);
  remove(path, place);
}

function remove(path: string, place: string): void {
  rmSync(path, { force: true });
  // Only a folder of the name that is made here, whatever the link says.
  if (place !== path && /^\/tmp\/tenfold-lab-[A-Za-z0-9]{6}\/lab\.sock$/.test(place))
    rmSync(dirname(place), { recursive: true, force: true });
}

function isAnswered(place: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function answer(board: FaultBoard, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, body: unknown) =>
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" }).end(JSON.stringify(body));
  try {
    const [, room, id, ...rest] = (request.url ?? "").split("?")[0]!.split("/").map(decodeURIComponent);
    const call = rest.length > 0 ? "" : `${request.method} ${room}${id === undefined ? "" : "/id"}`;
    switch (call) {
      case "GET faults":
        return void send(200, board.state());
      case "POST faults":
        return void send(201, await board.inject(await readJson(request)));
      case "DELETE faults":
        return void send(200, await board.healAll());
      case "DELETE faults/id":
        return void send(200, await board.heal(id!));
      case "GET places":
        return void send(200, board.places());
      default:
        throw new FaultRefused("unknown", "There is nothing at this address.");
    }
  } catch (error) {
    const refused = error instanceof FaultRefused ? error : null;
    const message = error instanceof Error ? error.message : String(error);
    send(refused === null ? 500 : STATUS[refused.reason], { reason: refused?.reason ?? "impossible", message });
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const piece of request.setEncoding("utf8")) {
    text += piece as string;
    if (text.length > MAX_BODY_BYTES) throw new FaultRefused("invalid", `The body has more than ${MAX_BODY_BYTES} bytes.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new FaultRefused("invalid", "The body is no JSON.");
  }
}
