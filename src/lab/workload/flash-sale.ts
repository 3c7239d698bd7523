import { seededRandom } from "../../platform/random.ts";
import { forEachLimited } from "../../platform/resilience/for-each-limited.ts";
import { buy, type Purchase, type Verdict } from "./buy.ts";
import type { HistoryWriter } from "./history-writer.ts";
import { createHttpClient, type HttpClient } from "./http-client.ts";
import { percentile } from "./percentile.ts";
import { sellableVariants, setSellableUnits } from "./shop-admin.ts";
import { fillCart, type ReadyShopper } from "./shopper.ts";

export type FlashSaleOptions = {
  /** One address for each API process. */
  readonly urls: readonly string[];
  readonly adminKey: string;
  readonly buyers: number;
  readonly units: number;
  /** The variant on sale; the most popular one that can be bought when undefined. */
  readonly variantId?: number;
  /** Share of the buyers, 0 to 1, who lose patience and try again with the same key. */
  readonly retryShare: number;
  readonly seed: number;
  readonly history: HistoryWriter;
  readonly onProgress: (message: string) => void;
};

export type FlashSaleReport = {
  readonly variantId: number;
  readonly buyers: number;
  readonly units: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** What every single attempt came to: statuses, `timeout`, `no connection`. */
  readonly attempts: ReadonlyMap<string, number>;
  /** Buyers who once did not know what their attempt did, and learned it. */
  readonly unknownResolved: number;
  /** Why buyers ended as `failed` or `undecided`. */
  readonly troubles: ReadonlyMap<string, number>;
  /** From the start to the last verdict, and to the last sale. */
  readonly durationMs: number;
  readonly sellingMs: number;
  /** Milliseconds from the moment at which all meant to buy to the verdict. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Everything sold that could be, and nobody left without a verdict. */
  readonly passed: boolean;
};

export interface FlashSale {
  readonly variantId: number;
  /** Lets all buyers check out at once. */
  run(): Promise<FlashSaleReport>;
  close(): Promise<void>;
}

/** Each is a socket of this process and one of a shop's process. */
export const MAX_BUYERS = 10_000;
/** Carts filled at a time before the sale. */
const PREPARING_AT_ONCE = 64;
const LEAST_PATIENCE_MS = 300;
const MOST_PATIENCE_MS = 1_500;

/** Sets the stock and gives every buyer a cart with one unit. */
export async function prepareFlashSale(options: FlashSaleOptions): Promise<FlashSale> {
  const clients = options.urls.map((url) => createHttpClient({ urls: [url], connections: options.buyers }));
  try {
    const variantId = options.variantId ?? (await sellableVariants(clients[0]!, 1))[0];
    if (variantId === undefined) throw new Error("The shop has nothing that can be bought.");
    await setSellableUnits(clients[0]!, options.adminKey, variantId, options.units);
    options.onProgress(`${options.units} units of variant ${variantId}; filling ${options.buyers} carts`);
    const shoppers = await fillCarts(clients, variantId, options.buyers);
    return {
      variantId,
      run: () => sell(options, clients, variantId, shoppers),
      close: async () => void (await Promise.all(clients.map((client) => client.close()))),
    };
  } catch (error) {
    await Promise.all(clients.map((client) => client.close()));
    throw error;
  }
}

async function fillCarts(clients: readonly HttpClient[], variantId: number, buyers: number): Promise<ReadyShopper[]> {
  const shoppers: ReadyShopper[] = [];
  const failures: unknown[] = [];
  await forEachLimited(
    Array.from({ length: buyers }, (_, index) => index),
    PREPARING_AT_ONCE,
    async (index) => {
      const client = clients[index % clients.length]!;
      shoppers.push(await fillCart(client, `flash-${index}`, [{ variantId, quantity: 1 }]));
    },
    (error) => failures.push(error),
  );
  if (failures.length > 0) throw failures[0];
  return shoppers;
}

async function sell(
  options: FlashSaleOptions,
  clients: readonly HttpClient[],
  variantId: number,
  shoppers: readonly ReadyShopper[],
): Promise<FlashSaleReport> {
  const random = seededRandom(options.seed);
  const attempts = new Map<string, number>();
  options.onProgress(`all ${shoppers.length} buyers check out now`);
  const startMs = performance.now();
  const purchases = await Promise.all(
    shoppers.map((shopper, index) => {
      const isImpatient = random() < options.retryShare;
      const patienceMs = LEAST_PATIENCE_MS + random() * (MOST_PATIENCE_MS - LEAST_PATIENCE_MS);
      return buy(shopper, {
        clients,
        first: index,
        paymentToken: "ok",
        patienceMs: isImpatient ? patienceMs : null,
        history: options.history,
        random,
        onAttempt: (result) => count(attempts, result),
      });
    }),
  );
  return summarise(options, variantId, purchases, attempts, startMs);
}

function summarise(
  options: FlashSaleOptions,
  variantId: number,
  purchases: readonly Purchase[],
  attempts: ReadonlyMap<string, number>,
  startMs: number,
): FlashSaleReport {
  const verdicts: Record<Verdict, number> = { sold: 0, "sold out": 0, declined: 0, failed: 0, undecided: 0 };
  const troubles = new Map<string, number>();
  for (const { verdict, reason } of purchases) {
    verdicts[verdict] += 1;
    if (verdict === "failed" || verdict === "undecided") count(troubles, `${verdict}: ${reason}`);
  }
  const took = purchases.map((purchase) => purchase.endedAtMs - startMs).sort((a, b) => a - b);
  const sales = purchases.filter((purchase) => purchase.verdict === "sold").map((purchase) => purchase.endedAtMs - startMs);
  return {
    variantId,
    buyers: options.buyers,
    units: options.units,
    verdicts,
    attempts,
    unknownResolved: purchases.filter((purchase) => purchase.wasUnknown && purchase.verdict !== "undecided").length,
    troubles,
    durationMs: took.at(-1) ?? 0,
    sellingMs: sales.reduce((latest, endedMs) => Math.max(latest, endedMs), 0),
    latencyMs: { p50: percentile(took, 0.5), p95: percentile(took, 0.95), p99: percentile(took, 0.99) },
    passed: verdicts.sold === Math.min(options.units, options.buyers) && verdicts.sold + verdicts["sold out"] === options.buyers,
  };
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
