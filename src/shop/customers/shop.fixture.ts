import type { InjectOptions } from "fastify";
import { createTestDatabase } from "../../../test/support/database.ts";
import type { Clock } from "../../platform/clock.ts";
import { systemClock } from "../../platform/clock.ts";
import { createDatabase } from "../../platform/database/database.ts";
import { createTestServer } from "../../platform/http/testing.ts";
import { apiKeyRoutes } from "../access/api-key-routes.ts";
import { createApiKeys } from "../access/api-keys.ts";
import { sessionRoutes } from "../access/session-routes.ts";
import { createShopperAccess } from "../access/shopper-access.ts";
import { createTokens, loadTokenSecrets } from "../access/tokens.ts";
import { cartRoutes } from "../carts/cart-routes.ts";
import { createCartStore } from "../carts/cart-store.ts";
import { createCarts } from "../carts/carts.ts";
import { mergeCarts } from "../carts/merge-carts.ts";
import { importProducts } from "../catalog/import-products.ts";
import { createOfferStore } from "../pricing/offers.ts";
import { createReferenceStore } from "../pricing/reference-store.ts";
import { seedReferenceData } from "../seed/reference-data.ts";
import { addressRoutes } from "./address-routes.ts";
import { createAddresses } from "./addresses.ts";
import { customerRoutes } from "./customer-routes.ts";
import { type CustomerLimits, createCustomers } from "./customers.ts";

export type ProcessOptions = {
  readonly clock?: Clock;
  readonly limits?: Partial<CustomerLimits>;
  /** How long a process may go on with what it remembers; short, so that a test need not wait. */
  readonly revocationDelayMs?: number;
};

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back.
export type Body = any;
export type Answer = { readonly status: number; readonly body: Body; readonly headers: Record<string, unknown> };

/** A shop with a few products at 10.00 pounds and the sessions, customers and carts over it, for as many processes as a test wants. */
export async function createShopFixture(products = 3) {
  const testDatabase = await createTestDatabase();
  const seeding = createDatabase({ url: testDatabase.url, poolSize: 2 });
  await seedReferenceData(seeding);
  const { variantIdOfSku } = await importProducts(
    seeding,
    Array.from({ length: products }, (_, index) => productToImport(index)),
  );
  await seeding.close();
  const closers: (() => Promise<unknown>)[] = [];

  async function startProcess({ clock = systemClock, limits, revocationDelayMs = 1 }: ProcessOptions = {}) {
    const db = createDatabase({ url: testDatabase.url, poolSize: 4 });
    const tokens = createTokens(await loadTokenSecrets(db, undefined), clock);
    const access = createShopperAccess(db, tokens, revocationDelayMs, undefined, clock);
    const apiKeys = createApiKeys(db, revocationDelayMs);
    const carts = createCarts({
      db,
      store: createCartStore(db),
      offers: createOfferStore(db, createReferenceStore(db)),
      isFirstOrder: async () => false,
      clock,
    });
    const customers = createCustomers({
      db,
      tokens,
      access,
      clock,
      mergeCarts: (guestId, customerId) => mergeCarts(db, guestId, customerId),
      ...(limits === undefined ? {} : { limits }),
    });
    const { app, lines } = await createTestServer({
      authenticateShopper: access.authenticate,
      authenticateAdmin: apiKeys.authenticate,
    });
    sessionRoutes(app, { tokens });
    apiKeyRoutes(app, { apiKeys });
    customerRoutes(app, { customers });
    addressRoutes(app, { addresses: createAddresses(db) });
    cartRoutes(app, { carts });
    closers.push(async () => {
      await app.close();
      await db.close();
    });

    async function call(
      method: NonNullable<InjectOptions["method"]>,
      url: string,
      { token, payload, key }: { token?: string; payload?: object; key?: string } = {},
    ): Promise<Answer> {
      const headers = {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
      };
      const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
      return { status: answer.statusCode, body: answer.body === "" ? null : answer.json(), headers: answer.headers };
    }

    const guest = async (): Promise<{ token: string; shopperId: string }> => (await call("POST", "/v1/sessions")).body;
    return { app, db, tokens, access, apiKeys, carts, customers, lines, call, guest };
  }

  return {
    testDatabase,
    variantIds: [...variantIdOfSku.values()],
    startProcess,
    async close() {
      for (const close of closers) await close();
      await testDatabase.close();
    },
  };
}

export type ShopFixture = Awaited<ReturnType<typeof createShopFixture>>;
export type ShopProcess = Awaited<ReturnType<ShopFixture["startProcess"]>>;

function productToImport(index: number) {
  return {
    slug: `product-${index}`,
    name: `Product ${index}`,
    description: "",
    categoryPath: ["Things"],
    attributes: {},
    variants: [{ sku: `SKU-${index}`, options: {}, priceMinor: 1_000, tiers: [], weightGrams: 100 }],
  };
}
