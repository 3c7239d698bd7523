import type { Database } from "../database/database.ts";
import type { Logger } from "../telemetry/logger.ts";
import { createConsumerRunner } from "./consumers.ts";
import { createDeadLetters, type DeadLetters } from "./dead-letters.ts";
import type { EventConsumer } from "./event.ts";
import { createEventLog } from "./event-log.ts";
import { createEventTail } from "./event-tail.ts";
import { createLeases } from "./leases.ts";
import type { Pause } from "./pause.ts";
import { createRelay, type RelayOptions } from "./relay.ts";

export type EventWorkerOptions = {
  readonly db: Database;
  readonly consumers: readonly EventConsumer[];
  readonly logger: Logger;
  /** See `RelayOptions`. */
  readonly onRelayed?: RelayOptions["onRelayed"];
  readonly pause?: Pause;
};

/** The relay and the consumers of a process. Several processes may run one: each piece of work is done by one of them at a time. */
export interface EventWorker {
  start(): void;
  /** Ends after the batch in hand, with its cursor saved. */
  stop(): Promise<void>;
  /** What this process does at the moment: `tenfold.relay`, `tenfold.consumer.<name>`. */
  readonly leases: readonly string[];
  readonly deadLetters: Pick<DeadLetters, "list">;
  /** Works in every process, also in one that has not started. */
  retryDeadLetter(consumer: string, eventId: string): Promise<"handled" | "failed" | "not-found">;
}

export function createEventWorker({ db, consumers, logger, onRelayed, pause }: EventWorkerOptions): EventWorker {
  const log = logger.child({ part: "events" });
  const timing = pause === undefined ? {} : { pause };
  const deadLetters = createDeadLetters(db);
  const leases = createLeases({
    db,
    onError: (error) => log.warn({ err: error }, "the leases of events are lost for now"),
    ...timing,
  });
  const relay = createRelay({
    db,
    onRelayed,
    onError: (error) => log.warn({ err: error }, "relaying events failed and is tried again"),
    ...timing,
  });
  const run = createConsumerRunner({
    log: createEventTail(createEventLog(db), [...new Set(consumers.flatMap(({ types }) => types))]),
    deadLetters,
    onFailure({ consumer, error, outcome, eventId }) {
      if (outcome === "retry") log.warn({ err: error, consumer, eventId }, "a consumer failed and tries again");
      else log.error({ err: error, consumer, eventId }, "an event became a dead letter");
    },
    ...timing,
  });

  leases.hold("tenfold.relay", (signal) => relay.run(signal));
  for (const consumer of consumers) leases.hold(`tenfold.consumer.${consumer.name}`, (signal) => run(consumer, signal));

  return {
    start: () => leases.start(),
    stop: () => leases.stop(),
    get leases() {
      return leases.held;
    },
    deadLetters,
    async retryDeadLetter(name, eventId) {
      const consumer = consumers.find((candidate) => candidate.name === name);
      return consumer === undefined ? "not-found" : deadLetters.retry(consumer, eventId);
    },
  };
}
