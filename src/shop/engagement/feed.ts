import { type Queryable, type ReadOnly, sql } from "../../platform/database/database.ts";

/** What a shopper did, and what came of it. */
export const feedKinds = [
  "liked",
  "commented",
  "comment-hidden",
  "reviewed",
  "seller-responded",
  "asked",
  "question-answered",
  "ordered",
  "order-paid",
  "payment-failed",
  "order-sent",
  "order-cancelled",
  "order-returned",
  "order-refunded",
] as const;
export type FeedKind = (typeof feedKinds)[number];

/** Complete in itself, so that a page of the feed is one range of one index and nothing has to be looked up. */
export type FeedDetails = {
  readonly product?: { readonly id: number; readonly slug: string; readonly name: string };
  readonly order?: { readonly id: string; readonly number: string };
  readonly reviewId?: number;
  readonly questionId?: number;
  readonly commentId?: number;
};

/** `id` is that of the event that it tells of, a UUIDv7: so the same event makes one entry, and entries are in the order of what happened. */
export type FeedEntry = {
  readonly id: string;
  readonly shopperId: string;
  readonly kind: FeedKind;
  readonly details: FeedDetails;
};
export type FeedRef = Pick<FeedEntry, "id" | "shopperId">;

const insertEntries = sql<object>(
  "engagement.insert-feed-entries",
  `insert into feed_entries (id, shopper_id, kind, details)
   select id, shopper_id, kind, details::jsonb from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as i (id, shopper_id, kind, details)
   order by id on conflict do nothing`,
);

const deleteEntries = sql<object>(
  "engagement.delete-feed-entries",
  `delete from feed_entries f using unnest($1::uuid[], $2::uuid[]) as i (id, shopper_id)
   where f.id = i.id and f.shopper_id = i.shopper_id`,
);

const readPage = sql<{ id: string; kind: FeedKind; details: FeedDetails }>(
  "engagement.read-feed",
  "select id, kind, details from feed_entries where shopper_id = $1 and id < $2 order by id desc limit $3",
);

/** For the tests of their plans. */
export const feedStatements = { insertEntries, deleteEntries, readPage };

/** Above every UUIDv7: the start of a feed, newest first. */
const NEWEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Writes entries, each once however often it comes. One statement. */
export async function writeFeed(db: Queryable, entries: readonly FeedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db.run(insertEntries, [
    entries.map(({ id }) => id),
    entries.map(({ shopperId }) => shopperId),
    entries.map(({ kind }) => kind),
    entries.map(({ details }) => JSON.stringify(details)),
  ]);
}

/** Takes entries out again: of what the shopper has taken back. One statement. */
export async function eraseFeed(db: Queryable, refs: readonly FeedRef[]): Promise<void> {
  if (refs.length === 0) return;
  await db.run(deleteEntries, [refs.map(({ id }) => id), refs.map(({ shopperId }) => shopperId)]);
}

/** Newest first, what is older than the entry `before`. One statement. */
export async function readFeed(
  db: ReadOnly,
  shopperId: string,
  before: string | null,
  limit: number,
): Promise<Omit<FeedEntry, "shopperId">[]> {
  return db.run(readPage, [shopperId, before ?? NEWEST, limit]);
}

const TIME_DIGITS = 12;

/** When it happened: a UUIDv7 begins with its milliseconds. */
export function happenedAt({ id }: Pick<FeedEntry, "id">): Date {
  return new Date(Number.parseInt(id.replaceAll("-", "").slice(0, TIME_DIGITS), 16));
}
