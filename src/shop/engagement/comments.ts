import { type Clock, systemClock } from "../../platform/clock.ts";
import { type Database, type Queryable, type ReadOnly, sql } from "../../platform/database/database.ts";
import { type IdempotentCall, withIdempotency } from "../../platform/database/idempotent.ts";
import { problem } from "../../platform/http/problems.ts";
import { contentId, MAX_CONTENTS_PER_PRODUCT, newId, productOfContent } from "../../platform/ids.ts";
import { createModerationQueue, type ModerationColumns, type QueueRequest } from "../contributions/moderation.ts";

/** Characters (code points). Texts are stored as they come: what is shown must be escaped by who shows it. */
export const MAX_COMMENT_LENGTH = 2_000;

export type NewComment = { readonly productId: number; readonly name: string; readonly body: string };
export type Comment = NewComment & { readonly id: number; readonly createdAt: Date; readonly shopperId: string };

/** What an event of a comment tells. `postedByEvent` is the event of its posting, whatever has happened now. */
export type CommentPayload = {
  readonly productId: number;
  readonly commentId: number;
  readonly shopperId: string;
  readonly postedByEvent: string;
};
type CommentEventType = "comment.posted" | "comment.hidden" | "comment.restored" | "comment.deleted";

export type ModeratedComment = { readonly comment: Comment; readonly moderation: ModerationColumns };

export interface Comments {
  /** Newest first, those before `before`; null when there is no such product. One statement. */
  list(productId: number, before: number | null, limit: number): Promise<Comment[] | null>;
  /** @throws `not-found`, `conflict` when the product has a million comments */
  post(
    comment: NewComment,
    call: Omit<IdempotentCall, "scope">,
  ): Promise<{ readonly comment: Comment; readonly replayed: boolean }>;
  /** Takes away the text and the name of a shopper's own comment. @throws `not-found` */
  remove(commentId: number, shopperId: string): Promise<void>;
  /** Puts it before a moderator; one report per shopper. @throws `not-found` */
  report(commentId: number, shopperId: string, reason: string | null): Promise<void>;
  /** What moderators look at. */
  moderated(request: QueueRequest): Promise<{ readonly items: readonly ModeratedComment[]; readonly nextCursor: string | null }>;
  /** Takes it out of the list, or shows it (again), and closes its reports. Doing it again changes nothing. @throws `not-found` */
  decide(commentId: number, decision: "hide" | "restore"): Promise<void>;
}

type Row = {
  readonly id: number;
  readonly product_id: number;
  readonly shopper_id: string;
  readonly author_name: string;
  readonly body: string;
  readonly created_at: Date;
};

const COLUMNS = "r.product_id, r.id, r.shopper_id, r.author_name, r.body, r.created_at";

const listComments = sql<Row | { readonly id: null }>(
  "engagement.list-comments",
  `select ${COLUMNS} from products p
   left join lateral (
     select * from comments
     where product_id = p.id and hidden_at is null and deleted_at is null and id < $2 order by id desc limit $3
   ) as r on true
   where p.id = $1 and p.status = 'active' order by r.id desc`,
);

/** For the test of its plan. */
export const commentStatements = { listComments };

// The first of every write: from here to the end of the transaction nobody else writes this product's comments, so their events have an order.
const lockCounter = sql<{ next_comment: number; version: number }>(
  "engagement.lock-comments",
  `insert into comment_counters as c (product_id, version) select id, 1 from products where id = $1 and (status = 'active' or not $2::boolean)
   on conflict (product_id) do update set version = c.version + 1 returning next_comment, version`,
);

