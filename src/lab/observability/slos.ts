import { LATENCY_BUCKETS } from "../../platform/telemetry/metrics.ts";
import type { Profile } from "./profile.ts";
import { API, observed, orZero, rate } from "./promql.ts";
import type { Slo } from "./types.ts";

/** Error budgets are counted over thirty days. */
export const BUDGET_DAYS = 30;

/** Values of `result` of `cache_requests_total` that spared the database a read. */
const SPARED = "hit|stale|joined|negative";
const REQUESTS = `http_request_duration_seconds_count{${API}}`;
const MS = 1_000;
/** As many as tell 1.1 % from 1 %. */
const TEST_REPLICAS = 100;

/** The numbers that the shop is held to; a topology may promise another availability and another latency. */
export function slos(profile: Pick<Profile, "availability" | "latencyP99Ms">): readonly Slo[] {
  const apiLimitMs = countedLimitMs(profile.latencyP99Ms);
  return [
    availability(profile.availability),
    fast({
      id: "api-latency",
      title: "API latency",
      histogram: "http_request_duration_seconds",
      labels: API,
      limitMs: apiLimitMs,
      what: "requests are answered",
      alert: {
        name: "LatencyBudgetBurn",
        area: "api",
        summary: "Slow answers use up the month's budget {{ $labels.factor }} times too fast",
        description: `More than one request in a hundred takes over ${apiLimitMs} ms, for long enough to matter. Shoppers leave slow shops.`,
        consequenceOf: "primary",
      },
      testLabels: 'route="/v1/products"',
    }),
    fast({
      id: "database-latency",
      title: "Database statements",
      histogram: "db_statement_duration_seconds",
      labels: "",
      limitMs: 50,
      what: "statements end",
      alert: {
        name: "DatabaseLatencyBudgetBurn",
        area: "database",
        summary: "Slow statements use up the month's budget {{ $labels.factor }} times too fast",
        description:
          "More than one statement in a hundred takes over 50 ms, with the wait for a connection. The API's latency follows.",
        consequenceOf: "primary",
      },
      testLabels: "",
    }),
    fast({
      id: "search-latency",
      title: "Search latency",
      histogram: "http_request_duration_seconds",
      labels: 'route="/v1/search"',
      limitMs: 100,
      what: "searches are answered",
      alert: {
        name: "SearchLatencyBudgetBurn",
        area: "search",
        summary: "Slow searches use up the month's budget {{ $labels.factor }} times too fast",
        description: "More than one search in a hundred takes over 100 ms.",
        consequenceOf: "primary",
      },
      testLabels: 'route="/v1/search"',
    }),
    cacheHits,
    inventoryAccuracy,
    orderProcessing,
    replicaFreshness,
  ];
}

/**
 * What is counted for a promised time: a histogram knows only the bounds of its buckets, so it is the longest of these that keeps the promise.
 * One between two bounds is held too strictly, and never too mildly.
 */
export function countedLimitMs(promisedMs: number): number {
  const bounds = LATENCY_BUCKETS.map((seconds) => seconds * MS);
  return bounds.findLast((bound) => bound <= promisedMs) ?? bounds[0]!;
}

function availability(objective: number): Slo {
  const events = (window: string) => `sum(${rate(REQUESTS, window)})`;
  return {
    id: "availability",
    title: "Availability",
    objective,
    good: "requests are answered with anything but 5xx, refusals because of load included among the bad",
    events,
    errors: (window) =>
      orZero(`sum(${rate(`http_request_duration_seconds_count{${API},status="5xx"}`, window)})`, events(window)),
    leastErrors: 5,
    alert: {
      name: "AvailabilityBudgetBurn",
      area: "api",
      summary: "Failed requests use up the month's budget {{ $labels.factor }} times too fast",
      description: "The shop answers 5xx to shoppers, at a rate that breaks the promise of the month if it goes on.",
      consequenceOf: "primary",
    },
    test: (good, bad) => ({
      'http_request_duration_seconds_count{route="/v1/products",status="2xx"}': { perSecond: good },
      'http_request_duration_seconds_count{route="/v1/products",status="5xx"}': { perSecond: bad },
      // Probes and scrapes count for nothing, however many there are.
      'http_request_duration_seconds_count{route="/healthz",status="2xx"}': { perSecond: 1_000 * good },
    }),
  };
}

type Fast = Pick<Slo, "id" | "title" | "alert"> & {
  readonly histogram: string;
  readonly labels: string;
  /** A bound of the histogram's buckets. */
  readonly limitMs: number;
  readonly what: string;
  readonly testLabels: string;
};

