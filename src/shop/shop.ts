import { join } from "node:path";
import {
  type CacheSettings,
  type ConsistentLoads,
  createByteCache,
  DEFAULT_CACHE,
  DEFAULT_LIST_CACHE,
  type ListCacheSettings,
} from "../platform/cache/byte-cache.ts";
import { createChangeSweeper } from "../platform/cache/changed-products.ts";
import { createInvalidations } from "../platform/cache/invalidations.ts";
import { systemClock } from "../platform/clock.ts";
import type { Database, ReadOnly } from "../platform/database/database.ts";
import { createIdBlocks } from "../platform/database/id-blocks.ts";
import type { EventConsumer } from "../platform/events/event.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import type { Logger } from "../platform/telemetry/logger.ts";
import type { Environment } from "../platform/topology/environment.ts";
import { createApiKeys, KEY_REVOCATION_DELAY_MS } from "./access/api-keys.ts";
import { createShopperAccess, REVOCATION_DELAY_MS } from "./access/shopper-access.ts";
import { createTokens, loadTokenSecrets } from "./access/tokens.ts";
import { createCartStore } from "./carts/cart-store.ts";
import { createCarts } from "./carts/carts.ts";
import { mergeCarts } from "./carts/merge-carts.ts";
import { createProductPages } from "./catalog/product-pages.ts";
import { createProductReads } from "./catalog/product-reads.ts";
import { createCheckout, FIRST_RECOVERY_MS } from "./checkout/checkout.ts";
import { createContributionLimits } from "./contributions/limits.ts";
import { createAddresses } from "./customers/addresses.ts";
import { createCustomers } from "./customers/customers.ts";
import { createComments } from "./engagement/comments.ts";
import { createCounterConsumer } from "./engagement/counters.ts";
import { createFeedConsumer } from "./engagement/feed-consumer.ts";
import { createLikes } from "./engagement/likes.ts";
import type { ShopObserver } from "./figures.ts";
import { createHolds } from "./inventory/holds.ts";
import { createInventoryConsumer } from "./inventory/order-consumer.ts";
import { warehousePreference } from "./inventory/preference.ts";
import { createStockReads } from "./inventory/read-stock.ts";
import { createStockAccuracy } from "./inventory/stock-accuracy.ts";
import { createSweeper } from "./inventory/sweeper.ts";
import { defineMaintenance } from "./maintenance.ts";
import { createFolderTransport, createSmtpTransport } from "./notifications/mail-transport.ts";
import { createNotifications } from "./notifications/notifications.ts";
import { cancelOrder } from "./orders/cancel-order.ts";
import { createCancellationConsumer } from "./orders/cancellation-consumer.ts";
import { createOrderStocks } from "./orders/order-stock.ts";
import { createPaymentEvents } from "./orders/payment-events.ts";
import { createOrderPlacement } from "./orders/place-orders.ts";
import { createOrderReads, createShownOrders } from "./orders/read-orders.ts";
import { createRefundRunner } from "./orders/refund-runner.ts";
import { createSettlements } from "./orders/settle-payments.ts";
import { createPaymentRecovery } from "./payments/recovery.ts";
import { createPaymentProviders, type PaymentProviders } from "./payments/registry.ts";
import { createPictures } from "./pictures/pictures.ts";
import { createOfferStore } from "./pricing/offers.ts";
import { createHttpRateProvider } from "./pricing/rate-provider.ts";
import { createReferenceStore, type ReferenceStore } from "./pricing/reference-store.ts";
import { createRateRefresher, defineRateRefresh } from "./pricing/refresh-rates.ts";
import { createExpiredRedemptions } from "./promotions/expired-redemptions.ts";
import { createRedemptions } from "./promotions/redemptions.ts";
import { createQuestionModeration } from "./questions/question-moderation.ts";
import { createQuestions } from "./questions/questions.ts";
import { defineRebuild } from "./recommendations/rebuild.ts";
import { createRecommendations } from "./recommendations/recommendations.ts";
import { createTrendsConsumer } from "./recommendations/trends-consumer.ts";
import { createViews } from "./recommendations/views.ts";
import { createReviewModeration } from "./reviews/review-moderation.ts";
import { createReviews } from "./reviews/reviews.ts";
import { createSearchEngines, createSearchIndexers } from "./search/engines.ts";
import { createReferenceFollower } from "./search/follow-reference.ts";
import { createProductSearch } from "./search/search-products.ts";
import { createSuggestions } from "./search/suggestions.ts";
import { createSynonymStore } from "./search/synonyms.ts";
import { defineSearchUpkeep } from "./search/upkeep.ts";
import { isLoopbackHost } from "./webhooks/target.ts";
import { createWebhooks } from "./webhooks/webhooks.ts";

