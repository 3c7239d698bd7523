import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { type Database, sql } from "../../platform/database/database.ts";
import type { IdBlocks } from "../../platform/database/id-blocks.ts";
import type { AdminRole } from "../../platform/http/auth.ts";
import { createOnce } from "../../platform/http/create-once.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { ifMatchVersion, versionTag } from "../../platform/http/etag.ts";
import { invalid, problem } from "../../platform/http/problems.ts";
import { IntegerId, VariantId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { LARGEST_PRODUCT_ID, VARIANTS_PER_PRODUCT } from "../../platform/ids.ts";
import {
  AdminProduct,
  PriceBodies,
  ProductBody,
  ProductChanges,
  ProductSummaries,
  ProductSummaryQuery,
  VariantBody,
  VariantChanges,
} from "./admin-product-schemas.ts";
import { addVariant, changeProduct, changeVariant, createProduct, withIds } from "./change-product.ts";
import type { Product, Variant } from "./product.ts";
import { loadProducts } from "./product-store.ts";
import { slugOf } from "./slug.ts";

export type AdminProductDependencies = {
  readonly db: Database;
  /** The blocks "products". */
  readonly productIds: IdBlocks;
};

type Summary = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly status: Product["status"];
  readonly listed: boolean;
  readonly variants: number;
  readonly version: number;
  readonly updatedAt: string;
};

const listSummaries = sql<Summary>(
  "catalog.list-for-staff",
  `select p.id, p.slug, p.name, p.status, p.listed, p.version, to_char(p.updated_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt",
    (select count(*) from variants v where v.product_id = p.id and v.status = 'active') as variants
   from products p where p.id < $1 and ($2::text is null or p.status = $2) order by p.id desc limit $3`,
);

/** A request whose If-Match names the version to change. */
type Conditional = Pick<FastifyRequest, "headers">;

const tags = ["catalog-admin"];
const roles: readonly AdminRole[] = ["catalog"];
const productParams = Type.Object({ productId: IntegerId({ maximum: LARGEST_PRODUCT_ID }) });
const variantParams = Type.Object({ variantId: VariantId({ maximum: (LARGEST_PRODUCT_ID + 1) * VARIANTS_PER_PRODUCT - 1 }) });
const cursor = createCursor("products:staff", ["integer"]);
const config = {
  auth: "admin",
  roles,
  problems: ["not-found", "conflict", "precondition-failed", "slug-taken", "sku-taken"],
} as const;
const response = { 200: AdminProduct } as const;
const ifMatch = "With If-Match only the version that it names is changed; else 412.";

/** What the staff does with products. Every answer carries the version as its etag. */
export function adminProductRoutes(app: App, deps: AdminProductDependencies): void {
  readRoutes(app, deps);
  writeRoutes(app, deps);
  variantRoutes(app, deps);
}

function readRoutes(app: App, { db }: AdminProductDependencies): void {
  app.get(
    "/v1/admin/products",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listAllProducts",
        summary: "List products of every status, the newest first",
        tags,
        querystring: ProductSummaryQuery,
        response: { 200: ProductSummaries },
      },
    },
    async (request) => {
      const { limit, status = null } = request.query;
      const [before] = cursor.decode(request.query.cursor) ?? [Number.MAX_SAFE_INTEGER];
      const items = await db.run(listSummaries, [before, status, limit + 1]);
      const last = items.length > limit ? items[limit - 1]! : null;
      return { items: items.slice(0, limit), nextCursor: last && cursor.encode([last.id]) };
    },
  );

  app.get(
    "/v1/admin/products/:productId",
    {
      config: { auth: "admin", problems: ["not-found"] },
      schema: {
        operationId: "getAnyProduct",
        summary: "A product of any status, as it is stored",
        tags,
        params: productParams,
        response,
      },
    },
    async (request, reply) => {
      const [product] = await loadProducts(db, [request.params.productId]);
      if (product === undefined) throw problem("not-found");
      return answer(reply, product);
    },
  );
}

