import { type Database, sql } from "../database/database.ts";
import { scrub } from "../telemetry/logger.ts";
import type { EventConsumer, ShopEvent } from "./event.ts";

/** An event that one consumer could not handle; the others are not concerned. */
export type DeadLetter = {
  readonly consumer: string;
  readonly event: ShopEvent;
  readonly attempts: number;
  readonly error: string;
  readonly failedAt: Date;
};

export type DeadLetterQuery = {
  readonly consumer?: string;
  readonly after?: { readonly position: number; readonly consumer: string };
  readonly limit: number;
};

export interface DeadLetters {
  add(consumer: string, event: ShopEvent, attempts: number, error: unknown): Promise<void>;
  /** By position and consumer, behind `after`; of all consumers or of one. */
  list(options: DeadLetterQuery): Promise<DeadLetter[]>;
  /** Hands the event over once more. When it is handled, the letter is gone. */
  retry(consumer: EventConsumer, eventId: string): Promise<"handled" | "failed" | "not-found">;
}

type Row = {
  readonly consumer: string;
  readonly event: Omit<ShopEvent, "createdAt"> & { readonly createdAt: string };
  readonly attempts: number;
  readonly error: string;
  readonly failed_at: Date;
};

const MAX_ERROR_LENGTH = 2_000;

const addLetter = sql<never>(
  "events.add-dead-letter",
  `insert into event_dead_letters (consumer, event_id, position, type, event, attempts, error) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (consumer, event_id) do update
    set attempts = event_dead_letters.attempts + excluded.attempts, error = excluded.error, failed_at = now()`,
);
const listLetters = sql<Row>(
  "events.list-dead-letters",
  `select consumer, event, attempts, error, failed_at from event_dead_letters
  where ($1::text is null or consumer = $1) and (position, consumer) > ($2, $3) order by position, consumer limit $4`,
);
const findLetter = sql<Row>(
  "events.find-dead-letter",
  "select consumer, event, attempts, error, failed_at from event_dead_letters where consumer = $1 and event_id = $2",
);
const removeLetter = sql<never>(
  "events.remove-dead-letter",
  "delete from event_dead_letters where consumer = $1 and event_id = $2",
);

export function createDeadLetters(db: Database): DeadLetters {
  async function add(consumer: string, event: ShopEvent, attempts: number, error: unknown): Promise<void> {
    const values = [consumer, event.id, event.position, event.type, JSON.stringify(event), attempts, errorText(error)];
    await db.run(addLetter, values);
  }
  return {
    add,
    async list({ consumer, after = { position: 0, consumer: "" }, limit }) {
      return (await db.run(listLetters, [consumer ?? null, after.position, after.consumer, limit])).map(toLetter);
    },
    async retry(consumer, eventId) {
      const [row] = await db.run(findLetter, [consumer.name, eventId]);
      if (row === undefined) return "not-found";
      const { event } = toLetter(row);
      try {
        await consumer.handle([event]);
      } catch (error) {
        await add(consumer.name, event, 1, error);
        return "failed";
      }
      await db.run(removeLetter, [consumer.name, eventId]);
      return "handled";
    },
  };
}

function toLetter(row: Row): DeadLetter {
  const event = { ...row.event, createdAt: new Date(row.event.createdAt) };
  return { consumer: row.consumer, event, attempts: row.attempts, error: row.error, failedAt: row.failed_at };
}

/** What people read later: the message without addresses and tokens. NUL is no text for PostgreSQL. */
function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return scrub(text).replaceAll("\0", "").slice(0, MAX_ERROR_LENGTH);
}