export type ShopContext = {
  readonly db: Database;
  readonly jobs: Jobs;
  readonly logger: Logger;
  readonly environment: Environment;
  /** Where what is only shown is read from, when there are replicas: what everybody sees, and what belongs to the shopper. */
  readonly reads?: ({ readonly shared: ReadOnly; readonly own: ReadOnly } & ConsistentLoads) | undefined;
  /** Of ready answers about products, per process; null keeps none. */
  readonly cache?: CacheSettings | null | undefined;
  /** Of ready lists and searches, likewise. */
  readonly listCache?: ListCacheSettings | null | undefined;
  /** Told what the parts do, for the metrics. */
  readonly observer?: ShopObserver | undefined;
};

/** Product ids are made by people, order numbers by sales. */
const PRODUCT_ID_BLOCK = 10;
const ORDER_NUMBER_BLOCK = 1_000;

export type Shop = Awaited<ReturnType<typeof createShop>>;

/** Every part of the shop, each given what it needs. Nothing runs yet: the routes and the worker's loops are started by who serves them. */
export async function createShop({
  db,
  jobs,
  logger,
  environment,
  reads: replicas,
  cache = DEFAULT_CACHE,
  listCache = DEFAULT_LIST_CACHE,
  observer,
}: ShopContext) {
  const clock = systemClock;
  const reference = createReferenceStore(db);
  const tokens = createTokens(await loadTokenSecrets(db, environment.tokenSecret ?? undefined), clock);
  const shopperAccess = createShopperAccess(db, tokens, REVOCATION_DELAY_MS, observer);
  const providers = paymentProviders(environment, observer);

  const reads = replicas ?? { shared: db, own: db };
  const products = createProductReads(db, reference, observer);
  const shownProducts = replicas === undefined ? products : createProductReads(reads.shared, reference);
  const lookFailed = (error: unknown) => logger.warn({ err: error }, "what has changed is not known");
  const withPositions = replicas !== undefined;
  const invalidations = createInvalidations({ connect: db.connect, onError: lookFailed, withPositions });
  const offers = createOfferStore(db, reference, { changes: invalidations, observer });
  const ready = { invalidations, loads: replicas, observer };
  const answers = cache === null ? null : createByteCache({ name: "answers", ...cache, ...ready });
  const lists =
    listCache === null ? null : createByteCache({ name: "lists", ...listCache, restMs: listCache.freshMs / 2, ...ready });
  /** For what is remembered: never older than what was told, or it would be remembered after the news. */
  const told: Pick<ReferenceStore, "recent"> = {
    async recent() {
      await reference.recent();
      return reference.atLeast(invalidations.referenceVersion);
    },
  };
  const listedPages = createProductPages(reads.shared, reference);
  const cartStore = createCartStore(db, observer);
  const orders = createOrderReads(db, observer);
  const shownOrders = replicas === undefined ? orders : createShownOrders(reads.own, "shown-orders", observer);
  const holds = createHolds(db, { observer });
  const redemptions = createRedemptions(db);
  const settlements = createSettlements(db, observer);
  const orderStocks = createOrderStocks(db);
  const carts = createCarts({ db, store: cartStore, offers, isFirstOrder: orders.isFirstOrder, clock });
  const checkout = createCheckout({
    carts: cartStore,
    offers,
    holds,
    redemptions,
    placement: createOrderPlacement(db, FIRST_RECOVERY_MS, observer),
    orders,
    settlements,
    orderNumbers: createIdBlocks(db, "order-numbers", ORDER_NUMBER_BLOCK),
    provider: providers.byName,
    isFirstOrder: orders.isFirstOrder,
    clock,
    observer,
  });
  const viewsFailed = (error: unknown) => logger.warn({ err: error }, "views of products could not be written");
  const views = createViews({ db, observer, onError: viewsFailed });
  const customers = createCustomers({
    db,
    tokens,
    access: shopperAccess,
    clock,
    async mergeCarts(guestId, customerId) {
      // Nobody is kept from logging in by a list of what they looked at.
      if (guestId !== null) await views.adopt(guestId, customerId).catch(viewsFailed);
      return mergeCarts(db, guestId, customerId);
    },
  });
  const sender = { shopName: environment.shopName, from: environment.mailFrom, locale: "en-GB" };
  const transport =
    environment.smtpUrl === null
      ? createFolderTransport(join(environment.dataDirectory, "mails"), sender)
      : createSmtpTransport(environment.smtpUrl, sender);
  const notifications = createNotifications({
    db,
    jobs,
    transport,
    sender,
    staffAddress: environment.staffEmail,
    orders,
    describeVariant: async (variantId) => (await offers.load([variantId])).offers.get(variantId) ?? null,
  });
  if (environment.ratesUrl !== null) {
    const provider = createHttpRateProvider(environment.ratesUrl);
    const onUnavailable = (error: unknown) => logger.warn({ err: error }, "the exchange rates could not be refreshed");
    defineRateRefresh(jobs, createRateRefresher({ db, provider, clock, onUnavailable }));
  }
  defineMaintenance(jobs, db, clock);
  const searchEngines = await createSearchEngines({
    db,
    shown: reads.shared,
    openSearch: environment.openSearch,
    observer,
    onGivenUp: (error) => logger.warn({ err: error }, "OpenSearch gave no answer; the database searched instead"),
  });
  const searchIndexers = createSearchIndexers(searchEngines, { db, reads: products, now: clock.now });
  defineSearchUpkeep(jobs, searchEngines);
  defineRebuild(jobs, { db, clock });
  const webhooks = createWebhooks({ db, jobs, allowPrivateTargets: isLoopbackHost(environment.publicHost) });

  const consumers: EventConsumer[] = [
    createInventoryConsumer({
      db,
      holds,
      redemptions,
      orders: orderStocks,
      preference: async (country) => warehousePreference(await reference.fresh(), country),
      cancelSoldOut: (ref) => cancelOrder(db, ref, "sold-out"),
    }),
    createCancellationConsumer(db),
    webhooks.consumer,
    notifications,
    createTrendsConsumer({ db, orders: orderStocks }),
    createCounterConsumer(db),
    createFeedConsumer(db, clock),
    ...searchIndexers.consumers,
  ];

  return {
    db,
    reference,
    clock,
    tokens,
    shopperAccess,
    apiKeys: createApiKeys(db, KEY_REVOCATION_DELAY_MS, observer),
    providers,
    offers,
    carts,
    customers,
    addresses: createAddresses(db),
    checkout,
    orders,
    shownOrders,
    reads,
    holds,
    webhooks,
    consumers,
    paymentEvents: createPaymentEvents(db, observer),
    pictures: createPictures(observer),
    products,
    pages: createProductPages(db, reference, observer),
    listedPages,
    answers,
    lists,
    told,
    searchAgeMs: listCache?.searchAgeMs,
    changeSweeper: createChangeSweeper(db),
    productIds: createIdBlocks(db, "products", PRODUCT_ID_BLOCK),
    stock: createStockReads(db),
    reviews: createReviews(db, clock, reads.shared),
    reviewModeration: createReviewModeration(db),
    questions: createQuestions(db, clock, reads.shared),
    questionModeration: createQuestionModeration(db),
    contributionLimits: createContributionLimits(db, clock),
    /** Signs what the seller says. */
    shopName: environment.shopName,
    stockAccuracy: createStockAccuracy({
      db,
      onWrong: (level) => logger.error({ level }, "a stock level is not what its ledger says"),
    }),
    sweeper: createSweeper({ db, holds, orders: orderStocks, redemptions, expiredRedemptions: createExpiredRedemptions(db) }),
    paymentRecovery: createPaymentRecovery({ db, settlements, provider: providers.byName, logger }),
    refundRunner: createRefundRunner({ db, provider: providers.byName, logger }),
    views,
    searchIndexers,
    followReference: createReferenceFollower({ db, reference, clock, refresh: searchIndexers.refresh }),
    search: createProductSearch({
      engine: searchEngines.asked,
      pages: listedPages,
      reference: told,
      synonyms: createSynonymStore(db),
      clock,
      observer,
    }),
    suggest: createSuggestions({ engine: searchEngines.asked, reference: told }),
    recommendations: createRecommendations({
      db: reads.shared,
      products: shownProducts,
      reference,
      observer,
      onGivenUp: (error) => logger.warn({ err: error }, "recommendations were given up for one request"),
    }),
    likes: createLikes(db, reads.own),
    comments: createComments(db, clock, reads.shared),
    async close() {
      await invalidations.close();
      await views.flush().catch(viewsFailed);
      await searchEngines.close();
      await webhooks.close();
      await transport.close();
      await providers.close();
    },
  };
}

function paymentProviders(environment: Environment, observer: ShopObserver | undefined): PaymentProviders {
  const { sandboxUrl, sandboxSecret, stripe } = environment;
  if (sandboxUrl === null && stripe === null) {
    throw new Error("There is no payment provider: set TENFOLD_SANDBOX_URL (see `tenfold sandbox --help`) or STRIPE_SECRET_KEY.");
  }
  return createPaymentProviders(
    {
      provider: stripe === null ? "sandbox" : "stripe",
      ...(sandboxUrl === null ? {} : { sandbox: { url: sandboxUrl, webhookSecret: sandboxSecret } }),
      ...(stripe === null ? {} : { stripe: { apiKey: stripe.secretKey, webhookSecret: stripe.webhookSecret } }),
    },
    { observer },
  );
}
