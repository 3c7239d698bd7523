import { type EChartsOption, init } from "echarts";

/** One curve: its name, a role that decides its colour, and points over the seconds of the run. */
export type Curve = {
  readonly name: string;
  readonly colour: Colour;
  readonly points: readonly (readonly [second: number, value: number | null])[];
  readonly style?: "line" | "dashed" | "area";
};

export type Colour = "one" | "two" | "three" | "four" | "five" | "six" | "good" | "bad" | "quiet";

export type ChartOptions = {
  readonly curves: readonly Curve[];
  readonly unit: string;
  readonly logarithmic?: boolean;
  readonly maximum?: number;
  /** A line across, such as an SLO. */
  readonly limit?: { readonly value: number; readonly name: string };
  /** Stretches and moments on the time axis, such as faults and the warm-up. */
  readonly marks?: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly name: string;
    readonly colour: Colour;
  }[];
  readonly seconds: number;
};

/** The drawing's own units; the page scales it. */
export const CHART_WIDTH = 760;
export const CHART_HEIGHT = 250;
export const GRID = { left: 58, right: 18, top: 34, bottom: 30 } as const;

/**
 * Colours stand as stand-ins in the drawing and are replaced by the page's variables, so that one drawing is right in light and in dark.
 * Digits are chosen such that no other text of a drawing has them.
 */
export const STAND_INS: Readonly<Record<Colour | "ink" | "faint" | "grid", string>> = {
  one: "#0a1b01",
  two: "#0a1b02",
  three: "#0a1b03",
  four: "#0a1b04",
  five: "#0a1b05",
  six: "#0a1b06",
  good: "#0a1b07",
  bad: "#0a1b08",
  quiet: "#0a1b09",
  ink: "#0a1b0a",
  faint: "#0a1b0b",
  grid: "#0a1b0c",
};

/** Draws curves over the time of a run as SVG without a browser. */
export function drawChart(options: ChartOptions): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: CHART_WIDTH, height: CHART_HEIGHT });
  chart.setOption(optionOf(options));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return withPageColours(svg);
}

function optionOf(options: ChartOptions): EChartsOption {
  const text = { color: STAND_INS.ink, fontFamily: "inherit", fontSize: 11 };
  const axis = {
    axisLine: { lineStyle: { color: STAND_INS.faint } },
    axisTick: { show: false },
    axisLabel: { ...text, color: STAND_INS.ink, hideOverlap: true },
    splitLine: { lineStyle: { color: STAND_INS.grid } },
  };
  return {
    animation: false,
    textStyle: text,
    grid: { ...GRID },
    legend: {
      top: 4,
      left: GRID.left - 4,
      itemWidth: 14,
      itemHeight: 3,
      icon: "rect",
      itemGap: 14,
      textStyle: text,
      data: options.curves.map(({ name }) => name),
    },
    xAxis: {
      ...axis,
      type: "value",
      min: 0,
      max: options.seconds,
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, formatter: (second: number) => timeText(second) },
    },
    yAxis: {
      ...axis,
      ...(options.logarithmic ? { type: "log" as const } : { type: "value" as const, min: 0 }),
      ...(options.maximum === undefined ? {} : { max: options.maximum, interval: options.maximum / 4 }),
      axisLine: { show: false },
      splitNumber: 4,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => numberText(value, options.unit) },
    },
    series: options.curves.map((curve, index) => ({
      type: "line",
      name: curve.name,
      data: curve.points.map(([second, value]) => [second, options.logarithmic && value !== null && value <= 0 ? null : value]),
      showSymbol: false,
      connectNulls: false,
      itemStyle: { color: STAND_INS[curve.colour] },
      lineStyle: { color: STAND_INS[curve.colour], width: 1.6, type: curve.style === "dashed" ? "dashed" : "solid" },
      ...(curve.style === "area" ? { areaStyle: { color: STAND_INS[curve.colour], opacity: 0.18 } } : {}),
      ...(index === 0 ? marksOf(options) : {}),
    })),
  };
}

function marksOf({ limit, marks = [] }: ChartOptions): object {
  const lines = [
    ...(limit === undefined
      ? []
      : [
          {
            yAxis: limit.value,
            name: limit.name,
            lineStyle: { color: STAND_INS.bad, type: "dashed", width: 1 },
            label: { formatter: limit.name, position: "insideEndTop", color: STAND_INS.bad, fontSize: 10 },
          },
        ]),
    ...marks
      .filter(({ to }) => to === null)
      .map(({ from, name, colour }) => ({
        xAxis: from,
        name,
        lineStyle: { color: STAND_INS[colour], type: "solid", width: 1 },
        label: { formatter: name, rotate: 90, position: "insideEndTop", color: STAND_INS[colour], fontSize: 9 },
      })),
  ];
  const areas = marks
    .filter(({ to }) => to !== null)
    .map(({ from, to, name, colour }) => [
      {
        xAxis: from,
        name,
        itemStyle: { color: STAND_INS[colour], opacity: 0.12 },
        label: { color: STAND_INS[colour], fontSize: 9, position: "insideTop" },
      },
      { xAxis: to },
    ]);
  return {
    ...(lines.length === 0 ? {} : { markLine: { silent: true, symbol: "none", animation: false, data: lines } }),
    ...(areas.length === 0 ? {} : { markArea: { silent: true, data: areas } }),
  };
}

/** A drawing whose colours are the page's variables and whose size is that of its place. */
export function withPageColours(svg: string): string {
  let page = svg.replace(/ width="\d+" height="\d+"/, "");
  for (const [name, colour] of Object.entries(STAND_INS)) page = page.replaceAll(colour, `var(--${name})`);
  return page;
}

export function timeText(second: number): string {
  const whole = Math.round(second);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** With its unit, and no more digits than an axis has room for. */
export function numberText(value: number, unit: string): string {
  if (unit === "share") return `${Number((value * 100).toPrecision(3))} %`;
  if (unit === "bytes" || unit === "B/s") {
    const steps = ["B", "KB", "MB", "GB"];
    const step = value < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log10(value) / 3));
    return `${Number((value / 1000 ** step).toPrecision(3))} ${steps[step]}${unit === "B/s" ? "/s" : ""}`;
  }
  const short =
    value >= 10_000 ? `${Number((value / 1_000).toPrecision(3))}k` : Number(value.toPrecision(3)).toLocaleString("en");
  return unit === "" ? short : `${short} ${unit}`;
}
