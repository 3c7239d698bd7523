import { Pool } from "undici";

export type Reply = {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** The one HTTP client for all, over connections that stay open. */
export interface Client {
  send(method: "GET" | "POST", path: string, headers?: Readonly<Record<string, string>>, body?: unknown): Promise<Reply>;
  close(): Promise<void>;
}

/** A flash sale keeps Medusa busy for minutes; nobody gives up before. */
const PATIENCE_MS = 240_000;

export function createClient(url: string, connections: number): Client {
  const pool = new Pool(url, { connections, pipelining: 1, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  return {
    async send(method, path, headers = {}, body) {
      const withBody = body === undefined ? {} : { body: JSON.stringify(body) };
      const type = body === undefined ? {} : { "content-type": "application/json" };
      const reply = await pool.request({ method, path, headers: { ...headers, ...type }, ...withBody });
      return { status: reply.statusCode, text: await reply.body.text(), headers: reply.headers };
    },
    close: () => pool.destroy(),
  };
}

/** The reply's text, or an error with what was answered instead. */
export function expect(reply: Reply, status: number, contains = ""): string {
  if (reply.status === status && reply.text.includes(contains)) return reply.text;
  throw new Error(`${reply.status} ${reply.text.slice(0, 500)}`);
}
