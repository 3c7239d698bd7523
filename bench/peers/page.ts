import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/platform/topology/topology.ts";
import type { SaleReport } from "./flash-sale.ts";
import { jobNames, type Measured, shopCpuUs } from "./jobs.ts";
import { type Figures, timesFaster, timesLessCpu } from "./report.ts";
import type { Sizes } from "./settings.ts";

const PAGE = join(projectRoot, "docs", "peers.md");
const BEGIN = "<!-- figures: written by the run -->";
const END = "<!-- end of the figures -->";

const number = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toFixed(value >= 10 ? 1 : 2)));
const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const head = (cells: readonly string[]) => [row(cells), `|${"---|".repeat(cells.length)}`];

/** Puts the figures of a run of the usual size into the page, in the place of the last ones. */
export function writePage(figures: Figures, sales: Readonly<Record<string, SaleReport>>, sizes: Sizes, takenAt: Date): void {
  const text = readFileSync(PAGE, "utf8");
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error("docs/peers.md has lost the two lines between which the figures stand.");
  const size = `${sizes.products.toLocaleString("en")} products, ${sizes.callers} callers, ${sizes.rounds} rounds of ${sizes.roundSeconds} s`;
  const lines = [
    BEGIN,
    `Run of ${takenAt.toISOString().slice(0, 10)}: ${size}. Each cell: jobs per second, then milliseconds of CPU per job of all processes of that shop and of PostgreSQL for it.`,
    "",
    ...jobTable(figures),
    "",
    ...detailTable(figures),
    "",
    ...saleTable(sales),
    "",
    "What the shops said in the sale, and how often:",
    "",
    ...Object.entries(sales).flatMap(([shop, { words }]) =>
      Object.entries(words).map(([said, times]) => `- ${shop}, ${times} ×: \`${said.replaceAll("`", "'")}\``),
    ),
    "",
  ];
  writeFileSync(PAGE, `${text.slice(0, begin)}${lines.join("\n")}${text.slice(end)}`);
}

function jobTable(figures: Figures): string[] {
  const shops = Object.keys(figures);
  const cell = (measured: Measured) => `${number(measured.perSecond)} · ${number(shopCpuUs(measured) / 1_000)} ms`;
  return [
    ...head(["job", ...shops, "times the faster peer", "times less CPU than the thriftier"]),
    ...jobNames.map((job) =>
      row([
        job,
        ...shops.map((shop) => cell(figures[shop]![job])),
        number(timesFaster(figures, job)),
        number(timesLessCpu(figures, job)),
      ]),
    ),
  ];
}

function detailTable(figures: Figures): string[] {
  const rows = jobNames.flatMap((job) =>
    Object.entries(figures).map(([shop, jobs]) => {
      const { p50Ms, p99Ms, bytes, cpuUs } = jobs[job];
      const sides = Object.entries(cpuUs).map(([side, us]) => `${side} ${number(us / 1_000)}`);
      return row([job, shop, number(p50Ms), number(p99Ms), number(bytes), sides.join(", ")]);
    }),
  );
  return [...head(["job", "shop", "p50 ms", "p99 ms", "bytes", "CPU ms per job by side"]), ...rows];
}

function saleTable(sales: Readonly<Record<string, SaleReport>>): string[] {
  return [
    ...head([
      "flash sale",
      "buyers",
      "units",
      "sold",
      "oversold",
      "unsold",
      "duplicate orders",
      "paid twice",
      "undecided buyers",
      "seconds",
    ]),
    ...Object.entries(sales).map(([shop, sale]) =>
      row([
        shop,
        ...[sale.buyers, sale.units, sale.sold, sale.oversold, sale.unsold, sale.duplicateOrders, sale.paidTwice].map(String),
        String(sale.told.undecided),
        number(sale.seconds),
      ]),
    ),
  ];
}
