/** Crockford's base 32: no letter that is easily mistaken for a digit. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const HALF_BITS = 20;
const HALF_MASK = (1 << HALF_BITS) - 1;
const ROUND_KEYS = [0x5bd1e, 0x9e377, 0x85ebc, 0xc2b2a] as const;
const DIGITS = 8;

/** How many different numbers there are; the sequence must stay below. */
export const ORDER_NUMBERS = 2 ** (2 * HALF_BITS);

function mix(value: number, key: number): number {
  let mixed = Math.imul(value ^ key, 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & HALF_MASK;
}

/**
 * A number for people, such as `2611-K7QM-2XD9`: the month, then the sequence scrambled by a four-round Feistel network,
 * which is a bijection, so different sequences never give the same number and the number does not tell how many orders there were.
 * @param sequence an integer from 0 to ORDER_NUMBERS − 1, unique over all processes
 */
export function orderNumber(sequence: number, placedAt: Date): string {
  if (!Number.isInteger(sequence) || sequence < 0 || sequence >= ORDER_NUMBERS)
    throw new Error(`order sequence ${sequence} is out of range`);
  let left = Math.floor(sequence / 2 ** HALF_BITS);
  let right = sequence & HALF_MASK;
  for (const key of ROUND_KEYS) [left, right] = [right, left ^ mix(right, key)];
  let scrambled = left * 2 ** HALF_BITS + right;
  let digits = "";
  for (let index = 0; index < DIGITS; index += 1) {
    digits = ALPHABET[scrambled % 32] + digits;
    scrambled = Math.floor(scrambled / 32);
  }
  const month = placedAt.toISOString().slice(2, 7).replace("-", "");
  return `${month}-${digits.slice(0, 4)}-${digits.slice(4)}`;
}
