import type { WireRequest } from "../open-loop/connections.ts";
import type { Catalogue } from "./catalogue.ts";
import { basketLines, lineUnits, popularRank } from "./habits.ts";
import { MAX_ADDED_LINES, MAX_BASKET_LINES, type Mix, type Step, steps } from "./mix.ts";

/** Somebody who visits the shop: what is left of the visit, and what the shop told so far. */
export type Visitor = {
  readonly id: string;
  readonly random: () => number;
  readonly plan: Uint8Array;
  at: number;
  /** Attempts at the step that is due. */
  tries: number;
  token: string | null;
  shopperId: string;
  consistencyToken: string | null;
  cartId: string;
  cartVersion: number;
  /** The product looked at last; its other calls belong to it. */
  productId: number;
  /** Variants and units that the basket still lacks. */
  wanted: [variantId: number, quantity: number][];
  readonly card: "ok" | "declined";
  /** The basket is too heavy to be sent. */
  collects: boolean;
  orderId: string;
};

export type VisitorContext = { readonly mix: Mix; readonly catalogue: Catalogue };

/** An answer that tells nothing (5xx, 429, no connection) is asked for again this often; then the visitor leaves. */
export const MAX_TRIES = 5;

export function newVisitor(id: string, plan: Uint8Array, random: () => number): Visitor {
  return {
    id,
    random,
    plan,
    at: 0,
    tries: 0,
    token: null,
    shopperId: "",
    consistencyToken: null,
    cartId: "",
    cartVersion: 0,
    productId: 0,
    wanted: [],
    card: random() < DECLINED_SHARE ? "declined" : "ok",
    collects: false,
    orderId: "",
  };
}

export function stepOf(visitor: Visitor): Step {
  return steps[visitor.plan[visitor.at]!]!;
}

/** The request of the step that is due. */
export function requestOf(visitor: Visitor, context: VisitorContext): WireRequest {
  const { catalogue } = context;
  switch (stepOf(visitor)) {
    case "home":
      return look(visitor, "/v1/products?limit=20");
    case "category":
      return look(visitor, `/v1/products?limit=20&category=${oneOf(catalogue.categories, visitor.random)}`);
    case "product":
      visitor.productId = catalogue.productIds[wantedRank(visitor, context)]!;
      return look(visitor, `/v1/products/${visitor.productId}`);
    case "search":
      return look(visitor, `/v1/search?limit=20&q=${encodeURIComponent(wantedQuery(visitor, catalogue))}`);
    case "suggest":
      return look(visitor, `/v1/search/suggest?q=${encodeURIComponent(wantedQuery(visitor, catalogue).slice(0, TYPED_LETTERS))}`);
    case "reviews":
      return look(visitor, `/v1/products/${productInSight(visitor, context)}/reviews?limit=10`);
    case "recommendations":
      return look(visitor, `/v1/products/${productInSight(visitor, context)}/recommendations`);
    case "session":
      return act(visitor, "POST", "/v1/sessions", null);
    case "cart":
      return act(visitor, "POST", "/v1/carts", cartBody(visitor, context));
    case "line":
      return act(visitor, "POST", `/v1/carts/${visitor.cartId}/lines`, lineBody(visitor.wanted.at(-1)!));
    case "basket":
      return act(visitor, "GET", `/v1/carts/${visitor.cartId}`, null);
    case "checkout":
      return checkout(visitor);
    case "order":
      return act(visitor, "GET", `/v1/orders/${visitor.orderId}`, null);
  }
}

/** When completions begin to help. */
const TYPED_LETTERS = 3;
/** One in thirty cards is declined. */
const DECLINED_SHARE = 0.03;
const ADDRESS = '{"name":"Lab Shopper","line1":"1 Test Street","city":"London","postalCode":"N1 9GU","country":"GB"}';

function look(visitor: Visitor, path: string): WireRequest {
  const { consistencyToken } = visitor;
  return { method: "GET", path, token: null, idempotencyKey: null, consistencyToken, body: null, wantsBody: false };
}

function act({ token, consistencyToken }: Visitor, method: "GET" | "POST", path: string, body: string | null): WireRequest {
  return { method, path, token, idempotencyKey: null, consistencyToken, body, wantsBody: true };
}

function checkout(visitor: Visitor): WireRequest {
  const method = visitor.collects ? '"shippingMethod":"pickup",' : "";
  const body = `{"email":"${visitor.id}@example.com","shippingAddress":${ADDRESS},${method}"payment":{"provider":"sandbox","token":"${visitor.card}"}}`;
  return { ...act(visitor, "POST", `/v1/carts/${visitor.cartId}/checkout`, body), idempotencyKey: visitor.id };
}

/** The first call puts in all that is not added one by one later. */
function cartBody(visitor: Visitor, context: VisitorContext): string {
  if (visitor.wanted.length === 0) visitor.wanted = chooseBasket(visitor, context);
  const lines = [...new Map(visitor.wanted.slice(0, visitor.wanted.length - plannedLines(visitor)))].map(lineBody);
  return `{"country":"GB","lines":[${lines.join(",")}]}`;
}

function lineBody([variantId, quantity]: readonly [number, number]): string {
  return `{"variantId":${variantId},"quantity":${quantity}}`;
}

/** Steps of the plan that will add a line. */
export function plannedLines({ plan }: Visitor): number {
  const line = steps.indexOf("line");
  return plan.reduce((count, step) => count + (step === line ? 1 : 0), 0);
}

/** One line more than the plan adds one by one; where it adds as many as anybody does, a real basket of at least so many lines. */
function chooseBasket(visitor: Visitor, context: VisitorContext): [number, number][] {
  const { catalogue, mix } = context;
  const { random } = visitor;
  const added = plannedLines(visitor);
  const count = added < MAX_ADDED_LINES ? added + 1 : basketLines(added + 1, MAX_BASKET_LINES, random);
  const chosen: [number, number][] = [];
  const known = new Set<number>();
  // A small shop has not as many products as some baskets would hold: then the basket is shorter, and what is added comes twice.
  for (let draw = 0; chosen.length < count; draw += 1) {
    const variantId = sellable(catalogue, wantedRank(visitor, context));
    const isTired = draw >= count * MAX_DRAWS_PER_LINE;
    if (known.has(variantId) && !isTired) continue;
    if (isTired && chosen.length > added) break;
    known.add(variantId);
    chosen.push([variantId, mix.hotProducts === null ? lineUnits(random) : 1]);
  }
  return chosen;
}
const MAX_DRAWS_PER_LINE = 10;

/** A variant of the product of that rank, or of the next one that can be bought. */
function sellable({ variantIds }: Catalogue, rank: number): number {
  for (let ahead = 0; ahead < variantIds.length; ahead += 1) {
    const variantId = variantIds[(rank + ahead) % variantIds.length]!;
    if (variantId !== 0) return variantId;
  }
  throw new RangeError("The catalogue has no variant that can be bought.");
}

function wantedRank({ random }: Visitor, { mix, catalogue }: VisitorContext): number {
  const count = catalogue.productIds.length;
  if (mix.hotProducts !== null) return Math.floor(random() * Math.min(mix.hotProducts, count));
  return popularRank(count, random);
}

function wantedQuery({ random }: Visitor, { queries }: Catalogue): string {
  return queries[popularRank(queries.length, random)]!;
}

function productInSight(visitor: Visitor, context: VisitorContext): number {
  if (visitor.productId === 0) visitor.productId = context.catalogue.productIds[wantedRank(visitor, context)]!;
  return visitor.productId;
}

function oneOf(values: readonly string[], random: () => number): string {
  return values[popularRank(values.length, random)] ?? "";
}
