import { CHART_HEIGHT, CHART_WIDTH, type ChartOptions, drawChart, GRID } from "./charts.ts";

/** Text as HTML shows it; everything that came from a shop, a file or a person goes through here. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** One self-contained page: no address outside of it is ever asked, so that it can be kept, mailed and opened in ten years. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** A chart with its title, a sentence on what to look at, and the numbers behind it for the pointer. */
export function figure(title: string, about: string, options: ChartOptions): string {
  const data = {
    left: GRID.left / CHART_WIDTH,
    right: 1 - GRID.right / CHART_WIDTH,
    seconds: options.seconds,
    unit: options.unit,
    curves: options.curves.map(({ name, colour, points }) => ({ name, colour, points })),
  };
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return `<figure class="card">
<figcaption><h3>${escapeHtml(title)}</h3><p>${escapeHtml(about)}</p></figcaption>
<div class="chart" role="img" aria-label="${escapeHtml(title)}" style="aspect-ratio:${CHART_WIDTH}/${CHART_HEIGHT}">${drawChart(options)}<i class="at"></i><div class="tip"></div></div>
<script type="application/json">${json}</script>
</figure>`;
}

export type Cell = string | number | { readonly html: string };

/** The first column is text, all others are numbers, unless `isText` says otherwise. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], isText: readonly number[] = [0]): string {
  const cell = (tag: string, value: Cell, column: number) => {
    const html = typeof value === "object" ? value.html : escapeHtml(String(value));
    return `<${tag}${isText.includes(column) ? ' class="text"' : ""}>${html}</${tag}>`;
  };
  const line = (tag: string, cells: readonly Cell[]) =>
    `<tr>${cells.map((value, column) => cell(tag, value, column)).join("")}</tr>`;
  return `<div class="scroll"><table><thead>${line("th", head)}</thead><tbody>${rows.map((row) => line("td", row)).join("")}</tbody></table></div>`;
}

export function badge(kind: "good" | "bad" | "quiet", text: string): string {
  return `<span class="badge ${kind}">${escapeHtml(text)}</span>`;
}

export function section(title: string, html: string): string {
  return `<section><h2>${escapeHtml(title)}</h2>\n${html}\n</section>`;
}

export function tiles(entries: readonly (readonly [name: string, value: string, note?: string])[]): string {
  const tile = ([name, value, note]: readonly [string, string, string?]) =>
    `<div class="tile"><span>${escapeHtml(name)}</span><b${value.length > MAX_LARGE ? ' class="words"' : ""}>${escapeHtml(value)}</b>${note === undefined ? "" : `<small>${escapeHtml(note)}</small>`}</div>`;
  return `<div class="tiles">${entries.map(tile).join("")}</div>`;
}

/** Characters that fit into a tile in large type. */
const MAX_LARGE = 9;

