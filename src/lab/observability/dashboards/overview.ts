import { BASE_SECONDS, errorRatio } from "../burn-rate.ts";
import { API, quantile, rate, recent, shortly } from "../promql.ts";
import { bars, type Dashboard, lines, number, query } from "./dashboard.ts";

const NO_PROBES = "there is no blackbox exporter";

/** The four golden signals, the promises, and what fires: the page to open first when the phone rings. */
export const overview: Dashboard = {
  id: "tenfold-overview",
  title: "Tenfold: overview",
  about: "Is the shop well, for whom not, and since when. Everything else is one click away.",
  rows: [
    {
      title: "Now",
      panels: [
        number(
          "Firing",
          "short",
          "Alerts that fire, without the heartbeat.",
          [query('count(ALERTS{alertstate="firing",severity!="heartbeat"}) or vector(0)', "alerts")],
          { warn: 1, alarm: 3 },
        ),
        number("Requests", "reqps", "A second, without probes.", [query("shop:http_requests:rate", "requests")]),
        number(
          "Errors",
          "percentunit",
          "5xx of all requests. Promised: 99.99 % good.",
          [query("shop:http_errors:ratio", "5xx")],
          { warn: 0.0001, alarm: 0.01 },
        ),
        number("p99", "s", "Promised 200 ms, alert 500 ms.", [query("shop:http_latency_seconds:p99", "p99")], {
          warn: 0.2,
          alarm: 0.5,
        }),
        number("Orders a minute", "short", "Checkouts that were paid.", [
          query((p) => `60 * sum(${rate('checkouts_total{outcome="paid"}', recent(p))})`, "paid", "nobody checked out"),
        ]),
        number("Processes up", "short", "Of the shop.", [query('sum(up{job="shop"})', "up")]),
      ],
    },
    {
      title: "Promises",
      panels: [
        bars(
          "Error budget that is left",
          "percentunit",
          "Of thirty days. Below 0 more was broken than promised.",
          [query("slo:error_budget_remaining:ratio", "{{slo}}")],
          { warn: 0.25, alarm: 0, below: true, width: 12 },
        ),
        lines(
          "Burn rate, last five minutes",
          "short",
          "1 uses the budget up in exactly thirty days; 14.4 over an hour wakes somebody.",
          [query((p) => `${errorRatio(p, BASE_SECONDS)} / on (slo) group_left () (1 - (slo:objective:ratio < 1))`, "{{slo}}")],
          { warn: 6, alarm: 14.4, width: 12 },
        ),
      ],
    },
    {
      title: "Golden signals",
      panels: [
        lines("Traffic by route", "reqps", "The ten routes asked most.", [
          query(
            (p) => `topk(10, sum by (route) (${rate(`http_request_duration_seconds_count{${API}}`, recent(p))}))`,
            "{{route}}",
          ),
        ]),
        lines(
          "Latency",
          "s",
          "From arrival to the end of the answer.",
          [
            query("shop:http_latency_seconds:p50", "p50"),
            query("shop:http_latency_seconds:p95", "p95"),
            query("shop:http_latency_seconds:p99", "p99"),
          ],
          { warn: 0.2, alarm: 0.5 },
        ),
        lines("Errors by kind", "reqps", "Problems answered, by their code; overloaded is a refusal because of load.", [
          query(
            (p) => `topk(8, sum by (code) (${rate("http_problems_total", recent(p))}))`,
            "{{code}}",
            "no problem was answered",
          ),
        ]),
        lines(
          "Saturation",
          "percentunit",
          "Busiest process, fullest pool, nearest to its limit of requests. Whatever is at 1 is what breaks first.",
          [
            query("max(part:cpu:ratio)", "processor"),
            query("max(part:db_pool:ratio)", "connections"),
            query("max(part:heap:ratio)", "heap"),
            query("max(http_requests_in_flight / http_requests_in_flight_limit)", "requests in flight"),
          ],
          { warn: 0.7, alarm: 0.9 },
        ),
        lines(
          "Slowest routes, p95",
          "s",
          "Where the time goes.",
          [query((p) => `topk(6, ${quantile(0.95, "http_request_duration_seconds", API, recent(p), ["route"])})`, "{{route}}")],
          { warn: 0.2, alarm: 0.5 },
        ),
        lines(
          "From outside",
          "s",
          "What the probes took; a gap is a failure.",
          [query('probe_duration_seconds{job="probe"} and on (probe) probe_success == 1', "{{probe}}", NO_PROBES)],
          { warn: 0.2, alarm: 0.5 },
        ),
      ],
    },
    {
      title: "Processes",
      panels: [
        lines(
          "Processor",
          "percentunit",
          "Of one core each. 70 % for five minutes asks for more processes.",
          [query("part:cpu:ratio", "{{part}}")],
          { warn: 0.7, alarm: 0.9 },
        ),
        lines(
          "Event loop, p99 lag",
          "s",
          "How long everything in the process waits for its turn.",
          [query('nodejs_eventloop_lag_p99_seconds{job="shop"}', "{{part}}")],
          { warn: 0.1, alarm: 0.25 },
        ),
        lines("Heap", "bytes", "Beyond its limit a process ends.", [
          query('nodejs_heap_size_used_bytes{job="shop"}', "{{part}}"),
        ]),
        lines(
          "Garbage collection",
          "percentunit",
          "Part of the time.",
          [query((p) => `sum by (part) (${rate("nodejs_gc_duration_seconds_sum", recent(p))})`, "{{part}}")],
          { warn: 0.1 },
        ),
        lines(
          "Refused because of load",
          "reqps",
          "Answered 503 at once.",
          [
            query(
              (p) => `sum by (part, reason) (${rate("http_requests_shed_total", shortly(p))})`,
              "{{part}} {{reason}}",
              "nothing was ever refused",
            ),
          ],
          { alarm: 0 },
        ),
        lines("Age", "s", "A line that falls to zero is a restart.", [
          query('time() - process_start_time_seconds{job="shop"}', "{{part}}"),
        ]),
      ],
    },
  ],
};
