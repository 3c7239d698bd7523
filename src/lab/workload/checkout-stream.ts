import { seededRandom } from "../../platform/random.ts";
import { buy, type Verdict } from "./buy.ts";
import type { HistoryWriter } from "./history-writer.ts";
import { createHttpClient } from "./http-client.ts";
import { fillCart, type WantedLine } from "./shopper.ts";

export type CheckoutStreamOptions = {
  readonly urls: readonly string[];
  /** Arrivals per second; they do not wait for each other. */
  readonly ratePerSecond: number;
  /** What is bought: one to four of these. */
  readonly variantIds: readonly number[];
  readonly seed: number;
  readonly history: HistoryWriter;
};

export type CheckoutStreamReport = {
  readonly arrivals: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Shoppers who could not even fill a cart, and why. */
  readonly turnedAway: readonly string[];
};

export interface CheckoutStream {
  /** No more arrivals; answers when everybody who came has a verdict. */
  stop(): Promise<CheckoutStreamReport>;
}

const MAX_LINES = 4;
const MAX_QUANTITY = 3;
/** More than this under way means that the shop does not come back; then arrivals are turned away. */
const MAX_UNDER_WAY = 5_000;
const CONNECTIONS = 256;
/** Most pay, and the rest of the sandbox's ways of answering come along too. Shares add up to 1. */
const PAYMENT_TOKENS = [
  ["ok", 0.9],
  ["declined", 0.05],
  ["timeout-after-charge", 0.03],
  ["slow", 0.02],
] as const;

/** Ordinary shoppers who come one after the other, fill a cart and buy, and try again until they know. */
export function startCheckoutStream(options: CheckoutStreamOptions): CheckoutStream {
  const clients = options.urls.map((url) => createHttpClient({ urls: [url], connections: CONNECTIONS }));
  const either = createHttpClient({ urls: options.urls, connections: CONNECTIONS });
  const random = seededRandom(options.seed);
  const verdicts: Record<Verdict, number> = { sold: 0, "sold out": 0, declined: 0, failed: 0, undecided: 0 };
  const turnedAway: string[] = [];
  const underWay = new Set<Promise<void>>();
  const startMs = performance.now();
  let arrivals = 0;

  async function shop(index: number): Promise<void> {
    const lines = pickLines(options.variantIds, random);
    const paymentToken = pickToken(random);
    const shopper = await fillCart(either, `stream-${options.seed}-${index}`, lines);
    const { history } = options;
    const purchase = await buy(shopper, {
      clients,
      first: index,
      paymentToken,
      patienceMs: null,
      history,
      random,
      onAttempt: () => undefined,
    });
    verdicts[purchase.verdict] += 1;
  }

  function arrive(): void {
    const index = arrivals++;
    if (underWay.size >= MAX_UNDER_WAY) {
      turnedAway.push("too many shoppers under way");
      return;
    }
    const visit = shop(index)
      .catch((error: unknown) => void turnedAway.push(error instanceof Error ? error.message : String(error)))
      .finally(() => underWay.delete(visit));
    underWay.add(visit);
  }

  const timer = setInterval(() => {
    const due = ((performance.now() - startMs) / 1_000) * options.ratePerSecond;
    while (arrivals < due) arrive();
  }, 1_000 / options.ratePerSecond);

  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      await Promise.all([...clients, either].map((client) => client.close()));
      return { arrivals, verdicts, turnedAway };
    },
  };
}

function pickLines(variantIds: readonly number[], random: () => number): WantedLine[] {
  const chosen = new Set<number>();
  const count = Math.min(variantIds.length, 1 + Math.floor(random() * MAX_LINES));
  while (chosen.size < count) chosen.add(variantIds[Math.floor(random() * variantIds.length)]!);
  return [...chosen].map((variantId) => ({ variantId, quantity: 1 + Math.floor(random() * MAX_QUANTITY) }));
}

function pickToken(random: () => number): string {
  let rest = random();
  for (const [token, share] of PAYMENT_TOKENS) {
    rest -= share;
    if (rest < 0) return token;
  }
  return "ok";
}
