import { seededRandom } from "../../../platform/random.ts";
import { unsafeCombination } from "../../../platform/topology/safety.ts";
import type { Topology } from "../../../platform/topology/schema.ts";
import { amount } from "../../report/run-report.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, Side } from "../experiment.ts";
import { less, more } from "../figures.ts";
import { type Loss, loseByKill } from "./lost-commits.ts";
import { measureSale, type Sale } from "./measure-sale.ts";
import { fillCarts, spreadBasket, stockShop } from "./order-desk.ts";
import { type Scratch, withScratch } from "./scratch.ts";
import { inBytes, percent } from "./words.ts";

export type CommitSizes = {
  /** Enough pages of stock that not every one of them is changed at once. */
  readonly products: number;
  /** Of each measurement. */
  readonly orders: number;
};

const SIZES: CommitSizes = { products: 5_000, orders: 500 };
const BUYERS = 64;
/** The log is written out in the background every 200 ms, and a kill may come right after that. */
const MOST_KILLS = 5;
/** What follows a checkpoint closely has at least so much more log than what follows it later. */
const LEAST_DIFFERENCE = 1.2;

const DEFAULTS = { commit_delay: "0", commit_siblings: "5", wal_compression: "off", synchronous_commit: "on" };
const TUNED = { commit_delay: "200", commit_siblings: "5", wal_compression: "pglz", synchronous_commit: "on" };
const UNSAFE = { ...TUNED, synchronous_commit: "off" };

export const commitSettings: Experiment = {
  name: "commit-settings",
  level: 3,
  title: "What a commit waits for, and what it writes",
  question:
    "Which settings make writing cheaper without giving up an acknowledged order, and what would the one gain that does give it up?",
  needs: [],
  takesSeconds: 40,
  run: (context) => withScratch({ directory: context.directory }, (scratch) => compare(scratch, context, SIZES)),
};

export async function compare(
  scratch: Scratch,
  { signal, log, topology }: Pick<ExperimentContext, "signal" | "log" | "topology">,
  sizes: CommitSizes,
): Promise<ExperimentOutcome> {
  const variants = await stockShop(scratch.url, sizes.products);
  await scratch.query("create extension if not exists pg_walinspect");
  const basket = spreadBasket(variants, seededRandom(1));
  const measure = (settings: typeof DEFAULTS, name: string) =>
    measureSettings({ scratch, settings, basket, orders: sizes.orders, signal, log: (what) => log(`${name}: ${what}`) });
  const defaults = await measure(DEFAULTS, "PostgreSQL's defaults");
  const tuned = await measure(TUNED, "the level's settings");
  const unsafe = await measure(UNSAFE, "synchronous_commit = off");
  const kill = async (settings: typeof DEFAULTS, isEnough: (loss: Loss) => boolean) => {
    let all: Loss = { acknowledged: 0, lost: 0 };
    for (let kills = 0; kills < MOST_KILLS && !isEnough(all); kills += 1) {
      await scratch.set(settings);
      const loss = await loseByKill({ scratch, basket, orders: sizes.orders, buyers: BUYERS, signal });
      all = { acknowledged: all.acknowledged + loss.acknowledged, lost: all.lost + loss.lost };
    }
    return all;
  };
  log("the level's settings: killing PostgreSQL while it sells");
  const kept = await kill(TUNED, ({ acknowledged }) => acknowledged > 0);
  log("synchronous_commit = off: killing PostgreSQL while it sells");
  const lost = await kill(UNSAFE, (loss) => loss.lost > 0);
  return conclude({ defaults, tuned, unsafe, kept, lost, refusal: refusalOf(topology) });
}

/** What the shop says to a topology that commits without waiting for the disk. */
function refusalOf(topology: Topology): string | null {
  const { database } = topology;
  return unsafeCombination({
    ...topology,
    database: { ...database, settings: { ...database.settings, synchronous_commit: false } },
  });
}

type Measured = {
  /** Orders that go alone, so that commits meet. */
  readonly alone: Sale;
  readonly soon: Sale;
  readonly late: Sale;
  /** Share of the log's bytes that are whole pages. */
  readonly wholePagesSoon: number;
  readonly wholePagesLate: number;
};

type MeasureOptions = {
  readonly scratch: Scratch;
  readonly settings: Readonly<Record<string, string>>;
  readonly basket: () => readonly number[];
  readonly orders: number;
  readonly signal: AbortSignal;
  readonly log: (what: string) => void;
};

async function measureSettings(options: MeasureOptions): Promise<Measured> {
  const { scratch, settings, basket, orders, signal, log } = options;
  const sell = async (queues: "own" | "shared") => {
    const carts = await fillCarts(scratch.url, orders, basket);
    return measureSale(scratch, { queues, buyers: BUYERS, carts, signal });
  };
  await scratch.set(settings);
  log("orders one by one");
  const alone = await sell("own");
  // What is sold is prepared before the checkpoint, so that nothing but the orders comes after it.
  const carts = await fillCarts(scratch.url, orders, basket);
  await scratch.query("checkpoint");
  log("orders right after a checkpoint");
  const soonFrom = await position(scratch);
  const soon = await measureSale(scratch, { queues: "shared", buyers: BUYERS, carts, signal });
  const wholePagesSoon = await wholePageShare(scratch, soonFrom);
  log("orders long after it");
  await sell("shared");
  await sell("shared");
  const lateCarts = await fillCarts(scratch.url, orders, basket);
  const lateFrom = await position(scratch);
  const late = await measureSale(scratch, { queues: "shared", buyers: BUYERS, carts: lateCarts, signal });
  return { alone, soon, late, wholePagesSoon, wholePagesLate: await wholePageShare(scratch, lateFrom) };
}

