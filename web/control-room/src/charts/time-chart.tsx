import { type PointerEvent, useId, useState } from "react";
import type { Mark } from "../room/contract.ts";
import { timeOfDay } from "../ui/format.ts";
import { useWidth } from "../ui/use-width.ts";
import { nearest, pathOf, ticks, type Value } from "./scale.ts";
import "./time-chart.css";

export type Series = { readonly name: string; readonly colour: string; readonly values: readonly Value[] };

type Props = {
  readonly title: string;
  readonly series: readonly Series[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly format: (value: number) => string;
  /** The axis goes at least up to here. */
  readonly least?: number;
  /** A limit, drawn as a line with its name. */
  readonly limit?: { readonly value: number; readonly text: string };
  readonly marks?: readonly Mark[];
  readonly height?: number;
  readonly empty?: string;
};

const TOP = 8;
const BOTTOM = 20;
const LEFT = 46;
const RIGHT = 6;
/** Where nobody looked, figures come every five seconds. */
const MAX_GAP_MS = 12_000;
const MIN_TICK_PX = 92;

/** Curves over the last minutes, with what happened meanwhile. The legend has the newest figures, and those of a moment that is pointed at. */
export function TimeChart({ title, series, fromMs, toMs, format, least = 0, limit, marks = [], height = 168, empty }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<number | null>(null);
  const titleId = useId();
  const inner = Math.max(1, width - LEFT - RIGHT);
  const values = series.flatMap(({ values }) => values.flatMap(([, value]) => value ?? []));
  const axis = ticks(Math.max(least, ...values));
  const top = axis.at(-1)!;
  const x = (atMs: number) => LEFT + ((atMs - fromMs) / (toMs - fromMs)) * inner;
  const y = (value: number) => TOP + (1 - value / top) * (height - TOP - BOTTOM);
  const maxGapMs = Math.max(MAX_GAP_MS, (toMs - fromMs) / 20);
  const point = (event: PointerEvent) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - left - LEFT) / inner;
    setPointed(share < 0 || share > 1 ? null : fromMs + share * (toMs - fromMs));
  };
  const shown = (each: Series) => (pointed === null ? each.values.at(-1) : nearest(each.values, pointed, maxGapMs)) ?? null;
  return (
    <figure className="chart" aria-labelledby={titleId}>
      <figcaption className="chart__head">
        <h3 id={titleId} className="chart__title">
          {title}
        </h3>
        {pointed !== null && <span className="soft chart__moment">{timeOfDay(pointed)}</span>}
      </figcaption>
      <div ref={frame} className="chart__frame" style={{ height }} onPointerMove={point} onPointerLeave={() => setPointed(null)}>
        {width > 0 && (
          <svg width={width} height={height} aria-hidden="true">
            {axis.map((tick) => (
              <g key={tick}>
                <line className="chart__grid" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
                <text className="chart__tick" x={LEFT - 6} y={y(tick)} textAnchor="end" dominantBaseline="central">
                  {format(tick)}
                </text>
              </g>
            ))}
            <TimeTicks fromMs={fromMs} toMs={toMs} x={x} y={height - 6} most={Math.max(1, Math.floor(inner / MIN_TICK_PX))} />
            <Marks marks={marks} fromMs={fromMs} toMs={toMs} x={x} height={height - BOTTOM} />
            {limit !== undefined && limit.value <= top && (
              <g>
                <line className="chart__limit" x1={LEFT} x2={width - RIGHT} y1={y(limit.value)} y2={y(limit.value)} />
                <text className="chart__limit-text" x={width - RIGHT} y={y(limit.value) - 4} textAnchor="end">
                  {limit.text}
                </text>
              </g>
            )}
            {series.map(({ name, colour, values }) => (
              <path key={name} className="chart__line" d={pathOf(values, x, y, maxGapMs)} stroke={colour} />
            ))}
            {pointed !== null && <line className="chart__cursor" x1={x(pointed)} x2={x(pointed)} y1={TOP} y2={height - BOTTOM} />}
          </svg>
        )}
        {values.length === 0 && <p className="chart__empty">{empty ?? "Nothing has been measured yet."}</p>}
      </div>
      <ul className="chart__legend">
        {series.map((each) => {
          const value = shown(each)?.[1] ?? null;
          return (
            <li key={each.name}>
              <svg className="chart__swatch" width="14" height="4" aria-hidden="true">
                <rect width="14" height="4" rx="2" fill={each.colour} />
              </svg>
              <span>{each.name}</span> <strong>{value === null ? "–" : format(value)}</strong>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}

type TicksProps = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly x: (atMs: number) => number;
  readonly y: number;
  readonly most: number;
};
const TIME_STEPS_MS = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600].map((seconds) => seconds * 1_000);

function TimeTicks({ fromMs, toMs, x, y, most }: TicksProps) {
  const step = TIME_STEPS_MS.find((each) => (toMs - fromMs) / each <= most) ?? TIME_STEPS_MS.at(-1)!;
  const first = Math.ceil(fromMs / step) * step;
  const moments = Array.from({ length: Math.max(0, Math.floor((toMs - first) / step) + 1) }, (_, index) => first + index * step);
  return moments.map((atMs) => (
    <text key={atMs} className="chart__tick" x={Math.min(x(atMs), x(toMs) - 22)} y={y} textAnchor="middle">
      {timeOfDay(atMs).slice(0, step < 60_000 ? 8 : 5)}
    </text>
  ));
}

type MarksProps = Pick<TicksProps, "fromMs" | "toMs" | "x"> & { readonly marks: readonly Mark[]; readonly height: number };

/** A band for what lasts, a line for what is done in an instant. The log beside says what it was. */
function Marks({ marks, fromMs, toMs, x, height }: MarksProps) {
  return marks
    .filter((mark) => mark.fromMs <= toMs && (mark.toMs ?? toMs) >= fromMs)
    .map((mark) => {
      const from = x(Math.max(mark.fromMs, fromMs));
      const to = x(Math.min(mark.toMs ?? toMs, toMs));
      return (
        <g key={mark.id} className={`chart__mark chart__mark--${mark.kind}`}>
          <title>{mark.text}</title>
          {mark.kind !== "load" && <rect x={from} y={TOP} width={Math.max(1.5, to - from)} height={height - TOP} />}
          {mark.kind === "load" && <rect x={from} y={height - 3} width={Math.max(2, to - from)} height={3} />}
        </g>
      );
    });
}
