import { newId, productOfVariant } from "../../src/platform/ids.ts";
import { SIGNATURE_HEADER, signWebhook } from "../../src/shop/payments/sandbox/signature.ts";
import { WEBHOOK_SECRET } from "../../src/shop/payments/sandbox/testing.ts";
import type { Operation } from "../support/operations.ts";
import { PLANTED_ERROR, type WholeShop } from "../support/whole-shop.ts";
import { addressOf, type FuzzShopper, newCart, newCustomer, newGuest, newOrder } from "./shoppers.ts";
import type { KnownValues } from "./valid-values.ts";

/** Makes the requests of one operation good enough to be accepted: who asks, about what, and with which values. */
export interface Asker {
  /** Values of fields and query parameters. */
  readonly known: KnownValues;
  /** Whoever may do this: a shopper's token, the owner's key, or nothing. */
  token(): Promise<string | null>;
  /** The shopper of a shopper's operation. */
  shopper(): Promise<FuzzShopper>;
  /** The value of a path parameter: something that is there, as long as nothing has used it up. */
  pathValue(name: string): Promise<string>;
  /** A body when the schema alone does not say enough. */
  body(): Promise<unknown>;
  /** More headers that the body needs. */
  headersFor(body: Buffer | string | null): Record<string, string>;
  /** Told of every accepted request: what it was about may be used up, and the next request gets another then. */
  accepted(): void;
}

/** Nothing listens there, and nothing is looked up. */
const NOWHERE_URL = "http://127.0.0.1:9/hooks";
/** Calls after which the same call about the same thing is another call. */
const USES_UP = /\/(?:checkout|cancel|fulfil|refunds|returns|logout|password|retry)$/;
/** Calls that a shopper may make once, or only so often in an hour. */
const CONTRIBUTES = /\/(?:reviews|questions|answers|comments)$/;
/** Those that are made to no purpose. */
const CREATED_URL = "http://127.0.0.1:9/created";
let count = 0;
const unique = () => {
  count += 1;
  return count;
};