async function position(scratch: Scratch): Promise<string> {
  return (await scratch.query<{ lsn: string }>("select pg_current_wal_insert_lsn()::text as lsn"))[0]!.lsn;
}

/** Read from the log itself. */
async function wholePageShare(scratch: Scratch, from: string): Promise<number> {
  const [row] = await scratch.query<{ share: number }>(
    `select coalesce(sum(fpi_size) / nullif(sum(combined_size), 0), 0)::float8 as share
     from pg_get_wal_stats($1::pg_lsn, pg_current_wal_flush_lsn())`,
    [from],
  );
  return row!.share;
}

type All = {
  readonly defaults: Measured;
  readonly tuned: Measured;
  readonly unsafe: Measured;
  readonly kept: Loss;
  readonly lost: Loss;
  readonly refusal: string | null;
};

function conclude({ defaults, tuned, unsafe, kept, lost, refusal }: All): ExperimentOutcome {
  const gain = rate(unsafe.alone) / rate(tuned.alone);
  return {
    before: { name: "PostgreSQL's defaults", figures: figuresOf(defaults) },
    after: { name: "the level's settings", figures: [...figuresOf(tuned), ...lossFigures(kept)] },
    others: [{ name: "synchronous_commit = off (refused)", figures: [...figuresOf(unsafe), ...lossFigures(lost)] }],
    conclusion:
      `Right after a checkpoint an order wrote ${inBytes(walPerOrder(defaults.soon))} of log, ${percent(defaults.wholePagesSoon)} of it whole pages; long ` +
      `after it ${inBytes(walPerOrder(defaults.late))}, with ${percent(defaults.wholePagesLate)}. Compressed, the first was ${inBytes(walPerOrder(tuned.soon))}. ` +
      `With commit_delay ${amount(flushesPerCommit(tuned.alone))} flushes for each commit, without ${amount(flushesPerCommit(defaults.alone))}. ` +
      `Of ${amount(kept.acknowledged)} acknowledged orders a kill -9 lost ${amount(kept.lost)}; with synchronous_commit off it lost ` +
      `${amount(lost.lost)} of ${amount(lost.acknowledged)}, for ${amount(gain)} times the rate in this run. ` +
      (refusal === null ? "The shop would start with it." : `The shop refuses that: ${refusal}`),
    held:
      walPerOrder(defaults.soon) > LEAST_DIFFERENCE * walPerOrder(defaults.late) &&
      defaults.wholePagesSoon > defaults.wholePagesLate &&
      walPerOrder(tuned.soon) < walPerOrder(defaults.soon) &&
      kept.lost === 0 &&
      lost.lost > 0 &&
      refusal !== null,
    charts: [
      {
        kind: "bars",
        title: "Log for each order",
        about: "The first change of a page after a checkpoint writes the whole page, so that a half-written one can be mended.",
        unit: "bytes",
        bars: [
          { name: "right after a checkpoint", value: walPerOrder(defaults.soon) },
          { name: "the same, compressed", value: walPerOrder(tuned.soon) },
          { name: "long after it", value: walPerOrder(defaults.late) },
        ],
      },
      {
        kind: "bars",
        title: "Acknowledged orders that a kill -9 lost",
        about: "Buyers had been told that these are paid.",
        unit: "count",
        bars: [
          { name: "the level's settings", value: kept.lost },
          { name: "synchronous_commit = off", value: lost.lost },
        ],
      },
    ],
  };
}

const walPerOrder = (sale: Sale) => sale.walBytes / sale.orders;
const flushesPerCommit = (sale: Sale) => sale.flushes / sale.commits;
const rate = (sale: Sale) => sale.orders / sale.seconds;

function figuresOf({ alone, soon, late, wholePagesSoon, wholePagesLate }: Measured): Side["figures"] {
  return [
    less("flushes per commit, orders one by one", flushesPerCommit(alone)),
    more("orders a second, one by one", rate(alone), "per second"),
    less("log per order right after a checkpoint", walPerOrder(soon), "bytes"),
    less("of it whole pages", wholePagesSoon, "share"),
    less("whole pages per order right after a checkpoint", soon.fullPageImages / soon.orders),
    less("log per order long after it", walPerOrder(late), "bytes"),
    less("of that whole pages", wholePagesLate, "share"),
  ];
}

const lossFigures = ({ acknowledged, lost }: Loss): Side["figures"] => [
  { what: "orders acknowledged before a kill -9", value: acknowledged, unit: "count" },
  less("of them lost", lost),
];
