import type { Database } from "../../platform/database/database.ts";
import { activeProducts } from "../catalog/active-products.ts";
import { countersOf } from "./counters.ts";
import type { Likes } from "./likes.ts";

export type Engagement = {
  readonly likes: number;
  readonly comments: number;
  /** Whether the one who asks likes it, at this moment; null without a session. */
  readonly liked: boolean | null;
  readonly reviews: readonly { readonly reviewId: number; readonly likes: number; readonly liked: boolean | null }[];
};

export type EngagementRequest = {
  readonly productId: number;
  readonly reviewIds: readonly number[];
  readonly shopperId: string | null;
};

/**
 * The counters of a product and of some of its reviews, and what the shopper has said. A like is in its counter when the worker has folded it,
 * some tenths of a second later; the shopper's own is known at once. Null when there is no such product. Two statements, three with a shopper.
 */
export async function readEngagement(
  { db, likes }: { readonly db: Database; readonly likes: Likes },
  { productId, reviewIds, shopperId }: EngagementRequest,
): Promise<Engagement | null> {
  const [active, counters, own] = await Promise.all([
    activeProducts(db, [productId]),
    countersOf(db, productId, reviewIds),
    shopperId === null ? null : likes.ofShopper(shopperId, productId, reviewIds),
  ]);
  if (!active.has(productId)) return null;
  return {
    likes: counters.likes,
    comments: counters.comments,
    liked: own === null ? null : own.product,
    reviews: [...new Set(reviewIds)].map((reviewId) => ({
      reviewId,
      likes: counters.likesOfReviews.get(reviewId) ?? 0,
      liked: own === null ? null : own.reviews.has(reviewId),
    })),
  };
}
