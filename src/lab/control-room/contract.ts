/** What the control room's server tells its page. Only types and plain constants: the page is bundled from them. */

import type { FaultField } from "../faults/fault-kinds.ts";

export type { FaultField };

/** Sent as server-sent events: `history` once at the start, then a `state` each second and whenever a part ends or comes back. */
export type Snapshot = {
  /** Milliseconds since 1970, by the server's clock. */
  readonly atMs: number;
  /** Null: no shop runs on the data folder. */
  readonly shop: ShopInfo | null;
  readonly parts: readonly PartState[];
  readonly edges: readonly Edge[];
  /** The newest point of the curves; null until two samples can be compared. */
  readonly point: Point | null;
  readonly figures: Figures;
  readonly slos: readonly SloState[];
  readonly errors: readonly ErrorKind[];
  readonly marks: readonly Mark[];
  readonly faults: FaultState;
  readonly load: LoadState;
  readonly audit: AuditState;
  /** Null without Prometheus. */
  readonly alerts: readonly FiringAlert[] | null;
};

export type ShopInfo = {
  readonly topology: string;
  /** Number of the level; null for a topology of one's own. */
  readonly level: number | null;
  readonly apiUrls: readonly string[];
  /** Requests per second that the topology is made for; null when its file is not known. */
  readonly targetPerSecond: number | null;
  readonly hasPrometheus: boolean;
};

/**
 * `up`; `silent`: there is a process that does not answer; `starting`: a process that has not answered yet; `down`: none;
 * `stopped`: the system has paused it.
 */
export type PartStatus = "up" | "silent" | "starting" | "down" | "stopped";

/** Where a part stands in the picture. */
export type PartRole = "proxy" | "api" | "worker" | "pooler" | "primary" | "replica" | "provider" | "monitor";

export type PartState = {
  readonly name: string;
  readonly role: PartRole;
  readonly kind: string;
  readonly status: PartStatus;
  readonly pid: number | null;
  /** When it was up for the last time, or since when it is up. */
  readonly sinceMs: number;
  /** How often it was started again since the control room looks. */
  readonly restarts: number;
  /** Requests or statements a second; null where nobody counts. */
  readonly ratePerSecond: number | null;
  readonly meters: readonly Meter[];
  readonly memoryBytes: number | null;
};

/** How near a part is to one of its limits. */
export type Meter = {
  readonly id: "cpu" | "pool" | "queue" | "lag";
  readonly label: string;
  /** 0 to 1, and above when the limit is passed. */
  readonly share: number;
  /** The figure for people: `43 %`, `7 of 10`, `12 ms`. */
  readonly text: string;
};

/** `calls` are asked by `from`; `replication` flows without being asked for. */
export type Edge = {
  /** Name of a part, or `shoppers`. */
  readonly from: string;
  readonly to: string;
  readonly kind: "calls" | "replication";
  /** Null where nobody counts. */
  readonly perSecond: number | null;
  readonly unit: "requests" | "statements" | "reads" | "payments" | "bytes";
  /** Of replication. */
  readonly lagMs?: number;
};

export const SHOPPERS = "shoppers";

/** One moment of all curves. Latencies in milliseconds, null while nothing was asked. */
export type Point = {
  readonly atMs: number;
  readonly requests: number;
  readonly refused: number;
  readonly failed: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly ordersPerMinute: number;
  /** Share of the machine's processors. */
  readonly machine: number | null;
  /** The largest share of one core, by part. */
  readonly cpu: Readonly<Record<string, number>>;
  readonly lagMs: Readonly<Record<string, number>>;
};

export type Figures = {
  readonly orders: {
    readonly perMinute: number;
    /** Since the control room looks, by what they ended as. */
    readonly outcomes: Readonly<Record<string, number>>;
    readonly settledP99Seconds: number | null;
    readonly eventsWaiting: number | null;
    readonly deadLetters: number | null;
  };
  readonly stock: {
    readonly holds: number | null;
    readonly holdsOverdue: number | null;
    readonly levelsChecked: number;
    readonly levelsWrong: number;
  };
  readonly payments: {
    readonly pending: number | null;
    readonly pendingOldestSeconds: number | null;
    readonly refundsPending: number | null;
    readonly callsPerSecond: number;
    readonly callP99Ms: number | null;
    readonly unknown: number;
    readonly circuit: string | null;
  };
  readonly database: {
    readonly statementsPerSecond: number;
    readonly statementP99Ms: number | null;
    readonly commitsPerSecond: number | null;
    readonly active: number | null;
    readonly lockWaits: number | null;
    /** Share of pages found in its memory. */
    readonly hit: number | null;
    readonly walBytesPerSecond: number | null;
  };
  readonly cacheHit: number | null;
};

