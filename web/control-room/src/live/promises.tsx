import type { ErrorKind, SloState, Snapshot } from "../room/contract.ts";
import { ago, bytes, milliseconds, number, percent, seconds, timeOfDay } from "../ui/format.ts";
import "./promises.css";

/** Every objective with what is left of its error budget. */
export function Promises({ slos, hasPrometheus }: { readonly slos: readonly SloState[]; readonly hasPrometheus: boolean }) {
  const [first] = slos;
  return (
    <section className="card" aria-labelledby="promises">
      <div className="card__head">
        <h2 className="card__title" id="promises">
          Objectives
        </h2>
        <p className="card__aside">
          counted since {first === undefined ? "–" : timeOfDay(first.sinceMs)}
          {hasPrometheus && "; the budget of the month is on the panels"}
        </p>
      </div>
      <ul className="promises promises--wide">
        {slos.map((slo) => (
          <Objective key={slo.id} slo={slo} />
        ))}
      </ul>
    </section>
  );
}

/** A budget that is overdrawn is told by how often it was spent. */
export function spentOrLeft(budgetLeft: number): string {
  return budgetLeft >= 0 ? `${percent(budgetLeft, 0)} left` : `spent ${number(1 - budgetLeft)} times`;
}

function Objective({ slo: { title, good, objective, events, bad, budgetLeft, burnRate } }: { readonly slo: SloState }) {
  const tone = budgetLeft === null ? "none" : budgetLeft > 0.25 ? "good" : budgetLeft > 0 ? "warn" : "bad";
  const left = budgetLeft === null ? "nothing yet" : spentOrLeft(budgetLeft);
  return (
    <li className={`promise promise--${tone}`}>
      <div className="promise__line">
        <span className="promise__title">{title}</span>
        <span className="promise__left">{left}</span>
      </div>
      <div className="promise__track" aria-hidden="true">
        <div className="promise__level" style={{ inlineSize: `${100 * Math.max(0, Math.min(1, budgetLeft ?? 0))}%` }} />
      </div>
      <p className="promise__note">
        {percent(objective, 3)} of {good.replace(/, refusals because.*/, "")}
        {events > 0 && `: ${number(bad)} of ${number(events)} were not`}
        {burnRate !== null && burnRate >= 0.05 && `; burning ${number(burnRate)} times as fast as allowed`}
      </p>
    </li>
  );
}

/** What the shop has answered instead of what was asked for. */
function Errors({ errors }: { readonly errors: readonly ErrorKind[] }) {
  const most = Math.max(1, ...errors.map(({ recent }) => recent));
  return (
    <section className="card" aria-labelledby="errors">
      <div className="card__head">
        <h2 className="card__title" id="errors">
          Errors by kind
        </h2>
        <p className="card__aside">last 5 minutes</p>
      </div>
      {errors.length === 0 && <p className="empty">None so far.</p>}
      <ul className="promises">
        {errors.slice(0, 8).map(({ code, recent, total, isFailure }) => (
          <li key={code} className={`promise promise--${isFailure ? "bad" : "warn"}`}>
            <div className="promise__line">
              <span className="promise__title">{code}</span>
              <span className="promise__left">
                {number(recent)}
                <span className="soft"> of {number(total)}</span>
              </span>
            </div>
            <div className="promise__track" aria-hidden="true">
              <div className="promise__level" style={{ inlineSize: `${(100 * recent) / most}%` }} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Orders, stock, payments and the database as the processes tell of them. */
export function ShopFigures({ state: { figures, errors } }: { readonly state: Snapshot }) {
  const { orders, stock, payments, database, cacheHit } = figures;
  const outcomes = Object.entries(orders.outcomes).sort(([, a], [, b]) => b - a);
  return (
    <div className="shop-figures">
      <Errors errors={errors} />
      <List
        title="Orders"
        rows={[
          ...outcomes.slice(0, 4).map(([outcome, count]): Row => [outcome, number(count), outcome === "error" ? "bad" : null]),
          ...(outcomes.length === 0 ? [["checkouts", "none yet", null] satisfies Row] : []),
          ["settled within, p99", seconds(orders.settledP99Seconds), null],
          ["events waiting", number(orders.eventsWaiting), null],
          ["dead letters", number(orders.deadLetters), (orders.deadLetters ?? 0) > 0 ? "bad" : null],
        ]}
      />
      <List
        title="Payments"
        rows={[
          ["calls", `${number(payments.callsPerSecond)}/s`, null],
          ["call, p99", milliseconds(payments.callP99Ms), null],
          ["not known yet", number(payments.pending), (payments.pending ?? 0) > 0 ? "warn" : null],
          ["the oldest", seconds(payments.pendingOldestSeconds), (payments.pendingOldestSeconds ?? 0) > 30 ? "bad" : null],
          ["answers unknown", number(payments.unknown), payments.unknown > 0 ? "warn" : null],
          ["circuit", payments.circuit ?? "–", payments.circuit === "open" ? "bad" : null],
        ]}
      />
      <List
        title="Stock"
        rows={[
          ["lines held", number(stock.holds), null],
          ["holds overdue", number(stock.holdsOverdue), (stock.holdsOverdue ?? 0) > 0 ? "warn" : null],
          ["levels checked", number(stock.levelsChecked), null],
          ["levels wrong", number(stock.levelsWrong), stock.levelsWrong > 0 ? "bad" : null],
        ]}
      />
      <List
        title="Database"
        rows={[
          ["statements", `${number(database.statementsPerSecond)}/s`, null],
          ["statement, p99", milliseconds(database.statementP99Ms), null],
          ["commits", database.commitsPerSecond === null ? "–" : `${number(database.commitsPerSecond)}/s`, null],
          ["found in memory", percent(database.hit), null],
          ["log", database.walBytesPerSecond === null ? "–" : `${bytes(database.walBytesPerSecond)}/s`, null],
          ["ready answers hit", percent(cacheHit), null],
        ]}
      />
    </div>
  );
}

type Row = [name: string, value: string, tone: "bad" | "warn" | null];

function List({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  return (
    <section className="card" aria-label={title}>
      <h2 className="card__title shop-figures__title">{title}</h2>
      <dl className="figures">
        {rows.map(([name, value, tone]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={tone === null ? undefined : `is-${tone}`}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Kinds of alerts; the panels have all of them. */
const MAX_ALERTS = 5;

export function Alerts({ state: { alerts, atMs } }: { readonly state: Snapshot }) {
  if (alerts === null || alerts.length === 0) return null;
  const byName = Map.groupBy(alerts, ({ name }) => name);
  return (
    <section className="notice notice--bad" aria-label="Alerts that fire">
      <strong>{alerts.length === 1 ? "An alert fires" : `${alerts.length} alerts fire`}</strong>
      <ul>
        {[...byName].slice(0, MAX_ALERTS).map(([name, [first, ...more]]) => (
          <li key={name}>
            <b>{name}</b> ({first!.severity}, {ago(first!.sinceMs, atMs)}): {first!.summary}
            {more.length > 0 && ` (and ${more.length} more of these)`}
          </li>
        ))}
        {byName.size > MAX_ALERTS && <li>and {byName.size - MAX_ALERTS} other kinds</li>}
      </ul>
    </section>
  );
}
