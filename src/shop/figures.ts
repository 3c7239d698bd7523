import { registerByteCaches } from "../platform/cache/figures.ts";
import type { Database } from "../platform/database/database.ts";
import { registerEventMetrics } from "../platform/events/event-lag.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import type { Metrics, Sample } from "../platform/telemetry/metrics.ts";
import type { ByteCacheFigures, CacheFigures, PartObserver, QueueFigures } from "../platform/telemetry/part-observer.ts";
import { recently } from "../platform/telemetry/recently.ts";
import type { CheckoutObserver, CheckoutPhase } from "./checkout/checkout.ts";
import { readHeldStock } from "./inventory/held-stock.ts";
import type { HoldFigures, HoldObserver } from "./inventory/hottest-variant.ts";
import type { StockAccuracyFigures } from "./inventory/stock-accuracy.ts";
import type { SettlementObserver } from "./orders/settle-payments.ts";
import type { BreakerState } from "./payments/guard.ts";
import type { ProviderObserver } from "./payments/observe-provider.ts";
import { readUnsettledMoney } from "./payments/unsettled.ts";
import type { RecommendationObserver } from "./recommendations/recommendations.ts";
import type { SearchOutcomeObserver } from "./search/search-products.ts";
import type { SearchCall, SearchObserver } from "./search/with-fallback.ts";

const PHASES: readonly CheckoutPhase[] = ["price", "hold", "place", "pay", "settle"];
const BREAKER_STATES: readonly BreakerState[] = ["closed", "open", "half-open"];

/** Seconds. Around what orders are held to: 30 s the target, 60 s the alert. */
const ORDER_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 900] as const;

/** Is told what a process does, and offers it to whoever scrapes. Every label has few values, known beforehand. */
export type ShopObserver = PartObserver &
  CheckoutObserver &
  ProviderObserver &
  HoldObserver &
  SettlementObserver &
  RecommendationObserver &
  SearchObserver &
  SearchOutcomeObserver & {
    /** Events of one type that the consumers may read from now on. */
    readonly eventsRelayed: (type: string, count: number) => void;
    readonly statement: (durationMs: number, name: string) => void;
    /** A turn of one of the worker's loops. */
    readonly turnEnded: (loop: string, outcome: "done" | "failed") => void;
    readonly stockChecked: (figures: StockAccuracyFigures) => void;
  };

/** The figures that the process counts itself. */
export function createShopObserver(metrics: Metrics): ShopObserver {
  const statements = metrics
    .histogram({ name: "db_statement_duration_seconds", help: "Time of a statement, with the wait for its connection." })
    .child({});
  const byStatement = createStatementFigures(metrics);
  const processed = metrics.histogram({
    name: "order_processing_seconds",
    help: "Time from an order's placement until its payment is settled.",
    buckets: ORDER_BUCKETS,
  });
  const processing = new Map((["paid", "declined"] as const).map((outcome) => [outcome, processed.child({ outcome })]));
  const phase = metrics.histogram({ name: "checkout_phase_seconds", help: "Time of each phase of a checkout." });
  const phases = new Map(PHASES.map((name) => [name, phase.child({ phase: name })]));
  const checkouts = metrics.counter({ name: "checkouts_total", help: "Checkouts by how they ended.", label: "outcome" });
  const events = metrics.counter({
    name: "events_relayed_total",
    help: "Events that this process's relay passed to the consumers; order.* are the changes of orders' status.",
    label: "type",
  });
  const calls = metrics.histogram({
    name: "payment_provider_call_duration_seconds",
    help: "Time of a call to a payment provider, by its outcome.",
  });
  const unknown = metrics.counter({
    name: "payment_provider_unknown_total",
    help: "Calls to payment providers whose outcome is unknown, by the reason.",
    label: "reason",
  });
  return {
    ...createPartObserver(metrics),
    statement: (durationMs, name) => {
      statements.observe(durationMs / 1_000);
      byStatement.observe(name, durationMs);
    },
    orderSettled: (outcome, durationMs) => processing.get(outcome)!.observe(durationMs / 1_000),
    ...createStockObserver(metrics),
    ...createLoopObserver(metrics),
    checkoutPhase: (name, durationMs) => phases.get(name)!.observe(durationMs / 1_000),
    checkoutEnded: (outcome) => checkouts.inc(outcome),
    eventsRelayed: (type, count) => events.inc(type, count),
    paymentCall({ provider, call, outcome, unknownReason, durationMs }) {
      calls.child({ provider, call, outcome }).observe(durationMs / 1_000);
      if (unknownReason !== null) unknown.inc(unknownReason);
    },
    paymentCircuit: createCircuitMetric(metrics),
    ...createRecommendationObserver(metrics),
    ...createSearchObserver(metrics),
  };
}

