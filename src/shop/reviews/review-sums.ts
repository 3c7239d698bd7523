import { noteChangedProducts } from "../../platform/cache/changed-products.ts";
import { type Queryable, sql } from "../../platform/database/database.ts";
import { type NewProductEvent, recordProductEvents } from "../../platform/events/outbox.ts";
import type { CharacteristicName } from "./characteristics.ts";
import { averageOf, type CharacteristicValues } from "./review.ts";

/** What a review adds to its product's sums, or takes from them. */
export type Counted = {
  readonly productId: number;
  readonly rating: number;
  readonly recommend: boolean;
  readonly characteristics: CharacteristicValues;
};

/** The locked row of a product's sums. */
export type LockedSums = {
  readonly product_id: number;
  /** Of the change that the lock is for. */
  readonly version: number;
  readonly next_review: number;
  /** Chosen for the product; null: whatever its reviews use. */
  readonly characteristics: readonly CharacteristicName[] | null;
};

/** Events of reviews; each tells the product's present rating. `reviews.imported` stands for many. */
export const reviewEventTypes = [
  "review.posted",
  "review.hidden",
  "review.restored",
  "review.deleted",
  "reviews.imported",
] as const;
export type ReviewEventType = (typeof reviewEventTypes)[number];

/** What happened, of one product. */
export type ReviewChange = {
  readonly type: ReviewEventType;
  /** Null: many at once. */
  readonly reviewId: number | null;
};

// The first of every write: from here to the end of the transaction nobody else counts this product's reviews. In the order of ids, so
// that writers of several products cannot wait for each other in a circle. The version grows with every write and orders the events.
const lockSums = sql<LockedSums>(
  "reviews.lock-sums",
  `insert into review_summaries as s (product_id, version)
   select p.id, 1 from unnest($1::bigint[]) x (id) join products p on p.id = x.id
   where p.status = 'active' or not $2::boolean
   order by p.id
   on conflict (product_id) do update set version = s.version + 1
   returning s.product_id, s.version, s.next_review, s.characteristics`,
);

const addCharacteristics = sql<object>(
  "reviews.add-characteristics",
  `insert into review_characteristics (product_id, name)
   select product_id, name from json_to_recordset($1) as x (product_id bigint, name text)
   on conflict do nothing`,
);

type Sums = { readonly product_id: number; readonly version: number; readonly count: number; readonly rating_sum: number };

const applySums = sql<Sums>(
  "reviews.apply-sums",
  `with judged as (
     update review_characteristics c set count = c.count + x.count, value_sum = c.value_sum + x.value_sum
     from json_to_recordset($2) as x (product_id bigint, name text, count integer, value_sum bigint)
     where c.product_id = x.product_id and c.name = x.name
   ), summed as (
   update review_summaries s set next_review = s.next_review + x.numbers, count = s.count + x.count, rating_sum = s.rating_sum + x.rating_sum,
     rating_1 = s.rating_1 + x.rating_1, rating_2 = s.rating_2 + x.rating_2, rating_3 = s.rating_3 + x.rating_3,
     rating_4 = s.rating_4 + x.rating_4, rating_5 = s.rating_5 + x.rating_5,
     recommended_yes = s.recommended_yes + x.recommended_yes, recommended_no = s.recommended_no + x.recommended_no
   from json_to_recordset($1) as x (product_id bigint, numbers integer, count integer, rating_sum bigint, rating_1 integer, rating_2 integer,
     rating_3 integer, rating_4 integer, rating_5 integer, recommended_yes integer, recommended_no integer)
   where s.product_id = x.product_id
   returning s.product_id, s.version, s.count, s.rating_sum
   ), noted as (
     ${noteChangedProducts("summed")}
   )
   select product_id, version, count, rating_sum from summed`,
);

/** Locks the sums of the products, making those that are missing. Products that are not there (or not `active`) are left out. */
export async function lockReviewSums(
  tx: Queryable,
  productIds: readonly number[],
  { activeOnly }: { readonly activeOnly: boolean },
): Promise<Map<number, LockedSums>> {
  const rows = await tx.run(lockSums, [[...new Set(productIds)], activeOnly]);
  return new Map(rows.map((row) => [row.product_id, row]));
}

/**
 * Adds the reviews to the sums of their products, or takes them away, and writes an event for each product. The sums must be locked by `tx`.
 * `sign` -1 takes away; `numbered`: the reviews have taken numbers from the product.
 */
export async function countReviews(
  tx: Queryable,
  reviews: readonly Counted[],
  { sign, numbered, change }: { readonly sign: 1 | -1; readonly numbered: boolean; readonly change: ReviewChange },
): Promise<void> {
  const { summaries, characteristics } = sumsOf(reviews, sign, numbered);
  if (sign === 1 && characteristics.length > 0) await tx.run(addCharacteristics, [JSON.stringify(characteristics)]);
  const after = await tx.run(applySums, [JSON.stringify(summaries), JSON.stringify(characteristics)]);
  await recordProductEvents(
    tx,
    after.map((sums) => reviewEvent(change, sums)),
  );
}

function reviewEvent(
  { type, reviewId }: ReviewChange,
  { product_id: productId, version, count, rating_sum }: Sums,
): NewProductEvent {
  return {
    productId,
    aggregateType: "reviews",
    aggregateId: `reviews-${productId}`,
    version,
    type,
    payload: { productId, reviewId, rating: { count, average: averageOf(rating_sum, count) } },
  };
}

type SummaryDelta = { product_id: number; numbers: number; count: number; rating_sum: number } & Record<string, number>;
type CharacteristicDelta = { product_id: number; name: string; count: number; value_sum: number };

function sumsOf(reviews: readonly Counted[], sign: 1 | -1, numbered: boolean) {
  const summaries = new Map<number, SummaryDelta>();
  const characteristics = new Map<string, CharacteristicDelta>();
  for (const { productId, rating, recommend, characteristics: values } of reviews) {
    const sums = summaries.get(productId) ?? noDelta(productId);
    summaries.set(productId, sums);
    if (numbered) sums.numbers += 1;
    sums.count += sign;
    sums.rating_sum += sign * rating;
    sums[`rating_${rating}`]! += sign;
    sums[recommend ? "recommended_yes" : "recommended_no"]! += sign;
    for (const [name, value] of Object.entries(values)) {
      const key = `${productId} ${name}`;
      const judged = characteristics.get(key) ?? { product_id: productId, name, count: 0, value_sum: 0 };
      characteristics.set(key, judged);
      judged.count += sign;
      judged.value_sum += sign * value;
    }
  }
  return { summaries: [...summaries.values()], characteristics: [...characteristics.values()] };
}

function noDelta(productId: number): SummaryDelta {
  return {
    product_id: productId,
    numbers: 0,
    count: 0,
    rating_sum: 0,
    rating_1: 0,
    rating_2: 0,
    rating_3: 0,
    rating_4: 0,
    rating_5: 0,
    recommended_yes: 0,
    recommended_no: 0,
  };
}
