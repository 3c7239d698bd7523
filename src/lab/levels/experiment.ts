import type pg from "pg";
import type { Topology } from "../../platform/topology/schema.ts";
import type { AuditReport } from "../audit/audit.ts";
import type { ChartOptions, Colour } from "../report/charts.ts";
import type { RunningPart } from "../supervisor/part.ts";
import type { Program } from "../supervisor/programs.ts";
import type { Machine, RunResult } from "../workload/open-loop/result.ts";

/** Levels that can be run. */
export type LevelNumber = 1 | 2 | 3;

/**
 * One question about how a shop grows, and the way to have it answered by measuring: the same thing before and after a change.
 * Each is a file `src/lab/levels/<level>/<name>.ts` that exports one, and is listed in `catalogue.ts`.
 */
export type Experiment = {
  /** For the command line: small letters, digits and hyphens, unique within its level. */
  readonly name: string;
  readonly level: LevelNumber;
  readonly title: string;
  /** What is asked, as a sentence that ends with a question mark. */
  readonly question: string;
  /** Programs without which it cannot run; it is then skipped, with the command that installs what is missing. */
  readonly needs: readonly Program[];
  /** Seconds that it takes on two cores with the default length of loads, data not counted. Said beforehand. */
  readonly takesSeconds: number;
  /** Measures. Whatever it started and did not stop is stopped for it, also when it throws. */
  run(context: ExperimentContext): Promise<ExperimentOutcome>;
};

export type ExperimentOutcome = {
  readonly before: Side;
  readonly after: Side;
  /** Further sides, shown after the two: a pool that is too large, a third setting. */
  readonly others?: readonly Side[];
  /** A sentence or two, made of the values that were measured and not of those that were hoped for. */
  readonly conclusion: string;
  /** Whether the effect showed that the experiment is there to show. Counters and shares decide, not absolute times. */
  readonly held: boolean;
  /** What to see on its page beside the table of figures; without any, its page draws the figures as bars. */
  readonly charts?: readonly ExperimentChart[];
  /** Plans, statements, a post-mortem: shown as they are, in a fixed-width font. */
  readonly texts?: readonly { readonly title: string; readonly text: string }[];
};

/** Raised when a field changes its meaning. */
export const EXPERIMENT_FORMAT = 1;

/** Everything that one run of an experiment found, as its JSON file has it. */
export type ExperimentResult = ExperimentOutcome & {
  readonly format: typeof EXPERIMENT_FORMAT;
  readonly name: string;
  readonly level: LevelNumber;
  readonly title: string;
  readonly question: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly tookSeconds: number;
  readonly conditions: {
    readonly version: string;
    readonly node: string;
    readonly machine: Machine;
    readonly ratePerSecond: number;
    readonly seconds: number;
    /** Millions of products of the level's data; null: the demo shop. */
    readonly scale: number | null;
  };
};

/** One way in which the thing was measured. Figures of the same name stand beside each other on the page. */
export type Side = {
  /** Short: `no index`, `pool of 2`. */
  readonly name: string;
  readonly figures: readonly Figure[];
};

export type Figure = {
  /** Such as `latency p99` or `rows read`, the same words on every side. */
  readonly what: string;
  readonly value: number;
  readonly unit: FigureUnit;
  /** Which way is an improvement; without it the change has no colour. */
  readonly better?: "less" | "more";
};

/** A share is 0 to 1. */
export type FigureUnit = "ms" | "s" | "share" | "per second" | "bytes" | "bytes per second" | "count" | "cores";

export type ExperimentChart =
  | {
      readonly kind: "bars";
      readonly title: string;
      readonly about: string;
      readonly unit: FigureUnit;
      readonly logarithmic?: boolean;
      readonly bars: readonly { readonly name: string; readonly value: number; readonly colour?: Colour }[];
    }
  /** Curves over the seconds of a run, as in the report of a load. */
  | ({ readonly kind: "curves"; readonly title: string; readonly about: string } & ChartOptions);

/** What an experiment is given. */
export interface ExperimentContext {
  readonly level: LevelNumber;
  /** The level's, as in its file. */
  readonly topology: Topology;
  /** Requests per second that the level is made for, or what `--rate` says. */
  readonly ratePerSecond: number;
  /** How long a load of the experiment lasts, warm-up not counted; `--seconds`. */
  readonly seconds: number;
  /** Below 1 when the level's data was made smaller (`--scale`) in relation to the full level; for what should shrink with it. */
  readonly size: number;
  /** An empty folder of the experiment's own, kept afterwards. */
  readonly directory: string;
  /** Aborted on Ctrl-C; loads and starts give up by themselves. */
  readonly signal: AbortSignal;
  /** One line of progress. */
  log(message: string): void;
  /**
   * Starts the level's topology, changed as given, and answers when everybody is served. One shop on the same data at a time: stop it before
   * the next one. Throws a sentence when a part does not start.
   */
  startShop(change?: ShopChange): Promise<ExperimentShop>;
}

export type ShopChange = {
  /** Laid over the level's topology: sections are merged, lists and values replace, null takes an optional section away. */
  readonly topology?: TopologyPatch;
  /**
   * `level`: the level's data, which is kept from run to run; whoever changes its schema or settings puts them back. `demo`: the demo shop, made
   * anew in the experiment's folder. `level` when not given.
   */
  readonly data?: "level" | "demo";
  /** Without Prometheus and its like, which cost processor time; true when not given. */
  readonly withoutMonitoring?: boolean;
};

export type TopologyPatch = { readonly [section: string]: unknown };

/** A running topology. */
export interface ExperimentShop {
  readonly topology: Topology;
  readonly apiUrls: readonly string[];
  /** To the server itself, past any pooler. */
  readonly databaseUrl: string;
  readonly sandboxUrl: string | null;
  readonly prometheusUrl: string | null;
  readonly alertmanagerUrl: string | null;
  readonly dataDirectory: string;
  /** `<part>.log` each; PostgreSQL's own log is `<dataDirectory>/postgres.log`. */
  readonly logDirectory: string;
  parts(): readonly RunningPart[];
  /** One statement on a connection of the experiment's own to the server. No limit of time. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A session of its own, for what needs one; ended with the shop. */
  connect(): Promise<pg.Client>;
  /** The owner's key. */
  adminKey(): Promise<string>;
  /** The text of /metrics of a part that has it; of the first that serves when no name is given. */
  metrics(part?: string): Promise<string>;
  /** An open-loop load with the level's mix at its rate, unless told otherwise. Nothing is judged: that is the experiment's. */
  load(options?: ShopLoad): Promise<RunResult>;
  /** Everything the audit knows, with what clients saw when a history was written. Waits until what was begun is settled. */
  audit(historyFile?: string): Promise<AuditReport>;
  /** In order; the data stays. Stopping twice is no error. */
  stop(): Promise<void>;
}

export type ShopLoad = {
  /** For the progress line and the page. */
  readonly name?: string;
  readonly mix?: string;
  readonly ratePerSecond?: number;
  /** Without the warm-up. */
  readonly seconds?: number;
  readonly warmUpSeconds?: number;
  readonly arrivals?: "poisson" | "constant";
  readonly seed?: number;
  readonly thinkMs?: number;
  /** Written into the experiment's folder when given. */
  readonly historyFile?: string;
  /** Ends the load early: its figures are those of the time until then. */
  readonly signal?: AbortSignal;
};
