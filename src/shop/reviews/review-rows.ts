import { contentPartId } from "../../platform/ids.ts";
import { type CharacteristicName, inOrder } from "./characteristics.ts";
import type { CharacteristicValues, Review } from "./review.ts";

export type ReviewRow = {
  readonly id: number;
  readonly product_id: number;
  readonly rating: number;
  readonly summary: string;
  readonly body: string;
  readonly recommend: boolean;
  readonly reviewer_name: string;
  readonly created_at: Date;
  readonly helpful_count: number;
  readonly relevance: number;
  readonly verified_purchase: boolean;
  readonly photos: readonly string[];
  readonly characteristics: CharacteristicValues;
  readonly response_body: string | null;
  readonly responded_at: Date | null;
  readonly generated: boolean;
};

/** `r` is the row of reviews. The address of who wrote it is not among them, nor is who it was. */
export const REVIEW_COLUMNS = `r.id, r.product_id, r.rating, r.summary, r.body, r.recommend, r.reviewer_name, r.created_at, r.helpful_count,
    r.relevance, r.verified_purchase, r.photos, r.characteristics, r.response_body, r.responded_at, r.generated`;

export function toReview(row: ReviewRow): Review {
  return {
    id: row.id,
    productId: row.product_id,
    rating: row.rating,
    summary: row.summary,
    body: row.body,
    recommend: row.recommend,
    reviewerName: row.reviewer_name,
    createdAt: row.created_at,
    helpfulCount: row.helpful_count,
    verifiedPurchase: row.verified_purchase,
    photos: row.photos.map((url, index) => ({ id: contentPartId(row.id, index + 1), url })),
    characteristics: inOrder(Object.keys(row.characteristics) as CharacteristicName[]).map((name) => ({
      name,
      value: row.characteristics[name]!,
    })),
    response: row.response_body === null ? null : { body: row.response_body, createdAt: row.responded_at! },
    generated: row.generated,
  };
}
