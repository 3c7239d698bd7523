import pg from "pg";
import { stalenessBoundMs } from "../../platform/topology/staleness.ts";
import { readTopology } from "../../platform/topology/topology.ts";
import type { Check, Finding } from "./check.ts";
import { MAX_EXAMPLES } from "./check.ts";
import { engagementChecks } from "./engagement-checks.ts";
import { checkHistory, readHistory } from "./history.ts";
import { eventChecks, moneyChecks, orderChecks, promotionChecks } from "./order-checks.ts";
import { compareWithBook, readBook } from "./provider-book.ts";
import { checkReads } from "./read-history.ts";
import { reviewChecks } from "./review-checks.ts";
import { checkSessions } from "./session-history.ts";
import { stockChecks } from "./stock-checks.ts";

export type AuditOptions = {
  readonly databaseUrl: string;
  /** Address of the sandbox provider, whose book is compared; without it that check is skipped. */
  readonly providerUrl?: string;
  /** History file of a load run; without it that check is skipped. */
  readonly historyFile?: string;
  /** What changed later than this may still be on its way. Default: 60 s. */
  readonly graceSeconds?: number;
  /** How old a read may be, in ms: `stalenessBoundMs` of the shop's topology. Default: that of level 1. */
  readonly maxStalenessMs?: number;
  readonly onFinding?: (finding: Finding) => void;
};

export type AuditReport = {
  readonly verdict: "green" | "red";
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<string, number>>;
};

export const DEFAULT_GRACE_SECONDS = 60;

export const allChecks: readonly Check[] = [
  ...stockChecks,
  ...orderChecks,
  ...moneyChecks,
  ...promotionChecks,
  ...eventChecks,
  ...engagementChecks,
  ...reviewChecks,
];

const COUNTS = `select (select count(*) from orders)::float8 as orders, (select count(*) from order_lines)::float8 as "order lines",
  (select count(*) from payments)::float8 as payments, (select count(*) from refunds)::float8 as refunds,
  (select count(*) from stock_ledger)::float8 as "ledger entries", (select count(*) from outbox_shopper)::float8 as events`;

/**
 * Checks a shop from the outside: its own SQL over one snapshot of the database, the provider's own book, and what clients saw.
 * It shares no code with the order path. A shop may be serving meanwhile.
 */
export async function audit(options: AuditOptions): Promise<AuditReport> {
  const graceSeconds = options.graceSeconds ?? DEFAULT_GRACE_SECONDS;
  const maxStalenessMs = options.maxStalenessMs ?? stalenessBoundMs(readTopology());
  const client = new pg.Client({ connectionString: options.databaseUrl, application_name: "tenfold audit" });
  const findings: Finding[] = [];
  const note = (finding: Finding) => {
    findings.push(finding);
    options.onFinding?.(finding);
  };
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows } = await client.query<Record<string, number>>(COUNTS);
    for (const check of allChecks) note(await runCheck(client, check, graceSeconds));
    // The book is read after the snapshot was taken: a charge that the shop knows of must be in it.
    note(
      options.providerUrl === undefined
        ? skipped(
            "money.equals-provider-book",
            "What the shop believes is what the provider's book says.",
            "no provider was named",
          )
        : await compareWithBook(client, readBook(options.providerUrl), graceSeconds),
    );
    const { historyFile } = options;
    if (historyFile === undefined) {
      const why = "no history was named";
      note(skipped("history.acknowledged-is-kept", "No order that a client was told of is lost or doubled.", why));
      note(skipped("history.sessions-never-go-back", "Nobody is shown an older state than he was shown before.", why));
    } else {
      note(await checkHistory(client, readHistory(historyFile)));
      note(await checkSessions(readHistory(historyFile)));
      for (const finding of await checkReads(readHistory(historyFile), { maxStalenessMs })) note(finding);
    }
    await client.query("rollback");
    return { verdict: findings.some((finding) => finding.verdict === "red") ? "red" : "green", findings, counts: rows[0]! };
  } finally {
    await client.end();
  }
}

async function runCheck(client: pg.Client, check: Check, graceSeconds: number): Promise<Finding> {
  const startedAt = performance.now();
  const usesGrace = check.sql.includes("$1");
  const { rows } = await client.query<{ violations: number; examples: Record<string, unknown>[] | null }>(
    `with violation as (${check.sql})
     select (select count(*) from violation)::float8 as violations,
       (select json_agg(e) from (select * from violation limit ${MAX_EXAMPLES}) e) as examples`,
    usesGrace ? [graceSeconds] : [],
  );
  const { violations, examples } = rows[0]!;
  return {
    id: check.id,
    holds: check.holds,
    verdict: violations === 0 ? "green" : "red",
    violations,
    examples: examples ?? [],
    tookMs: performance.now() - startedAt,
  };
}

function skipped(id: string, holds: string, why: string): Finding {
  return { id, holds, verdict: "skipped", violations: 0, examples: [], note: why, tookMs: 0 };
}