export function createAsker(shop: WholeShop, operation: Operation): Asker {
  const { id, path, method, access } = operation;
  const owner = shop.keys.owner;
  const isCustomers = path.startsWith("/v1/customers/");
  let shopper: Promise<FuzzShopper> | undefined;
  let current: FuzzShopper | undefined;
  let pathValues = new Map<string, Promise<string>>();

  async function theShopper(): Promise<FuzzShopper> {
    shopper ??= isCustomers ? newCustomer(shop) : newGuest(shop);
    current = await shopper;
    return current;
  }

  async function made(url: string, payload: object, field = "id"): Promise<string> {
    const { status, body } = await shop.call("POST", url, { token: owner, payload });
    if (status !== 201) throw new Error(`POST ${url}: ${status} ${JSON.stringify(body)}`);
    return String(body[field]);
  }

  const newProduct = async () =>
    (await shop.call("POST", "/v1/admin/products", { token: owner, payload: productBody() })).body as {
      id: number;
      slug: string;
      variants: { id: number }[];
    };

  async function pathValue(name: string): Promise<string> {
    switch (name) {
      case "cartId":
        return newCart(shop, await theShopper());
      case "orderId":
        return (await newOrder(shop, access === "shopper" ? await theShopper() : await newGuest(shop))).id;
      case "addressId":
        return (
          await shop.call("POST", "/v1/customers/me/addresses", {
            token: (await theShopper()).token,
            payload: { address: addressOf("Somebody") },
          })
        ).body.id;
      case "shopperId":
        return newId();
      case "productId":
        return String((await newProduct()).id);
      case "variantId":
        return String(path.includes("/carts/") || method === "GET" ? shop.variantIds[0] : (await newProduct()).variants[0]!.id);
      case "reviewId":
        return newReview(shop, access === "shopper" ? (await theShopper()).shopperId : null);
      case "questionId":
        return newQuestion(shop, id === "deleteQuestion" ? (await theShopper()).shopperId : null);
      case "answerId":
        return newAnswer(
          shop,
          Number(await newQuestion(shop, null)),
          access === "shopper" ? (await theShopper()).shopperId : null,
        );
      case "commentId":
        return newComment(shop, access === "shopper" ? (await theShopper()).shopperId : newId());
      case "slug":
        return path.includes("categor") ? "things" : "product-0";
      case "view":
        return "front";
      case "keyId":
        return made("/v1/admin/api-keys", { name: "short-lived", role: "viewer" });
      case "webhookId":
        // There may be only so many.
        await shop.database.query(`delete from webhook_endpoints where url = '${CREATED_URL}'`);
        return made("/v1/admin/webhooks", { url: NOWHERE_URL, eventTypes: ["order.paid"] });
      case "eventId":
        return path.includes("dead-letters") ? newDeadLetter(shop) : newDelivery(shop, await kept("webhookId"));
      case "consumer":
        return "webhooks";
      case "jobId":
        return newFailedJob(shop);
      case "synonymsId":
        return made("/v1/admin/search/synonyms", { terms: ["sofa", "couch"] });
      case "promotionId":
        return made("/v1/admin/promotions", {
          name: "10 %",
          code: `P${unique()}`,
          effect: { type: "percentage", basisPoints: 1_000 },
        });
      case "provider":
        return "sandbox";
      case "code":
        return path.startsWith("/problems") ? "out-of-stock" : codeOf(path);
      case "base":
        return "GBP";
      case "quote":
        return "EUR";
      case "name":
        return `attribute${unique()}`;
      case "id":
        return idOf(path, made);
      default:
        return String(shop.variantIds[0]);
    }
  }

  function kept(name: string): Promise<string> {
    const value = pathValues.get(name) ?? pathValue(name);
    pathValues.set(name, value);
    return value;
  }

  const fields: Readonly<Record<string, () => unknown>> = {
    variantId: () => (path.includes("/returns") ? shop.variantIds[0] : pick(shop.variantIds)),
    sku: () => `FUZZ-${unique()}`,
    slug: () => `fuzz-${unique()}`,
    email: () => (id === "logIn" ? current?.login?.email : `fuzz-${unique()}@shoppers.example`),
    password: () => current?.login?.password ?? "correct horse battery staple",
    currentPassword: () => current?.login?.password,
    newPassword: () => "an even longer battery staple",
    country: () => "GB",
    countries: () => ["GB", "DE"],
    currency: () => "GBP",
    regionId: () => "EU",
    regionIds: () => ["EU"],
    warehouse: () => "LON1",
    from: () => (path.includes("/stock/") ? "LON1" : 0),
    to: () => "RTM1",
    shippingMethod: () => "standard",
    methodIds: () => null,
    categoryIds: () => [],
    category: () => (path.includes("tax") ? "standard" : "things"),
    region: () => (path.includes("tax") ? null : "London"),
    parentId: () => null,
    brandId: () => null,
    taxCategory: () => "standard",
    attributes: () => ({ colour: "red" }),
    optionNames: () => [],
    quantity: () => 1 + (unique() % 2),
    onHand: () => 1_000 + unique(),
    delta: () => 1,
    provider: () => "sandbox",
    token: () => pick(["ok", "ok", "declined"]),
    expectedTotalMinor: () => undefined,
    amountMinor: () => 1 + (unique() % 50),
    refundMinor: () => undefined,
    url: () => CREATED_URL,
    code: () => (path.includes("promotions") ? `CODE-${unique()}` : undefined),
    codes: () => ["WELCOME10"],
    couponCodes: () => ["nothing"],
    startsAt: () => null,
    endsAt: () => null,
    rate: () => "1.25",
    rateBasisPoints: () => 2_000,
    options: () => (path.includes("attributes") ? null : { size: String(unique()) }),
    type: () => (path.includes("attributes") ? "text" : undefined),
    cursor: () => undefined,
    limit: () => 5,
    status: () => undefined,
  };
  const has = (name: string) => Object.hasOwn(fields, name) && !(name === "type" && !path.includes("attributes"));

  return {
    known: { has, valueOf: (name) => fields[name]!() },
    shopper: theShopper,
    async token() {
      if (access === "admin") return owner;
      if (access === "none" && id !== "logIn") return null;
      const { token } = await theShopper();
      return id === "logIn" || access === "none" ? null : token;
    },
    pathValue: kept,
    async body() {
      if (id === "createProduct") return productBody();
      if (id !== "takePaymentWebhook") return undefined;
      const guest = await newGuest(shop);
      const order = await newOrder(shop, guest);
      const [payment] = await shop.database.query("select id from payments where order_id = $1", [order.id]);
      return {
        eventId: `event-${unique()}`,
        kind: "charge.paid",
        paymentId: payment!.id,
        orderId: order.id,
        shopperId: guest.shopperId,
        reference: order.payment.reference,
        amountMinor: order.totalMinor,
        currency: "GBP",
        createdAt: new Date().toISOString(),
      };
    },
    headersFor(body) {
      return id === "takePaymentWebhook" ? { [SIGNATURE_HEADER]: signWebhook(WEBHOOK_SECRET, body ?? "", Date.now()) } : {};
    },
    accepted() {
      const contributes = method === "POST" && CONTRIBUTES.test(path);
      if (method !== "DELETE" && !contributes && !USES_UP.test(path)) return;
      pathValues = new Map();
      if (isCustomers || contributes) shopper = undefined;
    },
  };
}

