import type { Clock } from "../platform/clock.ts";
import { type Database, sql } from "../platform/database/database.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import { sweepRateLimits } from "../platform/resilience/rate-limit.ts";
import { expireCarts } from "./carts/cart-expiry.ts";

declare module "../platform/jobs/jobs.ts" {
  interface JobTypes {
    "maintenance.partitions": Record<string, never>;
    "maintenance.clean-up": Record<string, never>;
  }
}

/** Partitions from last month on: room for a shop whose jobs stand still for three months. */
const PARTITION_MONTHS = 5;
/** A client that repeats a call after a month has forgotten what it asked for; an ordered cart stays closed anyway. */
const IDEMPOTENCY_DAYS = 30;
const DELETE_BATCH = 5_000;
/** What one run does at most; the next comes in an hour. */
const MAX_BATCHES = 400;

const createPartitions = sql<{ created: number }>(
  "maintenance.create-partitions",
  "select create_month_partitions(((now() at time zone 'UTC') - interval '1 month')::date, $1) as created",
);

const deleteOldKeys = sql<{ deleted: number }>(
  "maintenance.delete-old-idempotency-keys",
  `with old as (
    delete from idempotency_keys where ctid = any(array(
      select ctid from idempotency_keys where created_at < now() - $1::int * interval '1 day' limit $2
    )) returning 1
  ) select count(*)::int as deleted from old`,
);

/** Makes the monthly partitions that orders of the coming months need. */
export async function ensurePartitions(db: Database): Promise<void> {
  await db.run(createPartitions, [PARTITION_MONTHS]);
}

async function cleanUp(db: Database, clock: Clock): Promise<void> {
  for (let batch = 0, done = false; !done && batch < MAX_BATCHES; batch += 1) ({ done } = await sweepRateLimits(db, clock));
  for (let batch = 0, after: string | null = null; batch < MAX_BATCHES; batch += 1) {
    const expired = await expireCarts(db, after, clock);
    after = expired.next;
    if (after === null) break;
  }
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const [row] = await db.run(deleteOldKeys, [IDEMPOTENCY_DAYS, DELETE_BATCH]);
    if (row!.deleted < DELETE_BATCH) break;
  }
}

/** Before `jobs.start`. What a shop does for itself while nobody looks. */
export function defineMaintenance(jobs: Jobs, db: Database, clock: Clock): void {
  jobs.define("maintenance.partitions", { exclusive: true }, () => ensurePartitions(db));
  jobs.schedule("maintenance.partitions", "7 2 * * *", {});
  jobs.define("maintenance.clean-up", { exclusive: true }, () => cleanUp(db, clock));
  jobs.schedule("maintenance.clean-up", "37 * * * *", {});
}
