import { Pool } from "undici";
import type { Clock } from "../../../platform/clock.ts";
import type { Logger } from "../../../platform/telemetry/logger.ts";
import type { ProviderEvent } from "../provider.ts";
import type { Behaviour } from "./behaviour.ts";
import type { BookEntry } from "./book.ts";
import { SIGNATURE_HEADER, signWebhook } from "./signature.ts";

export type WebhookFigures = {
  readonly waiting: number;
  readonly delivered: number;
  readonly attempts: number;
  /** Given up after the last attempt. */
  readonly givenUp: number;
  /** Not even queued, because the queue was full. */
  readonly dropped: number;
};

export type WebhookSender = {
  /** Sends what an entry means, again and again until it is taken with a 2xx or the attempts are used up. */
  readonly tell: (entry: BookEntry) => void;
  readonly figures: () => WebhookFigures;
  /** Gives everything that waits one last attempt, within a bounded time. */
  readonly close: () => Promise<void>;
};

type WebhookSenderOptions = {
  readonly url: string;
  readonly secret: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly behaviour: () => Behaviour;
  readonly logger?: Logger | undefined;
};

type Job = { readonly body: string; attempts: number };

/** About 600 bytes each; at 8,000 charges per second a shop may be away for six seconds before events are dropped, and it asks anyway. */
const MAX_WAITING = 50_000;
const MAX_IN_FLIGHT = 16;
/** 0.25 s doubled up to 30 s: eight attempts span about half a minute, as long as a restart takes. */
const MAX_ATTEMPTS = 8;
const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 30_000;
const ATTEMPT_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 5_000;
/** With `shuffle`, deliveries are held back by up to this: at ten events per second neighbours still swap. */
const SHUFFLE_SPREAD_MS = 250;
/** One line per so many losses: a shop that is away must not turn into eight thousand lines a second. */
const LOG_EVERY = 1_000;

/** Events live in memory only: kill -9 loses them. That is on purpose, webhooks are a hint and the book is the truth. */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { origin, pathname, search } = new URL(options.url);
  const pool = new Pool(origin, {
    connections: MAX_IN_FLIGHT,
    headersTimeout: ATTEMPT_TIMEOUT_MS,
    bodyTimeout: ATTEMPT_TIMEOUT_MS,
    connect: { timeout: ATTEMPT_TIMEOUT_MS },
  });
  /** Sets, because they keep the order of arrival and give up their first in constant time. */
  const due = new Set<Job>();
  const later = new Map<Job, NodeJS.Timeout>();
  let inFlight = 0;
  let closing = false;
  let figures = { delivered: 0, attempts: 0, givenUp: 0, dropped: 0 };
  let idle = Promise.withResolvers<void>();

  function tell(entry: BookEntry): void {
    const { answerTwice, webhooks } = options.behaviour();
    if (!webhooks.enabled || closing) return;
    const ids = answerTwice ? [`sbx_evt_${entry.seq}`, `sbx_evt_${entry.seq}_again`] : [`sbx_evt_${entry.seq}`];
    for (const eventId of ids) {
      const body = JSON.stringify(eventOf(entry, eventId));
      for (let copy = 0; copy < (webhooks.duplicate ? 2 : 1); copy++) {
        const heldBackMs = webhooks.delayMs + (webhooks.shuffle ? options.random() * SHUFFLE_SPREAD_MS : 0);
        take({ body, attempts: 0 }, heldBackMs);
      }
    }
  }

  function take(job: Job, delayMs: number): void {
    if (due.size + later.size + inFlight >= MAX_WAITING) {
      figures = { ...figures, dropped: figures.dropped + 1 };
      if (figures.dropped % LOG_EVERY === 1) options.logger?.warn({ dropped: figures.dropped }, "webhook queue full");
      return;
    }
    schedule(job, delayMs);
  }

  function schedule(job: Job, delayMs: number): void {
    if (delayMs > 0 && !closing) later.set(job, setTimeout(makeDue, delayMs, job));
    else makeDue(job);
  }

  function makeDue(job: Job): void {
    later.delete(job);
    due.add(job);
    pump();
  }

  function pump(): void {
    for (const job of due) {
      if (inFlight >= MAX_IN_FLIGHT) return;
      due.delete(job);
      inFlight += 1;
      void deliver(job).finally(() => {
        inFlight -= 1;
        pump();
        if (inFlight === 0 && due.size === 0) idle.resolve();
      });
    }
  }

  async function deliver(job: Job): Promise<void> {
    job.attempts += 1;
    figures = { ...figures, attempts: figures.attempts + 1 };
    if (await attempt(job.body)) {
      figures = { ...figures, delivered: figures.delivered + 1 };
    } else if (closing || job.attempts >= MAX_ATTEMPTS) {
      figures = { ...figures, givenUp: figures.givenUp + 1 };
      if (figures.givenUp % LOG_EVERY === 1) options.logger?.warn({ givenUp: figures.givenUp }, "webhook given up");
    } else {
      schedule(job, Math.min(FIRST_BACKOFF_MS * 2 ** (job.attempts - 1), MAX_BACKOFF_MS));
    }
  }

  async function attempt(body: string): Promise<boolean> {
    try {
      const response = await pool.request({
        method: "POST",
        path: pathname + search,
        headers: {
          "content-type": "application/json",
          [SIGNATURE_HEADER]: signWebhook(options.secret, body, options.clock.now().getTime()),
        },
        body,
      });
      await response.body.dump();
      return response.statusCode >= 200 && response.statusCode < 300;
    } catch {
      return false;
    }
  }

  async function close(): Promise<void> {
    closing = true;
    for (const [job, timer] of later) {
      clearTimeout(timer);
      due.add(job);
    }
    later.clear();
    idle = Promise.withResolvers();
    pump();
    if (inFlight > 0) {
      const timer = setTimeout(idle.resolve, CLOSE_TIMEOUT_MS);
      await idle.promise;
      clearTimeout(timer);
    }
    due.clear();
    await pool.destroy();
  }

  return { tell, close, figures: () => ({ ...figures, waiting: due.size + later.size + inFlight }) };
}

function eventOf(entry: BookEntry, eventId: string): ProviderEvent {
  const { paymentId, orderId, shopperId, reference, amountMinor, currency, createdAt } = entry;
  const common = { eventId, paymentId, orderId, shopperId, reference, amountMinor, currency, createdAt };
  if (entry.type === "refund") {
    return { ...common, kind: entry.outcome === "refunded" ? "refund.done" : "refund.refused", refundId: entry.refundId };
  }
  if (entry.declineCode !== null) return { ...common, kind: "charge.declined", declineCode: entry.declineCode };
  return { ...common, kind: "charge.paid" };
}
