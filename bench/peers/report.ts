import { printTable } from "../support/measure.ts";
import type { SaleReport } from "./flash-sale.ts";
import { type JobName, jobNames, type Measured, shopCpuUs } from "./jobs.ts";

export type Figures = Readonly<Record<string, Readonly<Record<JobName, Measured>>>>;

/** Times the faster of the two others, that Tenfold has to reach. */
const FLOORS: Readonly<Record<JobName, number | null>> = {
  product: 20,
  list: 20,
  search: 20,
  "search page": 20,
  "add to cart": null,
  checkout: 50,
};
const OURS = "Tenfold";

const others = (figures: Figures) => Object.keys(figures).filter((name) => name !== OURS);

export function timesFaster(figures: Figures, job: JobName): number {
  const fastest = Math.max(...others(figures).map((name) => figures[name]![job].perSecond));
  return figures[OURS]![job].perSecond / fastest;
}

/** Against the thriftier of the others, which need not be the faster. */
export function timesLessCpu(figures: Figures, job: JobName): number {
  const thriftiest = Math.min(...others(figures).map((name) => shopCpuUs(figures[name]![job])));
  return thriftiest / shopCpuUs(figures[OURS]![job]);
}

export function printJobs(figures: Figures): void {
  for (const job of jobNames) {
    const rows = Object.entries(figures).map(([name, jobs]) => {
      const { perSecond, p50Ms, p99Ms, bytes, cpuUs } = jobs[job];
      const { client, postgres, api, worker, ...rest } = cpuUs;
      const other = Object.values(rest).reduce((sum, us) => sum + us, 0);
      return {
        shop: name,
        "per second": perSecond,
        "p50 ms": p50Ms,
        "p99 ms": p99Ms,
        bytes,
        "CPU µs": shopCpuUs(jobs[job]),
        API: api!,
        worker: worker!,
        PostgreSQL: postgres!,
        other,
        client: client!,
      };
    });
    const times = `${timesFaster(figures, job).toFixed(1)} times the faster peer, ${timesLessCpu(figures, job).toFixed(1)} times less CPU than the thriftier`;
    printTable(`${job}: ${OURS} ${times}; medians, CPU in µs per job`, rows);
  }
}

export function printFailures(figures: Figures): void {
  for (const [shop, jobs] of Object.entries(figures)) {
    for (const job of jobNames) {
      for (const [words, times] of Object.entries(jobs[job].failures))
        process.stdout.write(`  ${shop} failed ${times} × at ${job}: ${words}\n`);
    }
  }
}

export function printSales(sales: Readonly<Record<string, SaleReport>>): void {
  printTable(
    "Flash sale: all buyers at once, each clicks twice",
    Object.entries(sales).map(([shop, sale]) => ({
      shop,
      buyers: String(sale.buyers),
      units: String(sale.units),
      sold: String(sale.sold),
      oversold: String(sale.oversold),
      unsold: String(sale.unsold),
      "duplicate orders": String(sale.duplicateOrders),
      "paid twice": String(sale.paidTwice),
      undecided: String(sale.told.undecided),
      "told without order": String(Math.max(0, sale.toldTooMany)),
      seconds: sale.seconds,
    })),
  );
  for (const [shop, { words }] of Object.entries(sales)) {
    for (const [said, times] of Object.entries(words)) process.stdout.write(`  ${shop} said ${times} ×: ${said}\n`);
  }
}

export function floorsOf(figures: Figures, sales: Readonly<Record<string, SaleReport>>) {
  const speed = jobNames.flatMap((job) => {
    const floor = FLOORS[job];
    if (floor === null) return [];
    const times = timesFaster(figures, job);
    return [
      {
        floor: `${job}: times the faster peer`,
        wanted: String(floor),
        measured: times.toFixed(1),
        reached: times >= floor ? "yes" : "NO",
      },
    ];
  });
  const { oversold, duplicateOrders } = sales[OURS]!;
  const none = (floor: string, count: number) => ({
    floor,
    wanted: "0",
    measured: String(count),
    reached: count === 0 ? "yes" : "NO",
  });
  return [...speed, none("oversold units", oversold), none("duplicate orders", duplicateOrders)];
}
