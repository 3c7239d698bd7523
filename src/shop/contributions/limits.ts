import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import { createRateLimiter, type RateLimiter } from "../../platform/resilience/rate-limit.ts";

/** Characters (code points). Texts are stored as they come: what is shown must be escaped by who shows it. */
export const MAX_NAME_LENGTH = 80;
export const MAX_REASON_LENGTH = 500;
/** Photos are addresses on the web; the database checks the same number. */
export const MAX_PHOTOS = 5;
export const MAX_PHOTO_URL_LENGTH = 2_000;

/** Texts (reviews, questions, answers) of one shopper in an hour: more than a person writes with care. */
export const MAX_TEXTS = 20;
/** Votes and reports of one shopper in an hour: one every twelve seconds. */
export const MAX_CLICKS = 300;
const WINDOW_MS = 3_600_000;

/** How much one shopper may say. Shoppers are counted in the database, and so over all processes. */
export interface ContributionLimits {
  /** Counts a review, a question or an answer. @throws `rate-limited` */
  takeText(shopperId: string): Promise<void>;
  /** Counts a vote or a report. @throws `rate-limited` */
  takeClick(shopperId: string): Promise<void>;
}

export function createContributionLimits(db: Database, clock?: Clock): ContributionLimits {
  const limiter = (name: string, limit: number) =>
    createRateLimiter(db, { name, limit, windowMs: WINDOW_MS, ...(clock === undefined ? {} : { clock }) });
  const texts = limiter("contribution-texts", MAX_TEXTS);
  const clicks = limiter("contribution-clicks", MAX_CLICKS);
  return {
    takeText: (shopperId) => take(texts, shopperId),
    takeClick: (shopperId) => take(clicks, shopperId),
  };
}

async function take(limiter: RateLimiter, shopperId: string): Promise<void> {
  const verdict = await limiter.take(shopperId);
  if (!verdict.allowed) throw problem("rate-limited", undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
}
