import { setTimeout as delay } from "node:timers/promises";
import { seededRandom } from "../../../platform/random.ts";
import { amount } from "../../report/run-report.ts";
import type { RunResult } from "../../workload/open-loop/result.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, ExperimentShop, Side } from "../experiment.ts";
import { less, loadFigures, more, shown } from "../figures.ts";
import { countersOf, measureSale } from "./measure-sale.ts";
import { fillCarts, spreadBasket, stockShop } from "./order-desk.ts";
import { type Scratch, withScratch } from "./scratch.ts";
import { inBytes, percent, times } from "./words.ts";
import {
  readStatements,
  readWriteCounters,
  resetStatements,
  type StatementWork,
  since,
  statementTable,
  type WriteCounters,
} from "./write-work.ts";

/** A session that has nothing to do tells what it has counted within ten seconds. */
const COUNTED_MS = 10_500;
/** Of a load; on a machine that is far too busy the supervisor may take a primary for dead. */
const MOST_ATTEMPTS = 3;
const PRODUCTS = 2_000;
const BUYERS = 64;
const ORDERS = 600;
/** Half of the requests instead of one in twenty work towards an order, so that the log grows by more than this. */
const LEAST_LOG_RATIO = 2;
/** Indexes on columns that every order changes; each looks harmless, and somebody asks for each. */
const CARELESS = [
  "create index careless_reserved on stock_levels (reserved)",
  "create index careless_orders_changed on orders (updated_at)",
  "create index careless_orders_status on orders (status)",
  "create index careless_payments_changed on payments (updated_at)",
  "create index careless_carts_changed on carts (updated_at)",
];

export const writeHeavyLoad: Experiment = {
  name: "write-heavy-load",
  level: 3,
  title: "Where the time of a write goes",
  question: "What does a write-heavy hour cost the database, and how much of it does each index cost?",
  needs: [],
  takesSeconds: 100,
  async run(context) {
    const shop = await context.startShop();
    let loads: { readonly browsing: Loaded; readonly ordering: Loaded };
    try {
      loads = { browsing: await load(context, shop, "browsing"), ordering: await load(context, shop, "ordering") };
    } finally {
      await shop.stop();
    }
    const paths = await withScratch({ directory: context.directory }, (scratch) => compareIndexes(scratch, context, ORDERS));
    return conclude(loads, paths);
  },
};

type Loaded = {
  readonly result: RunResult;
  readonly work: WriteCounters;
  readonly statements: readonly StatementWork[];
};

/** The same rate with few and with many writes, on the level's topology. */
async function load({ log, signal }: ExperimentContext, shop: ExperimentShop, mix: string): Promise<Loaded> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    log(`the ${mix} mix`);
    const server = await startOf(shop);
    await resetStatements(shop);
    const before = await readWriteCounters(shop);
    const result = await shop.load({ mix, name: mix });
    await delay(COUNTED_MS, undefined, { signal });
    const work = since(before, await readWriteCounters(shop));
    if ((await startOf(shop)) === server) return { result, work, statements: await readStatements(shop) };
    log("another server became the primary meanwhile, and has counted nothing of it");
  }
  throw new Error(`The primary was replaced in each of ${MOST_ATTEMPTS} attempts: the machine is too busy to measure on.`);
}

/** Each server counts for itself, from its start. */
async function startOf(shop: ExperimentShop): Promise<string> {
  return (await shop.query<{ at: string }>("select pg_postmaster_start_time()::text as at"))[0]!.at;
}

export type Paths = { readonly asItIs: WriteCounters; readonly careless: WriteCounters };

/** The same orders below HTTP, with the shop's indexes and with some more. */
export async function compareIndexes(
  scratch: Scratch,
  { log, signal }: Pick<ExperimentContext, "log" | "signal">,
  orders: number,
): Promise<Paths> {
  const variants = await stockShop(scratch.url, PRODUCTS);
  const basket = spreadBasket(variants, seededRandom(1));
  const measure = async () => {
    const sell = async () => {
      const carts = await fillCarts(scratch.url, orders, basket);
      const before = await counted(scratch);
      await measureSale(scratch, { queues: "shared", buyers: BUYERS, carts, signal });
      return since(before, await counted(scratch));
    };
    // The first sale after a checkpoint writes whole pages, which is another experiment.
    await sell();
    return sell();
  };
  log("orders with the shop's own indexes");
  const asItIs = await measure();
  log(`orders with ${CARELESS.length} more indexes`);
  for (const text of CARELESS) await scratch.query(text);
  return { asItIs, careless: await measure() };
}

async function counted(scratch: Scratch): Promise<WriteCounters> {
  await countersOf(scratch);
  return readWriteCounters(scratch);
}

