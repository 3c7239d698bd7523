import type { Check } from "./check.ts";

/** What the visible reviews of each product add up to. */
const COUNTED = `select product_id, count(*) as count, sum(rating) as rating_sum,
    count(*) filter (where rating = 1) as rating_1, count(*) filter (where rating = 2) as rating_2,
    count(*) filter (where rating = 3) as rating_3, count(*) filter (where rating = 4) as rating_4,
    count(*) filter (where rating = 5) as rating_5,
    count(*) filter (where recommend) as recommended_yes, count(*) filter (where not recommend) as recommended_no
  from reviews where hidden_at is null group by product_id`;

/** Three tables are written about and voted on in the same way. */
const contents = [
  { table: "reviews", votes: "review_votes", reports: "review_reports", key: "review_id" },
  { table: "questions", votes: "question_votes", reports: "question_reports", key: "question_id" },
  { table: "answers", votes: "answer_votes", reports: "answer_reports", key: "answer_id" },
] as const;

export const reviewChecks: readonly Check[] = [
  {
    id: "reviews.summaries-equal-rows",
    holds: "The sums of every product are those of its visible reviews: stars, recommendations, count.",
    sql: `select coalesce(s.product_id, r.product_id) as product_id, s.count, r.count as reviews, s.rating_sum, r.rating_sum as stars
      from review_summaries s full join (${COUNTED}) r on r.product_id = s.product_id
      where (s.count, s.rating_sum, s.rating_1, s.rating_2, s.rating_3, s.rating_4, s.rating_5, s.recommended_yes, s.recommended_no)
        is distinct from (coalesce(r.count, 0), coalesce(r.rating_sum, 0), coalesce(r.rating_1, 0), coalesce(r.rating_2, 0),
          coalesce(r.rating_3, 0), coalesce(r.rating_4, 0), coalesce(r.rating_5, 0), coalesce(r.recommended_yes, 0),
          coalesce(r.recommended_no, 0))`,
  },
  {
    id: "reviews.characteristics-equal-rows",
    holds: "What is summed up of every characteristic is what the visible reviews say of it.",
    sql: `select coalesce(c.product_id, r.product_id) as product_id, coalesce(c.name, r.name) as name, c.count, r.count as reviews,
        c.value_sum, r.value_sum as review_sum
      from review_characteristics c full join (
        select product_id, v.key as name, count(*) as count, sum(v.value::int) as value_sum
        from reviews cross join lateral jsonb_each_text(characteristics) v where hidden_at is null group by product_id, v.key
      ) r on r.product_id = c.product_id and r.name = c.name
      where (c.count, c.value_sum) is distinct from (coalesce(r.count, 0), coalesce(r.value_sum, 0))`,
  },
  {
    id: "reviews.votes-equal-counts",
    holds: "Every review, question and answer has as many helpful votes as it shows, one for each voter.",
    sql: contents
      .map(
        ({
          table,
          votes,
          key,
        }) => `select '${table}' as kind, c.id, c.helpful_count, c.imported_helpful_count, coalesce(v.votes, 0) as votes
        from ${table} c left join (select product_id, ${key} as id, count(*) as votes from ${votes} group by product_id, ${key}) v
          on v.product_id = c.product_id and v.id = c.id
        where c.helpful_count <> c.imported_helpful_count + coalesce(v.votes, 0)`,
      )
      .join(" union all "),
  },
  {
    id: "reviews.reports-equal-counts",
    holds: "Every review, question and answer waits for a moderator exactly as long as somebody's report is open.",
    sql: contents
      .map(
        ({ table, reports, key }) => `select '${table}' as kind, c.id, c.open_reports, coalesce(r.open, 0) as reports
        from ${table} c left join (
          select product_id, ${key} as id, count(*) as open from ${reports} where resolved_at is null group by product_id, ${key}
        ) r on r.product_id = c.product_id and r.id = c.id
        where c.open_reports <> coalesce(r.open, 0)`,
      )
      .join(" union all "),
  },
  {
    id: "questions.answers-counted",
    holds: "Every question has as many visible answers as it says.",
    sql: `select q.id, q.answer_count, coalesce(a.answers, 0) as answers
      from questions q left join (
        select product_id, question_id, count(*) as answers from answers where hidden_at is null group by product_id, question_id
      ) a on a.product_id = q.product_id and a.question_id = q.id
      where q.answer_count <> coalesce(a.answers, 0)`,
  },
];
