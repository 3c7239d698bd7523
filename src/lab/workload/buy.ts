import { setTimeout as delay } from "node:timers/promises";
import { checkoutEntry, type HistoryWriter } from "./history-writer.ts";
import { type Attempt, type HttpAnswer, type HttpClient, isDecided, problemCode, RETRY_DEADLINE_MS } from "./http-client.ts";
import { checkoutRequest, type ReadyShopper } from "./shopper.ts";

/** `failed`: the shop refused for a reason that a purchase like this should never meet. `undecided`: it did not say in time. */
export type Verdict = "sold" | "sold out" | "declined" | "failed" | "undecided";

export type Purchase = {
  readonly verdict: Verdict;
  readonly attempts: number;
  /** Some attempt ended without the shopper knowing what it did. */
  readonly wasUnknown: boolean;
  /** The code of the problem, or the order's last status; for a person who looks for the reason. */
  readonly reason: string;
  readonly endedAtMs: number;
};

export type BuyOptions = {
  /** One for each API process; every attempt goes to the next one. */
  readonly clients: readonly HttpClient[];
  /** Where the first attempt goes. */
  readonly first: number;
  readonly paymentToken: string;
  /** After this long the shopper gives the attempt up and tries again, each time twice as patient; null waits for the answer. */
  readonly patienceMs: number | null;
  readonly history: HistoryWriter;
  readonly random: () => number;
  /** What an attempt came to: the status, `timeout` or `no connection`. */
  readonly onAttempt: (result: string) => void;
};

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
const ORDER_POLL_MS = 250;
/** As long as the client itself waits for an answer. */
const MOST_PATIENCE_MS = 30_000;

/** Checks out under one key, again and again at one process after the other, until the shop has said what became of it. */
export async function buy(shopper: ReadyShopper, options: BuyOptions): Promise<Purchase> {
  const { clients, first, history, random } = options;
  const { key, shopperId, cartId } = shopper;
  const deadline = performance.now() + RETRY_DEADLINE_MS;
  const request = checkoutRequest(shopper, options.paymentToken);
  let wasUnknown = false;
  let pauseMs = FIRST_PAUSE_MS;
  for (let attempts = 1; ; attempts += 1) {
    const client = clients[(first + attempts - 1) % clients.length]!;
    const signal = patience(options.patienceMs, attempts);
    const attempt = await tryOnce(() => client.send({ ...request, ...(signal === undefined ? {} : { signal }) }));
    const { answer } = attempt;
    history.write(checkoutEntry({ key, shopperId, cartId }, attempt));
    options.onAttempt(answer === null ? (signal?.aborted ? "timeout" : "no connection") : String(answer.status));
    if (answer !== null && isDecided(answer)) {
      const { verdict, reason } = await verdictOf(answer, shopper, clients, deadline);
      return { verdict, reason, attempts, wasUnknown, endedAtMs: performance.now() };
    }
    wasUnknown = true;
    if (performance.now() > deadline) {
      const reason = problemCode(answer?.body) ?? "no answer";
      return { verdict: "undecided", reason, attempts, wasUnknown, endedAtMs: performance.now() };
    }
    // Who gave up by himself asks again at once; the others spread out, or they would all come back in the same instant.
    if (!signal?.aborted) await delay((answer?.retryAfterMs ?? pauseMs) * (0.5 + random()));
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

function patience(firstMs: number | null, attempt: number): AbortSignal | undefined {
  if (firstMs === null) return undefined;
  return AbortSignal.timeout(Math.min(Math.round(firstMs * 2 ** (attempt - 1)), MOST_PATIENCE_MS));
}

async function tryOnce(send: () => Promise<HttpAnswer>): Promise<Attempt> {
  const startedAtMs = Date.now();
  const answer = await send().catch(() => null);
  return { startedAtMs, endedAtMs: Date.now(), answer };
}

async function verdictOf(
  answer: HttpAnswer,
  shopper: ReadyShopper,
  clients: readonly HttpClient[],
  deadline: number,
): Promise<{ verdict: Verdict; reason: string }> {
  const reason = problemCode(answer.body) ?? String(answer.status);
  if (answer.status === 201) return { verdict: "sold", reason: "paid" };
  if (answer.status === 202) return followOrder((answer.body as { id: string }).id, shopper, clients, deadline);
  if (answer.status === 402) return { verdict: "declined", reason };
  return { verdict: reason === "out-of-stock" ? "sold out" : "failed", reason };
}

/** The order is placed and its payment not known yet: looks at it until it is. */
async function followOrder(
  orderId: string,
  shopper: ReadyShopper,
  clients: readonly HttpClient[],
  deadline: number,
): Promise<{ verdict: Verdict; reason: string }> {
  for (let turn = 0; ; turn += 1) {
    const request = { method: "GET", path: `/v1/orders/${orderId}`, token: shopper.token } as const;
    const answer = await clients[turn % clients.length]!.send<{ status: string }>(request).catch(() => null);
    if (answer?.status === 200 && answer.body.status !== "pending") {
      return { verdict: answer.body.status === "payment_failed" ? "declined" : "sold", reason: answer.body.status };
    }
    if (performance.now() > deadline)
      return { verdict: "undecided", reason: `the order is ${answer?.body.status ?? "not found"}` };
    await delay(ORDER_POLL_MS);
  }
}
