import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import type { EventConsumer, ShopEvent } from "../../platform/events/event.ts";
import type { CommentPayload } from "./comments.ts";
import type { LikePayload } from "./likes.ts";
import type { Subject } from "./subject.ts";

/** The state of one shopper's like of one thing, by its version. */
type Mark = Subject & { readonly shopperId: string; readonly version: number };

export type Counters = { readonly likes: number; readonly comments: number };
export type ProductCounters = Counters & { readonly likesOfReviews: ReadonlyMap<number, number> };

const ensureCounters = sql<object>(
  "engagement.ensure-counters",
  `insert into engagement_counters (product_id, subject, subject_id)
   select product_id, subject, subject_id from unnest($1::bigint[], $2::text[], $3::bigint[]) as i (product_id, subject, subject_id)
   order by product_id, subject, subject_id
   on conflict do nothing`,
);

// A mark goes forward only, and what it adds is the difference between what it says now and what it said: so the same event twice, an old
// one after a new one, or two workers at once add exactly what the like has become. Marks are taken in the order of their keys.
const foldLikes = sql<object>(
  "engagement.fold-likes",
  `with marked as (
    insert into like_marks as m (product_id, subject, subject_id, shopper_id, version, previous_version)
    select product_id, subject, subject_id, shopper_id, version, 0
    from unnest($1::bigint[], $2::text[], $3::bigint[], $4::uuid[], $5::int[]) as i (product_id, subject, subject_id, shopper_id, version)
    order by product_id, subject, subject_id, shopper_id
    on conflict (product_id, subject, subject_id, shopper_id) do update set previous_version = m.version, version = excluded.version
      where m.version < excluded.version
    returning product_id, subject, subject_id, version % 2 - previous_version % 2 as delta
  ), sums as materialized (
    select product_id, subject, subject_id, sum(delta)::int as delta from marked group by 1, 2, 3 having sum(delta) <> 0
  )
  update engagement_counters c set likes = c.likes + s.delta from sums s
  where c.product_id = s.product_id and c.subject = s.subject and c.subject_id = s.subject_id`,
);

// The comment itself says whether it is counted, so whatever the events say and however often, the counter becomes what the rows are.
const foldComments = sql<object>(
  "engagement.fold-comments",
  `with changed as (
    update comments c set counted = (c.hidden_at is null and c.deleted_at is null) from unnest($1::bigint[], $2::bigint[]) as i (product_id, id)
    where c.product_id = i.product_id and c.id = i.id and c.counted <> (c.hidden_at is null and c.deleted_at is null)
    returning c.product_id, c.counted
  ), sums as materialized (
    select product_id, sum(case when counted then 1 else -1 end)::int as delta from changed group by product_id
  )
  update engagement_counters c set comments = c.comments + s.delta from sums s
  where c.product_id = s.product_id and c.subject = 'product' and c.subject_id = s.product_id`,
);

const readCounters = sql<{ likes: number | null; comments: number | null; of_reviews: readonly [number, number][] | null }>(
  "engagement.read-counters",
  `select c.likes, c.comments, (
     select json_agg(json_build_array(r.subject_id, r.likes)) from engagement_counters r
     where r.product_id = $1 and r.subject = 'review' and r.subject_id = any($2::bigint[])
   ) as of_reviews
   from (select) as one
   left join engagement_counters c on c.product_id = $1 and c.subject = 'product' and c.subject_id = $1`,
);

/** For the tests of their plans. */
export const counterStatements = { foldLikes, foldComments, readCounters };

/** The counters of a product and of these reviews of it, as the worker has folded them. One statement. */
export async function countersOf(db: Queryable, productId: number, reviewIds: readonly number[]): Promise<ProductCounters> {
  const [row] = await db.run(readCounters, [productId, reviewIds]);
  return { likes: row!.likes ?? 0, comments: row!.comments ?? 0, likesOfReviews: new Map(row!.of_reviews ?? []) };
}

/**
 * Folds likes and comments into their counters, each exactly once, however often and by how many workers an event is handled. A batch costs
 * a row lock per counter and not per like, and no request ever waits for one.
 */
export function createCounterConsumer(db: Database): EventConsumer {
  return {
    name: "engagement.counters",
    types: ["like.added", "like.removed", "comment.posted", "comment.hidden", "comment.restored", "comment.deleted"],
    async handle(events) {
      const marks = newestMarks(events.filter(({ aggregateType }) => aggregateType === "like"));
      const comments = commentsOf(events.filter(({ aggregateType }) => aggregateType === "comments"));
      const subjects: Subject[] = [
        ...marks,
        ...comments.map(({ productId }) => ({ kind: "product" as const, id: productId, productId })),
      ];
      // Of its own: a counter of nothing is no harm if the process dies here.
      await db.run(ensureCounters, columns(subjects));
      if (marks.length > 0) {
        await db.run(foldLikes, [
          ...columns(marks),
          marks.map(({ shopperId }) => shopperId),
          marks.map(({ version }) => version),
        ]);
      }
      if (comments.length > 0) {
        await db.run(foldComments, [comments.map(({ productId }) => productId), comments.map(({ commentId }) => commentId)]);
      }
    },
  };
}

/** Of the changes of one like the last says it all. */
function newestMarks(events: readonly ShopEvent[]): Mark[] {
  const newest = new Map<string, Mark>();
  for (const { aggregateId, shopperId, version, payload } of events) {
    const { subject, subjectId, productId } = payload as LikePayload;
    if ((newest.get(aggregateId)?.version ?? 0) >= version) continue;
    newest.set(aggregateId, { kind: subject, id: subjectId, productId, shopperId: shopperId!, version });
  }
  return [...newest.values()];
}

function commentsOf(events: readonly ShopEvent[]): CommentPayload[] {
  const payloads = events.map(({ payload }) => payload as CommentPayload);
  return [...new Map(payloads.map((payload) => [payload.commentId, payload])).values()];
}

function columns(subjects: readonly Subject[]): unknown[] {
  return [subjects.map(({ productId }) => productId), subjects.map(({ kind }) => kind), subjects.map(({ id }) => id)];
}
