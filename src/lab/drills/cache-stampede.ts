import { setTimeout as delay } from "node:timers/promises";
import { choose } from "./choose.ts";
import { readProcesses } from "./context.ts";
import { type Drill, type DrillContext, type Look, text } from "./drill.ts";
import { createSamples, OWN_METRICS, RECENTLY_MS, type Samples, SHORTLY_MS } from "./own-rules.ts";

/** An empty cache under this load fills within some seconds. */
const LOOK_MS = 4_000;
const HIT_SHARE = 0.5;
/** Fewer reads say nothing about a cache. */
const FEW = 10;
/** A drill has a tenth of the visitors that production's threshold is made for. */
const MISSES_PER_SECOND = 10;

const tables = ["carts", "cart_lines"] as const;
const names = ["refresh_price_lists", "sync_currencies", "note_promotion_use"] as const;
const SPARED = ["hit", "stale", "joined", "negative"] as const;

function hitShare(samples: Samples, windowMs: number): { readonly share: number; readonly perSecond: number } | null {
  const asked = samples.rate("cache_requests_total", "", windowMs);
  if (asked === null || asked === 0) return null;
  const spared = SPARED.reduce(
    (sum, result) => sum + (samples.rate("cache_requests_total", `result="${result}"`, windowMs) ?? 0),
    0,
  );
  return { share: spared / asked, perSecond: asked };
}

const FIND_TRIGGER = "select tgrelid::regclass::text as relation from pg_trigger where tgname = $1 and tgparentid = 0";

export const cacheStampede: Drill = {
  name: "cache-stampede",
  story:
    "An advertisement runs, a few products are looked at again and again, and the database has as much to do as if there were no cache.",
  needs: {
    text: "a topology with `cache.products`, as levels 2 and 3 have",
    has: ({ topology, parts }) => !topology.startsWith("1-") && parts.some(({ kind }) => kind === "api" || kind === "all"),
  },
  alerts: ["CacheStampede", "CacheHitRateLow"],
  look: [
    "cache_requests_total by result, and rate(cache_invalidations_total): is the cache too small, or is it emptied?",
    "psql: which small table is written far more often than anybody changes prices? pg_stat_user_tables knows.",
  ],
  hints: [
    "The same products are asked for again and again, nothing is evicted, and yet they are missed: something makes the cache forget.",
    "Everything is forgotten at once when reference data change. Look at n_tup_upd of reference_version in pg_stat_user_tables, twice.",
    "Nobody edits prices so often. Who writes it is no program: it happens whenever something else is written. select tgname, tgrelid::regclass from pg_trigger where not tgisinternal.",
    "Drop the trigger that updates reference_version, and its function.",
  ],
  lesson:
    "A cache is only as good as what empties it is rare. A trigger on a busy table touched the version of the reference data with each row, so that every process forgot everything several times a second, and all readers met at the database. " +
    "Look at the rate of invalidations before you make a cache larger, and let changes of the schema come by migrations only.",
  load: () => ({ mix: "shopping", ratePerSecond: 80, products: 100 }),
  plan: async (_context, random) => ({ table: choose(tables, random), trigger: choose(names, random) }),
  async break(context, facts) {
    const trigger = text(facts, "trigger");
    await context.query(`create function ${trigger}() returns trigger language plpgsql as
      $$ begin update reference_version set version = version + 1; return null; end $$`);
    await context.query(
      `create trigger ${trigger} after insert or update on ${text(facts, "table")} for each statement execute function ${trigger}()`,
    );
    return null;
  },
  async symptom(context): Promise<Look> {
    const seen = await look(context);
    if (seen === null || seen.perSecond < FEW) return { well: true, seen: "hardly anybody asks the cache at the moment" };
    const shown = `${Math.round(seen.share * 100)} % of ${Math.round(seen.perSecond)} reads a second are answered by the cache`;
    return { well: seen.share >= HIT_SHARE, seen: shown };
  },
  async cause(context, facts) {
    const triggers = await context.query<{ relation: string }>(FIND_TRIGGER, [text(facts, "trigger")]);
    return triggers.length === 0
      ? { well: true, seen: "nothing touches the reference data behind the shop's back" }
      : { well: false, seen: `the trigger ${text(facts, "trigger")} on ${triggers[0]!.relation} is still there` };
  },
  async restore(context, facts) {
    await context.query(`drop function if exists ${text(facts, "trigger")}() cascade`);
  },
  rules: () => [{ alert: "CacheStampede", threshold: MISSES_PER_SECOND }],
  ownRules: () => [
    {
      alert: "CacheStampede",
      threshold: MISSES_PER_SECOND,
      value: (samples) => samples.rate("cache_requests_total", 'result="miss"', SHORTLY_MS),
      and: (samples) => (hitShare(samples, RECENTLY_MS)?.share ?? 1) < HIT_SHARE,
    },
  ],
};

async function look(context: DrillContext) {
  const samples = createSamples(OWN_METRICS);
  samples.note(0, await readProcesses(context));
  await delay(LOOK_MS);
  samples.note(LOOK_MS, await readProcesses(context));
  return hitShare(samples, 2 * LOOK_MS);
}
