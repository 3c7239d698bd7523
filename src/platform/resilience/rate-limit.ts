import { hash } from "node:crypto";
import { type Clock, systemClock } from "../clock.ts";
import { type Database, sql } from "../database/database.ts";

export type RateLimitVerdict = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number };

/**
 * At most `limit` attempts of a subject in each fixed window, counted in the database and so over all processes. Two windows that touch let
 * at most twice the limit through, which is enough against guessing and costs one statement and no memory.
 */
export interface RateLimiter {
  /** Counts one attempt, unless the limit is reached. One statement. */
  take(subject: string): Promise<RateLimitVerdict>;
  /** Takes one attempt back, for limits on failures: counted before, so that parallel ones cannot slip through, and forgiven when it succeeds. */
  giveBack(subject: string): Promise<void>;
}

export type RateLimiterOptions = {
  /** Tells the counters of different limits apart. */
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly clock?: Clock;
};

// Over the limit nothing is written, so that an attacker cannot make the database work for each attempt.
const countHit = sql<{ hits: number }>(
  "platform.count-rate-limit-hit",
  `insert into rate_limits as r (key, window_start, hits) values ($1, $2, 1)
   on conflict (key, window_start) do update set hits = r.hits + 1 where r.hits < $3
   returning hits`,
);

const takeHitBack = sql<object>(
  "platform.take-rate-limit-hit-back",
  "update rate_limits set hits = hits - 1 where key = $1 and window_start = $2 and hits > 0",
);

const deleteOld = sql<{ deleted: number }>(
  "platform.delete-old-rate-limits",
  `with old as (
    delete from rate_limits where ctid = any(array(select ctid from rate_limits where window_start < $1 limit $2)) returning 1
  ) select count(*)::int as deleted from old`,
);

/** Rows deleted by one statement of the sweep: a few milliseconds of work. */
const SWEEP_BATCH = 5_000;
/** No limit has a longer window than this. */
const LONGEST_WINDOW_MS = 24 * 3_600_000;

export function createRateLimiter(db: Database, options: RateLimiterOptions): RateLimiter {
  const { name, limit, windowMs, clock = systemClock } = options;
  if (windowMs > LONGEST_WINDOW_MS)
    throw new Error(`The window of the rate limit "${name}" is longer than ${LONGEST_WINDOW_MS} ms.`);

  const windowStartMs = (nowMs: number) => nowMs - (nowMs % windowMs);
  const row = (subject: string, startMs: number) => [rateLimitKey(name, subject), new Date(startMs)];

  return {
    async take(subject) {
      const nowMs = clock.now().getTime();
      const startMs = windowStartMs(nowMs);
      const counted = await db.run(countHit, [...row(subject, startMs), limit]);
      if (counted.length > 0) return { allowed: true };
      return { allowed: false, retryAfterSeconds: Math.ceil((startMs + windowMs - nowMs) / 1000) };
    },
    async giveBack(subject) {
      await db.run(takeHitBack, row(subject, windowStartMs(clock.now().getTime())));
    },
  };
}

/** Addresses and e-mails are counted by their hash: the table holds nobody's name. */
function rateLimitKey(name: string, subject: string): string {
  return `${name}:${hash("sha256", subject, "base64url")}`;
}

/** For a job: deletes one batch of counters whose window has ended, and answers how many; fewer than asked for means done. */
export async function sweepRateLimits(db: Database, clock: Clock = systemClock): Promise<{ deleted: number; done: boolean }> {
  const [row] = await db.run(deleteOld, [new Date(clock.now().getTime() - LONGEST_WINDOW_MS), SWEEP_BATCH]);
  return { deleted: row!.deleted, done: row!.deleted < SWEEP_BATCH };
}
