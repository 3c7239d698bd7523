import type { RunningPart } from "../supervisor/part.ts";
import { type Edge, type Meter, type PartRole, type PartState, SHOPPERS } from "./contract.ts";
import { counted, type Growth, isShoppers, labelOf, type Sample } from "./growth.ts";
import type { Watched } from "./part-watch.ts";

const ROLES: Readonly<Partial<Record<RunningPart["kind"], PartRole>>> = {
  nginx: "proxy",
  api: "api",
  all: "api",
  worker: "worker",
  pgbouncer: "pooler",
  "postgres-primary": "primary",
  "postgres-replica": "replica",
  sandbox: "provider",
};

export const roleOf = (kind: RunningPart["kind"]): PartRole => ROLES[kind] ?? "monitor";

/** What was measured of a part besides its own figures. */
export type Use = { readonly cpuCores: number; readonly memoryBytes: number };
export type DatabaseReadings = {
  readonly active: number | null;
  readonly lockWaits: number | null;
  readonly walBytesPerSecond: number | null;
};

export type PictureInput = {
  readonly watched: readonly Watched[];
  readonly growths: readonly Growth[];
  readonly uses: ReadonlyMap<string, Use>;
  readonly cores: number;
  readonly database: DatabaseReadings;
};

/** Half of the latency that is promised; where the processes begin to refuse, see `limits.targetQueueMs`. */
const QUEUE_LIMIT_MS = 100;
/** Where another worker would be started. */
const EVENTS_LIMIT = 1_000;
/** Sessions that wait for a lock of another; one or two at a time are everyday life. */
const LOCK_LIMIT = 4;
const MS = 1_000;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

const gauge = ({ gauges }: Growth, name: string, which: (labels: string) => boolean = () => true): number | null => {
  const found = gauges.filter((sample) => sample.name === name && which(sample.labels));
  return found.length === 0 ? null : found.reduce((sum, { value }) => sum + value, 0);
};

export function partStates(input: PictureInput): readonly PartState[] {
  const lags = replicaLags(input.growths);
  return input.watched.map(({ part, status, sinceMs, restarts }) => {
    const growth = input.growths.find(({ process }) => process === part.name);
    const use = input.uses.get(part.name);
    const role = roleOf(part.kind);
    return {
      name: part.name,
      role,
      kind: part.kind,
      status,
      pid: part.pid,
      sinceMs,
      restarts,
      ratePerSecond: rateOf(role, growth, input.growths),
      meters: status === "down" ? [] : metersOf(part.name, role, use, growth, input, lags),
      memoryBytes: use?.memoryBytes ?? null,
    };
  });
}

function rateOf(role: PartRole, growth: Growth | undefined, growths: readonly Growth[]): number | null {
  switch (role) {
    case "api":
    case "worker": {
      const name = role === "api" ? "http_request_duration_seconds_count" : "db_statements_total";
      return growth === undefined ? null : ratesOf(growth, name, role === "api" ? isShoppers : undefined);
    }
    case "proxy":
      return sumOf(growths, "http_request_duration_seconds_count", isShoppers);
    case "pooler":
    case "primary":
      return sumOf(growths, "db_statements_total");
    case "provider":
      return sumOf(growths, "payment_provider_call_duration_seconds_count");
    default:
      return null;
  }
}

const ratesOf = (growth: Growth, name: string, which?: (labels: string) => boolean): number =>
  counted([growth], name, which) / growth.seconds;

function sumOf(growths: readonly Growth[], name: string, which?: (labels: string) => boolean): number | null {
  return growths.length === 0 ? null : growths.reduce((sum, growth) => sum + ratesOf(growth, name, which), 0);
}

function metersOf(
  name: string,
  role: PartRole,
  use: Use | undefined,
  growth: Growth | undefined,
  { cores, database }: PictureInput,
  lags: ReadonlyMap<string, Lag>,
): readonly Meter[] {
  // What has one thread can use one core, the others all of the machine's.
  const most = role === "primary" || role === "replica" || role === "proxy" ? cores : 1;
  const meters: Meter[] = [];
  if (use !== undefined) {
    const share = use.cpuCores / most;
    meters.push({ id: "cpu", label: "CPU", share, text: percent(share) });
  }
  if (growth !== undefined) meters.push(...processMeters(role, growth));
  if (role === "primary" && database.lockWaits !== null) {
    const { lockWaits } = database;
    meters.push({ id: "queue", label: "Lock waits", share: lockWaits / LOCK_LIMIT, text: String(lockWaits) });
  }
  const lag = lags.get(name);
  if (lag !== undefined)
    meters.push({ id: "lag", label: "Lag", share: lag.ms / lag.toleranceMs, text: `${Math.round(lag.ms)} ms` });
  return meters;
}