/** 99 of 100 within a time. */
function fast({ histogram, labels, limitMs, what, testLabels, ...slo }: Fast): Slo {
  const limit = `le="${limitMs / MS}"`;
  const within = labels === "" ? limit : `${labels},${limit}`;
  const events = (window: string) =>
    `sum(${rate(labels === "" ? `${histogram}_count` : `${histogram}_count{${labels}}`, window)})`;
  return {
    ...slo,
    objective: 0.99,
    good: `${what} within ${limitMs} ms`,
    events,
    errors: (window) => `${events(window)} - sum(${rate(`${histogram}_bucket{${within}}`, window)})`,
    leastErrors: 20,
    test: (good, bad) => ({
      ...observed(histogram, `${testLabels === "" ? "" : `${testLabels},`}part="good"`, good, limitMs / MS / 2),
      ...observed(histogram, `${testLabels === "" ? "" : `${testLabels},`}part="bad"`, bad, (limitMs / MS) * 1.5),
    }),
  };
}

const cacheEvents = (window: string) => `sum(${rate('cache_requests_total{cache="answers"}', window)})`;

const cacheHits: Slo = {
  id: "cache-hits",
  title: "Cache hits",
  objective: 0.9,
  good: "requests for ready answers are answered without asking the database",
  events: cacheEvents,
  errors: (window) =>
    orZero(`sum(${rate(`cache_requests_total{cache="answers",result!~"${SPARED}"}`, window)})`, cacheEvents(window)),
  leastErrors: 100,
  alert: {
    name: "CacheHitBudgetBurn",
    area: "cache",
    summary: "The cache of products misses so often that the month's budget is used up {{ $labels.factor }} times too fast",
    description: "Reads that the cache should answer reach the database.",
  },
  mayBeEmpty: "the topology keeps no cache of products",
  test: (good, bad) => ({
    'cache_requests_total{cache="answers",result="hit"}': { perSecond: good },
    'cache_requests_total{cache="answers",result="miss"}': { perSecond: bad },
  }),
};

const inventoryAccuracy: Slo = {
  id: "inventory-accuracy",
  title: "Inventory accuracy",
  objective: 1,
  good: "stock levels are exactly what their ledger says",
  events: (window) => `sum(${rate("stock_levels_checked_total", window)})`,
  errors: (window) => `sum(${rate("stock_levels_wrong_total", window)})`,
  leastErrors: 0,
  alert: null,
  test: (good, bad) => ({
    stock_levels_checked_total: { perSecond: good + bad },
    stock_levels_wrong_total: { perSecond: bad },
  }),
};

const orderEvents = (window: string) => `sum(${rate("order_processing_seconds_count", window)})`;

const orderProcessing: Slo = {
  id: "order-processing",
  title: "Order processing",
  objective: 0.99,
  good: "orders are settled, paid or declined, within 30 s of being placed",
  events: orderEvents,
  errors: (window) => `${orderEvents(window)} - sum(${rate('order_processing_seconds_bucket{le="30"}', window)})`,
  leastErrors: 5,
  alert: {
    name: "OrderProcessingBudgetBurn",
    area: "orders",
    summary: "Late orders use up the month's budget {{ $labels.factor }} times too fast",
    description: "More than one order in a hundred waits over 30 s for its payment to be known; stock is held for each of them.",
    consequenceOf: "payment-provider",
  },
  mayBeEmpty: "no order was placed",
  test: (good, bad) => ({
    ...observed("order_processing_seconds", 'outcome="paid"', good, 1, [30, 60]),
    ...observed("order_processing_seconds", 'outcome="declined"', bad, 45, [30, 60]),
  }),
};

const replicaFreshness: Slo = {
  id: "replica-freshness",
  title: "Replica freshness",
  objective: 0.99,
  good: "moments of replicas are within their lag tolerance (100, 200 or 300 ms by region)",
  // Not events but states: at each scrape every replica is one.
  events: () => "count(replica_usable)",
  errors: () => "sum(replica_usable == bool 0)",
  leastErrors: 0,
  alert: {
    name: "ReplicaFreshnessBudgetBurn",
    area: "replicas",
    summary: "Replicas lag so much that the month's budget is used up {{ $labels.factor }} times too fast",
    description: "Reads fall back to the primary while a replica is behind; the primary gets the load that it was to be spared.",
    consequenceOf: "primary",
  },
  mayBeEmpty: "the topology has no replica",
  // Of many replicas; what counts are shares.
  test: (good, bad) => {
    const replicas = Array.from({ length: TEST_REPLICAS }, (_, index) => `{replica="r${index}"}`);
    const behind = Math.ceil((TEST_REPLICAS * bad) / (good + bad));
    return Object.fromEntries(replicas.map((labels, index) => [`replica_usable${labels}`, index < behind ? 0 : 1]));
  },
};
