import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { isNotModified } from "../../platform/http/etag.ts";
import { problem } from "../../platform/http/problems.ts";
import { IntegerId, StringEnum, VariantId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { LARGEST_PRODUCT_ID } from "../../platform/ids.ts";
import { categoryTreeOf } from "../catalog/category-tree.ts";
import type { ProductReads } from "../catalog/product-reads.ts";
import { MAX_SLUG_LENGTH } from "../catalog/slug.ts";
import type { ReferenceStore } from "../pricing/reference-store.ts";
import { pictureVersion, pictureViews } from "./addresses.ts";
import type { Picture, Pictures } from "./pictures.ts";

export type PictureDependencies = {
  readonly reads: Pick<ProductReads, "byId">;
  readonly reference: Pick<ReferenceStore, "recent">;
  readonly pictures: Pictures;
};

/** An address with the version of what it shows never shows anything else; without it, caches look again after an hour. */
const FOR_GOOD = "public, max-age=31536000, immutable";
const FOR_AN_HOUR = "public, max-age=3600, stale-while-revalidate=86400";
/** A picture that is opened by itself runs nothing and loads nothing. */
const NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'; sandbox";

const svgAnswers = {
  200: { description: "The picture.", content: { "image/svg+xml": { schema: {} } } },
  304: Type.Null({ description: "What the client has still holds." }),
};

/** Drawn pictures of products and categories that have none. */
export function pictureRoutes(app: App, { reads, reference, pictures }: PictureDependencies): void {
  app.get(
    "/pictures/:productId/:view.svg",
    {
      config: { auth: "none", problems: ["not-found"] },
      schema: {
        operationId: "getProductPicture",
        summary: "A drawn picture of a product, for those that have none of their own",
        tags: ["catalog"],
        params: Type.Object({ productId: IntegerId({ maximum: LARGEST_PRODUCT_ID }), view: StringEnum(pictureViews) }),
        querystring: Type.Object({
          variant: Type.Optional(VariantId({ description: "In the colour and design of this variant." })),
          v: Type.Optional(
            Type.String({
              maxLength: 40,
              description: "The version that a product's media name; with it caches keep the picture.",
            }),
          ),
        }),
        response: svgAnswers,
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const product = await reads.byId(params.productId);
      if (product === null || product.document.status !== "active") throw problem("not-found");
      const picture = pictures.ofProduct(product, params.view, query.variant ?? null);
      if (picture === null) throw problem("not-found", "The product has no such variant.");
      return send(request, reply, picture, query.v === pictureVersion(product.documentVersion) ? FOR_GOOD : FOR_AN_HOUR);
    },
  );

  app.get(
    "/pictures/categories/:slug.svg",
    {
      config: { auth: "none", problems: ["not-found"] },
      schema: {
        operationId: "getCategoryPicture",
        summary: "A drawn picture of a category",
        tags: ["catalog"],
        params: Type.Object({ slug: Type.String({ minLength: 1, maxLength: MAX_SLUG_LENGTH }) }),
        response: svgAnswers,
      },
    },
    async (request, reply) => {
      const snapshot = await reference.recent();
      const category = categoryTreeOf(snapshot).bySlug.get(request.params.slug);
      if (category === undefined) throw problem("not-found");
      return send(request, reply, pictures.ofCategory(snapshot, category), FOR_AN_HOUR);
    },
  );
}

function send(request: FastifyRequest, reply: FastifyReply, { tag, svg }: Picture, cacheControl: string): FastifyReply {
  reply.header("etag", tag).header("cache-control", cacheControl).header("content-security-policy", NOTHING_ALLOWED);
  // Storefronts may be served from another host than the API.
  reply.header("cross-origin-resource-policy", "cross-origin");
  if (isNotModified(request, tag)) return reply.code(304).send();
  return reply.type("image/svg+xml; charset=utf-8").send(svg());
}
