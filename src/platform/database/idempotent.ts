import { problem } from "../http/problems.ts";
import { derivedId } from "../ids.ts";
import { type Database, type Queryable, retryTransient, sql } from "./database.ts";

export type IdempotentCall = {
  /** The shopper or the API key; the record lives in their shard, and keys of different owners never meet. */
  readonly ownerId: string;
  /** Names the call, for example "orders.refund": one key may be used once for each. */
  readonly scope: string;
  /** The client's Idempotency-Key; null: the client does not ask for replays. */
  readonly key: string | null;
  /** As `requestHashOf` makes it (hex). */
  readonly requestHash: string;
};

/** What the route answers. The body must survive JSON: a replay has read it from there. */
export type CallAnswer<Body> = { readonly status: number; readonly body: Body };

const claimKey = sql<{ id: string }>(
  "platform.claim-idempotency-key",
  `insert into idempotency_keys (owner_id, id, request_hash) values ($1, $2, decode($3, 'hex'))
   on conflict (owner_id, id) do nothing returning id`,
);

const readAnswer = sql<{ same_request: boolean; response_status: number | null; response: unknown }>(
  "platform.read-idempotent-answer",
  `select request_hash = decode($3, 'hex') as same_request, response_status, response
   from idempotency_keys where owner_id = $1 and id = $2`,
);

const storeAnswer = sql<object>(
  "platform.store-idempotent-answer",
  "update idempotency_keys set response_status = $3, response = $4 where owner_id = $1 and id = $2",
);

/**
 * Runs a call that creates or charges at most once for each key: the claim of the key, the effect and the stored answer are one transaction.
 * The same call again, at any process, waits for the first and answers what it answered. When `work` throws, nothing stays, and the key is free.
 * `work` does everything through `tx`, because it may be run again after a broken connection.
 * @throws `idempotency-key-reused` when the key came with another request before
 */
export function withIdempotency<Body>(
  db: Database,
  call: IdempotentCall,
  work: (tx: Queryable) => Promise<CallAnswer<Body>>,
): Promise<CallAnswer<Body> & { readonly replayed: boolean }> {
  const { ownerId, scope, key, requestHash } = call;
  // Without a key, a commit whose answer was lost cannot be told from one that failed, so nothing is tried again.
  if (key === null) return db.transaction(async (tx) => ({ ...(await work(tx)), replayed: false }));
  const id = derivedId(scope, ownerId, key);
  return retryTransient(() =>
    db.transaction(async (tx) => {
      // Waits here while another transaction holds the same key, and goes on when that one has ended.
      const [claimed] = await tx.run(claimKey, [ownerId, id, requestHash]);
      if (claimed === undefined) {
        const stored = await readStored<Body>(tx, ownerId, id, requestHash);
        if (stored === null) throw problem("idempotency-in-progress");
        return { ...stored, replayed: true };
      }
      const answer = await work(tx);
      await tx.run(storeAnswer, [ownerId, id, answer.status, JSON.stringify(answer.body ?? null)]);
      return { ...answer, replayed: false };
    }),
  );
}

/**
 * What the call answered before, or null: for calls that prepare something before their transaction and must not refuse a replay for what
 * has changed since.
 * @throws `idempotency-key-reused`
 */
export async function findAnswer<Body>(db: Queryable, call: IdempotentCall): Promise<CallAnswer<Body> | null> {
  const { ownerId, scope, key, requestHash } = call;
  return key === null ? null : readStored<Body>(db, ownerId, derivedId(scope, ownerId, key), requestHash);
}

async function readStored<Body>(
  db: Queryable,
  ownerId: string,
  id: string,
  requestHash: string,
): Promise<CallAnswer<Body> | null> {
  const [known] = await db.run(readAnswer, [ownerId, id, requestHash]);
  if (known === undefined) return null;
  if (!known.same_request) throw problem("idempotency-key-reused");
  if (known.response_status === null) throw new Error(`idempotency key ${id} has no stored answer`);
  return { status: known.response_status, body: known.response as Body };
}
