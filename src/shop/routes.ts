import { deadLetterRoutes } from "../platform/events/dead-letter-routes.ts";
import type { EventWorker } from "../platform/events/event-worker.ts";
import type { App } from "../platform/http/server.ts";
import { failedJobRoutes } from "../platform/jobs/failed-job-routes.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import { apiKeyRoutes } from "./access/api-key-routes.ts";
import { sessionRoutes } from "./access/session-routes.ts";
import { cartRoutes } from "./carts/cart-routes.ts";
import { adminProductRoutes } from "./catalog/admin-product-routes.ts";
import { adminStructureRoutes } from "./catalog/admin-structure-routes.ts";
import { categoryRoutes } from "./catalog/category-routes.ts";
import { productRoutes } from "./catalog/product-routes.ts";
import { checkoutRoutes } from "./checkout/routes.ts";
import { addressRoutes } from "./customers/address-routes.ts";
import { customerRoutes } from "./customers/customer-routes.ts";
import { adminCommentRoutes, commentRoutes } from "./engagement/comment-routes.ts";
import { feedRoutes } from "./engagement/feed-routes.ts";
import { likeRoutes } from "./engagement/like-routes.ts";
import { inventoryRoutes } from "./inventory/routes.ts";
import { orderAdminRoutes } from "./orders/admin-routes.ts";
import { orderRoutes } from "./orders/routes.ts";
import { paymentWebhookRoutes } from "./payments/webhook-routes.ts";
import { pictureRoutes } from "./pictures/picture-routes.ts";
import { adminMarketRoutes } from "./pricing/admin-market-routes.ts";
import { adminPriceRoutes } from "./pricing/admin-price-routes.ts";
import { marketRoutes } from "./pricing/market-routes.ts";
import { adminPromotionRoutes } from "./promotions/admin-promotion-routes.ts";
import { adminQuestionRoutes } from "./questions/admin-question-routes.ts";
import { questionRoutes } from "./questions/question-routes.ts";
import { recommendationRoutes } from "./recommendations/routes.ts";
import { adminReviewRoutes } from "./reviews/admin-review-routes.ts";
import { reviewRoutes } from "./reviews/review-routes.ts";
import { adminSynonymRoutes, searchRoutes } from "./search/routes.ts";
import { adminShippingRoutes } from "./shipping/admin-shipping-routes.ts";
import { shippingRoutes } from "./shipping/shipping-routes.ts";
import type { Shop } from "./shop.ts";
import { webhookRoutes } from "./webhooks/routes.ts";

/** The whole API under /v1. `warmUp` prepares what the first visitors ask for. */
export function shopRoutes(
  app: App,
  shop: Shop,
  operations: { readonly events: EventWorker; readonly jobs: Jobs },
): { warmUp(): Promise<void> } {
  const { db, reference, clock, orders } = shop;
  const { pages, answers, lists, listedPages, told, searchAgeMs } = shop;
  const { warmUp } = productRoutes(app, { pages, clock, answers, listed: { pages: listedPages, answers: lists } });
  categoryRoutes(app, { db: shop.reads.shared, reference: told, answers: lists });
  pictureRoutes(app, { reads: shop.products, reference, pictures: shop.pictures });
  searchRoutes(app, { search: shop.search, suggest: shop.suggest, answers: lists, maxAgeMs: searchAgeMs });
  marketRoutes(app, { reference: told, answers: lists });
  shippingRoutes(app, { reference });
  sessionRoutes(app, { tokens: shop.tokens });
  customerRoutes(app, { customers: shop.customers });
  addressRoutes(app, { addresses: shop.addresses });
  cartRoutes(app, { carts: shop.carts });
  checkoutRoutes(app, { checkout: shop.checkout });
  orderRoutes(app, { db, orders: shop.shownOrders });
  reviewRoutes(app, { reviews: shop.reviews, limits: shop.contributionLimits });
  questionRoutes(app, { questions: shop.questions, limits: shop.contributionLimits });
  recommendationRoutes(app, { recommendations: shop.recommendations, views: shop.views, clock });
  likeRoutes(app, { db, likes: shop.likes, limits: shop.contributionLimits });
  commentRoutes(app, { comments: shop.comments, limits: shop.contributionLimits });
  feedRoutes(app, { reads: shop.reads.own });
  paymentWebhookRoutes(app, { provider: shop.providers.byName, events: shop.paymentEvents });

  adminProductRoutes(app, { db, productIds: shop.productIds });
  adminStructureRoutes(app, { db });
  adminPriceRoutes(app, { db, reference });
  adminMarketRoutes(app, { db, reference });
  adminPromotionRoutes(app, { db });
  adminShippingRoutes(app, { db });
  adminSynonymRoutes(app, { db });
  inventoryRoutes(app, { db, stock: shop.stock });
  orderAdminRoutes(app, { db, orders });
  adminReviewRoutes(app, { moderation: shop.reviewModeration });
  adminQuestionRoutes(app, { db, moderation: shop.questionModeration, shopName: shop.shopName, clock });
  adminCommentRoutes(app, { comments: shop.comments });
  apiKeyRoutes(app, { apiKeys: shop.apiKeys });
  webhookRoutes(app, { db, webhooks: shop.webhooks });
  deadLetterRoutes(app, operations);
  failedJobRoutes(app, operations);
  return { warmUp };
}
