import pg from "pg";
import { readSchemaState } from "../../platform/database/migrations.ts";
import { type Finding, foundProblem, messageOf, notice, ok } from "./finding.ts";

const CONNECT_TIMEOUT_MS = 3_000;
const GOOD_CLOCK_OFFSET_MS = 1_000;
const MAX_CLOCK_OFFSET_MS = 60_000;

/** Reaches a database and looks at its version, its schema, the rights of the user and its clock. Changes nothing. */
export async function checkDatabase(url: string): Promise<Finding[]> {
  const check = "database";
  const config = { connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, application_name: "tenfold doctor" };
  const where = placeOf(url);
  try {
    const { version, mayCreate, offsetMs } = await look(config);
    const findings = [ok(check, `PostgreSQL ${version} at ${where}`)];
    if (!mayCreate)
      findings.push(
        foundProblem(check, "the user may not create tables and schemas in this database", "make it the owner of the database"),
      );
    findings.push(await checkSchema(config), checkOffset(offsetMs));
    return findings;
  } catch (error) {
    return [foundProblem(check, `${where} does not answer: ${messageOf(error)}`, "check DATABASE_URL, and that the server runs")];
  }
}

async function look(config: pg.ClientConfig) {
  const client = new pg.Client(config);
  client.on("error", () => undefined);
  await client.connect();
  try {
    const asked = Date.now();
    const { rows } = await client.query<{ version: string; may_create: boolean; now_ms: number }>(
      `select current_setting('server_version') as version, has_schema_privilege('public', 'create') and has_database_privilege(current_database(), 'create') as may_create,
         extract(epoch from clock_timestamp())::float8 * 1000 as now_ms`,
    );
    const { version, may_create: mayCreate, now_ms: nowMs } = rows[0]!;
    return { version, mayCreate, offsetMs: nowMs - (asked + Date.now()) / 2 };
  } finally {
    await client.end();
  }
}

async function checkSchema(config: pg.ClientConfig): Promise<Finding> {
  const check = "schema";
  try {
    const { applied, pending } = await readSchemaState({ database: config });
    if (pending.length === 0) return ok(check, `up to date, ${applied.length} migrations`);
    const advice = "tenfold up and tenfold migrate do them";
    if (applied.length === 0) return notice(check, "empty; every migration is to be done", advice);
    return notice(check, `${pending.join(", ")} to be done`, advice);
  } catch (error) {
    return foundProblem(check, messageOf(error), "see docs/operations.md, upgrades");
  }
}

function checkOffset(offsetMs: number): Finding {
  const check = "clocks";
  const text = `the database's is ${Math.abs(offsetMs / 1_000).toFixed(1)} s ${offsetMs < 0 ? "behind" : "ahead"}`;
  if (Math.abs(offsetMs) <= GOOD_CLOCK_OFFSET_MS) return ok(check, "the database's and this machine's agree");
  const advice = "set both by NTP: holds and retries end by them";
  return Math.abs(offsetMs) > MAX_CLOCK_OFFSET_MS ? foundProblem(check, text, advice) : notice(check, text, advice);
}

/** Host, port and name of the database, without user and password. */
function placeOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? "DATABASE_URL" : `${parsed.host}${parsed.pathname}`;
}
