import { MINUTE } from "../profile.ts";
import { rate, recent, shortly } from "../promql.ts";
import type { Alert } from "../types.ts";

export const cacheAlerts: readonly Alert[] = [
  {
    name: "CacheHitRateLow",
    severity: "ticket",
    area: "cache",
    value: () => "shop:cache_hits:ratio",
    is: "<",
    threshold: 0.8,
    unit: "percentunit",
    and: (p) => `sum by (cache) (${rate("cache_requests_total", recent(p))}) > 5`,
    forSeconds: 5 * MINUTE,
    summary: "The cache {{ $labels.cache }} answers only {{ $value | humanizePercentage }} of what it is asked",
    description: "The promise is 90 %, the alert 80 %. The database does what the cache should.",
    mayBeEmpty: "the topology keeps no cache of products",
    fires: {
      'cache_requests_total{cache="answers",result="hit"}': { perSecond: 50 },
      'cache_requests_total{cache="answers",result="miss"}': { perSecond: 50 },
    },
    quiet: [
      {
        'cache_requests_total{cache="answers",result="hit"}': { perSecond: 85 },
        'cache_requests_total{cache="answers",result="miss"}': { perSecond: 15 },
      },
      {
        'cache_requests_total{cache="answers",result="hit"}': { perSecond: 0.1 },
        'cache_requests_total{cache="answers",result="miss"}': { perSecond: 1 },
      },
    ],
  },
  {
    name: "CacheStampede",
    severity: "page",
    area: "cache",
    value: (p) => `sum by (cache) (${rate('cache_requests_total{result="miss"}', shortly(p))})`,
    is: ">",
    threshold: 50,
    unit: "reqps",
    and: () => "shop:cache_hits:ratio < 0.5",
    forSeconds: 30,
    summary: "{{ $value | humanize }} reads a second go past the cache {{ $labels.cache }}",
    description: "The cache was emptied or every entry expired at once, and all the readers meet at the database.",
    mayBeEmpty: "the topology keeps no cache of products",
    fires: {
      'cache_requests_total{cache="answers",result="hit"}': { perSecond: 50 },
      'cache_requests_total{cache="answers",result="miss"}': { perSecond: 200 },
    },
    quiet: [
      {
        'cache_requests_total{cache="answers",result="hit"}': { perSecond: 900 },
        'cache_requests_total{cache="answers",result="miss"}': { perSecond: 90 },
      },
    ],
  },
];