function createPartObserver(metrics: Metrics): PartObserver {
  const queues: QueueFigures[] = [];
  const caches: CacheFigures[] = [];
  const ofQueues = (pick: (figures: QueueFigures) => number) => () =>
    queues.map((queue): Sample => ({ labels: { queue: queue.name }, value: pick(queue) }));
  const ofCaches = (pick: (figures: CacheFigures) => number) => () =>
    caches.map((cache): Sample => ({ labels: { cache: cache.name }, value: pick(cache) }));
  metrics.gauge(
    { name: "batch_queue_waiting", help: "Items that wait for the next batch." },
    ofQueues((queue) => queue.waiting),
  );
  metrics.total(
    { name: "batch_queue_batches_total", help: "Batches begun." },
    ofQueues((queue) => queue.batches),
  );
  metrics.total(
    { name: "batch_queue_items_total", help: "Items of those batches." },
    ofQueues((queue) => queue.items),
  );
  metrics.gauge(
    { name: "cache_entries", help: "Entries that the process remembers." },
    ofCaches((cache) => cache.entries),
  );
  metrics.total(
    { name: "cache_hits_total", help: "Look-ups whose entry was there and still true." },
    ofCaches((cache) => cache.hits),
  );
  metrics.total(
    { name: "cache_misses_total", help: "Look-ups that had to read the entry." },
    ofCaches((cache) => cache.misses),
  );
  const byteCaches: ByteCacheFigures[] = [];
  registerByteCaches(metrics, byteCaches);
  return {
    queue: (figures) => void queues.push(figures),
    cache: (figures) => void caches.push(figures),
    byteCache(figures) {
      caches.push(figures);
      byteCaches.push(figures);
    },
  };
}

/** Which statement the time goes to. There are as many as the program has. */
function createStatementFigures(metrics: Metrics): { observe(name: string, durationMs: number): void } {
  const figures = new Map<string, { calls: number; durationMs: number }>();
  const each = (pick: (one: { calls: number; durationMs: number }) => number) => () =>
    [...figures].map(([statement, one]): Sample => ({ labels: { statement }, value: pick(one) }));
  metrics.total(
    { name: "db_statement_calls_total", help: "Statements sent, by their name." },
    each((one) => one.calls),
  );
  metrics.total(
    { name: "db_statement_seconds_total", help: "Time of statements with the wait for their connection, by their name." },
    each((one) => one.durationMs / 1_000),
  );
  return {
    observe(name, durationMs) {
      const one = figures.get(name);
      if (one === undefined) figures.set(name, { calls: 1, durationMs });
      else {
        one.calls += 1;
        one.durationMs += durationMs;
      }
    },
  };
}

/** What is held, what is wanted most, and whether the levels are right. A process without a worker looks at no level. */
function createStockObserver(metrics: Metrics): HoldObserver & Pick<ShopObserver, "stockChecked"> {
  let holds: (() => HoldFigures) | undefined;
  let accuracy: StockAccuracyFigures | undefined;
  metrics.total({ name: "stock_hold_lines_total", help: "Lines of orders that asked for stock." }, () => holds?.().lines ?? null);
  metrics.gauge(
    { name: "stock_hold_hottest_share", help: "Part of the last ten seconds' lines that the most wanted variant had, 0 to 1." },
    () => holds?.().hottestShare ?? null,
  );
  metrics.total(
    { name: "stock_levels_checked_total", help: "Stock levels that were added up from their ledger." },
    () => accuracy?.checked ?? null,
  );
  metrics.total(
    { name: "stock_levels_wrong_total", help: "Those of them that were not what the ledger says." },
    () => accuracy?.wrong ?? null,
  );
  return {
    holds: (read) => {
      holds = read;
    },
    stockChecked: (figures) => {
      accuracy = figures;
    },
  };
}

function createLoopObserver(metrics: Metrics): Pick<ShopObserver, "turnEnded"> {
  const turns = new Map<string, Sample & { value: number }>();
  metrics.total({ name: "worker_turns_total", help: "Turns of the worker's loops, by how they ended." }, () => [
    ...turns.values(),
  ]);
  return {
    turnEnded(loop, outcome) {
      const key = `${loop} ${outcome}`;
      const turn = turns.get(key) ?? { labels: { loop, outcome }, value: 0 };
      turns.set(key, turn);
      turn.value += 1;
    },
  };
}