export function facts(entries: Readonly<Record<string, string>>): string {
  const rows = Object.entries(entries).map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<dl class="facts">${rows.join("")}</dl>`;
}

const STYLE = `
:root{--page:#f6f7f8;--card:#fff;--edge:#e3e6ea;--text:#17191c;--soft:#5b636e;--ink:#4a525c;--faint:#cdd2d8;--grid:#eceff2;
--one:#2563eb;--two:#d97706;--three:#0d9373;--four:#9333ea;--five:#db2777;--six:#0891b2;--good:#15803d;--bad:#dc2626;--quiet:#8a929c}
@media (prefers-color-scheme:dark){:root{--page:#101214;--card:#181b1f;--edge:#2a2f36;--text:#eceef1;--soft:#9aa3ae;--ink:#aab2bd;--faint:#3b424b;--grid:#23282e;
--one:#6ea8fe;--two:#f2a65a;--three:#4cc9a0;--four:#c39bff;--five:#f586b9;--six:#55c9dd;--good:#4ade80;--bad:#ff7b72;--quiet:#7d8691}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-font-smoothing:antialiased}
main{max-width:1180px;margin:0 auto;padding:36px 22px 72px}
header h1{font-size:27px;line-height:1.25;margin:0 0 6px;letter-spacing:-.015em}
header p{margin:0;color:var(--soft)}
.verdict{display:flex;gap:14px;align-items:baseline;flex-wrap:wrap;margin:18px 0 22px;font-size:16px}
h2{font-size:18px;margin:38px 0 12px;letter-spacing:-.01em}
h3{font-size:14px;margin:0}
p{margin:0 0 10px}
.note{color:var(--soft);max-width:90ch}
.card,.tile,.scroll,.facts{background:var(--card);border:1px solid var(--edge);border-radius:10px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(128px,1fr));gap:12px}
.tile{padding:12px 14px;display:flex;flex-direction:column}
.tile span{color:var(--soft);font-size:12.5px}.tile b{font-size:20px;line-height:1.3;font-weight:620;letter-spacing:-.02em;font-variant-numeric:tabular-nums}.tile b.words{font-size:15px}.tile small{color:var(--soft)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:14px}
figure{margin:0;padding:14px 16px 8px}
figcaption p{color:var(--soft);font-size:12.5px;margin:2px 0 6px}
.chart{position:relative;font-size:11px}.chart svg{display:block;width:100%;height:100%}
.at{position:absolute;top:13%;bottom:12%;width:1px;background:var(--quiet);pointer-events:none;display:none}
.tip{position:absolute;top:12%;display:none;pointer-events:none;background:var(--card);border:1px solid var(--edge);border-radius:7px;padding:6px 9px;font-size:12px;line-height:1.5;white-space:nowrap;box-shadow:0 4px 16px #0003;z-index:2;font-variant-numeric:tabular-nums}
.tip i{display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:6px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
th,td{padding:7px 12px;text-align:right;border-bottom:1px solid var(--edge);white-space:nowrap}
th{font-weight:550;color:var(--soft);font-size:12.5px}
td.text,th.text{text-align:left;white-space:normal}
tbody tr:last-child td{border-bottom:0}
.badge{display:inline-block;border-radius:99px;padding:1px 10px;font-size:12.5px;font-weight:600;border:1px solid currentColor}
.badge.good{color:var(--good)}.badge.bad{color:var(--bad)}.badge.quiet{color:var(--quiet)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));margin:0;padding:6px 14px;column-gap:26px;font-size:13.5px}
.facts div{display:flex;justify-content:space-between;gap:14px;padding:4px 0}.facts dt{color:var(--soft)}.facts dd{margin:0;text-align:right;overflow-wrap:anywhere}
.up{color:var(--bad)}.down{color:var(--good)}
footer{margin-top:44px;color:var(--soft);font-size:13px}
@media print{body{background:#fff}.card,.tile{break-inside:avoid}}
`;

/** Shows the numbers under the pointer; the page is complete without it. */
const SCRIPT = `
for (const figure of document.querySelectorAll("figure")) {
  const data = JSON.parse(figure.querySelector("script").textContent);
  const chart = figure.querySelector(".chart"), line = figure.querySelector(".at"), tip = figure.querySelector(".tip");
  const text = (value) => {
    if (data.unit === "share") return (value * 100).toFixed(1) + " %";
    if (data.unit === "bytes" || data.unit === "B/s") return (value / 1e6).toFixed(2) + (data.unit === "bytes" ? " MB" : " MB/s");
    return Number(value.toPrecision(4)).toLocaleString("en") + (data.unit ? " " + data.unit : "");
  };
  const nearest = (points, second) => {
    let low = 0, high = points.length - 1;
    while (low < high) { const middle = (low + high) >> 1; if (points[middle][0] < second) low = middle + 1; else high = middle; }
    if (low > 0 && second - points[low - 1][0] < points[low][0] - second) low -= 1;
    return points[low];
  };
  chart.addEventListener("pointermove", (event) => {
    const box = chart.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const second = (share - data.left) / (data.right - data.left) * data.seconds;
    if (second < 0 || second > data.seconds) return hide();
    tip.replaceChildren();
    const head = document.createElement("b");
    head.textContent = "second " + Math.round(second);
    tip.append(head);
    for (const curve of data.curves) {
      const point = nearest(curve.points, second);
      if (!point || point[1] === null || Math.abs(point[0] - second) > Math.max(3, data.seconds / 40)) continue;
      const row = document.createElement("div"), key = document.createElement("i");
      key.style.background = "var(--" + curve.colour + ")";
      row.append(key, curve.name + ": " + text(point[1]));
      tip.append(row);
    }
    line.style.display = tip.style.display = "block";
    line.style.left = share * 100 + "%";
    const before = share > 0.6;
    tip.style.left = before ? "auto" : "calc(" + share * 100 + "% + 12px)";
    tip.style.right = before ? "calc(" + (1 - share) * 100 + "% + 12px)" : "auto";
  });
  const hide = () => { line.style.display = tip.style.display = "none"; };
  chart.addEventListener("pointerleave", hide);
}
`;
