import type { Snapshot } from "../room/contract.ts";
import { milliseconds, number, percent } from "../ui/format.ts";
import "./headline.css";

type Tone = "bad" | "warn" | null;
type Figure = { readonly name: string; readonly value: string; readonly note: string; readonly tone: Tone };

/** What is looked at first: how many, how slow, how many wrong, what was sold, and what is left of the promises. */
export function Headline({ state }: { readonly state: Snapshot }) {
  return (
    <section aria-label="Now" className="headline card">
      <dl>
        {figuresOf(state).map(({ name, value, note, tone }) => (
          <div key={name} className="headline__one">
            <dt>{name}</dt>
            <dd className={tone === null ? "headline__value" : `headline__value is-${tone}`}>{value}</dd>
            <dd className="headline__note">{note}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function figuresOf({ point, shop, slos, figures }: Snapshot): readonly Figure[] {
  const requests = point?.requests ?? 0;
  const failedShare = requests > 0 ? point!.failed / requests : 0;
  const worst = slos.filter(({ budgetLeft }) => budgetLeft !== null).sort((a, b) => a.budgetLeft! - b.budgetLeft!)[0];
  const target = shop?.targetPerSecond;
  const latency = (value: number | null | undefined): Tone =>
    value == null || value <= 200 ? null : value <= 500 ? "warn" : "bad";
  return [
    { name: "Requests", value: `${number(requests)}/s`, note: target == null ? "" : `made for ${number(target)}/s`, tone: null },
    { name: "p50", value: milliseconds(point?.p50), note: "half are faster", tone: null },
    { name: "p95", value: milliseconds(point?.p95), note: "", tone: latency(point?.p95) },
    { name: "p99", value: milliseconds(point?.p99), note: "promised 200 ms", tone: latency(point?.p99) },
    {
      name: "Failed",
      value: percent(failedShare, 2),
      note: `${number(point?.failed ?? 0)}/s`,
      tone: failedShare >= 0.01 ? "bad" : failedShare > 0 ? "warn" : null,
    },
    { name: "Orders", value: `${number(figures.orders.perMinute)}/min`, note: "paid", tone: null },
    {
      name: "Least budget",
      value: worst === undefined ? "–" : worst.budgetLeft! > 0 ? percent(worst.budgetLeft, 0) : "spent",
      note: worst?.title ?? "nothing counted yet",
      tone: worst === undefined || worst.budgetLeft! > 0.25 ? null : worst.budgetLeft! > 0 ? "warn" : "bad",
    },
  ];
}