function createCircuitMetric(metrics: Metrics): ProviderObserver["paymentCircuit"] {
  const circuits = new Map<string, () => BreakerState>();
  metrics.gauge({ name: "payment_provider_circuit", help: "1 for the state that the provider's circuit breaker is in." }, () =>
    [...circuits].flatMap(([provider, current]) =>
      BREAKER_STATES.map((state): Sample => ({ labels: { provider, state }, value: current() === state ? 1 : 0 })),
    ),
  );
  return (provider, state) => void circuits.set(provider, state);
}

function createSearchObserver(metrics: Metrics): SearchObserver & SearchOutcomeObserver {
  const circuits = new Map<SearchCall, () => BreakerState>();
  const fallbacks = metrics.counter({
    name: "search_fallbacks_total",
    help: "Calls that the database answered because the other search engine did not.",
    label: "call",
  });
  metrics.gauge({ name: "search_circuit", help: "1 for the state that the search engine's circuit breaker is in." }, () =>
    [...circuits].flatMap(([call, current]) =>
      BREAKER_STATES.map((state): Sample => ({ labels: { call, state }, value: current() === state ? 1 : 0 })),
    ),
  );
  const searches = metrics.counter({
    name: "searches_total",
    help: "First pages of searches with words, by what they found.",
    label: "outcome",
  });
  return {
    searched: (outcome) => searches.inc(outcome),
    searchFallback: (call) => fallbacks.inc(call),
    searchCircuit: (call, state) => void circuits.set(call, state),
  };
}

function createRecommendationObserver(metrics: Metrics): RecommendationObserver {
  const outcomes = metrics.counter({
    name: "recommendations_total",
    help: "Answers with recommendations, by what they were made of.",
    label: "outcome",
  });
  return {
    recommended: (outcome) => outcomes.inc(outcome),
    recommendationCircuit: (current) =>
      metrics.gauge({ name: "recommendations_circuit", help: "1 for the state that the circuit breaker is in." }, () =>
        BREAKER_STATES.map((state): Sample => ({ labels: { state }, value: current() === state ? 1 : 0 })),
      ),
  };
}

/** The figures that are read when somebody scrapes: those of the pool, and those of the database, which all processes share. */
export function registerShopMetrics(metrics: Metrics, { db, jobs }: { readonly db: Database; readonly jobs: Jobs }): void {
  metrics.gauge({ name: "db_pool_connections", help: "Connections of the pool, by what they do." }, () => {
    const { total, idle } = db.pool();
    return [
      { labels: { state: "busy" }, value: total - idle },
      { labels: { state: "idle" }, value: idle },
    ];
  });
  metrics.gauge({ name: "db_pool_max_connections", help: "Connections that the pool may have." }, () => db.pool().max);
  metrics.gauge({ name: "db_pool_waiting", help: "Statements that wait for a connection." }, () => db.pool().waiting);
  metrics.total({ name: "db_statements_total", help: "Statements sent." }, () => db.counters.statements);
  metrics.total({ name: "db_statement_errors_total", help: "Statements that failed." }, () => db.counters.errors);
  registerEventMetrics(metrics, db);
  registerJobMetrics(metrics, jobs);

  const money = recently(() => readUnsettledMoney(db));
  for (const kind of ["payments", "refunds"] as const) {
    metrics.gauge(
      { name: `${kind}_pending`, help: `${capital(kind)} whose outcome is not known yet, counted up to 10,000.` },
      async () => (await money())?.[kind].count ?? null,
    );
    metrics.gauge(
      { name: `${kind}_pending_oldest_seconds`, help: "Age of the oldest of them." },
      async () => (await money())?.[kind].oldestSeconds ?? null,
    );
  }
  const stock = recently(() => readHeldStock(db));
  metrics.gauge(
    { name: "stock_holds", help: "Lines of stock held for checkouts under way, counted up to 10,000." },
    async () => (await stock())?.held ?? null,
  );
  metrics.gauge(
    { name: "stock_holds_overdue", help: "Those of them whose time is up." },
    async () => (await stock())?.overdue ?? null,
  );
}

function registerJobMetrics(metrics: Metrics, jobs: Jobs): void {
  const queues = recently(() => jobs.queues());
  for (const [name, help, field] of [
    ["job_queue_waiting", "Jobs whose time has come; in failed-jobs those that were given up.", "waiting"],
    ["job_queue_deferred", "Jobs that are to run later, retries among them.", "deferred"],
    ["job_queue_active", "Jobs being worked on.", "active"],
  ] as const) {
    metrics.gauge({ name, help }, async () =>
      ((await queues()) ?? []).map((queue): Sample => ({ labels: { queue: queue.name }, value: queue[field] })),
    );
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
