import { randomBytes } from "node:crypto";
import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { invalid, problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import { TargetRefused, type Targets } from "./target.ts";

/** Somebody who wants to be told; the secret that signs what he is told is read only where it is needed. */
export type WebhookEndpoint = {
  readonly id: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly createdAt: Date;
};

type Row = { readonly id: string; readonly url: string; readonly event_types: string[]; readonly created_at: Date };

const insertEndpoint = sql<Row>(
  "webhooks.insert-endpoint",
  `insert into webhook_endpoints (id, url, secret, event_types)
  select $1, $2, $3, $4 where (select count(*) from webhook_endpoints) < $5
  returning id, url, event_types, created_at`,
);
const listEndpoints = sql<Row>(
  "webhooks.list-endpoints",
  `select id, url, event_types, created_at from webhook_endpoints
  where $1::uuid is null or id < $1 order by id desc limit $2`,
);
const findEndpoint = sql<Row & { secret: string }>(
  "webhooks.find-endpoint",
  "select id, url, event_types, created_at, secret from webhook_endpoints where id = $1",
);
const deleteEndpoint = sql<{ id: string }>(
  "webhooks.delete-endpoint",
  "delete from webhook_endpoints where id = $1 returning id",
);

/** Every event is compared with every endpoint, and each takes connections; beyond this, a message broker serves better. */
export const MAX_ENDPOINTS = 50;
const SECRET_BYTES = 32;

export interface WebhookEndpoints {
  /** Refuses an address that is no target: a `validation-failed` problem. Resolve it before a transaction begins. */
  checkUrl(url: string): Promise<void>;
  /** Answers the secret too, this once. @throws `conflict` when there are too many endpoints */
  create(tx: Queryable, url: string, eventTypes: readonly string[]): Promise<WebhookEndpoint & { readonly secret: string }>;
  /** Newest first, older than `before`. */
  list(before: string | null, limit: number): Promise<WebhookEndpoint[]>;
  /** @throws `not-found` */
  get(id: string): Promise<WebhookEndpoint>;
  /** @throws `not-found` */
  secretOf(id: string): Promise<string>;
  /** Its deliveries go with it. @throws `not-found` */
  delete(id: string): Promise<void>;
}

export function createWebhookEndpoints(db: Database, targets: Targets): WebhookEndpoints {
  async function find(id: string): Promise<Row & { secret: string }> {
    const [row] = await db.run(findEndpoint, [id]);
    if (row === undefined) throw problem("not-found", "There is no such webhook.");
    return row;
  }
  return {
    async checkUrl(url) {
      await targets.check(url).catch((error: unknown) => {
        throw error instanceof TargetRefused ? invalid("/body/url", error.message) : error;
      });
    },
    async create(tx, url, eventTypes) {
      const secret = `whsec_${randomBytes(SECRET_BYTES).toString("base64url")}`;
      const [row] = await tx.run(insertEndpoint, [newId(), url, secret, [...new Set(eventTypes)], MAX_ENDPOINTS]);
      if (row === undefined) throw problem("conflict", `There are ${MAX_ENDPOINTS} webhooks already, the most there may be.`);
      return { ...toEndpoint(row), secret };
    },
    list: async (before, limit) => (await db.run(listEndpoints, [before, limit])).map(toEndpoint),
    get: async (id) => toEndpoint(await find(id)),
    secretOf: async (id) => (await find(id)).secret,
    async delete(id) {
      const [gone] = await db.run(deleteEndpoint, [id]);
      if (gone === undefined) throw problem("not-found", "There is no such webhook.");
    },
  };
}

function toEndpoint(row: Row): WebhookEndpoint {
  return { id: row.id, url: row.url, eventTypes: row.event_types, createdAt: row.created_at };
}
