import { isTransient } from "../database/errors.ts";
import { Problem, problemTypes } from "../http/problems.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { EventConsumer, ShopEvent } from "./event.ts";
import { CONSUMER_BATCH, type EventLog } from "./event-log.ts";
import { BUSY_PAUSE_MS, longerPause, type Pause, realPause } from "./pause.ts";

/** Positions looked at in one read: so many events of other types are skipped by one index range, in about 2 ms. */
const READ_WINDOW = 10_000;
/** Attempts at an event that fails for a reason of its own; with the pauses between them it holds the others up for about 1.5 s. */
const MAX_ATTEMPTS = 5;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 10_000;
/** A cursor that only passes events of other types is saved this often: it may be passed again, at little cost. */
const SKIPPED_SAVE_MS = 1_000;

export type ConsumerRunnerOptions = {
  readonly log: EventLog;
  readonly deadLetters: DeadLetters;
  /** Told of every failure; `deadLetter` when the event was put aside. */
  readonly onFailure: (failure: ConsumerFailure) => void;
  readonly pause?: Pause;
  readonly now?: () => number;
};

export type ConsumerFailure = {
  readonly consumer: string;
  readonly error: unknown;
  readonly outcome: "retry" | "dead-letter";
  readonly eventId: string | null;
};

/** Thrown inside when the process stops: nothing failed, and the batch is read again by whoever comes next. */
const STOPPED = Symbol("stopped");

/** Runs one consumer until the signal is aborted: read a batch, hand it over, save the cursor. What was not saved is handed over again. */
export function createConsumerRunner(options: ConsumerRunnerOptions) {
  const { log, deadLetters, onFailure, pause = realPause, now = Date.now } = options;

  return async function run(consumer: EventConsumer, signal: AbortSignal): Promise<void> {
    const report = (error: unknown, outcome: ConsumerFailure["outcome"], event: ShopEvent | null = null) =>
      onFailure({ consumer: consumer.name, error, outcome, eventId: event?.id ?? null });
    let position: number | null = null;
    let saved = { position: -1, at: 0 };
    let pauseMs = BUSY_PAUSE_MS;
    let retryMs = FIRST_RETRY_MS;

    /** Answers whether more is there already. */
    async function step(): Promise<boolean> {
      position ??= await log.cursor(consumer);
      const head = await log.head();
      if (head <= position) {
        pauseMs = longerPause(pauseMs);
        if (now() - saved.at >= SKIPPED_SAVE_MS) await save();
        return false;
      }
      pauseMs = BUSY_PAUSE_MS;
      const upTo = Math.min(head, position + READ_WINDOW);
      const events = await log.read(position, upTo, consumer.types);
      if (events.length > 0) await deliver(events);
      position = events.length === CONSUMER_BATCH ? events.at(-1)!.position : upTo;
      if (events.length > 0 || now() - saved.at >= SKIPPED_SAVE_MS) await save();
      return upTo < head || events.length === CONSUMER_BATCH;
    }

    async function save(): Promise<void> {
      if (position === null || position === saved.position) return;
      await log.saveCursor(consumer.name, position);
      saved = { position, at: now() };
    }

    async function deliver(events: readonly ShopEvent[]): Promise<void> {
      const error = await attempt(events, 1);
      if (error === null) return;
      report(error, "retry");
      for (const event of events) {
        const lastError = await attempt([event], MAX_ATTEMPTS);
        if (lastError === null) continue;
        await deadLetters.add(consumer.name, event, MAX_ATTEMPTS, lastError);
        report(lastError, "dead-letter", event);
      }
    }

    /** Answers null when the events are handled, else the last error. An error of the surroundings is tried again without limit. */
    async function attempt(events: readonly ShopEvent[], attempts: number): Promise<unknown | null> {
      let delayMs = FIRST_RETRY_MS;
      for (let failures = 0; ; ) {
        if (signal.aborted) throw STOPPED;
        try {
          await consumer.handle(events);
          return null;
        } catch (error) {
          if (!isPassing(error)) failures += 1;
          if (failures >= attempts) return error ?? new Error("failed without an error");
          report(error, "retry", events.length === 1 ? events[0]! : null);
        }
        await pause(delayMs, signal);
        delayMs = Math.min(delayMs * 2, LONGEST_RETRY_MS);
      }
    }

    while (!signal.aborted) {
      try {
        const more = await step();
        retryMs = FIRST_RETRY_MS;
        // What comes meanwhile is handled together: each batch has its price, whatever it holds.
        if (!more) await pause(Math.max(pauseMs, consumer.restMs ?? 0), signal);
      } catch (error) {
        if (error === STOPPED) return;
        report(error, "retry");
        await pause(retryMs, signal);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      }
    }
    await save().catch((error) => report(error, "retry"));
  };
}

/** True when time alone may mend it: the database or another service is away, or too busy. */
function isPassing(error: unknown): boolean {
  return isTransient(error) || (error instanceof Problem && problemTypes[error.code].retryable);
}
