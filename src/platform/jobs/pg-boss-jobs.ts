import { type Job, PgBoss, type Queue, type QueueResult } from "pg-boss";
import type { Queryable } from "../database/database.ts";
import { type Logger, scrub } from "../telemetry/logger.ts";
import type { FailedJob, JobHandler, JobName, JobOptions, Jobs, JobTypes, SendOptions } from "./jobs.ts";

export type PgBossJobsOptions = {
  readonly url: string;
  readonly logger: Logger;
  /** How often jobs of crashed processes are looked for. */
  readonly monitorMs?: number;
};

const defaults = {
  concurrency: 1,
  timeoutMs: 60_000,
  attempts: 8,
  firstRetryMs: 1_000,
  longestRetryMs: 60_000,
  pollMs: 1_000,
  exclusive: false,
} as const satisfies JobOptions;

/** Copies of jobs that were given up. Nobody works on it; an operator looks and sends them back. */
const FAILED_JOBS = "failed-jobs";
const FAILED_JOBS_KEPT_SECONDS = 90 * 86_400;
/** A job that nobody works on is kept as long as a shop may be left alone. */
const WAITING_KEPT_SECONDS = 30 * 86_400;
/** Done jobs prove nothing that the tables do not; a short table keeps the queue fast. */
const DONE_KEPT_SECONDS = 3_600;
const CLEANING_SECONDS = 600;
/** A job whose process shows no life for so long is given to another: with the monitor's interval, half a minute after a crash. */
const HEARTBEAT_SECONDS = 15;
const MONITOR_MS = 10_000;
/** Connections beside our pool's: jobs must not wait for requests, nor the other way round. */
const POOL_SIZE = 3;
const START_ATTEMPTS = 5;
const SEND_BATCH = 1_000;
const STOP_TIMEOUT_MS = 10_000;
const MAX_ERROR_LENGTH = 2_000;

type Definition = {
  readonly options: Required<Omit<JobOptions, "group">> & Pick<JobOptions, "group">;
  readonly handler: JobHandler<never>;
};

/** Jobs on pg-boss, in the schema `pgboss` of the shop's own database. */
export function createPgBossJobs({ url, logger, monitorMs = MONITOR_MS }: PgBossJobsOptions): Jobs {
  const log = logger.child({ part: "jobs" });
  const definitions = new Map<string, Definition>();
  const schedules = new Map<string, { cron: string; data: object }>();
  const slots = new Map<string, string[]>();
  let boss: PgBoss | undefined;

  function started(): PgBoss {
    if (boss === undefined) throw new Error("jobs are used before they are started");
    return boss;
  }

  function definition(name: string): Definition {
    const known = definitions.get(name);
    if (known === undefined) throw new Error(`the job ${name} is not defined`);
    return known;
  }

  async function runJob(name: string, { handler, options }: Definition, job: Job<unknown>): Promise<void> {
    const attempt = job.retryCount + 1;
    try {
      // A handler that does not heed its signal must not keep its slot: the others go on without waiting for it.
      await Promise.race([handler(job.data as never, { id: job.id, attempt, signal: job.signal }), whenAborted(job.signal)]);
    } catch (error) {
      const fields = { err: error, job: name, jobId: job.id, attempt };
      if (attempt < options.attempts) log.warn(fields, "a job failed and is tried again");
      else log.error(fields, "a job failed for the last time");
      // The library stores what is thrown.
      throw new Error(errorText(error));
    }
  }

  async function openSlots(name: string, definition: Definition): Promise<void> {
    const ids: string[] = [];
    slots.set(name, ids);
    const { concurrency, pollMs, group } = definition.options;
    const workOptions = {
      batchSize: 1,
      pollingIntervalSeconds: pollMs / 1_000,
      ...(group === undefined ? {} : { groupConcurrency: group.concurrency }),
    };
    for (let slot = 0; slot < concurrency; slot += 1) {
      const id = await started().work(name, workOptions, async ([job]) => {
        try {
          await runJob(name, definition, job!);
        } finally {
          // Where one job was, another may be: look at once, and only after finding nothing wait for the next poll.
          boss?.notifyWorker(ids[slot]!);
        }
      });
      ids.push(id);
    }
  }

  function wake(name: string): void {
    for (const id of slots.get(name) ?? []) boss?.notifyWorker(id);
  }

  return {
    define(name, options, handler) {
      if (definitions.has(name)) throw new Error(`the job ${name} is defined twice`);
      definitions.set(name, { options: { ...defaults, ...options }, handler });
    },
    async send<Name extends JobName>(name: Name, data: JobTypes[Name], options: SendOptions = {}) {
      const id = await started().send(name, data as object, {
        ...groupOf(definition(name), data),
        ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
        ...(options.key === undefined ? {} : { singletonKey: options.key }),
        ...inTransaction(options.tx),
      });
      if (options.tx === undefined && options.startAfter === undefined) wake(name);
      return id !== null;
    },
    async sendMany<Name extends JobName>(name: Name, items: readonly JobTypes[Name][], options: Omit<SendOptions, "key"> = {}) {
      const known = definition(name);
      const startAfter = options.startAfter === undefined ? {} : { startAfter: options.startAfter };
      for (let start = 0; start < items.length; start += SEND_BATCH) {
        const jobs = items
          .slice(start, start + SEND_BATCH)
          .map((data) => ({ data: data as object, ...groupOf(known, data), ...startAfter }));
        await started().insert(name, jobs, inTransaction(options.tx));
      }
      if (options.tx === undefined && options.startAfter === undefined) wake(name);
    },
    schedule(name, cron, data) {
      definition(name);
      schedules.set(name, { cron, data: data as object });
    },
    async start({ work = true } = {}) {
      const seconds = Math.max(1, Math.ceil(monitorMs / 1_000));
      boss = new PgBoss({
        connectionString: url,
        application_name: "tenfold-jobs",
        max: POOL_SIZE,
        options: "-c timezone=UTC",
        supervise: work,
        schedule: work,
        superviseIntervalSeconds: seconds,
        monitorIntervalSeconds: seconds,
        maintenanceIntervalSeconds: CLEANING_SECONDS,
        registerInstance: false,
      });
      boss.on("error", (error) => log.warn({ err: error }, "the job store failed and is tried again"));
      boss.on("warning", ({ message, data }) => log.warn({ data }, message));
      await boss.start({ attempts: START_ATTEMPTS });
      await ensureQueues(boss, definitions);
      if (!work) return;
      await ensureSchedules(boss, schedules, definitions);
      for (const [name, one] of definitions) await openSlots(name, one);
    },
    async stop({ timeoutMs = STOP_TIMEOUT_MS } = {}) {
      slots.clear();
      await boss?.stop({ graceful: true, timeout: timeoutMs });
      boss = undefined;
    },
    async queues() {
      const queues = await started().getQueues();
      return queues
        .filter(({ name }) => definitions.has(name) || name === FAILED_JOBS)
        .map(({ name, readyCount, deferredCount, activeCount }) => ({
          name,
          waiting: readyCount,
          deferred: deferredCount,
          active: activeCount,
        }));
    },
    async failedJobs({ limit, after }) {
      // The library throws in that case.
      if (after !== undefined && (await started().findJobs(FAILED_JOBS, { id: after })).length === 0) return null;
      const jobs = await started().findJobs<object>(FAILED_JOBS, { limit, ...(after === undefined ? {} : { after }) });
      return jobs.map(
        (job): FailedJob => ({
          id: job.id,
          name: job.sourceName ?? "",
          data: job.data,
          attempts: (job.sourceRetryCount ?? 0) + 1,
          error: (job.sourceOutput as { message?: string } | null)?.message ?? "",
          failedAt: job.createdOn,
        }),
      );
    },
    async retryFailedJob(id) {
      return (await started().redrive(FAILED_JOBS, { ids: [id] })) > 0;
    },
  };
}

