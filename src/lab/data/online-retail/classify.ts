import type { Row } from "./row.ts";

/** Why a line is neither a sale nor a cancellation. The names are stable: reports and tests quote them. */
export type RejectReason =
  | "adjusts-bad-debt"
  | "negative-stock-adjustment"
  | "zero-quantity"
  | "zero-price"
  | "negative-price"
  | "sub-penny-price"
  | "cancellation-without-value"
  | "missing-description";

export const REJECT_REASONS: readonly RejectReason[] = [
  "adjusts-bad-debt",
  "negative-stock-adjustment",
  "zero-quantity",
  "zero-price",
  "negative-price",
  "sub-penny-price",
  "cancellation-without-value",
  "missing-description",
];

/** A product is stocked; a service (postage, discount, manual correction, voucher, fee) is only ever a line of money. */
export type Item = "product" | "service";

export type Verdict =
  | { readonly kind: "sale"; readonly item: Item }
  | { readonly kind: "cancellation"; readonly item: Item }
  | { readonly kind: "rejected"; readonly reason: RejectReason };

/**
 * Codes that look like products and are not. Found by reading the descriptions of all sold codes:
 * "Dotcomgiftshop Gift Voucher £100.00", "Next Day Carriage", "Packing Charge", "High Resolution Image".
 */
const SERVICES_WITH_PRODUCT_CODE: ReadonlySet<string> = new Set(["22016", "23444", "23574", "23702"]);

/** Five digits and an optional suffix, or the DCGS codes, which are things (a dog collar, a boxed ashtray, party bags) of the web shop. */
const PRODUCT_CODE = /^(\d{5}|DCGS)/;

/**
 * Whether a SKU (upper case) is a stocked product. Not products: POST, DOT, C2, M, D, S, B, BANK CHARGES, AMAZONFEE, CRUK,
 * PADS, GIFT_0001_xx vouchers and the four codes above.
 */
export function itemOf(sku: string): Item {
  return PRODUCT_CODE.test(sku) && !SERVICES_WITH_PRODUCT_CODE.has(sku) ? "product" : "service";
}

const PRODUCT_SALE: Verdict = { kind: "sale", item: "product" };
const SERVICE_SALE: Verdict = { kind: "sale", item: "service" };
const PRODUCT_CANCELLATION: Verdict = { kind: "cancellation", item: "product" };
const SERVICE_CANCELLATION: Verdict = { kind: "cancellation", item: "service" };

/** Says what one line is. The first reason that applies wins, strongest first. */
export function classify(row: Row): Verdict {
  const { invoiceNo, quantity, unitPriceMills } = row;
  if (invoiceNo.startsWith("A")) return rejected("adjusts-bad-debt");
  if (invoiceNo.startsWith("C")) {
    if (quantity >= 0 || unitPriceMills <= 0) return rejected("cancellation-without-value");
    if (unitPriceMills % 10 !== 0) return rejected("sub-penny-price");
    return itemOf(row.sku) === "product" ? PRODUCT_CANCELLATION : SERVICE_CANCELLATION;
  }
  if (quantity < 0) return rejected("negative-stock-adjustment");
  if (quantity === 0) return rejected("zero-quantity");
  if (unitPriceMills === 0) return rejected("zero-price");
  if (unitPriceMills < 0) return rejected("negative-price");
  if (unitPriceMills % 10 !== 0) return rejected("sub-penny-price");
  if (row.description === "" && itemOf(row.sku) === "product") return rejected("missing-description");
  return itemOf(row.sku) === "product" ? PRODUCT_SALE : SERVICE_SALE;
}

const REJECTED = Object.fromEntries(REJECT_REASONS.map((reason) => [reason, { kind: "rejected", reason }])) as Record<
  RejectReason,
  Verdict
>;

function rejected(reason: RejectReason): Verdict {
  return REJECTED[reason];
}

/** Pence of a line whose price is known to be whole pence, that is, of any line that is a sale or a cancellation. */
export function unitPriceMinorOf(row: Row): number {
  return row.unitPriceMills / 10;
}
