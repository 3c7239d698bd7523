import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** A charge has about 300 bytes and a behaviour fewer. */
const MAX_BODY_BYTES = 8_192;

/** What went wrong with a request, in the JSON that the sandbox answers. */
export class RequestError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function errorBody(code: string, message: string): string {
  return JSON.stringify({ error: { code, message } });
}

/** Reads a JSON body. Rejects with a `RequestError`, also when the client goes away in the middle. */
export function readJson(request: IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else reject(new RequestError(413, "too_large", `The body has more than ${MAX_BODY_BYTES} bytes.`));
    });
    request.on("end", () => {
      try {
        resolve(JSON.parse(chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString()));
      } catch {
        reject(new RequestError(400, "invalid_json", "The body is not JSON."));
      }
    });
    request.on("error", () => reject(new RequestError(400, "aborted", "The request ended early.")));
  });
}

export function sendJson(response: ServerResponse, status: number, body: string, keepAlive: boolean): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...(keepAlive ? {} : { connection: "close" }),
  });
  response.end(body);
}

/** Node's own answers to what is no HTTP, too big or too slow have no body; these have. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const [status, code, message] = brokenRequests[error.code ?? ""] ?? ["400 Bad Request", "not_http", "The request is not HTTP."];
  const body = errorBody(code, message);
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

const brokenRequests: Readonly<Record<string, readonly [string, string, string]>> = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "headers_too_large", "The headers are too large."],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "too_slow", "The request took too long to arrive."],
};
