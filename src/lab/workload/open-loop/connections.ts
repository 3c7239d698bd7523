import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { createAnswerParser, type WireAnswer } from "./answer-parser.ts";

export type WireRequest = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly token: string | null;
  readonly idempotencyKey: string | null;
  readonly consistencyToken: string | null;
  /** JSON. */
  readonly body: string | null;
  /** Whether anybody looks into the answer's body. */
  readonly wantsBody: boolean;
};

/** No whole answer came: nobody knows what became of the request, save when it could not even be sent. */
export type WireFailure = "timeout" | "connection lost" | "no connection" | "bad answer";

export interface Connections {
  /** Sends on a free connection, or a new one. False when all are taken: then nothing is sent and `onDone` is never called. */
  send(request: WireRequest, onDone: (answer: WireAnswer | WireFailure) => void): boolean;
  readonly inFlight: () => number;
  readonly open: () => number;
  close(): void;
}

export type ConnectionOptions = {
  /** Taken in turn. */
  readonly urls: readonly string[];
  readonly maxConnections: number;
  readonly timeoutMs: number;
};

/** As the server is found by one call of the event loop after the other, one buffer is enough for all connections. */
const READ_BUFFER_BYTES = 256 * 1024;
const TIMEOUT_CHECK_MS = 100;
/** Shorter than any server or proxy keeps an idle connection, so that a request never meets one that is just being closed. */
const MAX_IDLE_MS = 15_000;

type Connection = {
  readonly socket: Socket;
  readonly target: Target;
  readonly parser: ReturnType<typeof createAnswerParser>;
  onDone: ((answer: WireAnswer | WireFailure) => void) | null;
  /** When the request was sent, or the connection became free. */
  sinceMs: number;
  isConnected: boolean;
};

type Target = { readonly host: string; readonly port: number; readonly secure: boolean; readonly hostLine: string };

/**
 * HTTP/1.1 over kept connections with one request at a time on each, as browsers do. It exists because the generator shares the machine
 * with what it measures: a request costs it half of what it costs undici's leanest way (`bench/load-client`), mostly because bodies that
 * nobody reads are never copied, decoded or wrapped in streams.
 */
export function createConnections(options: ConnectionOptions): Connections {
  const targets = options.urls.map(targetOf);
  if (targets.length === 0) throw new RangeError("Connections need at least one address.");
  const all = new Set<Connection>();
  const free: Connection[][] = targets.map(() => []);
  const readBuffer = Buffer.allocUnsafe(READ_BUFFER_BYTES);
  let turn = 0;
  let inFlight = 0;

  function open(target: Target, index: number): Connection {
    const onread = { buffer: readBuffer, callback: (length: number) => received(connection, readBuffer, length, index) };
    const where = { host: target.host, port: target.port, noDelay: true };
    const socket = target.secure ? connectTls({ ...where, servername: target.host }) : connect({ ...where, onread });
    const connection: Connection = {
      socket,
      target,
      parser: createAnswerParser(),
      onDone: null,
      sinceMs: 0,
      isConnected: false,
    };
    if (target.secure) socket.on("data", (chunk: Buffer) => received(connection, chunk, chunk.length, index));
    socket.once("connect", () => {
      connection.isConnected = true;
    });
    socket.on("error", () => undefined);
    socket.once("close", () => end(connection, connection.isConnected ? "connection lost" : "no connection"));
    all.add(connection);
    return connection;
  }

  function received(connection: Connection, buffer: Buffer, length: number, index: number): boolean {
    if (connection.onDone === null) {
      connection.socket.destroy();
      return false;
    }
    try {
      const answer = connection.parser.feed(buffer, length);
      if (answer !== null) done(connection, answer, index);
      return true;
    } catch {
      end(connection, "bad answer");
      return false;
    }
  }

  function done(connection: Connection, answer: WireAnswer, index: number): void {
    const { onDone } = connection;
    connection.onDone = null;
    connection.sinceMs = performance.now();
    inFlight -= 1;
    if (answer.closes) {
      all.delete(connection);
      connection.socket.end();
    } else free[index]!.push(connection);
    onDone!(answer);
  }

  /** The connection is of no more use; whoever waits on it is told. */
  function end(connection: Connection, why: WireFailure): void {
    all.delete(connection);
    connection.socket.destroy();
    const { onDone } = connection;
    if (onDone === null) return;
    connection.onDone = null;
    inFlight -= 1;
    onDone(why);
  }

  /** The one used last, because the others may then grow old and be closed. */
  function takeFree(index: number): Connection | undefined {
    const stack = free[index]!;
    for (let connection = stack.pop(); connection !== undefined; connection = stack.pop()) {
      if (all.has(connection) && !connection.socket.destroyed) return connection;
    }
    return undefined;
  }

  const timer = setInterval(() => {
    const now = performance.now();
    for (const connection of all) {
      const age = now - connection.sinceMs;
      if (connection.onDone !== null) {
        if (age > options.timeoutMs) end(connection, "timeout");
      } else if (age > MAX_IDLE_MS) end(connection, "timeout");
    }
  }, TIMEOUT_CHECK_MS);

  return {
    send(request, onDone) {
      turn = (turn + 1) % targets.length;
      const connection = takeFree(turn) ?? (all.size < options.maxConnections ? open(targets[turn]!, turn) : undefined);
      if (connection === undefined) return false;
      inFlight += 1;
      connection.onDone = onDone;
      connection.sinceMs = performance.now();
      connection.parser.expect(request.wantsBody);
      connection.socket.write(wireText(request, connection.target), "latin1");
      return true;
    },
    inFlight: () => inFlight,
    open: () => all.size,
    close() {
      clearInterval(timer);
      for (const connection of [...all]) end(connection, "connection lost");
    },
  };
}

function targetOf(url: string): Target {
  const { protocol, hostname, port, host } = new URL(url);
  const secure = protocol === "https:";
  if (!secure && protocol !== "http:") throw new Error(`${url} is no address of a shop: it must begin with http:// or https://.`);
  return {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? (secure ? 443 : 80) : Number(port),
    secure,
    hostLine: ` HTTP/1.1\r\nhost: ${host}\r\naccept: application/json\r\n`,
  };
}

/** ASCII only: what a shopper types is escaped in paths and JSON. */
function wireText({ method, path, token, idempotencyKey, consistencyToken, body }: WireRequest, target: Target): string {
  let text = `${method} ${path}${target.hostLine}`;
  if (token !== null) text += `authorization: Bearer ${token}\r\n`;
  if (idempotencyKey !== null) text += `idempotency-key: ${idempotencyKey}\r\n`;
  if (consistencyToken !== null) text += `consistency-token: ${consistencyToken}\r\n`;
  if (body === null) return `${text}\r\n`;
  return `${text}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}
