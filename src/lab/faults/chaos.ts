import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { type AuditReport, audit } from "../audit/audit.ts";
import type { Finding } from "../audit/check.ts";
import { type CheckoutStreamReport, startCheckoutStream } from "../workload/checkout-stream.ts";
import { type FlashSaleReport, prepareFlashSale } from "../workload/flash-sale.ts";
import { openHistory } from "../workload/history-writer.ts";
import { createHttpClient } from "../workload/http-client.ts";
import { sellableVariants } from "../workload/shop-admin.ts";
import { type Kill, startKiller } from "./killer.ts";
import { type LabShop, startLabShop } from "./lab-shop.ts";

export type ChaosOptions = {
  /** Data, logs and history go here. */
  readonly directory: string;
  readonly buyers: number;
  readonly units: number;
  /** How long processes are killed, and how often one is. */
  readonly faultsForMs: number;
  readonly killEveryMs: number;
  /** Ordinary checkouts per second beside the sale. */
  readonly ordinaryPerSecond: number;
  readonly seed: number;
  readonly onEvent: (message: string) => void;
};

export type ChaosReport = {
  readonly sale: FlashSaleReport;
  readonly ordinary: CheckoutStreamReport;
  readonly kills: readonly Kill[];
  /** Units of the variant on sale in orders that stand, by the database. */
  readonly unitsSold: number;
  readonly ordersPending: number;
  readonly audit: AuditReport;
  /** From the end of the faults to the first green audit; null when there was none within a minute. */
  readonly recoveredMs: number | null;
  readonly historyFile: string;
  readonly logDirectory: string;
  /** What is not as it must be, as sentences; none when all is well. */
  readonly failures: readonly string[];
};

/** Nothing may be stuck one minute after the last fault. */
const RECOVERY_DEADLINE_MS = 60_000;
const AUDIT_PAUSE_MS = 2_000;
/** The first kill comes while the sale is at its height. */
const FIRST_KILL_AFTER_MS = 400;
const RETRY_SHARE = 0.5;
/** Variants that the ordinary shoppers choose from. */
const ORDINARY_VARIANTS = 60;

/** A flash sale and ordinary shopping while every process is killed in turn, and then the accounts. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { directory, onEvent } = options;
  const shop = await startLabShop({ directory, apiProcesses: 2, onEvent });
  try {
    return await attack(shop, options);
  } finally {
    await shop.stop();
  }
}

async function attack(shop: LabShop, options: ChaosOptions): Promise<ChaosReport> {
  const { seed, onEvent } = options;
  const historyFile = join(options.directory, "history.ndjson");
  const history = await openHistory(historyFile);
  const [saleVariant, ...ordinaryVariants] = await chooseVariants(shop.apiUrls);
  const sale = await prepareFlashSale({
    urls: shop.apiUrls,
    adminKey: shop.adminKey,
    buyers: options.buyers,
    units: options.units,
    variantId: saleVariant!,
    retryShare: RETRY_SHARE,
    seed,
    history,
    onProgress: onEvent,
  });
  const { urls, ratePerSecond } = { urls: shop.apiUrls, ratePerSecond: options.ordinaryPerSecond };
  const stream = startCheckoutStream({ urls, ratePerSecond, variantIds: ordinaryVariants, seed: seed + 1, history });
  const killer = startKiller({
    victims: shop.victims,
    everyMs: options.killEveryMs,
    firstAfterMs: FIRST_KILL_AFTER_MS,
    seed: seed + 2,
    onKill: (kill) => onEvent(`killed ${kill.name} (pid ${kill.pid}) after ${(kill.atMs / 1_000).toFixed(1)} s`),
  });
  const selling = sale.run();
  await delay(options.faultsForMs);
  const kills = killer.stop();
  const quietSince = performance.now();
  onEvent("the faults are over");
  const saleReport = await selling;
  const ordinary = await stream.stop();
  await sale.close();
  await history.close();

  const { report, recoveredMs } = await auditUntilGreen(shop, historyFile, quietSince);
  const counts = await countOrders(shop.databaseUrl, sale.variantId);
  const { logDirectory } = shop;
  const result = { sale: saleReport, ordinary, kills, ...counts, audit: report, recoveredMs, historyFile, logDirectory };
  return { ...result, failures: failuresOf(result) };
}

async function chooseVariants(urls: readonly string[]): Promise<number[]> {
  const client = createHttpClient({ urls, connections: 1 });
  try {
    return await sellableVariants(client, ORDINARY_VARIANTS + 1);
  } finally {
    await client.close();
  }
}

/** Audits without any grace, again and again until nothing is on its way any more or the minute is over. */
async function auditUntilGreen(shop: LabShop, historyFile: string, quietSince: number) {
  for (;;) {
    const { databaseUrl, sandboxUrl: providerUrl } = shop;
    const report = await audit({ databaseUrl, providerUrl, historyFile, graceSeconds: 0 });
    const sinceMs = performance.now() - quietSince;
    if (report.verdict === "green") return { report, recoveredMs: sinceMs };
    if (sinceMs > RECOVERY_DEADLINE_MS) return { report, recoveredMs: null };
    await delay(AUDIT_PAUSE_MS);
  }
}

async function countOrders(databaseUrl: string, variantId: number): Promise<{ unitsSold: number; ordersPending: number }> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ unitsSold: number; ordersPending: number }>(
      `select (select count(*) from orders where status = 'pending')::int as "ordersPending",
        (select coalesce(sum(l.quantity), 0) from order_lines l join orders o on o.id = l.order_id and o.shopper_id = l.shopper_id
          where l.variant_id = $1 and o.status = 'paid')::int as "unitsSold"`,
      [variantId],
    );
    return rows[0]!;
  } finally {
    await client.end();
  }
}

function failuresOf(report: Omit<ChaosReport, "failures">): string[] {
  const { sale, ordinary, unitsSold, ordersPending } = report;
  const red = (finding: Finding) => finding.verdict === "red";
  return [
    ...(sale.passed ? [] : [`the flash sale ended with ${JSON.stringify(sale.verdicts)} ${[...sale.troubles].join("; ")}`]),
    ...(unitsSold === sale.units ? [] : [`${unitsSold} units were sold, and not ${sale.units}`]),
    ...(ordersPending === 0 ? [] : [`${ordersPending} orders are still pending`]),
    ...(ordinary.verdicts.failed + ordinary.verdicts.undecided === 0
      ? []
      : [`ordinary shoppers ended with ${JSON.stringify(ordinary.verdicts)}`]),
    ...ordinary.turnedAway.map((reason) => `an ordinary shopper could not shop: ${reason}`).slice(0, 5),
    ...report.audit.findings.filter(red).map(({ id, violations }) => `the audit is red: ${id}, ${violations} violations`),
  ];
}
