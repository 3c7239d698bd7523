import type { InjectOptions } from "fastify";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { systemClock } from "../../platform/clock.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import type { HttpServerOptions } from "../../platform/http/server.ts";
import { createTestServer, testShoppers } from "../../platform/http/testing.ts";
import { createCartStore } from "../../shop/carts/cart-store.ts";
import { createCarts } from "../../shop/carts/carts.ts";
import { ensureAttributes } from "../../shop/catalog/attributes.ts";
import { ensureCategoryPaths } from "../../shop/catalog/categories.ts";
import type { ProductDraft } from "../../shop/catalog/change-product.ts";
import { createProduct } from "../../shop/catalog/change-product.ts";
import { createProductReads } from "../../shop/catalog/product-reads.ts";
import { openStock } from "../../shop/inventory/opening-stock.ts";
import { createOfferStore } from "../../shop/pricing/offers.ts";
import { createReferenceStore, referenceChanged } from "../../shop/pricing/reference-store.ts";
import { createQuestions } from "../../shop/questions/questions.ts";
import { createRecommendations } from "../../shop/recommendations/recommendations.ts";
import { createReviews } from "../../shop/reviews/reviews.ts";
import { seedReferenceData } from "../../shop/seed/reference-data.ts";
import { type AtelierShop, atelierRoutes } from "./routes.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came.
export type AtelierAnswer = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: any };

export type AtelierRequest = {
  readonly token?: string;
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type AtelierTestShop = {
  readonly db: Database;
  readonly database: TestDatabase;
  readonly shop: AtelierShop;
  /** Where the server listens, for clients that are no test. */
  readonly url: string;
  call(method: "GET" | "POST" | "PUT" | "OPTIONS", path: string, request?: AtelierRequest): Promise<AtelierAnswer>;
  close(): Promise<void>;
};

export type FixtureOptions = {
  readonly server?: Partial<HttpServerOptions>;
  readonly anyOrigin?: boolean;
  /** Replaces parts of the shop. */
  readonly change?: (shop: AtelierShop) => AtelierShop;
  /** What is in the database before the shop opens; without it, the reference data. */
  readonly prepare?: (db: Database, database: TestDatabase) => Promise<unknown>;
};

/** The adapter over real services, on a database of its own, at an address of its own. */
export async function createAtelierShop(options: FixtureOptions = {}): Promise<AtelierTestShop> {
  const { server = {}, anyOrigin = true, change = (shop) => shop, prepare = seedReferenceData } = options;
  const database = await createTestDatabase();
  const db = createDatabase({ url: database.url });
  await prepare(db, database);
  const reference = createReferenceStore(db);
  const products = createProductReads(db, reference);
  const carts = createCarts({
    db,
    store: createCartStore(db),
    offers: createOfferStore(db, reference),
    isFirstOrder: async () => true,
    clock: systemClock,
  });
  const shop = change({
    db,
    clock: systemClock,
    products,
    recommendations: createRecommendations({ db, products, reference }),
    reviews: createReviews(db),
    questions: createQuestions(db),
    carts,
    shopperAccess: { authenticate: (token) => (token === "guest" ? testShoppers.guest : null) },
  });
  const { app } = await createTestServer(server);
  await atelierRoutes(app, shop, { campus: "Tenfold", anyOrigin });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    db,
    database,
    shop,
    url: `${url}/atelier`,
    async call(method, path, { token, body, type, headers = {} } = {}) {
      const answer = await app.inject({
        method,
        url: `/atelier${path}`,
        headers: {
          ...(token === undefined ? {} : { authorization: token }),
          ...(type === undefined ? {} : { "content-type": type }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body as NonNullable<InjectOptions["payload"]> }),
      });
      const isJson = /json/.test(String(answer.headers["content-type"]));
      return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json() : answer.body };
    },
    async close() {
      await app.close();
      await db.close();
      await database.close();
    },
  };
}

