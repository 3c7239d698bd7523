import { randomBytes } from "node:crypto";
import { type Database, sql } from "../../platform/database/database.ts";

const insertSecret = sql<object>(
  "access.insert-secret",
  "insert into secrets (name, value) values ($1, $2) on conflict (name) do nothing",
);

const readSecret = sql<{ value: string }>("access.read-secret", "select value from secrets where name = $1");

/** As long as the output of the hash that it keys. */
const SECRET_BYTES = 32;

/** The shop's own secret of that name, made at its first use; processes that start at once agree on one. */
export async function ensureSecret(db: Database, name: string): Promise<string> {
  const [known] = await db.run(readSecret, [name]);
  if (known !== undefined) return known.value;
  await db.run(insertSecret, [name, randomBytes(SECRET_BYTES).toString("base64url")]);
  const [made] = await db.run(readSecret, [name]);
  return made!.value;
}
