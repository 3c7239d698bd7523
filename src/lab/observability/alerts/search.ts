import { MINUTE } from "../profile.ts";
import { observed, rate, recent } from "../promql.ts";
import type { Alert } from "../types.ts";

export const searchAlerts: readonly Alert[] = [
  {
    name: "SearchSlow",
    severity: "ticket",
    area: "search",
    value: () => "shop:search_latency_seconds:p99",
    is: ">",
    threshold: 0.3,
    unit: "s",
    forSeconds: 2 * MINUTE,
    summary: "One search in a hundred takes longer than 300 ms",
    description: "p99 of searches is {{ $value | humanizeDuration }}; the promise is 100 ms, the alert 300.",
    consequenceOf: "primary",
    mayBeEmpty: "nobody searched",
    fires: observed("http_request_duration_seconds", 'route="/v1/search"', 20, 0.4),
    quiet: [observed("http_request_duration_seconds", 'route="/v1/search"', 20, 0.25)],
  },
  {
    name: "SearchFallback",
    severity: "ticket",
    area: "search",
    value: (p) => `sum by (call) (${rate("search_fallbacks_total", recent(p))})`,
    is: ">",
    threshold: 0,
    unit: "reqps",
    forSeconds: 2 * MINUTE,
    summary: "The database answers {{ $labels.call }} in place of OpenSearch",
    description: "OpenSearch fails or is too slow. Nobody misses anything, but the database does work that it was to be spared.",
    mayBeEmpty: "the shop searches in its database",
    fires: { 'search_fallbacks_total{call="search"}': { perSecond: 1 } },
    quiet: [{ 'search_fallbacks_total{call="search"}': 7 }],
  },
];
