import { multiplyRounded, WHOLE_BASIS_POINTS } from "./money.ts";
import type { ReferenceData } from "./reference.ts";
import { currencyOf, exchangeRateKey, indexOf } from "./reference-index.ts";

/** An exact factor from minor units of the base currency to minor units of another, and whether its rate was stale. */
export type Conversion = {
  readonly numerator: number | bigint;
  readonly denominator: number | bigint;
  readonly stale: boolean;
};

/** More digits than any published rate has; it bounds the BigInt work that a row can cause. */
const MAX_RATE_LENGTH = 40;

const conversions = new WeakMap<ReferenceData, Map<string, Conversion | null>>();

/**
 * The factor from the base currency to `currency`, with a regional adjustment if one is given: rate, adjustment and the difference of
 * the currencies' decimals are one fraction, so that an amount is rounded once. When only the opposite rate is stored, its reciprocal
 * is used, which is exact too.
 * @returns null when there is no rate
 * @throws PricingError unknown-currency
 */
export function conversionFromBase(reference: ReferenceData, currency: string, adjustmentBasisPoints = 0): Conversion | null {
  let known = conversions.get(reference);
  if (known === undefined) {
    known = new Map();
    conversions.set(reference, known);
  }
  // Bounded by the currencies times the distinct adjustments of the snapshot's regions: other currencies throw below.
  const key = `${currency}/${adjustmentBasisPoints}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const conversion = buildConversion(reference, currency, adjustmentBasisPoints);
  known.set(key, conversion);
  return conversion;
}

/** The amount in the other currency's minor units, rounded once. */
export function convert(amountMinor: number, conversion: Conversion): number {
  return multiplyRounded(amountMinor, conversion.numerator, conversion.denominator);
}

function buildConversion(reference: ReferenceData, currency: string, adjustmentBasisPoints: number): Conversion | null {
  const decimals = currencyOf(reference, currency).exponent - currencyOf(reference, reference.baseCurrency).exponent;
  const rate = rateFromBase(reference, currency);
  if (rate === null) return null;
  let numerator = rate.numerator * BigInt(WHOLE_BASIS_POINTS + adjustmentBasisPoints);
  let denominator = rate.denominator * BigInt(WHOLE_BASIS_POINTS);
  if (decimals >= 0) numerator *= 10n ** BigInt(decimals);
  else denominator *= 10n ** BigInt(-decimals);
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: narrow(numerator / divisor), denominator: narrow(denominator / divisor), stale: rate.stale };
}

type Rate = { readonly numerator: bigint; readonly denominator: bigint; readonly stale: boolean };

function rateFromBase(reference: ReferenceData, currency: string): Rate | null {
  const base = reference.baseCurrency;
  if (currency === base) return { numerator: 1n, denominator: 1n, stale: false };
  const { exchangeRates } = indexOf(reference);
  const direct = exchangeRates.get(exchangeRateKey(base, currency));
  if (direct !== undefined) return { ...parseDecimal(direct.rate), stale: direct.stale };
  const opposite = exchangeRates.get(exchangeRateKey(currency, base));
  if (opposite === undefined) return null;
  const { numerator, denominator } = parseDecimal(opposite.rate);
  return { numerator: denominator, denominator: numerator, stale: opposite.stale };
}

function parseDecimal(text: string): { numerator: bigint; denominator: bigint } {
  const match = text.length <= MAX_RATE_LENGTH ? /^(\d+)(?:\.(\d+))?$/.exec(text) : null;
  const fraction = match?.[2] ?? "";
  const numerator = match === null ? 0n : BigInt(match[1] + fraction);
  if (numerator === 0n) throw new RangeError(`The exchange rate "${text}" is not a positive decimal.`);
  return { numerator, denominator: 10n ** BigInt(fraction.length) };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function narrow(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}