export type SloState = {
  readonly id: string;
  readonly title: string;
  readonly good: string;
  /** Share of good events that is promised. */
  readonly objective: number;
  readonly events: number;
  readonly bad: number;
  /** 1: all of the budget is there; 0: none; below: more was broken than promised. Null while nothing has happened. */
  readonly budgetLeft: number | null;
  /** How many times too fast the budget was used in the last minute; 1 uses it up exactly. */
  readonly burnRate: number | null;
  readonly sinceMs: number;
};

export type ErrorKind = {
  /** Code of a problem document. */
  readonly code: string;
  /** In the last five minutes. */
  readonly recent: number;
  readonly total: number;
  readonly isFailure: boolean;
};

/** Something on the time axis. */
export type Mark = {
  readonly id: string;
  readonly kind: "fault" | "part" | "load" | "audit";
  readonly text: string;
  readonly fromMs: number;
  /** Null while it lasts; the same as `fromMs` for what is done in an instant. */
  readonly toMs: number | null;
  readonly tone: "bad" | "good" | "neutral";
};

export type FaultState = {
  /** Why no fault can be injected; null when they can. */
  readonly unavailable: string | null;
  readonly kinds: readonly FaultKind[];
  /** Names of what can be met, patterns such as `any api` included. */
  readonly parts: readonly string[];
  readonly active: readonly ActiveFault[];
};

/** What a kind of fault wants to know, as `src/lab/faults/fault-kinds.ts` has it. */
export type FaultKind = {
  readonly kind: string;
  readonly about: string;
  /** Why there can be none of this kind here; null when there can. */
  readonly impossible: string | null;
  readonly fields: readonly FaultField[];
};
export type ActiveFault = {
  readonly id: string;
  readonly what: string;
  readonly sinceMs: number;
  /** When it ends by itself; null: when it is healed. */
  readonly untilMs: number | null;
};

export type LoadState = {
  readonly mixes: readonly Named[];
  readonly profiles: readonly Named[];
  readonly running: LoadRun | null;
  readonly last: LoadResult | null;
};
export type Named = { readonly name: string; readonly about: string };
export type LoadRun = {
  readonly mix: string;
  readonly profile: string;
  readonly ratePerSecond: number;
  readonly seconds: number;
  readonly startedAtMs: number;
  readonly isStopping: boolean;
};
export type LoadResult = {
  readonly run: LoadRun;
  readonly endedAtMs: number;
  /** `failed`: it did not come to a result; `message` says why. */
  readonly verdict: "passed" | "missed" | "void" | "failed";
  readonly message: string | null;
  readonly objectives: readonly { readonly text: string; readonly measured: string; readonly met: boolean }[];
  /** What saturated first, in a sentence. */
  readonly saturation: string | null;
  /** Path of the report's page on this server. */
  readonly reportPath: string | null;
};

export type AuditState = {
  readonly running: { readonly startedAtMs: number } | null;
  readonly last: AuditResult | null;
};
export type AuditResult = {
  readonly endedAtMs: number;
  readonly verdict: "green" | "red" | "failed";
  readonly message: string | null;
  readonly checks: readonly {
    readonly id: string;
    readonly holds: string;
    readonly verdict: "green" | "red" | "skipped";
    readonly note: string | null;
    readonly violations: number;
  }[];
  readonly counts: Readonly<Record<string, number>>;
  /** Whether what clients saw in the last load was compared, too. */
  readonly withHistory: boolean;
};

export type FiringAlert = {
  readonly name: string;
  readonly severity: string;
  readonly summary: string;
  readonly sinceMs: number;
};

export type History = { readonly points: readonly Point[] };

/** One page of the dashboards, without its figures. */
export type PanelBoard = {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly rows: readonly { readonly title: string; readonly panels: readonly PanelInfo[] }[];
};
export type PanelUnit = "s" | "percentunit" | "short" | "bytes" | "reqps" | "ops";
export type PanelInfo = {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly kind: "lines" | "number" | "bars";
  readonly unit: PanelUnit;
  readonly warn: number | null;
  readonly alarm: number | null;
  /** Little is bad. */
  readonly below: boolean;
  readonly width: number;
};
export type PanelBoards = {
  /** Why there are no figures, and how to get them; null when there are. */
  readonly missing: string | null;
  readonly boards: readonly PanelBoard[];
};
export type PanelData = {
  readonly series: readonly { readonly legend: string; readonly points: readonly (readonly [atMs: number, value: number])[] }[];
  /** Why there is no series, where a healthy shop may have none. */
  readonly empty: string | null;
};

/** Minutes that panels and curves may look back. */
export const PANEL_MINUTES = [5, 15, 60] as const;

export type LessonPage = { readonly path: string; readonly text: string; readonly pages: readonly string[] };

export type LoadRequest = {
  readonly mix: string;
  readonly profile: string;
  readonly ratePerSecond: number;
  readonly seconds: number;
};
