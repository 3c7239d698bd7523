/** The columns of the file, in their order. */
export const COLUMNS = [
  "InvoiceNo",
  "StockCode",
  "Description",
  "Quantity",
  "InvoiceDate",
  "UnitPrice",
  "CustomerID",
  "Country",
] as const;

/** One well-formed line of the file. Whether it is a sale is decided in `classify.ts`. */
export interface Row {
  /** Line of the file, the header being line 1. */
  readonly line: number;
  readonly invoiceNo: string;
  /** As the file spells it; the file has 85123A and 85123a. */
  readonly stockCode: string;
  /** The stock code in upper case. */
  readonly sku: string;
  readonly description: string;
  readonly quantity: number;
  /** The file gives local time without a zone; it is read as UTC, so that no hour is missing or doubled. */
  readonly placedAtMs: number;
  /** Thousandths of a pound: four lines cost GBP 0.001, all others are whole pence. */
  readonly unitPriceMills: number;
  readonly customerId: string | null;
  readonly country: string;
}

export type ParsedRow = { readonly row: Row } | { readonly reason: string };

/** The largest real quantity is 80,995; beyond ten million a product with a price in mills could lose precision. */
const MAX_QUANTITY = 10_000_000;
/** The largest real price is GBP 38,970. */
const MAX_UNIT_PRICE_MILLS = 100_000_000;

const INVOICE = /^[AC]?\d{1,12}$/;
const QUANTITY = /^-?\d{1,8}$/;
const PRICE = /^(-?)(\d{1,9})(?:\.(\d+))?$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?$/;
const CUSTOMER = /^(\d{1,12})(?:\.0)?$/;

/** Checks the fields of one line. Never throws: a bad line answers with the reason, as a sentence without a full stop. */
export function parseRow(fields: readonly string[], line: number): ParsedRow {
  if (fields.length !== COLUMNS.length) return { reason: `has ${fields.length} columns instead of ${COLUMNS.length}` };
  const [invoiceText, codeText, description, quantityText, dateText, priceText, customerText, country] = fields.map((field) =>
    field.trim(),
  ) as [string, string, string, string, string, string, string, string];

  if (fields.some((field) => field.includes("\uFFFD"))) return { reason: "is not UTF-8" };
  if (!INVOICE.test(invoiceText)) return { reason: `invoice number ${shown(invoiceText)} is not digits with an optional A or C` };
  if (codeText === "") return { reason: "stock code is empty" };
  const quantity = Number(quantityText);
  if (!QUANTITY.test(quantityText) || Math.abs(quantity) > MAX_QUANTITY)
    return { reason: `quantity ${shown(quantityText)} is not a whole number up to ${MAX_QUANTITY}` };
  const unitPriceMills = parseMills(priceText);
  if (unitPriceMills === undefined || Math.abs(unitPriceMills) > MAX_UNIT_PRICE_MILLS)
    return { reason: `unit price ${shown(priceText)} is not an amount with at most three decimals` };
  const placedAtMs = parseDate(dateText);
  if (placedAtMs === undefined) return { reason: `date ${shown(dateText)} is not YYYY-MM-DD HH:MM:SS` };
  const customer = CUSTOMER.exec(customerText);
  if (customerText !== "" && customer === null) return { reason: `customer ${shown(customerText)} is not a number` };
  if (country === "") return { reason: "country is empty" };

  return {
    row: {
      line,
      invoiceNo: invoiceText,
      stockCode: codeText,
      sku: codeText.toUpperCase(),
      description,
      quantity,
      placedAtMs,
      unitPriceMills,
      customerId: customer?.[1] ?? null,
      country,
    },
  };
}

/** Exact: the digits are moved, no float is multiplied. */
function parseMills(text: string): number | undefined {
  const match = PRICE.exec(text);
  if (match === null) return undefined;
  const decimals = (match[3] ?? "").replace(/0+$/, "");
  if (decimals.length > 3) return undefined;
  const mills = Number(match[2]) * 1000 + Number(decimals.padEnd(3, "0"));
  return match[1] === "-" && mills !== 0 ? -mills : mills;
}

function parseDate(text: string): number | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(ms);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return real ? ms : undefined;
}

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
