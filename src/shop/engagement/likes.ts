import { type Database, type ReadOnly, retryTransient, sql } from "../../platform/database/database.ts";
import { derivedId, newId } from "../../platform/ids.ts";
import type { Subject } from "./subject.ts";

/** An event of a like. `version` of the event is that of the like: odd when it was given, even when it was taken back. */
export type LikePayload = {
  readonly subject: Subject["kind"];
  readonly subjectId: number;
  readonly productId: number;
  /** The event of the like itself, also when it is taken back. */
  readonly likedByEvent: string;
};

export interface Likes {
  /** Likes it, once however often; the counter follows. One statement. */
  give(shopperId: string, subject: Subject): Promise<void>;
  /** Takes a like back; nothing when there is none. One statement. */
  takeBack(shopperId: string, subject: Subject): Promise<void>;
  /** Those of the subjects' ids that the shopper likes at this moment. One statement. */
  ofShopper(shopperId: string, productId: number, reviewIds: readonly number[]): Promise<OwnLikes>;
}

export type OwnLikes = { readonly product: boolean; readonly reviews: ReadonlySet<number> };

/** $1 shopper, $2 kind, $3 id, $4 product, $5 event, $6 aggregate; `changed` is the row as it is now. */
function writing(change: string, type: "like.added" | "like.removed"): string {
  return `with changed as (${change} returning version, liked_by_event)
  insert into outbox_shopper (id, shopper_id, aggregate_type, aggregate_id, version, type, payload)
  select $5, $1, 'like', $6, version, '${type}', jsonb_build_object('subject', $2::text, 'subjectId', $3::bigint, 'productId', $4::bigint,
    'likedByEvent', liked_by_event)
  from changed`;
}

// The row and its event are one statement, and only a change writes either: whoever likes twice at once changes it once.
const giveLike = sql<object>(
  "engagement.give-like",
  writing(
    `insert into likes as l (shopper_id, subject, subject_id, product_id, version, liked_by_event) values ($1, $2, $3, $4, 1, $5)
     on conflict (shopper_id, subject, subject_id) do update set version = l.version + 1, liked_by_event = excluded.liked_by_event,
       changed_at = now()
     where l.version % 2 = 0`,
    "like.added",
  ),
);

const takeLikeBack = sql<object>(
  "engagement.take-like-back",
  writing(
    `update likes set version = version + 1, changed_at = now()
     where shopper_id = $1 and subject = $2 and subject_id = $3 and product_id = $4 and version % 2 = 1`,
    "like.removed",
  ),
);

const readOwnLikes = sql<{ subject: Subject["kind"]; subject_id: number }>(
  "engagement.read-own-likes",
  `select subject, subject_id from likes
   where shopper_id = $1 and version % 2 = 1
     and (subject = 'product' and subject_id = $2 or subject = 'review' and subject_id = any($3::bigint[]))`,
);

export function createLikes(db: Database, shown: ReadOnly = db): Likes {
  const values = (shopperId: string, { kind, id, productId }: Subject) => [
    shopperId,
    kind,
    id,
    productId,
    newId(),
    derivedId("like", shopperId, kind, String(id)),
  ];
  return {
    async give(shopperId, subject) {
      await retryTransient(() => db.run(giveLike, values(shopperId, subject)));
    },
    async takeBack(shopperId, subject) {
      await retryTransient(() => db.run(takeLikeBack, values(shopperId, subject)));
    },
    async ofShopper(shopperId, productId, reviewIds) {
      const rows = await shown.run(readOwnLikes, [shopperId, productId, reviewIds]);
      return {
        product: rows.some(({ subject }) => subject === "product"),
        reviews: new Set(rows.filter(({ subject }) => subject === "review").map((row) => row.subject_id)),
      };
    },
  };
}