function processMeters(role: PartRole, growth: Growth): Meter[] {
  const meters: Meter[] = [];
  const max = gauge(growth, "db_pool_max_connections");
  if (max !== null && max > 0) {
    const busy = gauge(growth, "db_pool_connections", (labels) => labelOf(labels, "state") === "busy") ?? 0;
    const waiting = gauge(growth, "db_pool_waiting") ?? 0;
    const text = waiting > 0 ? `${busy} of ${max}, ${waiting} wait` : `${busy} of ${max}`;
    meters.push({ id: "pool", label: "Pool", share: (busy + waiting) / max, text });
  }
  const delay = gauge(growth, "http_queue_delay_seconds");
  if (role === "api" && delay !== null) {
    meters.push({ id: "queue", label: "Queue", share: (delay * MS) / QUEUE_LIMIT_MS, text: `${Math.round(delay * MS)} ms` });
  }
  const events = gauge(growth, "events_waiting");
  if (role === "worker" && events !== null) {
    meters.push({ id: "queue", label: "Events", share: events / EVENTS_LIMIT, text: String(events) });
  }
  return meters;
}

type Lag = { readonly ms: number; readonly toleranceMs: number };

/** As the process that sees it furthest behind measured it. */
export function replicaLags(growths: readonly Growth[]): ReadonlyMap<string, Lag> {
  const samples = (name: string): readonly Sample[] =>
    growths.flatMap(({ gauges }) => gauges.filter((each) => each.name === name));
  const tolerances = new Map(
    samples("replica_lag_tolerance_seconds").map(({ labels, value }) => [labelOf(labels, "replica")!, value * MS]),
  );
  const lags = new Map<string, Lag>();
  for (const { labels, value } of samples("replica_lag_seconds")) {
    const replica = labelOf(labels, "replica")!;
    const ms = Math.max(value * MS, lags.get(replica)?.ms ?? 0);
    lags.set(replica, { ms, toleranceMs: tolerances.get(replica) ?? QUEUE_LIMIT_MS });
  }
  return lags;
}

/** Who asks whom, and how often. */
export function edgesOf({ watched, growths, database }: PictureInput): readonly Edge[] {
  const byRole = (role: PartRole) => watched.filter(({ part }) => roleOf(part.kind) === role).map(({ part }) => part.name);
  const growthOf = (name: string) => growths.find(({ process }) => process === name);
  const rate = (name: string, counter: string, which?: (labels: string) => boolean) => {
    const growth = growthOf(name);
    return growth === undefined ? null : ratesOf(growth, counter, which);
  };
  const edges: Edge[] = [];
  const [proxy] = byRole("proxy");
  const [pooler] = byRole("pooler");
  const [primary] = byRole("primary");
  const [provider] = byRole("provider");
  const requests = (name: string) => rate(name, "http_request_duration_seconds_count", isShoppers);

  if (proxy !== undefined) {
    const perSecond = sumOf(growths, "http_request_duration_seconds_count", isShoppers);
    edges.push({ from: SHOPPERS, to: proxy, kind: "calls", perSecond, unit: "requests" });
  }
  for (const api of byRole("api")) {
    edges.push({ from: proxy ?? SHOPPERS, to: api, kind: "calls", perSecond: requests(api), unit: "requests" });
  }
  for (const name of [...byRole("api"), ...byRole("worker")]) {
    const to = pooler ?? primary;
    if (to !== undefined)
      edges.push({ from: name, to, kind: "calls", perSecond: rate(name, "db_statements_total"), unit: "statements" });
    for (const replica of byRole("replica")) {
      const perSecond = rate(name, "replica_reads_total", (labels) => labelOf(labels, "replica") === replica);
      if (perSecond !== null && perSecond > 0) edges.push({ from: name, to: replica, kind: "calls", perSecond, unit: "reads" });
    }
    if (provider === undefined) continue;
    const perSecond = rate(name, "payment_provider_call_duration_seconds_count");
    edges.push({ from: name, to: provider, kind: "calls", perSecond, unit: "payments" });
  }
  if (primary === undefined) return edges;
  if (pooler !== undefined) {
    edges.push({
      from: pooler,
      to: primary,
      kind: "calls",
      perSecond: sumOf(growths, "db_statements_total"),
      unit: "statements",
    });
  }
  const lags = replicaLags(growths);
  for (const replica of byRole("replica")) {
    const lag = lags.get(replica);
    const perSecond = database.walBytesPerSecond;
    const edge = { from: primary, to: replica, kind: "replication", perSecond, unit: "bytes" } as const;
    edges.push(lag === undefined ? edge : { ...edge, lagMs: lag.ms });
  }
  return edges;
}
