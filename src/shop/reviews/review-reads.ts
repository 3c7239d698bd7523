import { type Queryable, type ReadOnly, sql } from "../../platform/database/database.ts";
import { productOfContent } from "../../platform/ids.ts";
import { type CharacteristicName, characteristicId, inOrder } from "./characteristics.ts";
import { averageOf, type Review, type ReviewSort, type ReviewSummary, stars } from "./review.ts";
import { REVIEW_COLUMNS, type ReviewRow, toReview } from "./review-rows.ts";

/** Where a list goes on: the sort key (milliseconds for the newest) and the id of the last review shown. */
export type ReviewPosition = { readonly key: number; readonly id: number };

export type ReviewListRequest = {
  readonly productId: number;
  readonly sort: ReviewSort;
  /** Only reviews with these numbers of stars; all when left out. */
  readonly ratings?: readonly number[] | undefined;
  readonly limit: number;
  readonly after?: ReviewPosition | null;
  /** Reviews to pass over, for clients that count pages. */
  readonly offset?: number;
  /** Leaves out what has been reported and not yet been decided on. */
  readonly withoutReported?: boolean;
};

export type ReviewPage = { readonly reviews: readonly Review[]; readonly next: ReviewPosition | null };

/**
 * Each number of stars has its own range of the sort's index; the first of all of them are merged. So a filter reads nothing that it does
 * not show, however rare the stars are, and without a filter the page costs five short ranges.
 * $1 product, $2 stars, $3 and $4 the position, $5 limit, $6 offset, $7 without reported.
 */
function listStatement(sort: ReviewSort, column: string, position: string) {
  return sql<ReviewRow | { readonly id: null }>(
    `reviews.list-${sort}`,
    `select ${REVIEW_COLUMNS}
     from products p
     left join lateral (
       select k.key, k.id from unnest($2::smallint[]) s (rating)
       cross join lateral (
         select ${column} as key, id from reviews
         where product_id = $1 and rating = s.rating and hidden_at is null and (${column}, id) < (${position}, $4::bigint)
           and (open_reports = 0 or not $7::boolean)
         order by ${column} desc, id desc limit $5::bigint + $6::bigint
       ) k
       order by k.key desc, k.id desc limit $5::bigint offset $6::bigint
     ) chosen on true
     left join reviews r on r.product_id = p.id and r.id = chosen.id
     where p.id = $1 and p.status = 'active'
     order by chosen.key desc, chosen.id desc`,
  );
}

/** For the test of their plans. */
export const listStatements = {
  relevant: listStatement("relevant", "relevance", "$3::bigint"),
  newest: listStatement("newest", "created_at", "to_timestamp($3::double precision / 1000)"),
  helpful: listStatement("helpful", "helpful_count", "$3::bigint"),
};

type SummaryRow = {
  readonly product_id: number;
  readonly count: number | null;
  readonly rating_sum: number;
  readonly rating_1: number;
  readonly rating_2: number;
  readonly rating_3: number;
  readonly rating_4: number;
  readonly rating_5: number;
  readonly recommended_yes: number;
  readonly recommended_no: number;
  readonly chosen: readonly CharacteristicName[] | null;
  readonly characteristics: readonly { readonly name: CharacteristicName; readonly count: number; readonly sum: number }[] | null;
};

const readSummary = sql<SummaryRow>(
  "reviews.read-summary",
  `select p.id as product_id, s.count, s.rating_sum, s.rating_1, s.rating_2, s.rating_3, s.rating_4, s.rating_5,
     s.recommended_yes, s.recommended_no, s.characteristics as chosen,
     (select json_agg(json_build_object('name', c.name, 'count', c.count, 'sum', c.value_sum))
      from review_characteristics c where c.product_id = p.id) as characteristics
   from products p left join review_summaries s on s.product_id = p.id
   where p.id = $1 and p.status = 'active'`,
);

const readReview = sql<ReviewRow>(
  "reviews.read",
  `select ${REVIEW_COLUMNS} from reviews r where r.product_id = $1 and r.id = $2 and r.hidden_at is null`,
);

/** Above every position: where a list begins. 9,000,000,000,000 is in the year 2255 as milliseconds. */
const TOP: ReviewPosition = { key: 9_000_000_000_000, id: Number.MAX_SAFE_INTEGER };

/** Null: there is no such product. One statement. */
export async function listReviews(db: ReadOnly, request: ReviewListRequest): Promise<ReviewPage | null> {
  const { productId, sort, ratings, limit, after, offset = 0, withoutReported = false } = request;
  const { key, id } = after ?? TOP;
  // A forged position outside of all time must not be an error in PostgreSQL.
  const from = Math.min(Math.max(key, 0), TOP.key);
  const shown = [...new Set(ratings ?? stars)];
  // One more than asked for shows whether there is a next page.
  const rows = await db.run(listStatements[sort], [productId, shown, from, id, limit + 1, offset, withoutReported]);
  if (rows.length === 0) return null;
  const found = rows.filter((row) => row.id !== null);
  const last = found.length > limit ? found[limit - 1]! : null;
  return {
    reviews: found.slice(0, limit).map(toReview),
    next: last && { key: sortKey(last, sort), id: last.id },
  };
}

function sortKey(row: ReviewRow, sort: ReviewSort): number {
  if (sort === "relevant") return row.relevance;
  return sort === "newest" ? row.created_at.getTime() : row.helpful_count;
}

/** Null: there is no such review, or it is hidden. */
export async function findReview(db: Queryable, id: number): Promise<Review | null> {
  const [row] = await db.run(readReview, [productOfContent(id), id]);
  return row === undefined ? null : toReview(row);
}

/** Null: there is no such product. One statement. */
export async function readReviewSummary(db: ReadOnly, productId: number): Promise<ReviewSummary | null> {
  const [row] = await db.run(readSummary, [productId]);
  if (row === undefined) return null;
  const used = new Map((row.characteristics ?? []).map((each) => [each.name, each]));
  const names = row.chosen ?? [...used.values()].filter((each) => each.count > 0).map((each) => each.name);
  const count = row.count ?? 0;
  return {
    productId,
    count,
    ratingSum: row.rating_sum ?? 0,
    average: averageOf(row.rating_sum, count),
    ratings: {
      "1": row.rating_1 ?? 0,
      "2": row.rating_2 ?? 0,
      "3": row.rating_3 ?? 0,
      "4": row.rating_4 ?? 0,
      "5": row.rating_5 ?? 0,
    },
    recommended: { yes: row.recommended_yes ?? 0, no: row.recommended_no ?? 0 },
    characteristics: inOrder(names).map((name) => {
      const { count: values, sum } = used.get(name) ?? { count: 0, sum: 0 };
      return { id: characteristicId(productId, name), name, count: values, valueSum: sum, average: averageOf(sum, values) };
    }),
  };
}
