import { seededRandom } from "../../../platform/random.ts";
import { amount } from "../../report/run-report.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, Side } from "../experiment.ts";
import { less, more } from "../figures.ts";
import { measureSale, type Sale, together } from "./measure-sale.ts";
import { fillCarts, spreadBasket, stockShop } from "./order-desk.ts";
import { type Scratch, withScratch } from "./scratch.ts";
import { times } from "./words.ts";

const PRODUCTS = 2_000;
/** As many as wait for each other in the first second of a sale. */
const BUYERS = 64;
/** They take turns, so that what the machine does beside it meets both ways. */
const ROUNDS = 3;
const ORDERS_PER_ROUND = { own: 400, shared: 1_600 } as const;
/** Of statements, commits and flushes for each order: less would be no batching. */
const LEAST_GAIN = 2;

type Way = "own" | "shared";
type Shape = "spread" | "hot";
type Sold = Readonly<Record<Way, Readonly<Record<Shape, Sale>>>>;

export const batchedCheckout: Experiment = {
  name: "batched-checkout",
  level: 3,
  title: "One order at a time, and batches",
  question: "What does an order cost when it goes alone, and what when it goes together with whatever else has arrived?",
  needs: [],
  takesSeconds: 25,
  run: (context) => withScratch({ directory: context.directory }, (scratch) => compare(scratch, context, ORDERS_PER_ROUND)),
};

/** The same order path twice: each buyer with queues of their own, and all with the same. */
export async function compare(
  scratch: Scratch,
  { signal, log }: Pick<ExperimentContext, "signal" | "log">,
  ordersPerRound: Readonly<Record<Way, number>>,
): Promise<ExperimentOutcome> {
  const variants = await stockShop(scratch.url, PRODUCTS);
  const random = seededRandom(1);
  const baskets = { spread: spreadBasket(variants, random), hot: () => [variants[0]!] };
  const rounds = { own: { spread: [] as Sale[], hot: [] as Sale[] }, shared: { spread: [] as Sale[], hot: [] as Sale[] } };
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const queues of ["own", "shared"] as const) {
      for (const shape of ["spread", "hot"] as const) {
        log(`round ${round} of ${ROUNDS}: ${nameOf(queues)}, ${shape === "hot" ? "one hot SKU" : "three lines anywhere"}`);
        const carts = await fillCarts(scratch.url, ordersPerRound[queues], baskets[shape]);
        rounds[queues][shape].push(await measureSale(scratch, { queues, buyers: BUYERS, carts, signal }));
      }
    }
  }
  const sold: Sold = {
    own: { spread: together(rounds.own.spread), hot: together(rounds.own.hot) },
    shared: { spread: together(rounds.shared.spread), hot: together(rounds.shared.hot) },
  };
  const books = await readBooks(scratch);
  return conclude(sold, books);
}

type Books = { readonly paid: number; readonly units: number; readonly reserved: number };

/** What a faster way could have forgotten: that each order is paid and has its units. */
async function readBooks(scratch: Scratch): Promise<Books> {
  const [row] = await scratch.query<Books>(
    `select (select count(*) from orders where status = 'paid')::float8 as paid,
       (select sum(quantity) from order_lines)::float8 as units, (select sum(reserved) from stock_levels)::float8 as reserved`,
  );
  return row!;
}

function conclude(sold: Sold, books: Books): ExperimentOutcome {
  const gain = (shape: Shape, figure: "statements" | "commits" | "flushes") =>
    perOrder(sold.own[shape], figure) / perOrder(sold.shared[shape], figure);
  const faster = (shape: Shape) => rate(sold.shared[shape]) / rate(sold.own[shape]);
  const orders = Object.values(sold).flatMap((way) => Object.values(way).map((sale) => sale.orders));
  const areAllThere = books.paid === orders.reduce((sum, count) => sum + count, 0) && books.units === books.reserved;
  const gains = (["spread", "hot"] as const).flatMap((shape) => [
    gain(shape, "statements"),
    gain(shape, "commits"),
    gain(shape, "flushes"),
  ]);
  return {
    before: side("own", sold.own),
    after: side("shared", sold.shared),
    conclusion:
      `With ${BUYERS} buyers an order that goes alone costs ${amount(perOrder(sold.own.spread, "statements"))} statements and ` +
      `${amount(perOrder(sold.own.spread, "flushes"))} flushes of the log; in batches ${amount(perOrder(sold.shared.spread, "statements"))} and ` +
      `${amount(perOrder(sold.shared.spread, "flushes"))}. In this run that was ${times(faster("spread"))} as many orders a second, and ` +
      `${times(faster("hot"))} on one hot SKU, whose row is locked once for each batch. ` +
      (areAllThere
        ? `All ${amount(books.paid)} orders are paid, and ${amount(books.units)} units are reserved for as many that were ordered.`
        : `But of the orders ${amount(books.paid)} are paid, with ${amount(books.reserved)} units reserved for ${amount(books.units)} that were ordered.`),
    held: areAllThere && gains.every((each) => each >= LEAST_GAIN),
    charts: [
      {
        kind: "bars",
        title: "Flushes of the log for each order",
        about: "A commit is acknowledged when the log is on the disk. Orders in one statement share one flush.",
        unit: "count",
        bars: (["own", "shared"] as const).flatMap((way) => [
          { name: `${nameOf(way)}, three lines`, value: perOrder(sold[way].spread, "flushes") },
          { name: `${nameOf(way)}, hot SKU`, value: perOrder(sold[way].hot, "flushes") },
        ]),
      },
      {
        kind: "bars",
        title: "Orders a second in this run",
        about: "Both ways took turns on the same server. The ratio counts; the rate belongs to the machine.",
        unit: "per second",
        bars: (["own", "shared"] as const).flatMap((way) => [
          { name: `${nameOf(way)}, three lines`, value: rate(sold[way].spread) },
          { name: `${nameOf(way)}, hot SKU`, value: rate(sold[way].hot) },
        ]),
      },
    ],
  };
}

const nameOf = (way: Way) => (way === "own" ? "one at a time" : "in batches");
const perOrder = (sale: Sale, figure: "statements" | "commits" | "flushes" | "walBytes") => sale[figure] / sale.orders;
const rate = (sale: Sale) => sale.orders / sale.seconds;

function side(way: Way, { spread, hot }: Readonly<Record<Shape, Sale>>): Side {
  return {
    name: nameOf(way),
    figures: [
      less("statements per order, three lines", perOrder(spread, "statements")),
      less("commits per order, three lines", perOrder(spread, "commits")),
      less("log flushes per order, three lines", perOrder(spread, "flushes")),
      less("log per order, three lines", perOrder(spread, "walBytes"), "bytes"),
      more("orders a second, three lines", rate(spread), "per second"),
      less("statements per order, hot SKU", perOrder(hot, "statements")),
      less("commits per order, hot SKU", perOrder(hot, "commits")),
      less("log flushes per order, hot SKU", perOrder(hot, "flushes")),
      less("log per order, hot SKU", perOrder(hot, "walBytes"), "bytes"),
      more("orders a second, hot SKU", rate(hot), "per second"),
    ],
  };
}
