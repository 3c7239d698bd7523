import { availableParallelism } from "node:os";
import type pg from "pg";
import { createDatabase } from "../../../platform/database/database.ts";
import { seededRandom } from "../../../platform/random.ts";
import { loadShop } from "../../data/generate/load.ts";
import { PRODUCTS_PER_SCALE, settingsFor } from "../../data/generate/settings.ts";
import { amount } from "../../report/run-report.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, Side } from "../experiment.ts";
import { less, shown } from "../figures.ts";
import { findLevel } from "../levels.ts";
import { explain } from "../plans.ts";
import { type Famous, famousQueries } from "./famous-queries.ts";
import { type Issued, mainReads, noting } from "./main-reads.ts";
import { withScratch } from "./scratch.ts";
import { times } from "./words.ts";

/** The small shop is a tenth of the level's. */
const SMALLER = 10;
/** In a smaller one the last tenth of a list is no whole page. */
const FEWEST_LARGE_PRODUCTS = 5_000;
/** Draws of a product, a place or a shopper for each read; one alone may be the one without reviews. */
const DRAWS = 20;
/** A tree over ten times as many rows is at most a level deeper, and a search has more matches to rank; what reads tables has ten times as many blocks. */
const MOST_GROWTH = 3;
/** Tables with fewer rows are read whole, and should be. */
const FEW_ROWS = 1_000;
/** What reads from the beginning of a table takes so much more, at the least, when the table is ten times as large. */
const LEAST_GROWTH_OF_SCANS = 5;

export const thirtyMillion: Experiment = {
  name: "thirty-million",
  level: 3,
  title: "Ten times as many records",
  question: "Which statements of the shop notice that it has become ten times as large?",
  needs: [],
  takesSeconds: 90,
  run: (context) => withLarge(context, (largeUrl) => withSmall(context, largeUrl)),
};

/** The level's data, which comes with its other parts; where that is too small to show anything, a shop that is just large enough. */
async function withLarge(
  context: ExperimentContext,
  work: (url: string) => Promise<ExperimentOutcome>,
): Promise<ExperimentOutcome> {
  const products = Math.round(findLevel(String(context.level)).scale! * context.size * PRODUCTS_PER_SCALE);
  if (products < FEWEST_LARGE_PRODUCTS) {
    context.log(`${amount(products)} products are too few: making a shop of ${amount(FEWEST_LARGE_PRODUCTS)}`);
    return withScratch({ directory: context.directory }, async ({ url }) => {
      await fill(url, FEWEST_LARGE_PRODUCTS / PRODUCTS_PER_SCALE);
      return work(url);
    });
  }
  const shop = await context.startShop();
  try {
    return await work(shop.databaseUrl);
  } finally {
    await shop.stop();
  }
}

function withSmall(context: ExperimentContext, largeUrl: string): Promise<ExperimentOutcome> {
  return withScratch({ directory: context.directory }, async (scratch) => {
    const products = await productsOf(largeUrl);
    const few = Math.round(products / SMALLER);
    context.log(`making a shop of ${amount(few)} products beside that of ${amount(products)}`);
    await fill(scratch.url, few / PRODUCTS_PER_SCALE);
    return compare({ smallUrl: scratch.url, largeUrl }, context);
  });
}

/** Generates a shop of so many millions of products. */
export async function fill(url: string, scale: number): Promise<void> {
  const cores = availableParallelism();
  const settings = settingsFor({ scale, seed: 1, untilMs: Date.now() });
  await loadShop({ url, settings, workers: cores + 1, connections: cores });
}

async function productsOf(url: string): Promise<number> {
  const db = open(url);
  try {
    const [row] = await db.run<{ products: number }>({ name: "", text: "select max(id)::float8 as products from products" });
    return row!.products;
  } finally {
    await db.close();
  }
}

const open = (url: string) => createDatabase({ url, poolSize: 2, statementTimeoutMs: 0, applicationName: "lab experiment" });

type ReadWork = {
  readonly name: string;
  /** Means of the draws. */
  readonly blocks: number;
  /** Small shops have short lists; what a row of an answer costs can be compared. */
  readonly rows: number;
  /** How each statement was done; those of all draws. */
  readonly shapes: string;
};
type ShopWork = {
  readonly products: number;
  /** Of the whole database, as the last statistics have them. */
  readonly rows: number;
  readonly reads: readonly ReadWork[];
  /** Of more than `FEW_ROWS` rows, which a plan of these reads goes through from end to end. */
  readonly readWhole: readonly string[];
  readonly famous: readonly Famous[];
};

export async function compare(
  { smallUrl, largeUrl }: { readonly smallUrl: string; readonly largeUrl: string },
  { log, signal }: Pick<ExperimentContext, "log" | "signal">,
): Promise<ExperimentOutcome> {
  log("reading in the small shop");
  const small = await measure(smallUrl, signal);
  log("reading in the large shop");
  const large = await measure(largeUrl, signal);
  return conclude(small, large);
}

