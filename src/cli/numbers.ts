/** The value of an option that takes a whole number, from `least` on; throws a sentence that names the option otherwise. */
export function wholeNumber(option: string, text: string, most: number = Number.MAX_SAFE_INTEGER, least = 0): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`;
  throw new Error(`${option} is "${text}"; it must be ${range}.`);
}
