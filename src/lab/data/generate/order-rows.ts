import { orderNumber } from "../../../shop/orders/order-number.ts";
import { startingTaxRates } from "../../../shop/seed/tax-rates.ts";
import { createShareCurve } from "./curves.ts";
import { fitted } from "./fitted.ts";
import { createOrderMoments, timestamp } from "./moments.ts";
import { CURRENCY, uuidKinds } from "./product-rows.ts";
import { type Products, skuOf, unitPriceOf, variantIdOf } from "./products.ts";
import { createRandomStream, hash32, purposes, share, uuidOf } from "./randomness.ts";
import type { Sales } from "./sales.ts";
import {
  DAY_MS,
  EVENTS_MS,
  type GenerateSettings,
  KEYS_MS,
  OPEN_CART_MS,
  openCartsOf,
  ordersOf,
  SPAN_MS,
  UNSENT_MS,
} from "./settings.ts";
import type { Rows } from "./tables.ts";
import { FIRST_NAMES, LAST_NAMES, STREETS, TOWNS } from "./vocabulary.ts";

/** When an order was placed and when its goods left the house: what its products' ledgers say too. */
export type OrderFacts = {
  readonly placedMs: number;
  readonly paidMs: number;
  /** Null: it waits to be sent. */
  readonly shippedMs: number | null;
  readonly holdId: string;
};

export interface Orders {
  readonly customers: number;
  facts(order: number): OrderFacts;
  shopperOf(order: number): string;
  writeCustomer(rows: Rows, customer: number): void;
  writeOrder(rows: Rows, order: number): void;
  writeOpenCart(rows: Rows, cart: number): void;
}

/** Where generated orders were sent from. */
export const WAREHOUSE = "LON1";
/** The name of the provider of generated payments: no provider's book knows them. */
export const PROVIDER = "generated";
/** An argon2id hash of "generated-shopper", the password of every generated customer. */
const PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$HLBOtJsT3lAZ7UTxcln//Q$pha1N8tNv3pf0dWnOXLQ16nL5y0P1oQ3g5qLez+pnDI";
const PAID_AFTER_MS = 1_500;
const SHORTEST_SHIPPING_MS = 6 * 3_600_000;
const LONGEST_SHIPPING_MS = 2.5 * DAY_MS;
const FREE_FROM_MINOR = 5_000;
const HOME_SHIPPING_MINOR = 395;
const ABROAD_SHIPPING_MINOR = 1_195;
const HOME = "GB";
const BASIS_POINTS = 10_000;

const taxOf = new Map(
  startingTaxRates
    .filter(({ region, category }) => region === null && category === "standard")
    .map(({ country, rateBasisPoints }) => [country, rateBasisPoints]),
);
const diligence = createShareCurve(fitted.diligence);
/** Those that a shop knows and has a tax for, with the shares added up. */
const countries = fitted.countries.filter(([code]) => taxOf.has(code));
const allCountries = countries.reduce((sum, [, thousandths]) => sum + thousandths, 0);

