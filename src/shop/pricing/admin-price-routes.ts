import Type, { type Static } from "typebox";
import type { Database } from "../../platform/database/database.ts";
import type { AdminRole } from "../../platform/http/auth.ts";
import { createOnce } from "../../platform/http/create-once.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { invalid } from "../../platform/http/problems.ts";
import {
  CurrencyCode,
  IntegerId,
  Nullable,
  pageOf,
  pageQuery,
  StringEnum,
  Timestamp,
  UuidId,
  VariantId,
} from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { MAX_AMOUNT_MINOR } from "./limits.ts";
import {
  listPriceAgreements,
  MAX_AGREEMENTS_PER_CALL,
  type PriceAgreement,
  removePriceAgreements,
  savePriceAgreements,
} from "./price-agreements.ts";
import { changePriceList, createPriceList } from "./price-list-store.ts";
import type { PriceList } from "./reference.ts";
import type { ReferenceStore } from "./reference-store.ts";

const tags = ["prices-admin"];
const roles: readonly AdminRole[] = ["catalog"];
const cursor = createCursor("price-agreements", ["integer", "string"]);

const PriceListBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  currency: CurrencyCode,
  priority: Type.Integer({
    minimum: -1_000_000,
    maximum: 1_000_000,
    default: 0,
    description: "Of the lists in force that have a price, the highest priority decides.",
  }),
  kind: Type.Unsafe<"standard" | "sale">({ ...StringEnum(["standard", "sale"]), default: "standard" }),
  startsAt: Type.Unsafe<string | null>({ ...Nullable(Timestamp), default: null }),
  endsAt: Type.Unsafe<string | null>({ ...Nullable(Timestamp), default: null }),
});
const PriceListOut = Type.Object({ id: IntegerId(), ...PriceListBody.properties });

const Agreement = Type.Object({
  variantId: VariantId(),
  currency: CurrencyCode,
  amountMinor: Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR }),
  taxIncluded: Type.Boolean(),
});

type Dependencies = { readonly db: Database; readonly reference: ReferenceStore };

/** What the staff does about prices beyond those of single variants. */
export function adminPriceRoutes(app: App, deps: Dependencies): void {
  priceListRoutes(app, deps);
  agreementRoutes(app, deps);
}

/**
 * The dates as the database will give them back. A standard list has none: where it ended, its products could no longer be sold.
 * @throws `validation-failed` when there is a date that must not be, or the end is not after the start
 */
function checkPeriod<T extends Pick<PriceList, "kind" | "startsAt" | "endsAt">>(body: T): T {
  for (const name of ["startsAt", "endsAt"] as const) {
    if (body.kind === "standard" && body[name] !== null)
      throw invalid(`/body/${name}`, 'is for lists of the kind "sale"; a standard list is always in force');
  }
  if (body.startsAt !== null && body.endsAt !== null && Date.parse(body.endsAt) <= Date.parse(body.startsAt)) {
    throw invalid("/body/endsAt", "must be after startsAt");
  }
  return { ...body, startsAt: inUtc(body.startsAt), endsAt: inUtc(body.endsAt) };
}

function inUtc(instant: string | null): string | null {
  return instant && new Date(instant).toISOString();
}

function priceListRoutes(app: App, { db, reference }: Dependencies): void {
  const shown = (list: PriceList): Static<typeof PriceListOut> => ({
    ...list,
    startsAt: inUtc(list.startsAt),
    endsAt: inUtc(list.endsAt),
  });

  app.get(
    "/v1/admin/price-lists",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listPriceLists",
        summary: "All price lists",
        tags,
        response: { 200: Type.Object({ items: Type.Array(PriceListOut) }) },
      },
    },
    async () => ({ items: (await reference.fresh()).priceLists.map(shown) }),
  );

  app.post(
    "/v1/admin/price-lists",
    {
      config: { auth: "admin", roles, problems: ["conflict"], idempotencyKey: "optional" },
      schema: {
        operationId: "createPriceList",
        summary: "Create a price list",
        tags,
        body: PriceListBody,
        response: { 201: PriceListOut },
      },
    },
    (request, reply) => {
      const draft = checkPeriod(request.body);
      return createOnce(db, request, reply, "pricing.create-price-list", async (tx) => shown(await createPriceList(tx, draft)));
    },
  );

  app.put(
    "/v1/admin/price-lists/:id",
    {
      config: { auth: "admin", roles, problems: ["not-found", "conflict"] },
      schema: {
        operationId: "updatePriceList",
        summary: "Change a price list, save its currency",
        tags,
        params: Type.Object({ id: IntegerId() }),
        body: PriceListBody,
        response: { 200: PriceListOut },
      },
    },
    async (request) => {
      const list = { id: request.params.id, ...checkPeriod(request.body) };
      return shown(await db.transaction((tx) => changePriceList(tx, list)));
    },
  );
}

function agreementRoutes(app: App, { db, reference }: Dependencies): void {
  const params = Type.Object({ shopperId: UuidId() });

  app.get(
    "/v1/admin/shoppers/:shopperId/price-agreements",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listPriceAgreements",
        summary: "The prices agreed with a shopper",
        tags,
        params,
        querystring: Type.Object(pageQuery),
        response: { 200: pageOf(Agreement) },
      },
    },
    async (request) => {
      const { limit } = request.query;
      const [variantId, currency] = cursor.decode(request.query.cursor) ?? [0, ""];
      const items = await listPriceAgreements(db, request.params.shopperId, { variantId, currency }, limit + 1);
      const last = items.length > limit ? items[limit - 1]! : null;
      return { items: items.slice(0, limit), nextCursor: last && cursor.encode([last.variantId, last.currency]) };
    },
  );

  app.put(
    "/v1/admin/shoppers/:shopperId/price-agreements",
    {
      config: { auth: "admin", roles },
      schema: {
        operationId: "savePriceAgreements",
        summary: "Set prices agreed with a shopper",
        description: "Sets the prices that are sent and leaves the others; one for each variant and currency.",
        tags,
        params,
        body: Type.Object({ agreements: Type.Array(Agreement, { minItems: 1, maxItems: MAX_AGREEMENTS_PER_CALL }) }),
        response: { 204: Type.Null({ description: "Done." }) },
      },
    },
    async (request, reply) => {
      const { agreements } = request.body;
      checkAgreements(agreements, new Set((await reference.recent()).currencies.map(({ code }) => code)));
      await savePriceAgreements(db, request.params.shopperId, agreements);
      reply.code(204);
      return null;
    },
  );

  app.delete(
    "/v1/admin/shoppers/:shopperId/price-agreements",
    {
      config: { auth: "admin", roles },
      schema: {
        operationId: "deletePriceAgreements",
        summary: "End all price agreements with a shopper",
        tags,
        params,
        response: { 204: Type.Null({ description: "Done." }) },
      },
    },
    async (request, reply) => {
      await removePriceAgreements(db, request.params.shopperId);
      reply.code(204);
      return null;
    },
  );
}

function checkAgreements(agreements: readonly PriceAgreement[], currencies: ReadonlySet<string>): void {
  const seen = new Set<string>();
  for (const [index, { variantId, currency }] of agreements.entries()) {
    if (!currencies.has(currency)) throw invalid(`/body/agreements/${index}/currency`, "is not a currency of the shop");
    const key = `${variantId}/${currency}`;
    if (seen.has(key)) throw invalid(`/body/agreements/${index}`, "the variant has two prices in this currency");
    seen.add(key);
  }
}
