import type { Order } from "../orders/order.ts";
import { htmlOf, type Page, textOf } from "./layout.ts";
import { formatMoney, type MailContent, oneLine, type Sender } from "./mail.ts";

export const orderMailKinds = [
  "order-confirmation",
  "payment-failed",
  "order-shipped",
  "order-cancelled",
  "order-refunded",
] as const;
export type OrderMailKind = (typeof orderMailKinds)[number];

/** The longest order has 2,000 lines; who bought that many has them in the shop, and a mail stays readable. */
const MAX_LINES = 100;

/** What a shopper is told about an order. Pure: the same order gives the same mail. */
export function orderMail(kind: OrderMailKind, order: Order, sender: Sender): MailContent {
  const { heading, paragraphs, goods } = says[kind](order, sender);
  const page: Page = {
    shopName: sender.shopName,
    heading: oneLine(heading),
    paragraphs,
    ...(goods ? { table: linesOf(order, sender), sums: sumsOf(order, sender), block: addressOf(order) } : {}),
    footer: `You receive this mail because of your order ${order.number}.`,
  };
  return { subject: `${page.heading} (${sender.shopName})`, text: textOf(page), html: htmlOf(page) };
}

type Saying = { readonly heading: string; readonly paragraphs: readonly string[]; readonly goods: boolean };

const says: Readonly<Record<OrderMailKind, (order: Order, sender: Sender) => Saying>> = {
  "order-confirmation": (order, { locale }) => ({
    heading: `Thank you for your order ${order.number}`,
    paragraphs: [
      `Hello ${order.shippingAddress.name}, we have received your order of ${dateOf(order.placedAt, locale)} and your payment.`,
      "We will write again when it is on its way.",
    ],
    goods: true,
  }),
  "payment-failed": (order) => ({
    heading: `Your payment for order ${order.number} did not go through`,
    paragraphs: [
      `Hello ${order.shippingAddress.name}, the payment was declined, so nothing was charged and the order is closed.`,
      "Your cart is open again: you can check out with another way to pay.",
    ],
    goods: false,
  }),
  "order-shipped": (order) => ({
    heading: `Your order ${order.number} is on its way`,
    paragraphs: [`Hello ${order.shippingAddress.name}, everything that you ordered has left our warehouse.`],
    goods: true,
  }),
  "order-cancelled": (order, { locale }) => ({
    heading: `Your order ${order.number} is cancelled`,
    paragraphs: [
      `Hello ${order.shippingAddress.name}, your order is cancelled and will not be sent.`,
      order.payment.refundedMinor > 0
        ? `${formatMoney(order.payment.refundedMinor, order.currency, locale)} goes back to the way you paid. We will write again when it is booked.`
        : "Nothing was charged.",
    ],
    goods: false,
  }),
  "order-refunded": (order, { locale }) => ({
    heading: `A refund for your order ${order.number}`,
    paragraphs: [
      `Hello ${order.shippingAddress.name}, we have booked a refund to the way you paid.`,
      `Of ${formatMoney(order.payment.capturedMinor, order.currency, locale)} that you paid, ` +
        `${formatMoney(order.payment.refundedMinor, order.currency, locale)} has been given back in all.`,
    ],
    goods: false,
  }),
};

function linesOf(order: Order, { locale }: Sender): NonNullable<Page["table"]> {
  const money = (amountMinor: number) => formatMoney(amountMinor, order.currency, locale);
  const rows = order.lines.slice(0, MAX_LINES).map((line) => ({
    title: line.name,
    detail: `${line.sku}, ${line.quantity} × ${money(line.unitPriceMinor)}`,
    amount: money(line.totalMinor),
  }));
  const rest = order.lines.slice(MAX_LINES);
  if (rest.length === 0) return rows;
  const restMinor = rest.reduce((sum, line) => sum + line.totalMinor, 0);
  return [
    ...rows,
    { title: `and ${rest.length} further lines`, detail: "listed with your order in the shop", amount: money(restMinor) },
  ];
}

function sumsOf(order: Order, { locale }: Sender): NonNullable<Page["sums"]> {
  const money = (amountMinor: number) => formatMoney(amountMinor, order.currency, locale);
  const { subtotalMinor, discountMinor, shippingMinor, taxMinor, includedTaxMinor, totalMinor } = order;
  return [
    ["Goods", money(subtotalMinor)],
    ...(discountMinor > 0 ? ([["Discount", money(-discountMinor)]] as const) : []),
    ["Shipping", money(shippingMinor)],
    ...(taxMinor > 0 ? ([["Tax", money(taxMinor)]] as const) : []),
    [includedTaxMinor > 0 ? `Total (with ${money(includedTaxMinor)} of tax in it)` : "Total", money(totalMinor)],
  ];
}

function addressOf(order: Order): NonNullable<Page["block"]> {
  const { name, line1, line2, postalCode, city, region, country } = order.shippingAddress;
  const place = [postalCode, city, region].filter((part) => part !== undefined && part !== "").join(" ");
  return { title: "Delivery address", lines: [name, line1, ...(line2 ? [line2] : []), place, country] };
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateOf(date: Date, locale: string): string {
  let format = dateFormats.get(locale);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
    dateFormats.set(locale, format);
  }
  return format.format(date);
}
