import { MINUTE } from "../profile.ts";
import { observed } from "../promql.ts";
import type { Alert } from "../types.ts";

/**
 * What an autoscaler acts on. Up: at once, up to 100 % more processes every 15 s. Down: 10 % a minute, after five quiet minutes; a process
 * too many costs little, one too few costs orders.
 */
export const scalingAlerts: readonly Alert[] = [
  {
    name: "ScaleOutCpu",
    severity: "scale",
    area: "scaling",
    value: () => 'avg by (role) (part:cpu:ratio{role=~"api|all"})',
    is: ">",
    threshold: 0.7,
    unit: "percentunit",
    forSeconds: 5 * MINUTE,
    summary: "API processes use {{ $value | humanizePercentage }} of a processor each",
    description: "More processes are needed: up to twice as many, then look again after 15 s.",
    fires: { 'process_cpu_seconds_total{job="shop",part="api 1",role="api"}': { perSecond: 0.9 } },
    quiet: [
      { 'process_cpu_seconds_total{job="shop",part="api 1",role="api"}': { perSecond: 0.5 } },
      { 'process_cpu_seconds_total{job="shop",part="worker",role="worker"}': { perSecond: 0.9 } },
    ],
  },
  {
    name: "ScaleOutMemory",
    severity: "scale",
    area: "scaling",
    value: () => "max by (part) (part:heap:ratio)",
    is: ">",
    threshold: 0.8,
    unit: "percentunit",
    forSeconds: 3 * MINUTE,
    summary: "{{ $labels.part }} uses {{ $value | humanizePercentage }} of its heap",
    description:
      "Beyond its heap's limit a process ends. More processes share the load; when it grows without load, it is a leak.",
    fires: {
      'nodejs_heap_size_used_bytes{job="shop",part="api 1"}': 900,
      'nodejs_heap_size_limit_bytes{job="shop",part="api 1"}': 1_000,
    },
    quiet: [
      {
        'nodejs_heap_size_used_bytes{job="shop",part="api 1"}': 500,
        'nodejs_heap_size_limit_bytes{job="shop",part="api 1"}': 1_000,
      },
    ],
  },
  {
    name: "ScaleOutLatency",
    severity: "scale",
    area: "scaling",
    value: () => "shop:http_latency_seconds:p95",
    is: ">",
    threshold: 0.5,
    unit: "s",
    forSeconds: 2 * MINUTE,
    summary: "One request in twenty takes longer than 500 ms",
    description: "More processes help when processors are busy; look at the database first when they are not.",
    consequenceOf: "primary",
    fires: observed("http_request_duration_seconds", 'route="/v1/products"', 20, 0.8),
    quiet: [observed("http_request_duration_seconds", 'route="/v1/products"', 20, 0.25)],
  },
  {
    name: "ScaleOutQueue",
    severity: "scale",
    area: "scaling",
    value: () => "shop:queue:items",
    is: ">",
    threshold: 1_000,
    unit: "short",
    forSeconds: MINUTE,
    summary: "{{ $value | humanize }} things wait to be done",
    description: "More workers are needed: events and jobs are shared between them.",
    consequenceOf: "primary",
    fires: { events_waiting: 3_000 },
    quiet: [{ events_waiting: 900 }],
  },
  {
    name: "ScaleOutErrors",
    severity: "scale",
    area: "scaling",
    value: () => "shop:http_errors:ratio",
    is: ">",
    threshold: 0.01,
    unit: "percentunit",
    forSeconds: 2 * MINUTE,
    summary: "{{ $value | humanizePercentage }} of requests fail",
    description:
      "When they are refusals because of load (http_requests_shed_total), more processes are needed; otherwise they make it worse.",
    consequenceOf: "primary",
    fires: {
      'http_request_duration_seconds_count{route="/v1/products",status="2xx"}': { perSecond: 50 },
      'http_request_duration_seconds_count{route="/v1/products",status="5xx"}': { perSecond: 2 },
    },
    quiet: [
      {
        'http_request_duration_seconds_count{route="/v1/products",status="2xx"}': { perSecond: 50 },
        'http_request_duration_seconds_count{route="/v1/products",status="4xx"}': { perSecond: 9 },
      },
    ],
  },
  {
    name: "ScaleInCpu",
    severity: "scale",
    area: "scaling",
    value: () => 'avg by (role) (part:cpu:ratio{role=~"api|all"})',
    is: "<",
    threshold: 0.3,
    unit: "percentunit",
    and: () => 'count by (role) (part:cpu:ratio{role=~"api|all"}) > 1',
    forSeconds: 5 * MINUTE,
    summary: "API processes have little to do",
    description: "One in ten may end each minute, as long as two are left.",
    fires: {
      'process_cpu_seconds_total{job="shop",part="api 1",role="api"}': { perSecond: 0.1 },
      'process_cpu_seconds_total{job="shop",part="api 2",role="api"}': { perSecond: 0.1 },
    },
    quiet: [
      { 'process_cpu_seconds_total{job="shop",part="api 1",role="api"}': { perSecond: 0.1 } },
      {
        'process_cpu_seconds_total{job="shop",part="api 1",role="api"}': { perSecond: 0.5 },
        'process_cpu_seconds_total{job="shop",part="api 2",role="api"}': { perSecond: 0.5 },
      },
    ],
  },
];
