import pg from "pg";
import type { DrillContext, DrillShop } from "./drill.ts";

const ANSWER_TIMEOUT_MS = 5_000;
/** Data of a drill are written in one statement. */
const STATEMENT_TIMEOUT_MS = 180_000;

/** What drills look at and break things with. `find` answers what runs on the data folder now. */
export function drillContext(options: {
  readonly dataDirectory: string;
  readonly find: () => Promise<DrillShop | undefined>;
  readonly metricsToken: string | null;
}): DrillContext {
  const { dataDirectory, find, metricsToken } = options;

  async function shop(): Promise<DrillShop> {
    const found = await find();
    if (found === undefined) throw new Error("Nothing runs on this data folder; start a shop with `tenfold up -t 2`.");
    return found;
  }

  return {
    dataDirectory,
    shop,
    async query<Row extends object>(text: string, values: readonly unknown[] = [], url?: string) {
      const client = new pg.Client({
        connectionString: url ?? (await shop()).databaseUrl,
        application_name: "tenfold drill",
        connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
        statement_timeout: STATEMENT_TIMEOUT_MS,
      });
      client.on("error", () => undefined);
      try {
        await client.connect();
        return (await client.query(text, [...values])).rows as Row[];
      } finally {
        void client.end().catch(() => undefined);
      }
    },
    async metrics(url) {
      const headers: Record<string, string> = metricsToken === null ? {} : { authorization: `Bearer ${metricsToken}` };
      try {
        const answer = await fetch(`${url}/metrics`, { headers, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
        return answer.ok ? await answer.text() : null;
      } catch {
        return null;
      }
    },
  };
}

/** The processes that serve or work, by name, with the address of their figures. */
export function shopProcesses({ parts }: DrillShop): ReadonlyMap<string, string> {
  const ofShop = parts.filter(({ kind, url }) => (kind === "api" || kind === "all" || kind === "worker") && url !== null);
  return new Map(ofShop.map(({ name, url }) => [name, url!]));
}

/** One look at the figures of all processes that answer. */
export async function readProcesses(context: DrillContext): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const [name, url] of shopProcesses(await context.shop())) {
    const text = await context.metrics(url);
    if (text !== null) texts.set(name, text);
  }
  return texts;
}
