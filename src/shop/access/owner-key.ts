import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { derivedId } from "../../platform/ids.ts";
import { hashApiKey, lockApiKeys, newApiKey } from "./api-keys.ts";

export type OwnerKeyOptions = {
  /** `TENFOLD_ADMIN_KEY`; it is the owner's until another one is given here or it is revoked. */
  readonly fromEnvironment: string | undefined;
  /** Where a key that is made here is kept for the next starts; null: nowhere. */
  readonly dataDirectory: string | null;
};

/** `created`: the key was made just now, and the caller prints it. `key` is null when an owner has one that this machine does not know. */
export type OwnerKey = { readonly key: string | null; readonly created: boolean };

const MIN_KEY_LENGTH = 16;
/** Longer ones would not fit where a token is read. */
const MAX_KEY_LENGTH = 512;
const visibleAscii = /^[\x21-\x7e]*$/;
const FILE_NAME = "admin-key";
const OWNER_ONLY = 0o600;
/** The rows of the two keys that are made without an owner's call; each has one row for good. */
const ENVIRONMENT_KEY_ID = derivedId("api-key", "environment");
const FIRST_KEY_ID = derivedId("api-key", "first-start");

const promoteKey = sql<{ id: string }>(
  "access.promote-api-key",
  "update api_keys set role = 'owner', revoked_at = null where key_hash = $1 returning id",
);

const putKey = sql<object>(
  "access.put-owner-key",
  `insert into api_keys (id, name, role, key_hash) values ($1, $2, 'owner', $3)
   on conflict (id) do update set role = 'owner', key_hash = excluded.key_hash, created_at = now(), revoked_at = null`,
);

const revokeOther = sql<object>(
  "access.revoke-old-environment-key",
  "update api_keys set revoked_at = now() where id = $1 and key_hash <> $2 and revoked_at is null",
);

const findOwner = sql<{ key_hash: Buffer }>(
  "access.find-owner-keys",
  "select key_hash from api_keys where role = 'owner' and revoked_at is null",
);

/**
 * Sees to it that the shop has an owner's key: the one of the environment, else one that is made at the first start and kept in
 * `<dataDirectory>/admin-key` for its owner's eyes. Processes that start at once agree on one. Throws a sentence for a person when the
 * key of the environment cannot be used.
 */
export async function ensureOwnerKey(db: Database, { fromEnvironment, dataDirectory }: OwnerKeyOptions): Promise<OwnerKey> {
  const given = fromEnvironment === "" ? undefined : fromEnvironment;
  if (given !== undefined) assertUsable(given);
  return db.transaction(async (tx) => {
    await lockApiKeys(tx);
    return given === undefined ? makeOrFind(tx, dataDirectory) : useGiven(tx, given);
  });
}

function assertUsable(key: string): void {
  if (key.length < MIN_KEY_LENGTH || key.length > MAX_KEY_LENGTH) {
    throw new Error(`TENFOLD_ADMIN_KEY must have ${MIN_KEY_LENGTH} to ${MAX_KEY_LENGTH} characters.`);
  }
  if (!visibleAscii.test(key)) throw new Error("TENFOLD_ADMIN_KEY must consist of visible ASCII characters without blanks.");
}

async function useGiven(tx: Queryable, key: string): Promise<OwnerKey> {
  const keyHash = hashApiKey(key);
  const [known] = await tx.run(promoteKey, [keyHash]);
  if (known === undefined) await tx.run(putKey, [ENVIRONMENT_KEY_ID, "TENFOLD_ADMIN_KEY", keyHash]);
  else await tx.run(revokeOther, [ENVIRONMENT_KEY_ID, keyHash]);
  return { key, created: false };
}

async function makeOrFind(tx: Queryable, dataDirectory: string | null): Promise<OwnerKey> {
  const owners = await tx.run(findOwner);
  if (owners.length > 0) {
    const kept = dataDirectory === null ? null : await readKept(dataDirectory);
    const isCurrent = kept !== null && owners.some((owner) => owner.key_hash.equals(hashApiKey(kept)));
    return { key: isCurrent ? kept : null, created: false };
  }
  const key = newApiKey();
  await tx.run(putKey, [FIRST_KEY_ID, "first start", hashApiKey(key)]);
  // Before the commit: a key that nobody could read any more must not be the owner's.
  if (dataDirectory !== null) await keep(dataDirectory, key);
  return { key, created: true };
}

async function readKept(dataDirectory: string): Promise<string | null> {
  try {
    return (await readFile(join(dataDirectory, FILE_NAME), "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function keep(dataDirectory: string, key: string): Promise<void> {
  await mkdir(dataDirectory, { recursive: true });
  const path = join(dataDirectory, FILE_NAME);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${key}\n`, { mode: OWNER_ONLY });
  await chmod(draft, OWNER_ONLY);
  await rename(draft, path);
}
