import { type EChartsOption, init } from "echarts";
import { CHART_WIDTH, type Colour, STAND_INS, withPageColours } from "./charts.ts";

export type BarChartOptions = {
  readonly bars: readonly { readonly name: string; readonly value: number; readonly colour?: Colour }[];
  /** What stands beside a bar. */
  readonly text: (value: number) => string;
  /** For bars of which one would else be too short to be seen; zero has no bar then. */
  readonly logarithmic?: boolean;
};

const BAR_HEIGHT = 34;
const PADDING = 12;
/** Where the names of the bars stand, and their values. */
const NAMES_WIDTH = 190;
const VALUES_WIDTH = 90;
const PALETTE: readonly Colour[] = ["two", "one", "three", "four", "five", "six"];

/** Draws a few values beside each other as SVG without a browser, the first on top. */
export function drawBars(options: BarChartOptions): string {
  const height = options.bars.length * BAR_HEIGHT + 2 * PADDING;
  const chart = init(null, null, { renderer: "svg", ssr: true, width: CHART_WIDTH, height });
  chart.setOption(optionOf(options));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return withPageColours(svg);
}

function optionOf({ bars, text, logarithmic = false }: BarChartOptions): EChartsOption {
  const font = { color: STAND_INS.ink, fontFamily: "inherit", fontSize: 13 };
  const least = Math.min(...bars.map(({ value }) => value).filter((value) => value > 0));
  return {
    animation: false,
    textStyle: font,
    grid: { left: NAMES_WIDTH, right: VALUES_WIDTH, top: PADDING, bottom: PADDING },
    xAxis: {
      // A logarithmic axis has no zero; the shortest bar is a tenth of the way.
      ...(logarithmic && Number.isFinite(least) ? { type: "log" as const, min: least / 2 } : { type: "value" as const, min: 0 }),
      axisLabel: { show: false },
      splitLine: { show: false },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLine: { lineStyle: { color: STAND_INS.faint } },
      axisTick: { show: false },
      axisLabel: { ...font, width: NAMES_WIDTH - 12, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        barWidth: "58%",
        data: bars.map(({ value, colour }, index) => ({
          value: logarithmic && value <= 0 ? null : value,
          itemStyle: { color: STAND_INS[colour ?? PALETTE[index % PALETTE.length]!], borderRadius: 2 },
          label: { show: true, position: "right" as const, ...font, formatter: text(value) },
        })),
      },
    ],
  };
}
