import { type Clock, systemClock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { EventConsumer } from "../../platform/events/event.ts";
import { derivedId, newId } from "../../platform/ids.ts";
import type { Jobs } from "../../platform/jobs/jobs.ts";
import {
  type AttemptResult,
  createDeliveryStore,
  type Delivery,
  type DeliveryRef,
  type DeliveryStore,
} from "./delivery-store.ts";
import { createWebhookEndpoints, type WebhookEndpoints } from "./endpoints.ts";
import { PING, webhookEventTypes } from "./event-types.ts";
import { createWebhookSender, DELIVERY_DEADLINE_MS, type SendOutcome } from "./send.ts";
import { createTargets, type ResolveAll } from "./target.ts";

declare module "../../platform/jobs/jobs.ts" {
  interface JobTypes {
    "webhooks.deliver": DeliveryRef;
    "webhooks.prune": Record<string, never>;
  }
}

export type WebhookOptions = {
  readonly db: Database;
  readonly jobs: Jobs;
  /** See `TargetOptions`. */
  readonly allowPrivateTargets: boolean;
  readonly retry?: RetryPlan;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly resolveAll?: ResolveAll;
  readonly deadlineMs?: number;
};

/** Waiting before attempt n + 1: `firstMs × factorⁿ⁻¹`, at most `longestMs`, a quarter more or less. */
export type RetryPlan = {
  readonly attempts: number;
  readonly firstMs: number;
  readonly factor: number;
  readonly longestMs: number;
};

/** 10 s, 40 s, 3 min, 11 min, 43 min, 2 h, 2 h: an endpoint may be away for five hours and loses nothing. */
export const DEFAULT_RETRY: RetryPlan = { attempts: 8, firstMs: 10_000, factor: 4, longestMs: 7_200_000 };
const JITTER = 0.25;
/** Of each process. An endpoint gets at most three at once, so that two that hang leave room for the others. */
const CONCURRENT_DELIVERIES = 8;
const CONCURRENT_PER_ENDPOINT = 3;
const POLL_MS = 500;
/** What reading the delivery and noting its outcome may take, beside the request itself. */
const BOOKING_MS = 20_000;
const KEPT_MS = 30 * 86_400_000;
const PRUNE_BATCH = 5_000;
const MAX_PRUNE_BATCHES = 200;
/** An endpoint that answers 410 Gone asks not to be asked again. */
const GONE = 410;

export interface Webhooks {
  readonly endpoints: WebhookEndpoints;
  readonly deliveries: Pick<DeliveryStore, "list">;
  /** Turns events into deliveries. */
  readonly consumer: EventConsumer;
  /** Sends a test event now and answers what came of it. @throws `not-found` */
  ping(endpointId: string): Promise<SendOutcome>;
  /** @throws `not-found` */
  redeliver(ref: DeliveryRef): Promise<Delivery>;
  close(): Promise<void>;
}

/**
 * Tells subscribers of events, each at least once. Deliveries are begun in the order of the events, but several run at once and a retry
 * comes after events that happened later: where the order matters, a subscriber compares `aggregate.version`.
 */
export function createWebhooks(options: WebhookOptions): Webhooks {
  const { db, jobs, retry = DEFAULT_RETRY, clock = systemClock, random = Math.random } = options;
  const { allowPrivateTargets, resolveAll, deadlineMs = DELIVERY_DEADLINE_MS } = options;
  const targets = createTargets({ allowPrivateTargets, ...(resolveAll === undefined ? {} : { resolveAll }) });
  const sender = createWebhookSender({ targets, clock, deadlineMs });
  const endpoints = createWebhookEndpoints(db, targets);
  const store = createDeliveryStore(db);

  // The row keeps the attempts and their times. The job itself is tried again only when the database was away or the process died.
  jobs.define(
    "webhooks.deliver",
    {
      concurrency: CONCURRENT_DELIVERIES,
      group: { of: (ref) => ref.endpointId, concurrency: CONCURRENT_PER_ENDPOINT },
      timeoutMs: deadlineMs + BOOKING_MS,
      pollMs: POLL_MS,
    },
    (ref, { signal }) => deliver(ref, signal),
  );
  jobs.define("webhooks.prune", { exclusive: true }, () => prune());
  jobs.schedule("webhooks.prune", "17 3 * * *", {});

  async function deliver(ref: DeliveryRef, signal: AbortSignal): Promise<void> {
    const delivery = await store.due(ref);
    if (delivery === null) return;
    const { url, secret, eventId, eventType, payload } = delivery;
    const deliveryId = derivedId("webhook-delivery", ref.endpointId, eventId);
    const outcome = await sender.send({ url, secret, eventId, eventType, deliveryId, body: JSON.stringify(payload) }, signal);
    // The process is stopping or took too long: nothing is known about this attempt, so it does not count.
    signal.throwIfAborted();
    const result = resultOf(outcome, delivery.attempts + 1);
    await db.transaction(async (tx) => {
      const noted = await store.settle(tx, delivery, result);
      if (noted && result.nextAttemptAt !== null)
        await jobs.send("webhooks.deliver", ref, { startAfter: result.nextAttemptAt, tx });
    });
  }

  function resultOf({ delivered, status, error }: SendOutcome, attempt: number): AttemptResult {
    const noted = { lastStatus: status, lastError: error };
    if (delivered) return { ...noted, status: "delivered", nextAttemptAt: null };
    if (attempt >= retry.attempts || status === GONE) return { ...noted, status: "dead", nextAttemptAt: null };
    const delayMs = retryDelayMs(retry, attempt, random());
    return { ...noted, status: "waiting", nextAttemptAt: new Date(clock.now().getTime() + delayMs) };
  }

  async function prune(): Promise<void> {
    const before = new Date(clock.now().getTime() - KEPT_MS);
    for (let batch = 0; batch < MAX_PRUNE_BATCHES; batch += 1) {
      if ((await store.prune(before, PRUNE_BATCH)) < PRUNE_BATCH) return;
    }
  }

  return {
    endpoints,
    deliveries: store,
    consumer: {
      name: "webhooks",
      types: webhookEventTypes,
      async handle(events) {
        await db.transaction(async (tx) => {
          const refs = await store.fanOut(tx, events);
          if (refs.length > 0) await jobs.sendMany("webhooks.deliver", refs, { tx });
        });
      },
    },
    async ping(endpointId) {
      const { url } = await endpoints.get(endpointId);
      const secret = await endpoints.secretOf(endpointId);
      const id = newId();
      const body = JSON.stringify({ id, type: PING, createdAt: clock.now().toISOString(), data: { webhookId: endpointId } });
      return sender.send({ url, secret, eventId: id, eventType: PING, deliveryId: id, body });
    },
    redeliver: (ref) =>
      db.transaction(async (tx) => {
        const delivery = await store.reopen(tx, ref);
        await jobs.send("webhooks.deliver", ref, { tx });
        return delivery;
      }),
    close: () => sender.close(),
  };
}

/** @param chance from 0 to 1 */
export function retryDelayMs(plan: RetryPlan, attempt: number, chance: number): number {
  const plainMs = Math.min(plan.firstMs * plan.factor ** (attempt - 1), plan.longestMs);
  return Math.round(plainMs * (1 - JITTER + 2 * JITTER * chance));
}
