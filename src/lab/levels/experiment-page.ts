import { drawBars } from "../report/bar-chart.ts";
import { badge, type Cell, escapeHtml, facts, figure, page, section, table } from "../report/page.ts";
import { amount } from "../report/run-report.ts";
import type { ExperimentChart, ExperimentResult, Figure, Side } from "./experiment.ts";
import { figureText } from "./figures.ts";

/** What an experiment found, as one self-contained HTML page. */
export function experimentPage(result: ExperimentResult): string {
  const { level, title, question, startedAt, tookSeconds, held, conclusion, texts = [] } = result;
  const sides = sidesOf(result);
  const charts = result.charts ?? barsOf(sides);
  const body = [
    `<header><h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(`Level ${level} · ${startedAt.slice(0, 16).replace("T", " ")} UTC · ${Math.round(tookSeconds)} s`)}</p>
<div class="verdict">${held ? badge("good", "held") : badge("bad", "did not show")}<span>${escapeHtml(conclusion)}</span></div></header>`,
    section("The question", `<p class="note">${escapeHtml(question)}</p>`),
    section("What was measured", figureTable(sides)),
    ...(charts.length === 0 ? [] : [section("To look at", `<div class="charts">${charts.map(drawn).join("\n")}</div>`)]),
    ...texts.map((each) =>
      section(
        each.title,
        `<div class="card" style="padding:12px 16px;overflow-x:auto"><pre style="margin:0;font-size:12.5px">${escapeHtml(each.text)}</pre></div>`,
      ),
    ),
    section("Conditions", conditions(result)),
    "<footer>Everything on this page was measured in this run; nothing is modelled. Times depend on the machine and on what else it does; counters and shares do not.</footer>",
  ].join("\n");
  return page(`${title} · Tenfold`, body);
}

export function sidesOf({ before, after, others = [] }: Pick<ExperimentResult, "before" | "after" | "others">): Side[] {
  return [before, after, ...others];
}

/** A row for each figure, a column for each side; the change is that from the first to the second. */
export function figureRows(
  sides: readonly Side[],
): { readonly what: string; readonly figures: readonly (Figure | undefined)[] }[] {
  const names = [...new Set(sides.flatMap(({ figures }) => figures.map(({ what }) => what)))];
  return names.map((what) => ({ what, figures: sides.map((side) => side.figures.find((each) => each.what === what)) }));
}

function figureTable(sides: readonly Side[]): string {
  const rows = figureRows(sides).map(({ what, figures }): Cell[] => [
    what,
    ...figures.map((each) => (each === undefined ? "–" : figureText(each.value, each.unit))),
    { html: changeHtml(figures[0], figures[1]) },
  ]);
  return table(["", ...sides.map(({ name }) => name), "change"], rows);
}

/** From the first to the second; as a factor where percents would have too many digits. */
export function changeText(before: Figure | undefined, after: Figure | undefined): string {
  if (before === undefined || after === undefined || before.value === after.value || before.value === 0) return "";
  const ratio = after.value / before.value;
  if (ratio >= LARGE_RATIO) return `× ${amount(ratio)}`;
  if (ratio > 0 && ratio <= 1 / LARGE_RATIO) return `÷ ${amount(1 / ratio)}`;
  return `${ratio > 1 ? "+" : "−"}${amount(Math.abs(ratio - 1) * 100)} %`;
}
const LARGE_RATIO = 3;

function changeHtml(before: Figure | undefined, after: Figure | undefined): string {
  const text = escapeHtml(changeText(before, after));
  if (text === "" || before?.better === undefined) return text;
  const isBetter = after!.value < before.value === (before.better === "less");
  return `<span class="${isBetter ? "down" : "up"}">${text}</span>`;
}

/** Every figure that all sides have, as bars of its own. */
function barsOf(sides: readonly Side[]): ExperimentChart[] {
  return figureRows(sides).flatMap(({ what, figures }): ExperimentChart[] => {
    if (figures.some((each) => each === undefined) || figures.every((each) => each!.value === 0)) return [];
    const bars = figures.map((each, index) => ({ name: sides[index]!.name, value: each!.value }));
    return [{ kind: "bars", title: what, about: "", unit: figures[0]!.unit, bars }];
  });
}

function drawn(chart: ExperimentChart): string {
  if (chart.kind === "curves") return figure(chart.title, chart.about, chart);
  return `<div class="card" style="padding:14px 16px 8px"><h3>${escapeHtml(chart.title)}</h3><p class="note">${escapeHtml(chart.about)}</p><div role="img" aria-label="${escapeHtml(chart.title)}">${drawBars({ ...chart, text: (value) => figureText(value, chart.unit) })}</div></div>`;
}

function conditions({ conditions: { machine, version, node, ratePerSecond, seconds, scale } }: ExperimentResult): string {
  return facts({
    data: scale === null ? "the demo shop" : `${amount(scale * 1_000_000)} generated products`,
    rate: `${amount(ratePerSecond)}/s, unless the table says otherwise`,
    "each load": `${seconds} s`,
    tenfold: version,
    node,
    processor: machine.model,
    cores: String(machine.cores),
    memory: `${machine.memoryGiB} GiB`,
    system: machine.system,
  });
}
