import Type from "typebox";
import type { Queryable } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import type { App } from "../../platform/http/server.ts";
import { LARGEST_PRODUCT_ID } from "../../platform/ids.ts";
import { ContentId } from "../../shop/contributions/schemas.ts";
import { readReportedReviews, summaryWithout } from "../../shop/reviews/reported-reviews.ts";
import type { ReviewSummary } from "../../shop/reviews/review.ts";
import type { Reviews } from "../../shop/reviews/reviews.ts";
import { absoluteFor, config, created, createdResponse, emptyAnswer, hidden, spellings } from "./adapter.ts";
import { MetaAnswer, ReviewsAnswer } from "./answers.ts";
import { ReviewBody } from "./bodies.ts";
import { pagingOf, productIdOf, type Query } from "./paging.ts";
import { characteristicsOf, sortOf, toMeta, toReview } from "./reviews.ts";
import { NOBODY } from "./visitor.ts";

/** Clients that count on one page for everything get this much of it: 0.7 MB at the most, and in the usual shop all there is. */
const MAX_REVIEWS = 1_000;

const reviewParams = Type.Object({ reviewId: ContentId("review") });

export type ReviewDependencies = { readonly db: Queryable; readonly reviews: Reviews };

export function reviewRoutes(app: App, { db, reviews }: ReviewDependencies): void {
  /** The counts are of what the lists show. The two statements run at the same time. */
  async function summaryOf(productId: number): Promise<ReviewSummary | null> {
    const [summary, reported] = await Promise.all([reviews.summary(productId), readReportedReviews(db, productId)]);
    return summary && summaryWithout(summary, reported);
  }

  for (const path of spellings("/reviews")) {
    app.get(path, { config, schema: { ...hidden, response: { 200: ReviewsAnswer } } }, async (request) => {
      const query = request.query as Query;
      const productId = productIdOf(query);
      const { page, count, limit, offset, isBeyond } = pagingOf(query, MAX_REVIEWS);
      const isNone = isBeyond || productId > LARGEST_PRODUCT_ID;
      const list = isNone ? null : await reviews.list({ productId, sort: sortOf(query), limit, offset, withoutReported: true });
      const absolute = absoluteFor(request);
      const results = (list?.reviews ?? []).map((review) => toReview(review, absolute));
      return { product: String(productId), page: page - 1, count, results };
    });

    app.post(path, { config, schema: { ...hidden, body: ReviewBody, response: createdResponse } }, async (request, reply) => {
      const { product_id, rating, summary = "", body, recommend, name, email, photos = [], characteristics = {} } = request.body;
      const productId = Number(product_id);
      if (productId > LARGEST_PRODUCT_ID) throw problem("not-found");
      const review = {
        productId,
        rating: Number(rating),
        summary,
        body,
        recommend: recommend === true || recommend === "true",
        name,
        email,
        photos,
        characteristics: characteristicsOf(productId, characteristics),
      };
      await reviews.post(review, NOBODY);
      return created(reply);
    });
  }

  for (const path of spellings("/reviews/meta")) {
    app.get(path, { config, schema: { ...hidden, response: { 200: MetaAnswer } } }, async (request) => {
      const productId = productIdOf(request.query as Query);
      return toMeta(productId, productId > LARGEST_PRODUCT_ID ? null : await summaryOf(productId));
    });
  }

  for (const path of spellings("/reviews/:reviewId/helpful")) {
    app.put(path, { config, schema: { ...hidden, params: reviewParams } }, async (request, reply) => {
      await reviews.voteHelpful(request.params.reviewId, NOBODY);
      return emptyAnswer(reply);
    });
  }

  for (const path of spellings("/reviews/:reviewId/report")) {
    app.put(path, { config, schema: { ...hidden, params: reviewParams } }, async (request, reply) => {
      await reviews.report(request.params.reviewId, NOBODY, null);
      return emptyAnswer(reply);
    });
  }
}
