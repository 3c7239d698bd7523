import { hash32 } from "./randomness.ts";

/** A shuffled order of 0 to size − 1 that is never stored: any place can be asked for, in both directions, at the same small cost. */
export interface Permutation {
  readonly size: number;
  at(index: number): number;
  indexOf(value: number): number;
}

const ROUNDS = 4;
/** Halves of 16 bits make numbers of 32. */
const LARGEST_SIZE = 2 ** 31;

/** A four-round Feistel network over the next power of four; what falls outside is put through again until it is inside. */
export function createPermutation(size: number, seed: number): Permutation {
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_SIZE) throw new Error(`a permutation of ${size} cannot be made`);
  const halfBits = Math.max(1, Math.ceil(Math.log2(size) / 2));
  const mask = (1 << halfBits) - 1;
  const keys = Array.from({ length: ROUNDS }, (_, round) => hash32(seed, 1_000 + round, size));
  const mix = (value: number, key: number): number => {
    const mixed = Math.imul(value ^ key, 0x45d9f3b);
    return (mixed ^ (mixed >>> 15)) & mask;
  };

  function once(value: number): number {
    let left = value >>> halfBits;
    let right = value & mask;
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = left ^ mix(right, keys[round]!);
      left = right;
      right = next;
    }
    return ((left << halfBits) | right) >>> 0;
  }
  function back(value: number): number {
    let left = value >>> halfBits;
    let right = value & mask;
    for (let round = ROUNDS - 1; round >= 0; round -= 1) {
      const before = right ^ mix(left, keys[round]!);
      right = left;
      left = before;
    }
    return ((left << halfBits) | right) >>> 0;
  }

  return {
    size,
    at(index) {
      let value = once(index);
      while (value >= size) value = once(value);
      return value;
    },
    indexOf(value) {
      let index = back(value);
      while (index >= size) index = back(index);
      return index;
    },
  };
}