/** Makes the queues that are missing and brings the options of the others up to date. Several processes may do so at once. */
async function ensureQueues(boss: PgBoss, definitions: ReadonlyMap<string, Definition>): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  const wanted = new Map<string, Omit<Queue, "name">>([[FAILED_JOBS, { retentionSeconds: FAILED_JOBS_KEPT_SECONDS }]]);
  for (const [name, { options }] of definitions) wanted.set(name, queueOptions(options));
  for (const [name, { policy, ...options }] of wanted) {
    const known = existing.get(name);
    if (known === undefined) await boss.createQueue(name, policy === undefined ? options : { ...options, policy });
    else if (policy !== undefined && known.policy !== policy)
      throw new Error(`the job ${name} has become ${policy}: give it another name, for its queue cannot change that`);
    else if (differs(known, options)) await boss.updateQueue(name, options);
  }
}

function queueOptions(options: Definition["options"]): Omit<Queue, "name"> {
  return {
    policy: options.exclusive ? "exclusive" : "standard",
    retryLimit: options.attempts - 1,
    retryDelay: Math.max(1, Math.ceil(options.firstRetryMs / 1_000)),
    retryBackoff: true,
    retryDelayMax: Math.max(1, Math.ceil(options.longestRetryMs / 1_000)),
    expireInSeconds: Math.max(1, Math.ceil(options.timeoutMs / 1_000)),
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retentionSeconds: WAITING_KEPT_SECONDS,
    deleteAfterSeconds: DONE_KEPT_SECONDS,
    deadLetter: FAILED_JOBS,
  };
}

function differs(known: QueueResult, options: Omit<Queue, "name">): boolean {
  return Object.entries(options).some(([name, value]) => known[name as keyof QueueResult] !== value);
}

/** Schedules live in the database: those of a job that is defined here without one are taken away. */
async function ensureSchedules(
  boss: PgBoss,
  schedules: ReadonlyMap<string, { cron: string; data: object }>,
  definitions: ReadonlyMap<string, Definition>,
): Promise<void> {
  const existing = new Map((await boss.getSchedules()).map((schedule) => [schedule.name, schedule]));
  for (const [name, { cron, data }] of schedules) {
    const known = existing.get(name);
    if (known?.cron !== cron || JSON.stringify(known.data) !== JSON.stringify(data))
      await boss.schedule(name, cron, data, { tz: "UTC" });
  }
  for (const name of existing.keys()) {
    if (definitions.has(name) && !schedules.has(name)) await boss.unschedule(name);
  }
}

function groupOf({ options: { group } }: Definition, data: unknown) {
  return group === undefined ? {} : { group: { id: group.of(data as never) } };
}

function inTransaction(tx: Queryable | undefined) {
  if (tx === undefined) return {};
  const executeSql = async (text: string, values: unknown[] = []) => ({ rows: await tx.run<never>({ name: "", text }, values) });
  return { db: { executeSql } };
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason ?? new Error("the time of the job is up")), { once: true });
  });
}

function errorText(error: unknown): string {
  return scrub(error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, MAX_ERROR_LENGTH);
}
