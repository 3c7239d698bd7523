import Type, { type Static } from "typebox";
import { type Queryable, sql } from "../../platform/database/database.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { Nullable, pageQuery, StringEnum, Timestamp } from "../../platform/http/schemas.ts";
import type { FeedbackTables } from "./feedback.ts";

export const queues = ["reported", "hidden"] as const;
export type Queue = (typeof queues)[number];

/** Reports that are shown with what they are about; the tenth rarely says something new. */
const MAX_REPORTS_SHOWN = 20;

export type ModerationColumns = {
  readonly id: number;
  readonly open_reports: number;
  readonly reported_at: Date | null;
  readonly hidden_at: Date | null;
  readonly reports: readonly { readonly reason: string | null; readonly createdAt: string }[] | null;
};

export const QueueQuery = Type.Object({
  ...pageQuery,
  queue: StringEnum(queues, {
    default: "reported",
    description: "`reported`: waits for a decision, the oldest first. `hidden`: was taken out, the newest first.",
  }),
});

/** What a moderator sees beside what everybody sees. */
export const moderationFields = {
  hidden: Type.Boolean(),
  openReports: Type.Integer({ minimum: 0 }),
  reportedAt: Nullable(Timestamp),
  hiddenAt: Nullable(Timestamp),
  reports: Type.Array(Type.Object({ reason: Nullable(Type.String()), createdAt: Timestamp }), {
    maxItems: MAX_REPORTS_SHOWN,
    description: "The newest reports, decided ones too.",
  }),
} as const;
const Fields = Type.Object(moderationFields);

export function moderationOf({ open_reports, reported_at, hidden_at, reports }: ModerationColumns): Static<typeof Fields> {
  return {
    hidden: hidden_at !== null,
    openReports: open_reports,
    reportedAt: reported_at?.toISOString() ?? null,
    hiddenAt: hidden_at?.toISOString() ?? null,
    reports: (reports ?? []).map(({ reason, createdAt }) => ({ reason, createdAt: new Date(createdAt).toISOString() })),
  };
}

/** Milliseconds; in the year 2255. */
const LATEST = 9_000_000_000_000;

export type QueueRequest = { readonly queue: Queue; readonly limit: number; readonly cursor?: string };

/** The list of what moderators look at in one table. `columns` are those of its row, `r`. */
export function createModerationQueue<Row>({ contents, reports, key }: Omit<FeedbackTables, "votes">, columns: string) {
  const shown = `${columns}, r.open_reports, r.reported_at, r.hidden_at,
     (select json_agg(json_build_object('reason', t.reason, 'createdAt', t.created_at)) from (
       select reason, created_at from ${reports} where product_id = r.product_id and ${key} = r.id
       order by created_at desc limit ${MAX_REPORTS_SHOWN}) t) as reports`;
  const statements = {
    reported: sql<Row & ModerationColumns>(
      `${contents}.list-reported`,
      `select ${shown} from ${contents} r
       where r.reported_at is not null and r.hidden_at is null
         and (r.reported_at, r.id) > (to_timestamp($1::double precision / 1000), $2::bigint)
       order by r.reported_at, r.id limit $3`,
    ),
    hidden: sql<Row & ModerationColumns>(
      `${contents}.list-hidden`,
      `select ${shown} from ${contents} r
       where r.hidden_at is not null and (r.hidden_at, r.id) < (to_timestamp($1::double precision / 1000), $2::bigint)
       order by r.hidden_at desc, r.id desc limit $3`,
    ),
  };

  const cursors = {
    reported: createCursor(`${contents}:reported`, ["integer", "integer"]),
    hidden: createCursor(`${contents}:hidden`, ["integer", "integer"]),
  };

  return async (db: Queryable, { queue, limit, cursor }: QueueRequest) => {
    const first = queue === "reported" ? ([0, 0] as const) : ([LATEST, Number.MAX_SAFE_INTEGER] as const);
    const [at, id] = cursors[queue].decode(cursor) ?? first;
    const rows = await db.run(statements[queue], [Math.min(Math.max(at, 0), LATEST), id, limit + 1]);
    const found = rows.slice(0, limit);
    const last = rows.length > limit ? found.at(-1)! : null;
    const lastAt = last && (queue === "reported" ? last.reported_at! : last.hidden_at!).getTime();
    return { rows: found, nextCursor: last && cursors[queue].encode([lastAt!, last.id]) };
  };
}
