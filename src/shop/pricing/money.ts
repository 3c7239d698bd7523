import { PricingError } from "./limits.ts";

/** One hundred percent, in basis points. */
export const WHOLE_BASIS_POINTS = 10_000;

/** Throws a PricingError when a sum or product left the integers that a double holds exactly. */
export function assertSafe(amountMinor: number): number {
  if (!Number.isSafeInteger(amountMinor)) {
    throw new PricingError("amount-out-of-range", "The amounts of this cart are too large to be added exactly.");
  }
  return amountMinor;
}

/** Adds two amounts in minor units; throws a PricingError when the sum is no longer exact. */
export function addMinor(a: number, b: number): number {
  return assertSafe(a + b);
}

/**
 * The one rounding rule: `numerator / denominator` to the nearest integer, and a half away from zero (2.5 → 3, −2.5 → −3).
 * Exact for every input: nothing is divided before the remainder is known.
 * @param denominator positive
 * @throws PricingError when the result is not a safe integer
 */
export function roundHalfUp(numerator: number | bigint, denominator: number | bigint): number {
  if (denominator <= 0) throw new RangeError(`A denominator must be positive, not ${denominator}.`);
  if (Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator)) {
    return roundSafe(numerator as number, denominator as number);
  }
  const n = BigInt(numerator);
  const d = BigInt(denominator);
  const magnitude = n < 0n ? -n : n;
  const rounded = (2n * magnitude + d) / (2n * d);
  return assertSafe(Number(n < 0n ? -rounded : rounded));
}

/** `amountMinor × numerator ÷ denominator`, rounded once. Uses BigInt only where a double would lose a digit. */
export function multiplyRounded(amountMinor: number, numerator: number | bigint, denominator: number | bigint): number {
  if (typeof numerator === "number") {
    const product = amountMinor * numerator;
    if (Number.isSafeInteger(product)) return roundHalfUp(product, denominator);
  }
  return roundHalfUp(BigInt(amountMinor) * BigInt(numerator), denominator);
}

/** The share of an amount, `basisPoints` in ten thousandths, rounded once. */
export function percentOf(amountMinor: number, basisPoints: number): number {
  return multiplyRounded(amountMinor, basisPoints, WHOLE_BASIS_POINTS);
}

/**
 * Splits an amount by weights with the largest-remainder method: the parts sum to `totalMinor` exactly, a weight of zero gets
 * nothing, and no part exceeds its weight as long as `totalMinor` does not exceed their sum. Equal remainders go to the earlier part.
 * @param weights integers, zero or more; at least one positive unless `totalMinor` is zero
 */
export function allocateProportionally(totalMinor: number, weights: readonly number[]): number[] {
  let weightSum = 0;
  let largestWeight = 0;
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0)
      throw new RangeError(`A weight must be an integer of zero or more, not ${weight}.`);
    weightSum = addMinor(weightSum, weight);
    if (weight > largestWeight) largestWeight = weight;
  }
  if (!Number.isSafeInteger(totalMinor) || totalMinor < 0) throw new RangeError(`Cannot split ${totalMinor}.`);
  if (totalMinor === 0) return new Array<number>(weights.length).fill(0);
  if (weightSum === 0) throw new RangeError("Cannot split an amount over weights that are all zero.");

  const { parts, remainders } = Number.isSafeInteger(totalMinor * largestWeight)
    ? floorShares(totalMinor, weights, weightSum)
    : floorSharesExact(totalMinor, weights, weightSum);
  let left = totalMinor;
  for (const part of parts) left -= part;
  if (left > 0) {
    const byRemainder = remainders.map((_, position) => position).sort((a, b) => remainders[b]! - remainders[a]! || a - b);
    for (let i = 0; i < left; i++) parts[byRemainder[i]!]! += 1;
  }
  return parts;
}

function roundSafe(numerator: number, denominator: number): number {
  // `%` is exact on doubles, and a multiple of the denominator divides exactly; a plain quotient may round up to the next integer.
  const remainder = numerator % denominator;
  const quotient = (numerator - remainder) / denominator;
  if (2 * Math.abs(remainder) < denominator) return quotient + 0;
  return numerator < 0 ? quotient - 1 : quotient + 1;
}

type Shares = { readonly parts: number[]; readonly remainders: number[] };

function floorShares(totalMinor: number, weights: readonly number[], weightSum: number): Shares {
  const parts: number[] = [];
  const remainders: number[] = [];
  for (const weight of weights) {
    const product = totalMinor * weight;
    const remainder = product % weightSum;
    parts.push((product - remainder) / weightSum);
    remainders.push(remainder);
  }
  return { parts, remainders };
}

function floorSharesExact(totalMinor: number, weights: readonly number[], weightSum: number): Shares {
  const parts: number[] = [];
  const remainders: number[] = [];
  const sum = BigInt(weightSum);
  for (const weight of weights) {
    const product = BigInt(totalMinor) * BigInt(weight);
    parts.push(Number(product / sum));
    remainders.push(Number(product % sum));
  }
  return { parts, remainders };
}