function productBody() {
  const number = unique();
  return {
    name: `Fuzz ${number}`,
    optionNames: ["size"],
    variants: [{ sku: `FUZZ-SKU-${number}`, options: { size: "0" }, prices: [{ currency: "GBP", amountMinor: 500 }] }],
  };
}

/** Codes of countries, currencies, warehouses that nothing else here uses. */
function codeOf(path: string): string {
  if (path.includes("countries")) return "ZZ";
  return path.includes("currencies") ? "XTS" : "FUZZ1";
}

async function idOf(path: string, made: (url: string, payload: object) => Promise<string>): Promise<string> {
  if (path.includes("brands")) return made("/v1/admin/brands", { name: `Brand ${unique()}` });
  if (path.includes("categories")) return made("/v1/admin/categories", { name: `Category ${unique()}` });
  if (path.includes("price-lists")) return made("/v1/admin/price-lists", { name: `List ${unique()}`, currency: "GBP" });
  return path.includes("shipping") ? `method-${unique() % 5}` : "FUZZ";
}

const written = { body: "It is good.", name: "Somebody", email: null, photos: [] };

/** A review of a product that nobody else has reviewed. */
export async function newReview({ shop, call, keys }: WholeShop, shopperId: string | null, onProduct?: number): Promise<string> {
  const productId =
    onProduct ?? (await call("POST", "/v1/admin/products", { token: keys.owner, payload: productBody() })).body.id;
  const judged = { ...written, productId, rating: 4, summary: "Good", recommend: true, characteristics: { Fit: 3 } };
  return String((await shop.reviews.post(judged, shopperId)).review.id);
}

export async function newQuestion(
  { shop, variantIds }: WholeShop,
  shopperId: string | null,
  onProduct?: number,
): Promise<string> {
  const productId = onProduct ?? productOfVariant(variantIds[0]!);
  return String((await shop.questions.ask({ ...written, productId }, shopperId)).question.id);
}

export async function newAnswer({ shop }: WholeShop, questionId: number, shopperId: string | null): Promise<string> {
  return String((await shop.questions.answer({ ...written, questionId, bySeller: false }, shopperId)).answer.id);
}

export async function newComment({ shop, variantIds }: WholeShop, ownerId: string, onProduct?: number): Promise<string> {
  const comment = { name: "Somebody", body: "It is good.", productId: onProduct ?? productOfVariant(variantIds[0]!) };
  return String((await shop.comments.post(comment, { ownerId, key: null, requestHash: "" })).comment.id);
}

/** An event that the webhooks could not take, though nothing is wrong with it. */
export async function newDeadLetter({ database }: WholeShop): Promise<string> {
  const id = newId();
  const event = {
    id,
    position: 1,
    aggregateType: "customer",
    aggregateId: newId(),
    shopperId: null,
    productId: null,
    version: 1,
  };
  const letter = { ...event, type: "customer.registered", payload: {}, createdAt: new Date().toISOString() };
  await database.query("insert into event_consumers (name) values ('webhooks') on conflict do nothing");
  await database.query(
    `insert into event_dead_letters (consumer, event_id, position, type, event, attempts, error)
     values ('webhooks', $1, 1, $2, $3, 8, $4)`,
    [id, letter.type, JSON.stringify(letter), PLANTED_ERROR],
  );
  return id;
}

/** A copy as the job library leaves it when a job has failed for the last time. */
export async function newFailedJob({ database }: WholeShop): Promise<string> {
  const id = newId();
  await database.query(
    `insert into pgboss.job (id, name, data, source_name, source_id, source_retry_count)
     values ($1, 'failed-jobs', '{}', 'webhooks.deliver', $2, 7)`,
    [id, newId()],
  );
  return id;
}

async function newDelivery({ database }: WholeShop, webhookId: string): Promise<string> {
  const eventId = newId();
  await database.query(
    `insert into webhook_deliveries (endpoint_id, event_id, event_type, payload, status, next_attempt_at)
     values ($1, $2, 'order.paid', '{}', 'dead', null)`,
    [webhookId, eventId],
  );
  return eventId;
}

let turn = 0;
function pick<T>(values: readonly T[]): T {
  turn += 1;
  return values[turn % values.length]!;
}
