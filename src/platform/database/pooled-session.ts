import { type Queryable, sql } from "./database.ts";
import { pooledSessionSettings, sessionSettings } from "./session-settings.ts";

const readSettings = sql<{ name: string; value: string }>(
  "platform.read-session-settings",
  "select name, current_setting(name) as value from unnest($1::text[]) as name",
);

/**
 * A pooler in transaction mode drops what a client asks for at its start, so the settings have to come from the pooler or from the role.
 * Throws a sentence with the statements that mend it.
 */
export async function checkPooledSession(db: Queryable): Promise<void> {
  const rows = await db.run(readSettings, [Object.keys(sessionSettings)]);
  const found = new Map(rows.map(({ name, value }) => [name, value]));
  const [wrong] = Object.entries(sessionSettings).filter(([name, value]) => found.get(name) !== value);
  if (wrong === undefined) return;
  const statements = Object.entries(pooledSessionSettings).map(([name, value]) => `set ${name} = ${value}`);
  throw new Error(
    `Sessions behind the pooler have ${wrong[0]} = ${found.get(wrong[0])}, with which statements would be slow: set PgBouncer's connect_query to '${statements.join("; ")}', or give the settings to the role by alter role … set.`,
  );
}
