import { createTestDatabase } from "../../../test/support/database.ts";
import { addVariants } from "../../../test/support/shop.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import type { AdminRole } from "../../platform/http/auth.ts";
import { createTestServer } from "../../platform/http/testing.ts";
import { newId, productOfVariant } from "../../platform/ids.ts";
import { adminQuestionRoutes } from "../questions/admin-question-routes.ts";
import { createQuestionModeration } from "../questions/question-moderation.ts";
import { questionRoutes } from "../questions/question-routes.ts";
import { createQuestions } from "../questions/questions.ts";
import { adminReviewRoutes } from "../reviews/admin-review-routes.ts";
import type { NewReview } from "../reviews/review.ts";
import { createReviewModeration } from "../reviews/review-moderation.ts";
import { reviewRoutes } from "../reviews/review-routes.ts";
import { createReviews } from "../reviews/reviews.ts";
import type { ImportedReview } from "../reviews/write-reviews.ts";
import { seedReferenceData } from "../seed/reference-data.ts";
import { createContributionLimits } from "./limits.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back.
type Body = any;
export type Answer = { readonly status: number; readonly body: Body };
type CallOptions = { readonly as?: string; readonly body?: object; readonly key?: string };

const POOL_SIZE = 16;
export const EMAIL = "writer@mails.example";

/** Reviews and questions on a database of their own, behind a server that takes a shopper's id for their token, and `admin-<role>` for staff. */
export async function createContributionsFixture(options: { readonly wrap?: (db: Database) => Database } = {}) {
  const testDatabase = await createTestDatabase();
  const pool = createDatabase({ url: testDatabase.url, poolSize: POOL_SIZE });
  const db = options.wrap?.(pool) ?? pool;
  await seedReferenceData(pool);
  const { app, lines } = await createTestServer({
    authenticateShopper: (token) => ({ shopperId: token, customerId: null }),
    authenticateAdmin: (key) => (key.startsWith("admin-") ? { keyId: key, role: key.slice("admin-".length) as AdminRole } : null),
  });
  const reviews = createReviews(db);
  const questions = createQuestions(db);
  const reviewModeration = createReviewModeration(db);
  const questionModeration = createQuestionModeration(db);
  // All of a test falls into one window.
  const startedAt = new Date();
  const limits = createContributionLimits(db, { now: () => startedAt });
  reviewRoutes(app, { reviews, limits });
  adminReviewRoutes(app, { moderation: reviewModeration });
  questionRoutes(app, { questions, limits });
  adminQuestionRoutes(app, { db, moderation: questionModeration, shopName: "Test Shop" });
  await app.ready();

  return {
    testDatabase,
    db,
    lines,
    reviews,
    questions,
    reviewModeration,
    questionModeration,
    /** A product that nobody has written about. */
    newProduct: async () => productOfVariant((await addVariants(testDatabase))[0]!),
    async call(method: "GET" | "POST" | "PUT" | "DELETE", url: string, { as, body, key }: CallOptions = {}): Promise<Answer> {
      const headers = {
        ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
      };
      const answer = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
      return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
    },
    async close() {
      await app.close();
      await pool.close();
      await testDatabase.close();
    },
  };
}

export type ContributionsFixture = Awaited<ReturnType<typeof createContributionsFixture>>;

/** A shopper: their id is their token. */
export const newShopper = newId;

export const reviewBody = (changes: object = {}) => ({
  rating: 4,
  summary: "Keeps my tea warm",
  body: "I have used it every day for a month.",
  recommend: true,
  name: "Ada L.",
  email: EMAIL,
  ...changes,
});

export function reviewOf(productId: number, changes: Partial<NewReview> = {}): NewReview {
  return { ...reviewBody(), photos: [], characteristics: {}, ...changes, productId };
}

export function importedReview(productId: number, changes: Partial<ImportedReview> = {}): ImportedReview {
  return {
    ...reviewOf(productId),
    createdAt: new Date("2026-05-01T12:00:00Z"),
    helpfulCount: 0,
    verifiedPurchase: false,
    response: null,
    generated: true,
    ...changes,
  };
}
