import type { Queryable } from "../database/database.ts";

/**
 * Names every job with its data. A part adds its own where it defines them:
 * `declare module "../../platform/jobs/jobs.ts" { interface JobTypes { "mails.send": { orderId: string } } }`.
 * Data is stored as JSON and read by operators: ids, and nothing personal.
 */
// biome-ignore lint/suspicious/noEmptyInterface: parts of the shop extend it.
export interface JobTypes {}
export type JobName = keyof JobTypes & string;

export type JobOptions<Data = never> = {
  /** Jobs of this name that one process works on at once; one by default. */
  readonly concurrency?: number;
  /** A job that takes longer is given up and counts as failed; its signal is aborted. One minute by default. */
  readonly timeoutMs?: number;
  /** Times that a job is tried before it becomes a failed job; eight by default. */
  readonly attempts?: number;
  /** Waiting before the second attempt, doubled (with jitter) for each further one. Whole seconds; one second by default. */
  readonly firstRetryMs?: number;
  readonly longestRetryMs?: number;
  /** How soon a job that another process sent is noticed; one second by default, half a second at the least. */
  readonly pollMs?: number;
  /** True: at most one job of this name (and key, when it is sent with one) waits or runs; sending another does nothing. */
  readonly exclusive?: boolean;
  /** Of the jobs whose data are of one group, at most `concurrency` run at once, in all processes together: one group cannot take it all. */
  readonly group?: { readonly of: (data: Data) => string; readonly concurrency: number };
};

export type SendOptions = {
  /** Not before this moment. */
  readonly startAfter?: Date;
  /** For an exclusive job: there is at most one of this key, instead of one of this name. */
  readonly key?: string;
  /** Sends in this transaction: there is a job if, and only if, it commits. */
  readonly tx?: Queryable;
};

export type JobContext = {
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Aborted when the time is up, or when the process stops without waiting any longer. */
  readonly signal: AbortSignal;
};

export type JobHandler<Data> = (data: Data, job: JobContext) => Promise<void>;

/** A job that was given up after its last attempt. */
export type FailedJob = {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  readonly attempts: number;
  readonly error: string;
  readonly failedAt: Date;
};

export type JobQueue = {
  readonly name: string;
  /** Jobs whose time has come. */
  readonly waiting: number;
  /** Jobs that are to run later: retries and what was sent for a moment to come. */
  readonly deferred: number;
  readonly active: number;
};

export interface Jobs {
  /** Before `start`. Every process that sends or works on jobs of this name defines it, with the same options. */
  define<Name extends JobName>(name: Name, options: JobOptions<JobTypes[Name]>, handler: JobHandler<JobTypes[Name]>): void;
  /** Answers false when an exclusive job waits or runs already. */
  send<Name extends JobName>(name: Name, data: JobTypes[Name], options?: SendOptions): Promise<boolean>;
  /** One statement for all of them. */
  sendMany<Name extends JobName>(name: Name, items: readonly JobTypes[Name][], options?: Omit<SendOptions, "key">): Promise<void>;
  /** Before `start`. Sends a job at the times of a cron expression (UTC, five fields). */
  schedule<Name extends JobName>(name: Name, cron: string, data: JobTypes[Name]): void;
  /** `work: false` for a process that only sends. */
  start(options?: { readonly work?: boolean }): Promise<void>;
  /** Takes no new job, waits for those that run up to `timeoutMs`, and gives the others back. */
  stop(options?: { readonly timeoutMs?: number }): Promise<void>;
  /** Jobs of each name as a worker counted them last, some ten seconds ago. Those that were given up are the queue `failed-jobs`. */
  queues(): Promise<JobQueue[]>;
  /** Oldest first; goes on behind the job `after`. Null when that one is no longer in the list, because somebody retried it. */
  failedJobs(options: { readonly limit: number; readonly after?: string }): Promise<FailedJob[] | null>;
  /** Puts a failed job back into its queue with all its attempts; false when there is no such job. */
  retryFailedJob(id: string): Promise<boolean>;
}