export function createOrders(settings: GenerateSettings, products: Products, sales: Sales): Orders {
  const { seed, untilMs } = settings;
  const count = ordersOf(settings);
  const customers = Math.max(1, Math.round((count * (1 - fitted.guestShare)) / fitted.ordersPerCustomer));
  const openCarts = openCartsOf(settings);
  const placedMs = createOrderMoments(count, untilMs, seed);
  const random = createRandomStream(seed);

  const customerCreatedMs = (customer: number) =>
    untilMs - SPAN_MS - Math.floor(2 * SPAN_MS * share(seed, "customer", customer)) - DAY_MS;
  const customerId = (customer: number) => uuidOf(seed, uuidKinds.customer, customer, customerCreatedMs(customer));
  /** Null: a guest. */
  function customerOf(order: number): number | null {
    random.start("order", order);
    if (random.next() < fitted.guestShare) return null;
    return Math.min(customers - 1, Math.floor(customers * diligence.partOf(random.next())));
  }
  function countryOf(salt: number): string {
    let rest = (allCountries * hash32(seed, purposes.customer + 100, salt)) / 2 ** 32;
    for (const [code, thousandths] of countries) {
      rest -= thousandths;
      if (rest < 0) return code;
    }
    return HOME;
  }
  function person(salt: number, guest: boolean) {
    random.start("customer", guest ? -1 - salt : salt);
    const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
    const country = countryOf(guest ? -1 - salt : salt);
    const town = random.pick(TOWNS);
    const postalCode = `${town.slice(0, 2).toUpperCase()}${1 + random.below(20)} ${1 + random.below(9)}AB`;
    const address = `{"city": "${town}", "name": "${name}", "line1": "${1 + random.below(200)} ${random.pick(STREETS)}", "country": "${country}", "postalCode": "${postalCode}"}`;
    return { name, country, address, email: guest ? `guest-${salt}@example.com` : `shopper-${salt}@example.com` };
  }

  function facts(order: number): OrderFacts {
    const at = placedMs(order);
    const shipping =
      SHORTEST_SHIPPING_MS + ((LONGEST_SHIPPING_MS - SHORTEST_SHIPPING_MS) * hash32(seed, purposes.order, -order)) / 2 ** 32;
    return {
      placedMs: at,
      paidMs: at + PAID_AFTER_MS,
      shippedMs: at < untilMs - UNSENT_MS ? at + Math.floor(shipping) : null,
      holdId: uuidOf(seed, uuidKinds.hold, order, at),
    };
  }
  function shopperOf(order: number): string {
    const customer = customerOf(order);
    return customer === null ? uuidOf(seed, uuidKinds.guest, order, placedMs(order)) : customerId(customer);
  }

  return {
    customers,
    facts,
    shopperOf,
    writeCustomer(rows, customer) {
      const shopperId = customerId(customer);
      const created = timestamp(customerCreatedMs(customer));
      const { name, address, email } = person(customer, false);
      rows.customers.push(`${shopperId}\t${email}\t${name}\t${PASSWORD_HASH}\t1\t${created}\t${created}\n`);
      rows.customer_emails.push(`${email}\t${shopperId}\n`);
      const addressId = uuidOf(seed, uuidKinds.address, customer, customerCreatedMs(customer));
      rows.customer_addresses.push(`${shopperId}\t${addressId}\t${address}\tt\t${created}\n`);
    },
    writeOrder(rows, order) {
      const { holdId, placedMs: atMs, paidMs, shippedMs } = facts(order);
      const orderId = uuidOf(seed, uuidKinds.order, order, atMs);
      const shopperId = shopperOf(order);
      const customer = customerOf(order);
      const { country, address, email } = person(customer ?? order, customer === null);
      const cartId = uuidOf(seed, uuidKinds.cart, order, atMs);
      const paymentId = uuidOf(seed, uuidKinds.payment, order, atMs);
      const number = orderNumber(order + 1, new Date(atMs));
      const [at, paid, updated] = [timestamp(atMs), timestamp(paidMs), timestamp(shippedMs ?? paidMs)];
      const rate = taxOf.get(country)!;
      const sent: string[] = [];
      let subtotal = 0;
      let includedTax = 0;
      let position = 0;
      for (const sale of sales.ofOrder(order)) {
        const product = products.sold(sale.product);
        const variantId = variantIdOf(sale.product, sale.variant);
        const { quantity } = sale;
        const unit = unitPriceOf(product, quantity);
        const total = unit * quantity;
        const included = Math.round((total * rate) / (BASIS_POINTS + rate));
        subtotal += total;
        includedTax += included;
        rows.order_lines.push(
          `${orderId}\t${shopperId}\t${variantId}\t${position}\t${skuOf(sale.product, sale.variant)}\t${product.name}\t${quantity}\t${unit}\t${total}\t0\t0\t${included}\t[{"warehouse":"${WAREHOUSE}","quantity":${quantity}}]\t0\n`,
        );
        rows.cart_lines.push(`${cartId}\t${shopperId}\t${variantId}\t${quantity}\t${at}\n`);
        sent.push(`{"variantId":${variantId},"quantity":${quantity}}`);
        position += 1;
      }
      const shipping = subtotal >= FREE_FROM_MINOR ? 0 : country === HOME ? HOME_SHIPPING_MINOR : ABROAD_SHIPPING_MINOR;
      const total = subtotal + shipping;
      const version = shippedMs === null ? 2 : 3;
      rows.orders.push(
        `${orderId}\t${shopperId}\t${number}\t${cartId}\t${holdId}\t${shippedMs === null ? "paid" : "fulfilled"}\t${CURRENCY}\t${country}\t${subtotal}\t0\t${shipping}\t0\t${includedTax}\t${total}\tstandard\t${email}\t${address}\t[]\t${version}\t\\N\t${at}\t${updated}\n`,
      );
      rows.payments.push(
        `${orderId}\t${shopperId}\t${paymentId}\t${PROVIDER}\ttok_generated\t${CURRENCY}\t${total}\tpaid\tgen-${number}\t\\N\t${total}\t0\t1\t${paid}\t${at}\t${paid}\n`,
      );
      rows.carts.push(
        `${cartId}\t${shopperId}\t${CURRENCY}\t${country}\tordered\t{}\tstandard\t${position}\t${orderId}\t2\t${at}\t${at}\n`,
      );
      if (atMs >= untilMs - KEYS_MS) {
        const hash = holdId.replaceAll("-", "");
        rows.idempotency_keys.push(`${shopperId}\t${holdId}\t\\\\x${hash}${hash}\t${orderId}\t\\N\t\\N\t${at}\n`);
      }
      if (atMs >= untilMs - EVENTS_MS) {
        const told = `"number":"${number}","holdId":"${holdId}","currency":"${CURRENCY}","totalMinor":${total}`;
        const event = (version: number, type: string, payload: string, eventMs: number) =>
          rows.outbox_shopper.push(
            `${uuidOf(seed, uuidKinds.event, order * 3 + version, eventMs)}\t${shopperId}\torder\t${orderId}\t${version}\t${type}\t{${payload}}\t${order * 3 + version}\t${timestamp(eventMs)}\n`,
          );
        event(1, "order.placed", told, atMs);
        event(2, "order.paid", `${told},"declineCode":null`, paidMs);
        if (shippedMs !== null) event(3, "order.fulfilled", `${told},"lines":[${sent.join(",")}]`, shippedMs);
      }
    },
    writeOpenCart(rows, cart) {
      random.start("cart", cart);
      const ageMs = OPEN_CART_MS - Math.floor((OPEN_CART_MS * (cart + random.next())) / Math.max(1, openCarts));
      const atMs = untilMs - ageMs;
      const customer = random.below(customers);
      const shopperId = customerId(customer);
      const cartId = uuidOf(seed, uuidKinds.openCart, cart, atMs);
      const wanted = new Map<number, number>();
      for (let lines = 1 + random.below(8); lines > 0; lines -= 1) {
        const product = sales.productOfRank(1 + random.skewed(settings.products));
        wanted.set(variantIdOf(product, 1 + random.below(products.variantsOf(product))), 1 + random.below(4));
      }
      const at = timestamp(atMs);
      const { country } = person(customer, false);
      rows.carts.push(`${cartId}\t${shopperId}\t${CURRENCY}\t${country}\topen\t{}\t\\N\t${wanted.size}\t\\N\t1\t${at}\t${at}\n`);
      for (const [variantId, quantity] of wanted)
        rows.cart_lines.push(`${cartId}\t${shopperId}\t${variantId}\t${quantity}\t${at}\n`);
    },
  };
}