async function measure(url: string, signal: AbortSignal): Promise<ShopWork> {
  const products = await productsOf(url);
  const db = open(url);
  try {
    const [size] = await db.run<{ rows: number }>({
      name: "",
      text: "select sum(greatest(reltuples, 0))::float8 as rows from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    });
    const client = await db.connect();
    try {
      const reads = await measureReads(db, client, signal);
      const readWhole = await largeTables(client, reads);
      return { products, rows: size!.rows, reads, readWhole, famous: await famousQueries(client, products) };
    } finally {
      await client.end();
    }
  } finally {
    await db.close();
  }
}

async function measureReads(db: ReturnType<typeof open>, client: pg.Client, signal: AbortSignal): Promise<ReadWork[]> {
  const issued = new Map<string, Issued>();
  const found: ReadWork[] = [];
  for (const { name, run } of await mainReads(noting(db, issued))) {
    const random = seededRandom(1);
    // Reference data is read once by each process, and is no part of a read.
    await run(random);
    const shapes = new Set<string>();
    let blocks = 0;
    let rows = 0;
    for (let draw = 0; draw < DRAWS; draw += 1) {
      signal.throwIfAborted();
      issued.clear();
      await run(random);
      for (const { statement, values } of issued.values()) {
        const plan = await explain(client, statement.text, values);
        shapes.add(`${statement.name}: ${plan.shape}`);
        blocks += plan.blocks;
        rows += plan.rows;
      }
    }
    found.push({ name, blocks: blocks / DRAWS, rows: Math.max(1, rows / DRAWS), shapes: [...shapes].sort().join("\n") });
  }
  return found;
}

async function largeTables(client: pg.Client, reads: readonly ReadWork[]): Promise<string[]> {
  const names = reads.flatMap(({ shapes }) => [...shapes.matchAll(/Seq Scan (\w+)/g)].map(([, name]) => name!));
  const { rows } = await client.query<{ name: string }>(
    "select relname::text as name from pg_class where relname = any($1) and reltuples > $2 order by 1",
    [names, FEW_ROWS],
  );
  return rows.map(({ name }) => name);
}

function conclude(small: ShopWork, large: ShopWork): ExperimentOutcome {
  const compared = small.reads.map((read, index) => {
    const other = large.reads[index]!;
    return {
      name: read.name,
      growth: other.blocks / other.rows / (read.blocks / read.rows),
      isSamePlan: other.shapes === read.shapes,
    };
  });
  const scans = small.famous.map(({ what, ways, before, after }, index) => {
    const other = large.famous[index]!;
    return { what, ways, before: other.before.blocks / before.blocks, after: other.after.blocks / after.blocks, now: other };
  });
  const most = compared.reduce((worst, each) => (each.growth > worst.growth ? each : worst));
  const changed = compared.filter(({ isSamePlan }) => !isSamePlan).map(({ name }) => name);
  return {
    before: sideOf(small),
    after: sideOf(large),
    conclusion:
      `From ${amount(small.rows)} rows to ${amount(large.rows)} the shop's reads touch at the most ${times(most.growth)} as many blocks for each row of their answer (${most.name}), ` +
      `${changed.length === 0 ? "with the same plans" : `with other plans for: ${changed.join(", ")}`}, and ${large.readWhole.length === 0 ? "go through no large table from end to end" : `go through ${large.readWhole.join(", ")} from end to end`}. ` +
      scans
        .map(
          ({ what, ways, before, after, now }) =>
            `The ${what}: ${ways.before} ${times(before)} as many blocks as in the small shop (${amount(now.before.blocks)}), ${ways.after} ${times(after)} (${amount(now.after.blocks)}).`,
        )
        .join(" "),
    held:
      large.readWhole.length === 0 &&
      compared.every(({ growth }) => growth <= MOST_GROWTH) &&
      scans.every(({ before, after }) => before >= LEAST_GROWTH_OF_SCANS && after <= MOST_GROWTH),
    charts: [
      {
        kind: "bars",
        title: "Blocks in the large shop for each block in the small one",
        about: `The large shop has ${times(large.rows / small.rows)} as many rows. What grows with it reads whole tables.`,
        unit: "count",
        bars: [
          ...compared.map(({ name, growth }) => ({ name, value: growth })),
          ...scans.flatMap(({ what, ways, before, after }) => [
            { name: `${what}, ${ways.before}`, value: before },
            { name: `${what}, ${ways.after}`, value: after },
          ]),
        ],
      },
    ],
    texts: [
      {
        title: "The plans, as they are in the large shop",
        text: large.reads.map(({ name, shapes }) => `${name}\n${shapes}`).join("\n\n"),
      },
    ],
  };
}

function sideOf({ products, rows, reads, famous }: ShopWork): Side {
  return {
    name: `${amount(products)} products`,
    figures: [
      shown("rows", rows),
      ...reads.flatMap(({ name, blocks, rows: answered }) => [
        less(`blocks: ${name}`, blocks),
        less(`blocks for each row: ${name}`, blocks / answered),
      ]),
      ...famous.flatMap(({ what, ways, before, after }) => [
        less(`blocks: ${what}, ${ways.before}`, before.blocks),
        less(`blocks: ${what}, ${ways.after}`, after.blocks),
      ]),
    ],
  };
}
