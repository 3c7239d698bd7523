import type { ServerResponse } from "node:http";

/** More pages than this look at one shop only by mistake. */
export const MAX_VIEWERS = 32;
/** A page that does not take what it is sent is let go: it comes again by itself, and gets what is new. */
const MAX_BACKLOG_BYTES = 2 * 1024 * 1024;
/** After a break the page comes again soon: a control room that is started again is there in a second. */
const RETRY_MS = 1_000;

export interface EventStream {
  readonly viewers: number;
  /** Takes the response over; `onEnd` is called once when the page is gone. */
  add(response: ServerResponse, headers: Readonly<Record<string, string>>, onEnd: () => void): void;
  sendTo(response: ServerResponse, event: string, data: unknown): void;
  send(event: string, data: unknown): void;
  close(): void;
}

/** Server-sent events to all who look. */
export function createEventStream(): EventStream {
  const responses = new Set<ServerResponse>();

  function write(response: ServerResponse, text: string): void {
    if (response.writableLength > MAX_BACKLOG_BYTES) response.destroy();
    else response.write(text);
  }
  const message = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

  return {
    get viewers() {
      return responses.size;
    },
    add(response, headers, onEnd) {
      response.writeHead(200, { ...headers, "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(`retry: ${RETRY_MS}\n\n`);
      responses.add(response);
      response.once("close", () => {
        responses.delete(response);
        onEnd();
      });
    },
    sendTo: (response, event, data) => write(response, message(event, data)),
    send(event, data) {
      if (responses.size === 0) return;
      const text = message(event, data);
      for (const response of responses) write(response, text);
    },
    close() {
      for (const response of responses) response.end();
    },
  };
}
