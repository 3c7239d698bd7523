import { quantile, rate, recent } from "../promql.ts";
import { type Dashboard, lines, number, query } from "./dashboard.ts";

const NO_TRAFFIC = "nobody asked for it yet";
const NO_CACHE = "the topology keeps no cache of products";

export const search: Dashboard = {
  id: "tenfold-search",
  title: "Tenfold: search",
  about: "How fast, and whether people find what they look for.",
  rows: [
    {
      title: "Search",
      panels: [
        number("p99", "s", "Promised 100 ms, alert 300 ms.", [query("shop:search_latency_seconds:p99", "p99", NO_TRAFFIC)], {
          warn: 0.1,
          alarm: 0.3,
        }),
        number(
          "Finds nothing",
          "percentunit",
          "Of the first pages of searches with words. When it grows, add synonyms.",
          [
            query(
              (p) =>
                `(sum(${rate('searches_total{outcome="nothing"}', recent(p))}) or vector(0)) / (sum(${rate("searches_total", recent(p))}) > 0)`,
              "nothing",
              NO_TRAFFIC,
            ),
          ],
          { warn: 0.2 },
        ),
        lines("Searches", "reqps", "And completions.", [
          query(
            (p) => `sum by (route) (${rate('http_request_duration_seconds_count{route=~"/v1/search.*"}', recent(p))})`,
            "{{route}}",
            NO_TRAFFIC,
          ),
        ]),
        lines(
          "Latency",
          "s",
          "Of searches.",
          [0.5, 0.95, 0.99].map((q) =>
            query(
              (p) => quantile(q, "http_request_duration_seconds", 'route="/v1/search"', recent(p)),
              `p${q * 100}`,
              NO_TRAFFIC,
            ),
          ),
          { warn: 0.1, alarm: 0.3 },
        ),
        lines("What they found", "ops", "corrected: for other words than were typed.", [
          query((p) => `sum by (outcome) (${rate("searches_total", recent(p))})`, "{{outcome}}", NO_TRAFFIC),
        ]),
        lines(
          "Slowest statements of search",
          "s",
          "Mean, by name.",
          [query('topk(6, shop:db_statement_seconds:mean{statement=~"search.*"})', "{{statement}}", NO_TRAFFIC)],
          { warn: 0.05, alarm: 0.1 },
        ),
        lines(
          "Behind",
          "s",
          "How old the oldest change is that is not in the index yet.",
          [query('max by (consumer) (event_consumer_lag_seconds{consumer=~"search.*"})', "{{consumer}}")],
          { warn: 5, alarm: 60 },
        ),
        lines("Answered by the database instead", "reqps", "While OpenSearch does not answer.", [
          query(
            (p) => `sum by (call) (${rate("search_fallbacks_total", recent(p))})`,
            "{{call}}",
            "the shop searches in its database",
          ),
        ]),
      ],
    },
  ],
};

export const cache: Dashboard = {
  id: "tenfold-cache",
  title: "Tenfold: cache",
  about: "What the caches spare the database, and how true they are.",
  rows: [
    {
      title: "Ready answers",
      panels: [
        lines("Hit rate", "percentunit", "Promised 90 %, alert 80 %.", [query("shop:cache_hits:ratio", "{{cache}}", NO_CACHE)], {
          warn: 0.9,
          alarm: 0.8,
          below: true,
        }),
        lines(
          "Requests by result",
          "reqps",
          "joined: waited for the one that loads; stale: the answer from before while it is renewed.",
          [query((p) => `sum by (cache, result) (${rate("cache_requests_total", recent(p))})`, "{{cache}} {{result}}", NO_CACHE)],
        ),
        lines(
          "Staleness",
          "s",
          "How old the latest change was when the process learnt of it.",
          [query("max by (cache, part) (cache_staleness_seconds)", "{{part}} {{cache}}", NO_CACHE)],
          { warn: 1 },
        ),
        lines("Memory", "bytes", "Of what it may take.", [
          query("sum by (part, cache) (cache_bytes)", "{{part}} {{cache}}", NO_CACHE),
        ]),
        lines("Pushed out", "ops", "For want of room: the cache is too small for what is read.", [
          query((p) => `sum by (cache) (${rate("cache_evictions_total", recent(p))})`, "{{cache}}", NO_CACHE),
        ]),
        lines("Made wrong by a change", "ops", "And thrown away.", [
          query((p) => `sum by (cache) (${rate("cache_invalidations_total", recent(p))})`, "{{cache}}", NO_CACHE),
        ]),
      ],
    },
    {
      title: "What processes remember",
      panels: [
        lines("Hit rate", "percentunit", "Of offers, tokens and the like; every hit is checked.", [
          query(
            (p) =>
              `sum by (cache) (${rate("cache_hits_total", recent(p))}) / (sum by (cache) (${rate("cache_hits_total", recent(p))}) + sum by (cache) (${rate("cache_misses_total", recent(p))}) > 0)`,
            "{{cache}}",
          ),
        ]),
        lines("Entries", "short", "Each process has its own.", [query("sum by (cache) (cache_entries)", "{{cache}}")]),
      ],
    },
  ],
};

export const workers: Dashboard = {
  id: "tenfold-workers",
  title: "Tenfold: workers and outbox",
  about: "What happens behind the API: events, jobs, and the loops that finish what was begun.",
  rows: [
    {
      title: "Events",
      panels: [
        lines(
          "Waiting in the outbox",
          "short",
          "More than 1,000 for a minute wakes somebody.",
          [query("max(events_waiting)", "events")],
          { warn: 500, alarm: 1_000 },
        ),
        lines("Relayed", "ops", "By type, a second.", [
          query(
            (p) => `topk(8, sum by (type) (${rate("events_relayed_total", recent(p))}))`,
            "{{type}}",
            "nothing has happened yet",
          ),
        ]),
        lines(
          "Consumers behind",
          "s",
          "Age of the oldest event that is not handled.",
          [query("max by (consumer) (event_consumer_lag_seconds)", "{{consumer}}")],
          { warn: 10, alarm: 60 },
        ),
        lines("Events behind", "short", "How many.", [query("max by (consumer) (event_consumer_lag_events)", "{{consumer}}")]),
        lines(
          "Dead letters",
          "short",
          "Given up; they wait for a person.",
          [query("max by (consumer) (event_dead_letters)", "{{consumer}}")],
          { alarm: 1 },
        ),
      ],
    },
    {
      title: "Jobs and loops",
      panels: [
        lines("Jobs waiting", "short", "In failed-jobs those that were given up.", [
          query("max by (queue) (job_queue_waiting)", "{{queue}}"),
        ]),
        lines("Jobs under way", "short", "By queue.", [query("max by (queue) (job_queue_active)", "{{queue}}")]),
        lines("Turns of loops", "ops", "By outcome; failed should be nothing.", [
          query((p) => `sum by (loop, outcome) (${rate("worker_turns_total", recent(p))})`, "{{loop}} {{outcome}}"),
        ]),
      ],
    },
  ],
};
