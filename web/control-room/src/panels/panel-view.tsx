import { useEffect, useRef, useState } from "react";
import { TimeChart } from "../charts/time-chart.tsx";
import { read } from "../room/actions.ts";
import type { PanelData, PanelInfo, PanelUnit } from "../room/contract.ts";
import { bytes, number, percent, perSecond, seconds } from "../ui/format.ts";

const REFRESH_MS = 10_000;
const MAX_BARS = 10;

type Props = { readonly panel: PanelInfo; readonly minutes: number; readonly hasFigures: boolean };

/** Asks while it can be seen, and only then: a page of dashboards has sixty panels. */
export function PanelView({ panel, minutes, hasFigures }: Props) {
  const frame = useRef<HTMLElement>(null);
  const [isSeen, setSeen] = useState(false);
  const [data, setData] = useState<PanelData | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setSeen(entry!.isIntersecting), { rootMargin: "200px" });
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (!isSeen || !hasFigures) return;
    const gone = new AbortController();
    const ask = () =>
      read<PanelData>(`/api/panels/${panel.id}?minutes=${minutes}`, gone.signal)
        .then((found) => {
          setData(found);
          setTrouble(null);
        })
        .catch((error: Error) => {
          if (!gone.signal.aborted) setTrouble(error.message);
        });
    void ask();
    const timer = setInterval(ask, REFRESH_MS);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [isSeen, hasFigures, panel.id, minutes]);
  return (
    <article ref={frame} className={`card panel panel--${panel.kind}`}>
      {panel.kind !== "lines" && <h3 className="panel__title">{panel.title}</h3>}
      <Content panel={panel} data={data} minutes={minutes} trouble={trouble} hasFigures={hasFigures} />
      <p className="soft panel__about">{panel.about}</p>
    </article>
  );
}

type ContentProps = Props & { readonly data: PanelData | null; readonly trouble: string | null };

function Content({ panel, data, minutes, trouble, hasFigures }: ContentProps) {
  const format = formatOf(panel.unit);
  if (trouble !== null) return <p className="notice notice--bad">{trouble}</p>;
  const nothing = hasFigures ? (data?.empty ?? (data === null ? "…" : "No figures yet.")) : "No figures.";
  if (panel.kind === "lines") {
    const nowMs = Date.now();
    const series = (data?.series ?? []).map(({ legend, points }, index) => ({
      name: legend || "value",
      colour: `var(--series-${(index % 6) + 1})`,
      values: points,
    }));
    const limit = panel.warn ?? panel.alarm;
    return (
      <TimeChart
        title={panel.title}
        series={series}
        fromMs={nowMs - minutes * 60_000}
        toMs={nowMs}
        format={format}
        height={150}
        empty={nothing}
        {...(limit === null
          ? {}
          : { limit: { value: limit, text: `${panel.below ? "not below" : "not above"} ${format(limit)}` } })}
      />
    );
  }
  const latest = (data?.series ?? []).flatMap(({ legend, points }) => {
    const value = points.at(-1)?.[1];
    return value === undefined ? [] : [{ legend, value }];
  });
  if (latest.length === 0) return <p className="empty">{nothing}</p>;
  if (panel.kind === "number") {
    const { value } = latest[0]!;
    return <p className={`panel__number is-${toneOf(panel, value) ?? "plain"}`}>{format(value)}</p>;
  }
  // A share is one of the whole; other bars are as long as the longest allows.
  const most = Math.max(...latest.map(({ value }) => value), panel.unit === "percentunit" ? 1 : Number.MIN_VALUE);
  return (
    <ul className="promises">
      {latest
        .toSorted((a, b) => b.value - a.value)
        .slice(0, MAX_BARS)
        .map(({ legend, value }) => (
          <li key={legend} className={`promise promise--${toneOf(panel, value) ?? "good"}`}>
            <div className="promise__line">
              <span className="promise__title">{legend}</span>
              <span className="promise__left">{format(value)}</span>
            </div>
            <div className="promise__track" aria-hidden="true">
              <div className="promise__level" style={{ inlineSize: `${(100 * Math.max(0, value)) / most}%` }} />
            </div>
          </li>
        ))}
    </ul>
  );
}

function toneOf({ warn, alarm, below }: PanelInfo, value: number): "warn" | "bad" | null {
  const isPast = (limit: number | null) => limit !== null && (below ? value < limit : value >= limit);
  return isPast(alarm) ? "bad" : isPast(warn) ? "warn" : null;
}

function formatOf(unit: PanelUnit): (value: number) => string {
  switch (unit) {
    case "s":
      return seconds;
    case "percentunit":
      return percent;
    case "bytes":
      return bytes;
    case "reqps":
    case "ops":
      return perSecond;
    case "short":
      return number;
  }
}
