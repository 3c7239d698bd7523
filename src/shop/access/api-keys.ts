import { hash, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import type { Admin, AdminRole, AuthenticateAdmin } from "../../platform/http/auth.ts";
import { problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";

export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly role: AdminRole;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
};

export interface ApiKeys {
  readonly authenticate: AuthenticateAdmin;
  /** The key itself is answered this once; only its hash is kept. */
  create(key: { name: string; role: AdminRole }): Promise<ApiKey & { readonly key: string }>;
  /** By id, after `afterId`; `limit` keys at the most. */
  list(afterId: string | null, limit: number): Promise<ApiKey[]>;
  /** Doing it again changes nothing. @throws `not-found`, or `conflict` for the last owner's key */
  revoke(id: string): Promise<void>;
}

/** After this long, a revoked key is refused by every process. */
export const KEY_REVOCATION_DELAY_MS = 5_000;
const MAX_REMEMBERED_KEYS = 1_000;
/** Kept apart from the good ones, so that guessing cannot push those out. */
const MAX_REMEMBERED_STRANGERS = 10_000;

export const API_KEY_PREFIX = "tfk_";
const API_KEY_BYTES = 32;

type Row = { id: string; name: string; role: AdminRole; created_at: Date; revoked_at: Date | null };

const readKeys = sql<{ id: string | null; role: AdminRole | null }>(
  "access.read-api-keys",
  `select k.id, k.role from unnest($1::bytea[]) with ordinality as i (key_hash, n)
   left join api_keys k on k.key_hash = i.key_hash and k.revoked_at is null order by i.n`,
);

const insertKey = sql<Row>(
  "access.insert-api-key",
  `insert into api_keys (id, name, role, key_hash) values ($1, $2, $3, $4)
   returning id, name, role, created_at, revoked_at`,
);

const listKeys = sql<Row>(
  "access.list-api-keys",
  `select id, name, role, created_at, revoked_at from api_keys
   where $1::uuid is null or id > $1 order by id limit $2`,
);

const lockKeys = sql<object>("access.lock-api-keys", "select pg_advisory_xact_lock(hashtext('tenfold.api-keys'))");

const findKey = sql<Row & { other_owners: boolean }>(
  "access.find-api-key",
  `select id, name, role, created_at, revoked_at,
    exists (select from api_keys o where o.role = 'owner' and o.revoked_at is null and o.id <> k.id) as other_owners
   from api_keys k where id = $1`,
);

const revokeKey = sql<object>(
  "access.revoke-api-key",
  "update api_keys set revoked_at = now() where id = $1 and revoked_at is null",
);

/** One change of the owners' keys at a time, over all processes. */
export async function lockApiKeys(tx: Queryable): Promise<void> {
  await tx.run(lockKeys);
}

export function newApiKey(): string {
  return API_KEY_PREFIX + randomBytes(API_KEY_BYTES).toString("base64url");
}

/** A key is 32 random bytes, or a secret of the environment that never leaves it; so a fast hash is enough, and a look-up by it tells nothing. */
export function hashApiKey(key: string): Buffer {
  return hash("sha256", key, "buffer");
}

export function createApiKeys(
  db: Database,
  revocationDelayMs: number = KEY_REVOCATION_DELAY_MS,
  observer?: PartObserver,
): ApiKeys {
  const known = new LRUCache<string, Admin>({ max: MAX_REMEMBERED_KEYS, ttl: revocationDelayMs });
  const strangers = new LRUCache<string, true>({ max: MAX_REMEMBERED_STRANGERS, ttl: revocationDelayMs });
  /** Grows with every revocation here; what was read before one is not remembered after it. */
  let revocations = 0;

  const reads = createBatcher<Buffer, Admin | null>({
    name: "api-keys",
    observer,
    async run(hashes) {
      const rows = await db.run(readKeys, [hashes]);
      return rows.map(({ id, role }) => (id === null || role === null ? null : { keyId: id, role }));
    },
  });

  async function read(keyHash: Buffer, cacheKey: string): Promise<Admin | null> {
    const before = revocations;
    const admin = await reads.submit(keyHash);
    if (admin === null) strangers.set(cacheKey, true);
    else if (before === revocations) known.set(cacheKey, admin);
    return admin;
  }

  return {
    authenticate(key) {
      const keyHash = hashApiKey(key);
      const cacheKey = keyHash.toString("base64");
      const admin = known.get(cacheKey);
      if (admin !== undefined) return admin;
      return strangers.has(cacheKey) ? null : read(keyHash, cacheKey);
    },
    async create({ name, role }) {
      const key = newApiKey();
      const [row] = await db.run(insertKey, [newId(), name, role, hashApiKey(key)]);
      return { ...toApiKey(row!), key };
    },
    list: async (afterId, limit) => (await db.run(listKeys, [afterId, limit])).map(toApiKey),
    async revoke(id) {
      await db.transaction(async (tx) => {
        await lockApiKeys(tx);
        const [row] = await tx.run(findKey, [id]);
        if (row === undefined) throw problem("not-found", "There is no such key.");
        if (row.role === "owner" && row.revoked_at === null && !row.other_owners) {
          throw problem("conflict", "This is the last key of an owner; make another one first.");
        }
        await tx.run(revokeKey, [id]);
      });
      revocations += 1;
      known.clear();
    },
  };
}

function toApiKey(row: Row): ApiKey {
  return { id: row.id, name: row.name, role: row.role, createdAt: row.created_at, revokedAt: row.revoked_at };
}