const price = (amountMinor: number, priceListId = 1) => ({ priceListId, currency: "GBP", minQuantity: 1, amountMinor });
export const SALE_LIST_ID = 50;

const draft: ProductDraft = {
  slug: "",
  name: "",
  slogan: "",
  description: "",
  categoryIds: [],
  brandId: null,
  kind: "physical",
  status: "active",
  listed: true,
  taxCategory: "standard",
  attributes: {},
  optionNames: [],
  popularity: 0,
  media: [],
  variants: [],
};

const jacketVariants = [
  ["Forest Green", "S", 14_000],
  ["Forest Green", "M", 14_000],
  ["Midnight Black", "S", 14_000],
  ["Midnight Black", "M", 14_000],
] as const;

export const JACKET = 1;
export const MUG = 2;
export const LESSON = 3;
export const ALBUM = 4;

/** A jacket in two colours and two sizes with pictures and a sale, a plain mug, a lesson (a service), an album in three designs. */
export async function fillShop({ db, database }: Pick<AtelierTestShop, "db" | "database">): Promise<void> {
  await database.query(
    `insert into price_lists (id, name, currency, priority, kind) values (${SALE_LIST_ID}, 'Sale', 'GBP', 10, 'sale')`,
  );
  const image = (name: string, options: Record<string, string> = {}) =>
    ({ kind: "image", url: `https://images.example.com/${name}.jpg`, alt: name, options }) as const;
  await db.transaction(async (tx) => {
    await referenceChanged(tx);
    await ensureAttributes(tx, [
      ["material", "Canvas"],
      ["waterproof", true],
      ["packSize", 6],
    ]);
    const [jackets, mugs] = await ensureCategoryPaths(tx, [
      ["Clothing", "Jackets"],
      ["Kitchen", "Mugs"],
    ]);
    await createProduct(tx, JACKET, {
      ...draft,
      slug: "camo-onesie",
      name: "Camo Onesie",
      slogan: "Blend in to your crowd",
      description: "The So Fatigues will wake you up and fit you in.",
      categoryIds: [jackets!],
      attributes: { material: "Canvas", waterproof: true },
      optionNames: ["Colour", "Size"],
      media: [image("green-1", { Colour: "Forest Green" }), image("green-2", { Colour: "Forest Green" }), image("both")],
      variants: jacketVariants.map(([Colour, Size, amountMinor], index) => ({
        sku: `JACKET-${index}`,
        options: { Colour, Size },
        weightGrams: 500,
        position: index,
        prices: Colour === "Midnight Black" ? [price(amountMinor), price(9_900, SALE_LIST_ID)] : [price(amountMinor)],
      })),
    });
    const one = (sku: string, amountMinor: number) => ({
      sku,
      options: {},
      weightGrams: 300,
      position: 0,
      prices: [price(amountMinor)],
    });
    await createProduct(tx, MUG, { ...draft, slug: "mug", name: "Mug", categoryIds: [mugs!], variants: [one("MUG", 850)] });
    await createProduct(tx, LESSON, {
      ...draft,
      slug: "lesson",
      name: "Lesson",
      kind: "service",
      variants: [one("LESSON", 5_000)],
    });
    await createProduct(tx, ALBUM, {
      ...draft,
      slug: "album",
      name: "Album",
      categoryIds: [mugs!],
      optionNames: ["design"],
      variants: ["Rose", "Jasmine", "Opium"].map((design) => ({ ...one(`ALBUM-${design}`, 85), options: { design } })),
    });
  });
  const level = { warehouse: "LON1", backorderLimit: 0, reorderLevel: null };
  await openStock(db, [
    { ...level, variantId: JACKET * 10_000 + 1, onHand: 0 },
    { ...level, variantId: JACKET * 10_000 + 2, onHand: 0 },
    { ...level, variantId: JACKET * 10_000 + 3, onHand: 8 },
    { ...level, variantId: JACKET * 10_000 + 4, onHand: 16 },
    { ...level, variantId: MUG * 10_000 + 1, onHand: 3 },
  ]);
}
