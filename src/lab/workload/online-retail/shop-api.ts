import { type Attempt, type HttpClient, type HttpRequest, isDecided, problemCode } from "../http-client.ts";

/** The shop has decided against something: it would refuse the same again. */
export class Refused extends Error {
  override readonly name = "Refused";
  /** For counting: a problem's code, or a few words. */
  readonly code: string;
  constructor(code: string, message: string = code) {
    super(message);
    this.code = code;
  }
}
const MAX_SHOWN_BODY = 500;

export type Session = { readonly token: string; readonly shopperId: string };

export type Product = { readonly id: number; readonly variants: readonly { readonly id: number; readonly sku: string }[] };

export type CartToCreate = {
  readonly currency: string;
  readonly country: string;
  readonly lines: readonly { readonly variantId: number; readonly quantity: number }[];
  readonly couponCodes: readonly string[];
};
export type Cart = {
  readonly id: string;
  /** Tax on top of the prices. */
  readonly taxMinor: number;
  readonly lines: readonly { readonly variantId: number; readonly unitPriceMinor: number }[];
};

export type OrderLine = {
  readonly sku: string;
  readonly quantity: number;
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
};
export type Order = {
  readonly id: string;
  readonly status: string;
  readonly totalMinor: number;
  readonly lines: readonly OrderLine[];
};

/** In the currency of the replay, tax included. */
export type Agreement = { readonly variantId: number; readonly amountMinor: number };

export type Coupon = { readonly code: string; readonly amountMinor: number; readonly productIds: readonly number[] };

export type ReturnToMake = {
  readonly lines: readonly { readonly variantId: number; readonly quantity: number }[];
  readonly refundMinor: number;
  readonly reason: string;
};

export type Returned = { readonly refundMinor: number; readonly lines: readonly { readonly quantity: number }[] };

export type Promotion = { readonly id: string; readonly name: string; readonly code: string | null; readonly active: boolean };
export type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };

/**
 * The calls that a replay makes. Each is sent until the shop has decided and can be made again without harm. Each throws `Refused`,
 * or another error when the shop does not decide in time.
 */
export interface ShopApi {
  openSession(): Promise<Session>;
  products(cursor: string | null): Promise<Page<Product>>;
  productBySlug(slug: string): Promise<Product>;
  createCart(session: Session, key: string, cart: CartToCreate): Promise<Cart>;
  checkout(session: Session, key: string, cartId: string, body: object, onAttempt: (attempt: Attempt) => void): Promise<Order>;
  order(session: Session, orderId: string): Promise<Order>;
  agreePrices(shopperId: string, agreements: readonly Agreement[]): Promise<void>;
  createCoupon(key: string, coupon: Coupon): Promise<void>;
  returnLines(key: string, orderId: string, body: ReturnToMake): Promise<Returned>;
  promotions(cursor: string | null): Promise<Page<Promotion>>;
  setPromotionActive(id: string, active: boolean): Promise<void>;
}

/** The real shop charged in pounds, whoever bought. */
export const REPLAY_CURRENCY = "GBP";

export function createShopApi(http: HttpClient, adminKey: string): ShopApi {
  async function call<Body>(request: HttpRequest, onAttempt?: (attempt: Attempt) => void): Promise<Body> {
    const answer = await http.sendUntilDecided<Body>(request, onAttempt);
    if (answer.status < 300) return answer.body;
    const message = `${request.method} ${request.path} answered ${answer.status}: ${JSON.stringify(answer.body)?.slice(0, MAX_SHOWN_BODY)}`;
    if (!isDecided(answer)) throw new Error(message);
    throw new Refused(problemCode(answer.body) ?? `status ${answer.status}`, message);
  }
  const asAdmin = <Body>(request: HttpRequest) => call<Body>({ ...request, token: adminKey });

  return {
    openSession: () => call({ method: "POST", path: "/v1/sessions" }),
    products: (cursor) => call({ method: "GET", path: `/v1/products?limit=100${cursorQuery(cursor)}` }),
    productBySlug: (slug) => call({ method: "GET", path: `/v1/products/by-slug/${slug}` }),
    createCart: ({ token }, idempotencyKey, body) => call({ method: "POST", path: "/v1/carts", token, idempotencyKey, body }),
    checkout: ({ token }, idempotencyKey, cartId, body, onAttempt) =>
      call({ method: "POST", path: `/v1/carts/${cartId}/checkout`, token, idempotencyKey, body }, onAttempt),
    order: ({ token }, orderId) => call({ method: "GET", path: `/v1/orders/${orderId}`, token }),
    async agreePrices(shopperId, agreements) {
      const body = { agreements: agreements.map((each) => ({ ...each, currency: REPLAY_CURRENCY, taxIncluded: true })) };
      await asAdmin({ method: "PUT", path: `/v1/admin/shoppers/${shopperId}/price-agreements`, body });
    },
    async createCoupon(idempotencyKey, { code, amountMinor, productIds }) {
      const body = {
        name: `Lower prices within order ${code}`,
        code,
        effect: { type: "fixed", amountMinor },
        conditions: { productIds },
        currency: REPLAY_CURRENCY,
        maxUses: 1,
      };
      await asAdmin({ method: "POST", path: "/v1/admin/promotions", idempotencyKey, body });
    },
    returnLines: (idempotencyKey, orderId, { lines, refundMinor, reason }) =>
      asAdmin({
        method: "POST",
        path: `/v1/admin/orders/${orderId}/returns`,
        idempotencyKey,
        body: { lines, restock: true, refundMinor, reason },
      }),
    promotions: (cursor) => asAdmin({ method: "GET", path: `/v1/admin/promotions?limit=100${cursorQuery(cursor)}` }),
    async setPromotionActive(id, active) {
      await asAdmin({ method: "PATCH", path: `/v1/admin/promotions/${id}`, body: { active } });
    },
  };
}

function cursorQuery(cursor: string | null): string {
  return cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
}

/** All items of a list, one page after the other. */
export async function* allOf<Item>(page: (cursor: string | null) => Promise<Page<Item>>): AsyncGenerator<Item> {
  let cursor: string | null = null;
  do {
    const { items, nextCursor }: Page<Item> = await page(cursor);
    yield* items;
    cursor = nextCursor;
  } while (cursor !== null);
}