function writeRoutes(app: App, { db, productIds }: AdminProductDependencies): void {
  app.post(
    "/v1/admin/products",
    {
      config: { auth: "admin", roles, problems: ["slug-taken", "sku-taken"], idempotencyKey: "optional" },
      schema: {
        operationId: "createProduct",
        summary: "Create a product with its variants and prices",
        description: "Without a slug it is made from the name.",
        tags,
        body: ProductBody,
        response: { 201: AdminProduct },
      },
    },
    async (request, reply) => {
      const slug = request.body.slug ?? slugOf(request.body.name);
      if (!/[a-z]/.test(slug)) throw invalid("/body/slug", "cannot be made from this name and must be given");
      const id = await productIds.next();
      const product = await createOnce(db, request, reply, "catalog.create-product", async (tx) =>
        shown(await createProduct(tx, id, { ...request.body, slug })),
      );
      reply.header("location", `/v1/admin/products/${product.id}`);
      return answer(reply, product);
    },
  );

  /** Runs a change of the product that the request names, in the version that it names. */
  async function change(request: Conditional, productId: number, reply: FastifyReply, work: (product: Product) => Product) {
    const version = ifMatchVersion(request);
    return answer(reply, await db.transaction((tx) => changeProduct(tx, productId, version, work)));
  }

  app.patch(
    "/v1/admin/products/:productId",
    {
      config,
      schema: {
        operationId: "updateProduct",
        summary: "Change fields of a product",
        description: ifMatch,
        tags,
        params: productParams,
        body: ProductChanges,
        response,
      },
    },
    (request, reply) => {
      const { media, ...changes } = request.body;
      return change(request, request.params.productId, reply, (product) => {
        if (product.status === "archived" && changes.status !== undefined)
          throw problem("conflict", "The product is archived: restore it.");
        return { ...product, ...changes, media: media === undefined ? product.media : withIds(media) };
      });
    },
  );

  for (const [action, status] of [
    ["archive", "archived"],
    ["restore", "active"],
  ] as const) {
    app.post(
      `/v1/admin/products/:productId/${action}`,
      {
        config,
        schema: {
          operationId: `${action}Product`,
          summary: action === "archive" ? "Take a product out of the shop; nothing is deleted" : "Put an archived product back",
          description: ifMatch,
          tags,
          params: productParams,
          response,
        },
      },
      (request, reply) => change(request, request.params.productId, reply, (product) => ({ ...product, status })),
    );
  }
}

function variantRoutes(app: App, { db }: AdminProductDependencies): void {
  app.post(
    "/v1/admin/products/:productId/variants",
    {
      config: { ...config, idempotencyKey: "optional" },
      schema: {
        operationId: "addVariant",
        summary: "Add a variant",
        description: ifMatch,
        tags,
        params: productParams,
        body: VariantBody,
        response: { 201: AdminProduct },
      },
    },
    async (request, reply) => {
      const version = ifMatchVersion(request);
      const { productId } = request.params;
      const product = await createOnce(db, request, reply, "catalog.add-variant", async (tx) =>
        shown(await addVariant(tx, productId, version, request.body)),
      );
      return answer(reply, product);
    },
  );

  async function change(request: Conditional, variantId: number, reply: FastifyReply, work: (variant: Variant) => Variant) {
    const version = ifMatchVersion(request);
    return answer(reply, await db.transaction((tx) => changeVariant(tx, variantId, version, work)));
  }

  app.patch(
    "/v1/admin/variants/:variantId",
    {
      config,
      schema: {
        operationId: "updateVariant",
        summary: "Change or archive a variant",
        description: ifMatch,
        tags,
        params: variantParams,
        body: VariantChanges,
        response,
      },
    },
    (request, reply) => change(request, request.params.variantId, reply, (variant) => ({ ...variant, ...request.body })),
  );

  app.put(
    "/v1/admin/variants/:variantId/prices",
    {
      config,
      schema: {
        operationId: "setPrices",
        summary: "Set all prices of a variant",
        description: `One price per list and quantity. ${ifMatch}`,
        tags,
        params: variantParams,
        body: Type.Object({ prices: PriceBodies }),
        response,
      },
    },
    (request, reply) =>
      change(request, request.params.variantId, reply, (variant) => ({ ...variant, prices: request.body.prices })),
  );
}

/** Without what the answer does not have; the stored times are for lists. */
function shown(product: Product): Product {
  const { id, slug, name, slogan, description, categoryIds, brandId, kind, status, listed, taxCategory } = product;
  const { attributes, optionNames, popularity, media, variants, version } = product;
  const rest = { attributes, optionNames, popularity, media, variants, version };
  return { id, slug, name, slogan, description, categoryIds, brandId, kind, status, listed, taxCategory, ...rest };
}

function answer(reply: FastifyReply, product: Product): Product {
  reply.header("etag", versionTag(product.version));
  return shown(product);
}
