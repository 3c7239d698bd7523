import Type from "typebox";
import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import type { AdminRole } from "../../platform/http/auth.ts";
import { createOnce } from "../../platform/http/create-once.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { invalid, problem } from "../../platform/http/problems.ts";
import { pageOf, pageQuery, UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { newId } from "../../platform/ids.ts";
import { PromotionBody, PromotionChanges, PromotionOut } from "./promotion-schemas.ts";
import { listPromotions, type PromotionToSave, readPromotion, type StoredPromotion, savePromotion } from "./promotion-store.ts";

const tags = ["promotions-admin"];
const roles: readonly AdminRole[] = ["catalog"];
const params = Type.Object({ promotionId: UuidId() });
const cursor = createCursor("promotions", ["uuid"]);

// Two changes of one promotion at once must not lose each other.
const lockPromotion = sql<object>("promotions.lock", "select from promotions where id = $1 for update");
const isCurrency = sql<{ there: boolean }>(
  "promotions.is-currency",
  "select exists (select from currencies where code = $1) as there",
);

/** What the staff does with promotions and coupons. */
export function adminPromotionRoutes(app: App, { db }: { readonly db: Database }): void {
  app.get(
    "/v1/admin/promotions",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listPromotions",
        summary: "List promotions and coupons, the newest first",
        tags,
        querystring: Type.Object(pageQuery),
        response: { 200: pageOf(PromotionOut) },
      },
    },
    async (request) => {
      const { limit } = request.query;
      const [before] = cursor.decode(request.query.cursor) ?? [null];
      const found = await listPromotions(db, before, limit + 1);
      const last = found.length > limit ? found[limit - 1]! : null;
      return { items: found.slice(0, limit).map(shown), nextCursor: last && cursor.encode([last.id]) };
    },
  );

  app.get(
    "/v1/admin/promotions/:promotionId",
    {
      config: { auth: "admin", problems: ["not-found"] },
      schema: { operationId: "getPromotion", summary: "A promotion", tags, params, response: { 200: PromotionOut } },
    },
    async (request) => {
      const found = await readPromotion(db, request.params.promotionId);
      if (found === null) throw problem("not-found");
      return shown(found);
    },
  );

  app.post(
    "/v1/admin/promotions",
    {
      config: { auth: "admin", roles, problems: ["conflict"], idempotencyKey: "optional" },
      schema: {
        operationId: "createPromotion",
        summary: "Create a promotion or a coupon",
        tags,
        body: PromotionBody,
        response: { 201: PromotionOut },
      },
    },
    (request, reply) =>
      createOnce(db, request, reply, "promotions.create", async (tx) => shown(await save(tx, { ...request.body, id: newId() }))),
  );

  app.patch(
    "/v1/admin/promotions/:promotionId",
    {
      config: { auth: "admin", roles, problems: ["not-found", "conflict"] },
      schema: {
        operationId: "updatePromotion",
        summary: "Change a promotion, or switch it off",
        description: "A limit cannot be set below what has been used.",
        tags,
        params,
        body: PromotionChanges,
        response: { 200: PromotionOut },
      },
    },
    (request) =>
      db.transaction(async (tx) => {
        await tx.run(lockPromotion, [request.params.promotionId]);
        const before = await readPromotion(tx, request.params.promotionId);
        if (before === null) throw problem("not-found");
        return shown(await save(tx, { ...before, ...request.body }));
      }),
  );
}

async function save(tx: Queryable, promotion: PromotionToSave): Promise<StoredPromotion> {
  const { startsAt, endsAt, currency } = promotion;
  if (startsAt !== null && endsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt)) {
    throw invalid("/body/endsAt", "must be after startsAt");
  }
  if (currency !== null) {
    const [row] = await tx.run(isCurrency, [currency]);
    if (!row!.there) throw invalid("/body/currency", "is not a currency of the shop");
  }
  return savePromotion(tx, promotion);
}

function shown({ startsAt, endsAt, createdAt, ...promotion }: StoredPromotion): PromotionOut {
  const { conditions } = promotion;
  return {
    ...promotion,
    conditions: {
      ...conditions,
      productIds: conditions.productIds && [...conditions.productIds],
      categoryIds: conditions.categoryIds && [...conditions.categoryIds],
      countries: conditions.countries && [...conditions.countries],
    },
    startsAt: startsAt && new Date(startsAt).toISOString(),
    endsAt: endsAt && new Date(endsAt).toISOString(),
    createdAt: createdAt.toISOString(),
  };
}
