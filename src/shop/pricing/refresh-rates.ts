import { ConsecutiveBreaker, circuitBreaker, handleAll, TimeoutStrategy, timeout, wrap } from "cockatiel";
import type { Clock } from "../../platform/clock.ts";
import { type Database, sql } from "../../platform/database/database.ts";
import type { Jobs } from "../../platform/jobs/jobs.ts";
import type { RateProvider, Rates } from "./rate-provider.ts";
import { referenceChanged } from "./reference-store.ts";

declare module "../../platform/jobs/jobs.ts" {
  interface JobTypes {
    "pricing.refresh-exchange-rates": Record<string, never>;
  }
}

/** `fresh`: the rates are younger than an hour; `unavailable`: the provider did not answer and the old rates stay. */
export type RefreshOutcome = "fresh" | "refreshed" | "unavailable";

export interface RateRefresher {
  /** Asks the provider for rates when those at hand are older than an hour. Never throws because of the provider. */
  refresh(): Promise<RefreshOutcome>;
}

export type RateRefresherOptions = {
  readonly db: Database;
  readonly provider: RateProvider;
  readonly clock: Clock;
  /** Hears why the provider could not be asked. */
  readonly onUnavailable?: (error: unknown) => void;
};

/** How long rates hold. Older ones are still used, and marked. */
export const RATES_MAX_AGE_MS = 3_600_000;
/** Every ten minutes it is seen whether rates are due, so that a provider that was away is asked again soon. */
const SCHEDULE = "*/10 * * * *";
const FETCH_TIMEOUT_MS = 5_000;
const FAILURES_UNTIL_OPEN = 3;
const OPEN_FOR_MS = 60_000;

const readState = sql<{ base: string; newest: Date | null }>(
  "pricing.rates-state",
  `select coalesce(v.base_currency, 'GBP') as base,
    (select max(fetched_at) from exchange_rates r where r.base = v.base_currency and r.provider = $1) as newest
   from reference_version v`,
);

const wouldChange = sql<{ changes: boolean }>(
  "pricing.rates-would-change",
  `select exists (
     select from json_to_recordset($2) as g (quote text, rate text)
     join currencies c on c.code = g.quote
     left join exchange_rates r on r.base = $1 and r.quote = g.quote
     where r.rate is distinct from g.rate::numeric(24, 12) or r.stale
   ) as changes`,
);

const storeRates = sql<object>(
  "pricing.store-rates",
  `insert into exchange_rates (base, quote, rate, provider, fetched_at)
   select $1, g.quote, g.rate::numeric, $3, $4::timestamptz
   from json_to_recordset($2) as g (quote text, rate text) join currencies c on c.code = g.quote
   where g.quote <> $1
   order by g.quote
   on conflict (base, quote) do update set rate = excluded.rate, provider = excluded.provider, stale = false,
     fetched_at = excluded.fetched_at`,
);

const markStale = sql<{ quote: string }>(
  "pricing.mark-stale",
  "update exchange_rates set stale = true where base = $1 and not stale and fetched_at <= $2::timestamptz returning quote",
);

/**
 * Keeps the rates from the base currency up to date. Currencies that the shop does not have are left out, and those that the provider does
 * not have keep their rate. After three failures the provider is left alone for a minute.
 */
export function createRateRefresher({
  db,
  provider,
  clock,
  onUnavailable = () => undefined,
}: RateRefresherOptions): RateRefresher {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: OPEN_FOR_MS,
    breaker: new ConsecutiveBreaker(FAILURES_UNTIL_OPEN),
  });
  const guarded = wrap(breaker, timeout(FETCH_TIMEOUT_MS, TimeoutStrategy.Aggressive));

  return {
    async refresh() {
      const now = clock.now();
      const tooOld = new Date(now.getTime() - RATES_MAX_AGE_MS);
      const [state] = await db.run(readState, [provider.name]);
      const { base, newest } = state!;
      if (newest !== null && newest > tooOld) return "fresh";
      let rates: Rates;
      try {
        rates = await guarded.execute(({ signal }) => provider.fetch(base, signal));
      } catch (error) {
        onUnavailable(error);
        await markOld(db, base, tooOld);
        return "unavailable";
      }
      await store(db, base, provider.name, rates, now);
      // What the provider no longer lists grows old like what it could not be asked for.
      await markOld(db, base, tooOld);
      return "refreshed";
    },
  };
}

/** A new version of the reference data makes every process read it, so there is one only when a rate has changed. */
function store(db: Database, base: string, provider: string, rates: Rates, now: Date): Promise<void> {
  const given = JSON.stringify([...rates].map(([quote, rate]) => ({ quote, rate })));
  return db.transaction(async (tx) => {
    const [row] = await tx.run(wouldChange, [base, given]);
    await tx.run(storeRates, [base, given, provider, now]);
    if (row!.changes) await referenceChanged(tx);
  });
}

function markOld(db: Database, base: string, tooOld: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const marked = await tx.run(markStale, [base, tooOld]);
    if (marked.length > 0) await referenceChanged(tx);
  });
}

/** Defines and schedules the job; call it before `jobs.start()`, in every process. Without a provider there is no job. */
export function defineRateRefresh(jobs: Jobs, refresher: RateRefresher): void {
  jobs.define("pricing.refresh-exchange-rates", { exclusive: true, attempts: 1 }, async () => {
    await refresher.refresh();
  });
  jobs.schedule("pricing.refresh-exchange-rates", SCHEDULE, {});
}
