import type { Check } from "./check.ts";

/** Subjects with a like that changed within the grace ($1): its event may still be on its way. */
const LIKES_UNDER_WAY =
  "select product_id, subject, subject_id from likes where changed_at >= now() - $1::int * interval '1 second'";

export const engagementChecks: readonly Check[] = [
  {
    id: "engagement.likes-fold",
    holds: "The counter of likes of everything is the number of shoppers who like it.",
    sql: `select product_id, subject, subject_id, coalesce(c.likes, 0) as counter, coalesce(l.likes, 0) as likes
      from engagement_counters c full join (
        select product_id, subject, subject_id, count(*) as likes from likes where version % 2 = 1 group by 1, 2, 3
      ) l using (product_id, subject, subject_id)
      where coalesce(c.likes, 0) <> coalesce(l.likes, 0) and (product_id, subject, subject_id) not in (${LIKES_UNDER_WAY})`,
  },
  {
    id: "engagement.likes-marked-once",
    holds: "Every like is marked beside its counter in the version that it has, and there is no mark without a like.",
    sql: `select product_id, subject, subject_id, shopper_id, l.version, m.version as marked
      from likes l full join like_marks m using (product_id, subject, subject_id, shopper_id)
      where l.version is distinct from m.version and (product_id, subject, subject_id) not in (${LIKES_UNDER_WAY})`,
  },
  {
    id: "engagement.comments-fold",
    holds: "The counter of comments of every product is the number of those that are shown.",
    sql: `select product_id, coalesce(c.comments, 0) as counter, coalesce(r.comments, 0) as comments
      from (select product_id, comments from engagement_counters where subject = 'product') c full join (
        select product_id, count(*) as comments from comments where hidden_at is null and deleted_at is null group by product_id
      ) r using (product_id)
      where coalesce(c.comments, 0) <> coalesce(r.comments, 0)
        and product_id not in (select product_id from comments where changed_at >= now() - $1::int * interval '1 second')`,
  },
  {
    id: "engagement.feed-tells",
    holds: "Every like and comment that stands is in its shopper's feed, and none that was taken back is.",
    sql: `select what, subject_id, s.shopper_id, stands, f.id is not null as told from (
        select 'like' as what, subject_id, shopper_id, liked_by_event as event_id, version % 2 = 1 as stands, changed_at from likes
        union all select 'comment', id, shopper_id, posted_by_event, deleted_at is null, changed_at from comments
      ) s left join feed_entries f on f.id = s.event_id and f.shopper_id = s.shopper_id
      where stands is distinct from (f.id is not null) and s.changed_at < now() - $1::int * interval '1 second'`,
  },
];
