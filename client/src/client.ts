import createClient, { type Client, type Middleware } from "openapi-fetch";
import { CONSISTENCY_HEADER, type Consistency, createConsistency } from "./consistency.ts";
import { type Fetch, pause, type RetryOptions, withRetries } from "./retry.ts";
import { keyedCalls, type paths } from "./schema.ts";

export { type Consistency, type ConsistencyOptions, createConsistency } from "./consistency.ts";
export { dataOf, isProblem, type Problem, type ProblemCode, TenfoldProblem, UnexpectedAnswer } from "./problem.ts";
export type { components, operations, paths } from "./schema.ts";

export type TenfoldClientOptions = {
  /** Where the shop is, such as `http://localhost:8080`. */
  readonly baseUrl: string;
  /** A shopper's token, for everything but `/v1/admin`. `setToken` changes it. */
  readonly token?: string;
  /** For `/v1/admin`. Keep it out of browsers. */
  readonly adminKey?: string;
  /** What this shopper has seen; each client remembers for itself when left out. Give clients of the same shopper the same one. */
  readonly consistency?: Consistency;
  /** The real `fetch` when left out. */
  readonly fetch?: Fetch;
  /** Attempts after the first of a request that may be sent again; 3 when left out, 0 for none. */
  readonly retries?: number;
} & Partial<Pick<RetryOptions, "wait" | "random">>;

export interface TenfoldClient extends Client<paths, `${string}/${string}`> {
  /** The token that the shop gave out last: after a new session, a login, a changed password. Null: none. */
  setToken(token: string | null): void;
}

const DEFAULT_RETRIES = 3;

/**
 * The whole API, typed by its OpenAPI document: `tenfold.POST("/v1/carts/{cartId}/lines", { params, body })` resolves with
 * `{ data, error, response }`, where `error` is a problem document. Requests that create or charge get an Idempotency-Key that stays the
 * same over the retries of one call; give your own, in `params.header`, where a call must survive the end of the process too.
 */
export function createTenfoldClient(options: TenfoldClientOptions): TenfoldClient {
  const { baseUrl, adminKey, retries = DEFAULT_RETRIES, wait = pause, random = Math.random } = options;
  const consistency = options.consistency ?? createConsistency();
  let token = options.token ?? null;
  const send: Fetch = options.fetch ?? ((request) => globalThis.fetch(request));
  const client = createClient<paths>({ baseUrl, fetch: withRetries(send, { retries, wait, random }) });

  const complete: Middleware = {
    onRequest({ request, schemaPath }) {
      const { headers, method } = request;
      const credentials = schemaPath.startsWith("/v1/admin/") ? adminKey : token;
      if (credentials && !headers.has("authorization")) headers.set("authorization", `Bearer ${credentials}`);
      if (keyedCalls.includes(`${method} ${schemaPath}`) && !headers.has("idempotency-key")) {
        headers.set("idempotency-key", globalThis.crypto.randomUUID());
      }
      const seen = consistency.current();
      if (seen !== null && !headers.has(CONSISTENCY_HEADER)) headers.set(CONSISTENCY_HEADER, seen);
      return request;
    },
    onResponse({ response }) {
      consistency.note(response.headers.get(CONSISTENCY_HEADER));
    },
  };
  client.use(complete);
  return Object.assign(client, {
    setToken(next: string | null) {
      token = next;
    },
  });
}
