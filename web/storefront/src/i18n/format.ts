/** Formats of a language are kept: making one costs more than using it a thousand times. */
const MAX_KEPT = 100;
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function keep<Format extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => Format,
): Format {
  const known = kept.get(key);
  if (known !== undefined) return known as Format;
  if (kept.size >= MAX_KEPT) kept.clear();
  const made = make();
  kept.set(key, made);
  return made;
}

/** Decimals of a currency by ISO 4217, where the shop does not say. */
export function usualExponent(currency: string): number {
  const format = keep(`exponent ${currency}`, () => new Intl.NumberFormat("en", { style: "currency", currency }));
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** `amountMinor` in units of 10^-exponent of the currency. */
export function formatMoney(locale: string, amountMinor: number, currency: string, exponent: number): string {
  const format = keep(
    `money ${locale} ${currency} ${exponent}`,
    () =>
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        minimumFractionDigits: exponent,
        maximumFractionDigits: exponent,
      }),
  );
  return format.format(amountMinor / 10 ** exponent);
}

export function formatNumber(locale: string, value: number, maximumFractionDigits = 0): string {
  return keep(`number ${locale} ${maximumFractionDigits}`, () => new Intl.NumberFormat(locale, { maximumFractionDigits })).format(
    value,
  );
}

/** `share` from 0 to 1. */
export function formatPercent(locale: string, share: number): string {
  return keep(`percent ${locale}`, () => new Intl.NumberFormat(locale, { style: "percent" })).format(share);
}

export function formatRating(locale: string, average: number): string {
  return keep(
    `rating ${locale}`,
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  ).format(average);
}

/** `iso` is an ISO 8601 time; the date in the reader's time zone. */
export function formatDate(locale: string, iso: string): string {
  return keep(`date ${locale}`, () => new Intl.DateTimeFormat(locale, { dateStyle: "long" })).format(new Date(iso));
}

export function formatDateTime(locale: string, iso: string): string {
  return keep(`time ${locale}`, () => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" })).format(
    new Date(iso),
  );
}