const perOrder = (work: WriteCounters, figure: keyof WriteCounters) => work[figure] / Math.max(1, work.orders);
const hotShare = ({ hotUpdated, updated }: WriteCounters) => (updated === 0 ? 0 : hotUpdated / updated);

function conclude(
  { browsing, ordering }: { browsing: Loaded; ordering: Loaded },
  { asItIs, careless }: Paths,
): ExperimentOutcome {
  const logRatio = logPerRequest(ordering) / logPerRequest(browsing);
  const dearest = ordering.statements[0];
  const writers = ordering.statements.toSorted((a, b) => b.walBytes - a.walBytes);
  return {
    before: pathSide(`orders alone, ${CARELESS.length} more indexes`, careless),
    after: pathSide("orders alone, the shop's indexes", asItIs),
    others: [loadSide("the browsing mix", browsing), loadSide("the ordering mix", ordering)],
    conclusion:
      `The ordering mix wrote ${inBytes(logPerRequest(ordering))} of log for each request, ${times(logRatio)} as much as the browsing mix; ` +
      `${percent(hotShare(ordering.work))} of its updates touched no index. ` +
      (dearest === undefined ? "" : `Of its statements most time went to the one that ${dearest.statement}. `) +
      `${CARELESS.length} more indexes on columns that every order changes took the updates that touch no index from ${percent(hotShare(asItIs))} to ${percent(hotShare(careless))}, ` +
      `the index entries of an order from ${amount(perOrder(asItIs, "indexEntries"))} to ${amount(perOrder(careless, "indexEntries"))}, and its log from ` +
      `${inBytes(perOrder(asItIs, "walBytes"))} to ${inBytes(perOrder(careless, "walBytes"))}.`,
    held: logRatio >= LEAST_LOG_RATIO && isDearer({ asItIs, careless }),
    charts: [
      {
        kind: "bars",
        title: "Index entries that an order makes",
        about:
          "A row has one in each index of its table. An update makes them all anew unless it changes no indexed column and finds room in its page.",
        unit: "count",
        bars: [
          { name: "the shop's indexes", value: perOrder(asItIs, "indexEntries") },
          { name: `${CARELESS.length} more`, value: perOrder(careless, "indexEntries") },
        ],
      },
      {
        kind: "bars",
        title: "Log for each order",
        about: "Every index entry is logged, sent to each replica and replayed there.",
        unit: "bytes",
        bars: [
          { name: "the shop's indexes", value: perOrder(asItIs, "walBytes") },
          { name: `${CARELESS.length} more`, value: perOrder(careless, "walBytes") },
        ],
      },
    ],
    texts: [
      { title: "The ordering mix: where the database's time went", text: statementTable(ordering.statements) },
      { title: "The ordering mix: who wrote the log", text: statementTable(writers) },
    ],
  };
}

/** What more indexes are to show. */
export function isDearer({ asItIs, careless }: Paths): boolean {
  return (
    hotShare(careless) < hotShare(asItIs) &&
    perOrder(careless, "indexEntries") > perOrder(asItIs, "indexEntries") &&
    perOrder(careless, "walBytes") > perOrder(asItIs, "walBytes")
  );
}

/** Of all that were answered: the warm-up wrote too. */
const perRequest = ({ result, work }: Loaded, figure: keyof WriteCounters) =>
  work[figure] / Math.max(1, sum(result.seconds.map(({ answered }) => answered)));
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const logPerRequest = (loaded: Loaded) => perRequest(loaded, "walBytes");

/** For each request, since a mix that mostly looks has hardly an order to share its work among. */
function loadSide(name: string, loaded: Loaded): Side {
  const { result, work } = loaded;
  return {
    name,
    figures: [
      ...loadFigures(result),
      shown("orders", work.orders),
      less("log per request", logPerRequest(loaded), "bytes"),
      less("flushes of the log per request", perRequest(loaded, "flushes")),
      less("index entries per request, at the most", perRequest(loaded, "indexEntries")),
      more("updates that touch no index", hotShare(work), "share"),
    ],
  };
}

const pathSide = (name: string, work: WriteCounters): Side => ({ name, figures: pathFigures(work) });

const pathFigures = (work: WriteCounters): Side["figures"] => [
  shown("orders", work.orders),
  less("log per order", perOrder(work, "walBytes"), "bytes"),
  shown("rows inserted per order", perOrder(work, "inserted")),
  shown("rows updated per order", perOrder(work, "updated")),
  more("updates that touch no index", hotShare(work), "share"),
  less("index entries per order, at the most", perOrder(work, "indexEntries")),
];
