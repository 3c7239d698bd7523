import type { Profile } from "./profile.ts";

/** A PromQL expression, which may depend on how long the windows are. */
export type Expression = (profile: Profile) => string;

/**
 * `page`: somebody gets up. `ticket`: somebody looks in the morning. `scale`: a machine acts, by adding or taking processes.
 * `heartbeat`: always there, so that its absence is seen.
 */
export type Severity = "page" | "ticket" | "scale" | "heartbeat";

/** The part of the system that an alert is about; what is asked for first when a night begins. */
export type Area =
  | "api"
  | "database"
  | "replicas"
  | "cache"
  | "search"
  | "orders"
  | "workers"
  | "host"
  | "monitoring"
  | "scaling";

export type RecordingRule = {
  /** `level:metric:operation`, as Prometheus recommends. */
  readonly record: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly expr: Expression;
  /** Why a healthy shop may have no such series; undefined: it always has. */
  readonly mayBeEmpty?: string;
};

/** How a series of a rule's test goes on: stays at a number, or grows by so much a second. */
export type TestValue = number | { readonly perSecond: number };
/** A test's series by their names with labels, as PromQL writes them. */
export type TestSeries = Readonly<Record<string, TestValue>>;

export type Alert = {
  readonly name: string;
  readonly severity: Severity;
  readonly area: Area;
  /** What is watched; a series of it becomes an alert when it is beyond the threshold. */
  readonly value: Expression;
  readonly is: ">" | ">=" | "<" | "==";
  readonly threshold: number;
  /** Of the threshold and the value, for people. */
  readonly unit: Unit;
  /** What must hold besides, such as enough traffic for a share to mean anything. */
  readonly and?: Expression;
  /** How long it must hold, in production. */
  readonly forSeconds: number;
  /** Never shorter than this, however short the profile's windows are. */
  readonly forLeastSeconds?: number;
  /** One line; `{{ $labels.part }}` and the like are filled in. */
  readonly summary: string;
  /** What it means for the shop and its customers. */
  readonly description: string;
  /** The cause whose alert makes this one superfluous. */
  readonly consequenceOf?: Cause;
  /** Why the value may be without a series in a healthy shop. */
  readonly mayBeEmpty?: string;
  /** What is tested: series with which it fires, and near misses with which it does not. */
  readonly fires: TestSeries;
  readonly quiet: readonly TestSeries[];
};

/** While one of these is known to be gone, what follows from it wakes nobody. */
export type Cause = "primary" | "payment-provider" | "processes";

export type Unit = "s" | "percentunit" | "short" | "bytes" | "reqps" | "ops";

/** A service level objective over events of which some are bad. */
export type Slo = {
  /** Value of the label `slo`. */
  readonly id: string;
  readonly title: string;
  /** The share of good events that is promised; 1 leaves no budget. */
  readonly objective: number;
  /** What a good event is. */
  readonly good: string;
  /** Events a second, and bad ones a second, over the window; both with one series, or none while nothing happens. */
  readonly events: (window: string) => string;
  readonly errors: (window: string) => string;
  /** Fewer bad events than this in the long window wake nobody: one failed request of ten is no outage. */
  readonly leastErrors: number;
  /** Null where there is no budget to burn: the first bad event is an alert of its own kind. */
  readonly alert: {
    readonly name: string;
    readonly area: Area;
    readonly summary: string;
    readonly description: string;
    readonly consequenceOf?: Cause;
  } | null;
  readonly mayBeEmpty?: string;
  /** Series for rule tests: so many good and bad events a second. */
  readonly test: (goodPerSecond: number, badPerSecond: number) => TestSeries;
};
