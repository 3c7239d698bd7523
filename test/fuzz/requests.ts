import { connect } from "node:net";
import type { Operation } from "../support/operations.ts";
import type { HttpAnswer } from "../support/whole-shop.ts";

export type FuzzRequest = {
  readonly operation: Operation;
  /** What is odd about it, for the report. */
  readonly what: string;
  readonly method: string;
  /** Path and query as they go over the wire. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | string | null;
  /** Over a real connection, because a client library would change it. */
  readonly wire?: boolean;
};

/** A body that is longer is not written into a report. */
const MAX_SHOWN = 600;
const WIRE_TIMEOUT_MS = 10_000;

/** The request as one line for a shell. */
export function asCurl({ method, url, headers, body }: FuzzRequest): string {
  const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const named = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each) => ` -H ${quoted(`${name}: ${shortened(each)}`)}`),
  );
  const data = body === null ? "" : ` --data-binary ${quoted(shortened(body.toString()))}`;
  return `curl -g --path-as-is -X ${method} ${quoted(`http://localhost:8080${shortened(url)}`)}${named.join("")}${data}`;
}

function shortened(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…(${text.length} characters)`;
}

/** Sends the request byte by byte as it is, on a connection of its own. */
export async function overTheWire(port: number, { method, url, headers, body }: FuzzRequest): Promise<HttpAnswer | null> {
  const bytes = typeof body === "string" ? Buffer.from(body) : (body ?? Buffer.alloc(0));
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${each}\r\n`));
  const length = body === null ? "" : `content-length: ${bytes.length}\r\n`;
  const head = `${method} ${url} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${length}${lines.join("")}\r\n`;
  return exchange(port, Buffer.concat([Buffer.from(head, "utf8"), bytes]));
}

/** Writes the bytes, ends, and reads the first answer; null when the server hung up without one. Rejects when it does neither. */
export function exchange(port: number, bytes: Buffer): Promise<HttpAnswer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: "127.0.0.1" }, () => socket.end(bytes));
    socket.setTimeout(WIRE_TIMEOUT_MS, () => socket.destroy(new Error("neither an answer nor a closed connection")));
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    // A server that refuses a request may hang up while it is still being sent.
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNRESET" && error.code !== "EPIPE") reject(error);
    });
    socket.on("close", () => resolve(chunks.length === 0 ? null : parseAnswer(Buffer.concat(chunks).toString("utf8"))));
  });
}

function parseAnswer(text: string): HttpAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = text.slice(0, end === -1 ? text.length : end).split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const rest = end === -1 ? "" : text.slice(end + 4);
  const body =
    headers["transfer-encoding"] === "chunked"
      ? dechunked(rest)
      : rest.slice(0, Number(headers["content-length"] ?? rest.length));
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]), headers, body };
}

function dechunked(text: string): string {
  let body = "";
  for (let rest = text; ; ) {
    const size = Number.parseInt(rest, 16);
    const start = rest.indexOf("\r\n") + 2;
    if (!(size > 0)) return body;
    body += rest.slice(start, start + size);
    rest = rest.slice(start + size + 2);
  }
}
