import type { Clock } from "../../platform/clock.ts";
import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { findAnswer, type IdempotentCall, withIdempotency } from "../../platform/database/idempotent.ts";
import { problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import { createTurns } from "../../platform/resilience/turns.ts";
import type { OfferStore, Offers } from "../pricing/offers.ts";
import type { PricedCart } from "../pricing/price-cart.ts";
import { countryOf, currencyOf, regionOf } from "../pricing/reference-index.ts";
import type { ReferenceSnapshot } from "../pricing/reference-store.ts";
import { addLines, type CartEdit, type LineToPut, lineChanges, putCoupons } from "./cart-edits.ts";
import type { CartState, CartStore } from "./cart-store.ts";
import { saveChange, saveNew, withAgreements } from "./cart-writes.ts";
import { priceCartState, translatePricingErrors } from "./priced-cart.ts";

/** What a cart holds and what that costs now. */
export type CartView = { readonly cart: CartState; readonly priced: PricedCart };

export type CartReference = { readonly cartId: string; readonly shopperId: string };

/** The client's Idempotency-Key, if it sent one, and what it asked for. */
export type CartCall = Pick<IdempotentCall, "key" | "requestHash">;
/** A call that is done each time it comes; nothing reads its hash. */
export const WITHOUT_KEY: CartCall = { key: null, requestHash: "" };

export type NewCart = {
  readonly shopperId: string;
  /** Null: that of the country. */
  readonly currency: string | null;
  /** Where the order is to go; null: the shop's home. */
  readonly country: string | null;
  readonly lines: readonly LineToPut[];
  readonly couponCodes: readonly string[];
};

export type CartSummary = {
  readonly id: string;
  readonly currency: string;
  readonly country: string;
  readonly lineCount: number;
  readonly version: number;
  readonly updatedAt: Date;
};

export interface Carts {
  /** Two statements, however many lines. A replay answers the cart as it is now. @throws `not-sellable`, `currency-unsupported`, … */
  create(request: NewCart, call: CartCall): Promise<CartView & { readonly replayed: boolean }>;
  /** One statement, two when the shop's offers have changed just now. @throws `not-found` */
  find(reference: CartReference): Promise<CartView>;
  /** Three statements. @throws `not-found`, `cart-closed`, `not-sellable` and what the edit throws */
  change(reference: CartReference, edit: CartEdit, call?: CartCall): Promise<CartView & { readonly replayed: boolean }>;
  /** The open ones, newest first, before `beforeId`. */
  list(shopperId: string, beforeId: string | null, limit: number): Promise<CartSummary[]>;
}

export type CartDependencies = {
  readonly db: Database;
  readonly store: CartStore;
  readonly offers: OfferStore;
  /** Asked only when a promotion that could apply to the cart is for first orders. */
  readonly isFirstOrder: (shopperId: string) => Promise<boolean>;
  readonly clock: Clock;
};

/** Each attempt fails only because another process changed the cart meanwhile, and in this process they take turns. */
const MAX_ATTEMPTS = 30;
const LARGEST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

const listCarts = sql<{ id: string; currency: string; country: string; line_count: number; version: number; updated_at: Date }>(
  "carts.list",
  `select id, currency, country, line_count, version, updated_at from carts
   where shopper_id = $1 and status = 'open' and id < $2 order by id desc limit $3`,
);

export function createCarts(deps: CartDependencies): Carts {
  const { db, clock } = deps;
  const inTurn = createTurns();

  async function price(cart: CartState, offers: Offers): Promise<CartView> {
    const isFirstOrder = dependsOnFirstOrder(cart, offers.reference) && (await deps.isFirstOrder(cart.shopperId));
    const destination = { country: cart.country, state: null };
    const options = { destination, shippingMethodId: cart.shippingMethod, now: clock.now(), isFirstOrder };
    return { cart, priced: priceCartState(cart, offers, options) };
  }

  /** Prices a cart that is about to be saved, and refuses it when something that is put into it cannot be bought. */
  async function priceChange(after: CartState, put: ReadonlySet<number>, offers: Offers): Promise<CartView> {
    const view = await price(after, offers);
    const missing = view.priced.unsellable.filter((variantId) => put.has(variantId));
    if (missing.length === 0) return view;
    // A variant without a price in this currency may still have one that was agreed with the shopper.
    const withAgreed = await price(await withAgreements(db, after, missing), offers);
    const variantIds = withAgreed.priced.unsellable.filter((variantId) => put.has(variantId));
    if (variantIds.length > 0) throw problem("not-sellable", undefined, { variantIds });
    return withAgreed;
  }

  /** The priced cart as it was saved; priced anew only when the database knew of agreed prices. */
  async function asSaved(view: CartView, saved: CartState, offers: Offers): Promise<CartView> {
    return saved.lines === view.cart.lines ? { cart: saved, priced: view.priced } : price(saved, offers);
  }

  async function find(reference: CartReference): Promise<CartView> {
    const { cart } = await deps.store.load(reference);
    if (cart === null) throw problem("not-found", "There is no such cart.");
    return price(cart, await deps.offers.load([], variantIdsOf(cart)));
  }

  async function loadOpen(reference: CartReference): Promise<CartState> {
    const { cart } = await deps.store.load(reference);
    if (cart === null) throw problem("not-found", "There is no such cart.");
    if (cart.status !== "open") throw closed(cart);
    return cart;
  }

  async function replayOf(call: IdempotentCall): Promise<(CartView & { replayed: true }) | null> {
    const stored = await findAnswer<{ cartId: string }>(db, call);
    return stored && { ...(await find({ cartId: stored.body.cartId, shopperId: call.ownerId })), replayed: true };
  }

  return {
    find,
    async create(request, { key, requestHash }) {
      const call = { ownerId: request.shopperId, scope: "carts.create", key, requestHash };
      const known = await replayOf(call);
      if (known !== null) return known;
      const put = new Set(request.lines.map((line) => line.variantId));
      const offers = await deps.offers.load([...put]);
      const empty = emptyCart(request, offers.reference, clock);
      const view = await priceChange(putCoupons(request.couponCodes)(addLines(request.lines)(empty)), put, offers);
      const saved = await saveOnce(db, call, view.cart.id, (queryable) => saveNew(queryable, view.cart));
      if (saved === "replayed") return (await replayOf(call))!;
      return { ...(await asSaved(view, saved!, offers)), replayed: false };
    },
    change: (reference, edit, { key, requestHash } = WITHOUT_KEY) =>
      inTurn(`${reference.shopperId}/${reference.cartId}`, async () => {
        const call = { ownerId: reference.shopperId, scope: "carts.change", key, requestHash };
        const known = await replayOf(call);
        if (known !== null) return known;
        for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
          const before = await loadOpen(reference);
          const after = edit(before);
          const put = new Set(lineChanges(before, after).put.map((line) => line.variantId));
          // The lines that stay are only shown again; checking out prices them from what the database has then.
          const shown = variantIdsOf(after).filter((variantId) => !put.has(variantId));
          const offers = await deps.offers.load([...put], shown);
          if (after === before) return { ...(await price(before, offers)), replayed: false };
          const view = await priceChange(after, put, offers);
          const saved = await saveOnce(db, call, before.id, (queryable) => saveChange(queryable, before, view.cart));
          if (saved === "replayed") return (await replayOf(call))!;
          if (saved !== null) return { ...(await asSaved(view, saved, offers)), replayed: false };
        }
        throw problem("overloaded", "This cart is being changed too often at the moment.");
      }),
    async list(shopperId, beforeId, limit) {
      const rows = await db.run(listCarts, [shopperId, beforeId ?? LARGEST_ID, limit]);
      return rows.map(({ line_count, updated_at, ...row }) => ({ ...row, lineCount: line_count, updatedAt: updated_at }));
    },
  };
}

