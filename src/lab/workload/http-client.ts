import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";

export type HttpRequest = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path with query, such as `/v1/products?limit=100`. */
  readonly path: string;
  readonly token?: string;
  readonly idempotencyKey?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The caller's patience: when it fires, the attempt is given up. */
  readonly signal?: AbortSignal;
};

/** Any status is an answer; what the body is depends on it. */
export type HttpAnswer<Body = unknown> = {
  readonly status: number;
  readonly body: Body;
  /** The answer was given before under the same Idempotency-Key. */
  readonly replayed: boolean;
  readonly retryAfterMs: number | null;
};

/** What one attempt came to: an answer, or an error of the transport (refused, reset, timed out), after which the outcome is unknown. */
export type Attempt = {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly answer: HttpAnswer | null;
};

export interface HttpClient {
  /** One attempt at the next of the addresses. Rejects when no whole answer came. */
  send<Body>(request: HttpRequest): Promise<HttpAnswer<Body>>;
  /**
   * The same request, with the same Idempotency-Key, again and again until the shop has decided: waits between the attempts as the
   * shop asks, else twice as long each time. Rejects after `RETRY_DEADLINE_MS` with the last error; an undecided answer is returned then.
   */
  sendUntilDecided<Body>(request: HttpRequest, onAttempt?: (attempt: Attempt) => void): Promise<HttpAnswer<Body>>;
  /** Attempts after the first ones, so far. */
  readonly retries: () => number;
  close(): Promise<void>;
}

export type HttpClientOptions = {
  /** One or more API processes, such as `http://127.0.0.1:8080`; requests go to them in turn. */
  readonly urls: readonly string[];
  /** Connections to each address at the most. */
  readonly connections: number;
  readonly timeoutMs?: number;
};

/** Longer than the shop itself lets any request take. */
const DEFAULT_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** A shop whose processes and database are killed in turn is back within seconds; one that is away this long stays away. */
export const RETRY_DEADLINE_MS = 120_000;
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 2_000;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const pools = options.urls.map(
    (url) =>
      new Pool(new URL(url).origin, {
        connections: options.connections,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        connect: { timeout: CONNECT_TIMEOUT_MS },
      }),
  );
  if (pools.length === 0) throw new RangeError("An HTTP client needs at least one address.");
  let turn = 0;
  let retries = 0;

  async function send<Body>(request: HttpRequest): Promise<HttpAnswer<Body>> {
    const pool = pools[turn++ % pools.length]!;
    const { statusCode, headers, body } = await pool.request({
      method: request.method,
      path: request.path,
      headers: headersOf(request),
      body: request.body === undefined ? null : JSON.stringify(request.body),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    const text = await body.text();
    return {
      status: statusCode,
      body: parse(text, headers["content-type"]) as Body,
      replayed: headers["idempotency-replayed"] === "true",
      retryAfterMs: retryAfterMs(headers["retry-after"]),
    };
  }

  async function sendUntilDecided<Body>(
    request: HttpRequest,
    onAttempt: (attempt: Attempt) => void = () => undefined,
  ): Promise<HttpAnswer<Body>> {
    const deadline = performance.now() + RETRY_DEADLINE_MS;
    for (let pauseMs = FIRST_RETRY_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_RETRY_MS)) {
      const startedAtMs = Date.now();
      let answer: HttpAnswer<Body> | null = null;
      try {
        answer = await send<Body>(request);
        onAttempt({ startedAtMs, endedAtMs: Date.now(), answer });
        if (isDecided(answer) || performance.now() > deadline) return answer;
      } catch (error) {
        onAttempt({ startedAtMs, endedAtMs: Date.now(), answer: null });
        if (performance.now() > deadline) throw error;
      }
      retries += 1;
      await delay(answer?.retryAfterMs ?? pauseMs);
    }
  }

  return {
    send,
    sendUntilDecided,
    retries: () => retries,
    close: async () => {
      await Promise.all(pools.map((pool) => pool.close()));
    },
  };
}

/** Whether asking again cannot change the answer. After a 5xx nobody knows what was done; 408, 429 and a key in progress ask to wait. */
export function isDecided({ status, body }: HttpAnswer): boolean {
  if (status === 408 || status === 429 || status >= 500) return false;
  return !(status === 409 && problemCode(body) === "idempotency-in-progress");
}

/** The stable code of a problem document; null for any other body. */
export function problemCode(body: unknown): string | null {
  const code = (body as { code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? code : null;
}

function headersOf({ token, idempotencyKey, body }: HttpRequest): Record<string, string> {
  return {
    accept: "application/json",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
  };
}

/** A body that is not JSON (a proxy's error page) is handed on as text; a broken one is a broken answer. */
function parse(text: string, contentType: string | string[] | undefined): unknown {
  if (text === "") return null;
  return /[/+]json\b/.test(String(contentType)) ? JSON.parse(text) : text;
}

/** Seconds only: the shop never sends a date. */
function retryAfterMs(header: string | string[] | undefined): number | null {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1_000, LONGEST_RETRY_MS) : null;
}
