import { useState } from "react";
import { type Series, TimeChart } from "../charts/time-chart.tsx";
import type { Mark, Point } from "../room/contract.ts";
import { milliseconds, number, percent } from "../ui/format.ts";
import "./curves.css";

const MINUTES = [2, 5, 15] as const;
/** What is promised for 99 of 100 requests. */
const LATENCY_LIMIT_MS = 200;

type Props = { readonly points: readonly Point[]; readonly marks: readonly Mark[]; readonly nowMs: number };

export function Curves({ points, marks, nowMs }: Props) {
  const [minutes, setMinutes] = useState<number>(MINUTES[1]);
  const fromMs = nowMs - minutes * 60_000;
  const within = points.filter(({ atMs }) => atMs >= fromMs);
  const curve = (name: string, colour: string, value: (point: Point) => number | null): Series => ({
    name,
    colour: `var(--${colour})`,
    values: within.map((point) => [point.atMs, value(point)]),
  });
  const common = { fromMs, toMs: nowMs, marks };
  const replicas = [...new Set(within.flatMap(({ lagMs }) => Object.keys(lagMs)))];
  const parts = [...new Set(within.flatMap(({ cpu }) => Object.keys(cpu)))];
  return (
    <section className="card curves" aria-labelledby="curves">
      <div className="card__head">
        <h2 className="card__title" id="curves">
          Over time
        </h2>
        <fieldset className="choices">
          <legend className="visually-hidden">How far back</legend>
          {MINUTES.map((each) => (
            <label key={each} className="choices__one">
              <input type="radio" name="minutes" checked={minutes === each} onChange={() => setMinutes(each)} />
              <span>{each} min</span>
            </label>
          ))}
        </fieldset>
      </div>
      <div className="curves__grid">
        <TimeChart
          {...common}
          title="Requests per second"
          format={number}
          least={5}
          series={[
            curve("all", "series-1", ({ requests }) => requests),
            curve("refused", "series-3", ({ refused }) => refused),
            curve("failed", "bad", ({ failed }) => failed),
          ]}
        />
        <TimeChart
          {...common}
          title="Latency"
          format={milliseconds}
          least={10}
          limit={{ value: LATENCY_LIMIT_MS, text: "promised 200 ms" }}
          series={[
            curve("p50", "series-1", ({ p50 }) => p50),
            curve("p95", "series-2", ({ p95 }) => p95),
            curve("p99", "series-4", ({ p99 }) => p99),
          ]}
        />
        <TimeChart
          {...common}
          title="Processor, in cores"
          format={number}
          least={1}
          series={parts.map((name, index) => curve(name, `series-${(index % 6) + 1}`, ({ cpu }) => cpu[name] ?? null))}
          empty="Not known on this system."
        />
        {replicas.length > 0 ? (
          <TimeChart
            {...common}
            title="Replica lag"
            format={milliseconds}
            least={20}
            series={replicas.map((name, index) => curve(name, `series-${(index % 6) + 1}`, ({ lagMs }) => lagMs[name] ?? null))}
          />
        ) : (
          <TimeChart
            {...common}
            title="Paid orders a minute"
            format={number}
            least={5}
            series={[curve("paid", "series-1", ({ ordersPerMinute }) => ordersPerMinute)]}
          />
        )}
      </div>
      <p className="soft curves__legend">
        <MarkSample kind="part" /> a part was away <MarkSample kind="fault" /> a fault <MarkSample kind="load" /> a load{" "}
        <MarkSample kind="audit" /> an audit. Machine: {percent(within.at(-1)?.machine, 0)} of its processors.
      </p>
    </section>
  );
}

function MarkSample({ kind }: { readonly kind: Mark["kind"] }) {
  return (
    <svg className={`chart__mark chart__mark--${kind} curves__sample`} width="12" height="12" aria-hidden="true">
      {kind === "load" ? <rect y="9" width="12" height="3" /> : <rect width="12" height="12" />}
    </svg>
  );
}
