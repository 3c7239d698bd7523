/**
 * Numbers that depend on nothing but the seed, what they are for, and which row they belong to: so a row is the same whoever makes it, when,
 * and beside which others. mulberry32 (Tommy Ettinger) started at a hash; 10 ns a number.
 */

/** What a number is for; a number of its own for each, so that one does not tell of another. */
export const purposes = {
  product: 1,
  variant: 2,
  review: 3,
  question: 4,
  companion: 5,
  quantity: 6,
  saleVariant: 7,
  order: 8,
  customer: 9,
  cart: 10,
  series: 11,
  brand: 12,
  baskets: 13,
  sales: 14,
  ranks: 15,
  text: 16,
} as const;
export type Purpose = keyof typeof purposes;

const GOLDEN = 0x9e3779b1;
const TWO_TO_32 = 4_294_967_296;

/** 32 bits that look random (the finaliser of MurmurHash3). */
export function hash32(seed: number, purpose: number, id: number): number {
  let mixed = Math.imul(seed ^ Math.imul(purpose, GOLDEN), 0x85ebca6b) ^ (id | 0) ^ Math.imul((id / TWO_TO_32) | 0, GOLDEN);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** From 0 to below 1. */
export function share(seed: number, purpose: Purpose, id: number): number {
  return hash32(seed, purposes[purpose], id) / TWO_TO_32;
}

export interface RandomStream {
  /** Begins the numbers of this row. */
  start(purpose: Purpose, id: number): void;
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
  /** An index below `length` whose frequency falls with its rank (Zipf): 0 is the most frequent. */
  skewed(length: number): number;
}

export function createRandomStream(seed: number): RandomStream {
  let state = 0;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / TWO_TO_32;
  }
  const below = (limit: number) => (next() * limit) | 0;
  return {
    start(purpose, id) {
      state = hash32(seed, purposes[purpose], id);
    },
    next,
    below,
    pick: (from) => from[below(from.length)]!,
    skewed: (length) => Math.min(length - 1, Math.floor(length ** next()) - 1),
  };
}

const hex16 = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, "0"));
const high = (value: number) => hex16[value >>> 16]!;
const low = (value: number) => hex16[value & 0xffff]!;

/**
 * A UUIDv7 of the moment whose end counts: unique within its kind because `n` is in it, turned over by an odd factor so that neighbours do
 * not look alike.
 */
export function uuidOf(seed: number, kind: number, n: number, atMs: number): string {
  const seconds = Math.floor(atMs / 65_536);
  const own = Math.imul(n, GOLDEN) >>> 0;
  const random = hash32(seed, kind + 64, n);
  return `${high(seconds)}${low(seconds)}-${hex16[atMs % 65_536]!}-7${hex16[kind]!.slice(1)}-8${low(random).slice(1)}-${high(random)}${high(own)}${low(own)}`;
}