const variantIdsOf = ({ lines }: CartState) => lines.map((line) => line.variantId);

/** Thrown to roll back the claim of a key whose change did not happen. */
class NotSaved extends Error {}

/** Saves under the client's key, if there is one; null when the cart was no longer in the version that the change was made for. */
async function saveOnce(
  db: Database,
  call: IdempotentCall,
  cartId: string,
  save: (queryable: Queryable) => Promise<CartState | null>,
): Promise<CartState | null | "replayed"> {
  if (call.key === null) return save(db);
  let saved: CartState | null = null;
  try {
    const { replayed } = await withIdempotency(db, call, async (tx) => {
      saved = await save(tx);
      if (saved === null) throw new NotSaved();
      return { status: 200, body: { cartId } };
    });
    return replayed ? "replayed" : saved;
  } catch (error) {
    if (error instanceof NotSaved) return null;
    throw error;
  }
}

function emptyCart(request: NewCart, reference: ReferenceSnapshot, clock: Clock): CartState {
  return translatePricingErrors(() => {
    const country = countryOf(reference, request.country ?? homeCountry(reference));
    const currency = currencyOf(reference, request.currency ?? regionOf(reference, country.regionId).currency);
    return {
      id: newId(),
      shopperId: request.shopperId,
      currency: currency.code,
      country: country.code,
      status: "open",
      couponCodes: [],
      shippingMethod: null,
      orderId: null,
      version: 1,
      updatedAt: clock.now(),
      lines: [],
    };
  });
}

/** Where the shop is at home: a country with its base currency, one with a warehouse if there is any. "" in a shop without countries. */
function homeCountry({ baseCurrency, regions, countries, warehouses }: ReferenceSnapshot): string {
  const regionIds = new Set(regions.filter(({ currency }) => currency === baseCurrency).map(({ id }) => id));
  const home = countries.filter(({ regionId }) => regionIds.has(regionId));
  const withWarehouse = home.find(({ code }) => warehouses.some(({ country }) => country === code));
  return (withWarehouse ?? home[0] ?? countries[0])?.code ?? "";
}

function dependsOnFirstOrder(cart: CartState, { promotions }: ReferenceSnapshot): boolean {
  if (cart.lines.length === 0) return false;
  return promotions.some(
    ({ code, conditions }) => conditions.firstOrderOnly && (code === null || cart.couponCodes.includes(code)),
  );
}

const REASONS = {
  ordered: "The cart is already checked out.",
  merged: "The cart was merged into the customer's own at login.",
  expired: "The cart has expired.",
} as const;

function closed({ status, orderId }: CartState) {
  return problem("cart-closed", status === "open" ? undefined : REASONS[status], orderId === null ? {} : { orderId });
}