const insertComment = sql<object>(
  "engagement.insert-comment",
  `with numbered as (update comment_counters set next_comment = next_comment + 1 where product_id = $1)
   insert into comments (product_id, id, shopper_id, author_name, body, posted_by_event, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
);

type Changed = { readonly shopper_id: string; readonly posted_by_event: string };
const CHANGED = "returning shopper_id, posted_by_event";
const CLOSED = `with closed as (
    update comment_reports set resolved_at = now() where product_id = $1 and comment_id = $2 and resolved_at is null
  )`;

const deleteOwn = sql<Changed>(
  "engagement.delete-own-comment",
  `${CLOSED} update comments set deleted_at = now(), changed_at = now(), body = '', author_name = '', hidden_at = null, open_reports = 0,
     reported_at = null
   where product_id = $1 and id = $2 and shopper_id = $3 and deleted_at is null ${CHANGED}`,
);

const hideComment = sql<Changed>(
  "engagement.hide-comment",
  `update comments set hidden_at = date_trunc('milliseconds', now()), changed_at = now()
   where product_id = $1 and id = $2 and hidden_at is null and deleted_at is null ${CHANGED}`,
);

const restoreComment = sql<Changed>(
  "engagement.restore-comment",
  `update comments set hidden_at = null, changed_at = now()
   where product_id = $1 and id = $2 and hidden_at is not null and deleted_at is null ${CHANGED}`,
);

const closeReports = sql<{ id: number }>(
  "engagement.close-comment-reports",
  `${CLOSED} update comments set open_reports = 0, reported_at = null
   where product_id = $1 and id = $2 and deleted_at is null returning id`,
);

const insertEvent = sql<object>(
  "engagement.insert-comment-event",
  `insert into outbox_product (id, product_id, aggregate_type, aggregate_id, version, type, payload)
   values ($1, $2, 'comments', 'comments-' || $2::bigint, $3, $4, $5)`,
);

const reportComment = sql<{ found: boolean }>(
  "engagement.report-comment",
  `with target as materialized (
    select product_id, id from comments where product_id = $1 and id = $2 and hidden_at is null and deleted_at is null
  ), told as (
    insert into comment_reports (product_id, comment_id, shopper_id, reason) select product_id, id, $3, $4 from target
    on conflict do nothing returning comment_id
  ), counted as (
    update comments set open_reports = open_reports + 1, reported_at = coalesce(reported_at, date_trunc('milliseconds', now()))
    where product_id = $1 and id = $2 and deleted_at is null and exists (select from told)
  )
  select exists (select from target) as found`,
);

const readQueue = createModerationQueue<Row>({ contents: "comments", reports: "comment_reports", key: "comment_id" }, COLUMNS);

export function createComments(db: Database, clock: Clock = systemClock, shown: ReadOnly = db): Comments {
  async function tell(
    tx: Queryable,
    id: string,
    type: CommentEventType,
    version: number,
    payload: CommentPayload,
  ): Promise<void> {
    await tx.run(insertEvent, [id, payload.productId, version, type, JSON.stringify(payload)]);
  }

  async function write(tx: Queryable, { productId, name, body }: NewComment, shopperId: string): Promise<Comment> {
    const [counter] = await tx.run(lockCounter, [productId, true]);
    if (counter === undefined) throw problem("not-found");
    const { next_comment, version } = counter;
    if (next_comment > MAX_CONTENTS_PER_PRODUCT) throw problem("conflict", "This product has as many comments as it can have.");
    const [id, eventId, createdAt] = [contentId(productId, next_comment), newId(), clock.now()];
    await tx.run(insertComment, [productId, id, shopperId, name, body, eventId, createdAt]);
    await tell(tx, eventId, "comment.posted", version, { productId, commentId: id, shopperId, postedByEvent: eventId });
    return { id, productId, name, body, createdAt, shopperId };
  }

  /** In the transaction of the change, so that there is an event if, and only if, something changed. */
  async function changed(
    tx: Queryable,
    commentId: number,
    type: CommentEventType,
    change: () => Promise<Changed[]>,
  ): Promise<boolean> {
    const productId = productOfContent(commentId);
    const [counter] = await tx.run(lockCounter, [productId, false]);
    if (counter === undefined) throw problem("not-found");
    const [row] = await change();
    if (row === undefined) return false;
    const { shopper_id: shopperId, posted_by_event: postedByEvent } = row;
    await tell(tx, newId(), type, counter.version, { productId, commentId, shopperId, postedByEvent });
    return true;
  }

  return {
    async list(productId, before, limit) {
      const rows = await shown.run(listComments, [productId, before ?? Number.MAX_SAFE_INTEGER, limit]);
      return rows.length === 0 ? null : rows.filter((row) => row.id !== null).map(toComment);
    },

    async post(comment, { ownerId, ...call }) {
      const { body, replayed } = await withIdempotency<Comment>(
        db,
        { ...call, ownerId, scope: "engagement.comment" },
        async (tx) => ({ status: 201, body: await write(tx, comment, ownerId) }),
      );
      // A replay has read it from JSON.
      return { comment: { ...body, createdAt: new Date(body.createdAt) }, replayed };
    },

    remove: (commentId, shopperId) =>
      db.transaction(async (tx) => {
        const values = [productOfContent(commentId), commentId, shopperId];
        if (!(await changed(tx, commentId, "comment.deleted", () => tx.run(deleteOwn, values)))) throw problem("not-found");
      }),

    async report(commentId, shopperId, reason) {
      const [row] = await db.run(reportComment, [productOfContent(commentId), commentId, shopperId, reason]);
      if (!row!.found) throw problem("not-found");
    },

    async moderated(request) {
      const { rows, nextCursor } = await readQueue(db, request);
      return { items: rows.map((row) => ({ comment: toComment(row), moderation: row })), nextCursor };
    },

    decide: (commentId, decision) =>
      db.transaction(async (tx) => {
        const key = [productOfContent(commentId), commentId];
        if (decision === "hide") await changed(tx, commentId, "comment.hidden", () => tx.run(hideComment, key));
        else await changed(tx, commentId, "comment.restored", () => tx.run(restoreComment, key));
        if ((await tx.run(closeReports, key)).length === 0) throw problem("not-found");
      }),
  };
}

function toComment({ id, product_id: productId, shopper_id: shopperId, author_name: name, body, created_at }: Row): Comment {
  return { id, productId, shopperId, name, body, createdAt: created_at };
}
