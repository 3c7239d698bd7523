/**
 * PostgreSQL array literals for values that need no quoting. The driver quotes every element by regular expressions, which for
 * a batch of 64 orders costs more than the batch's statement; joining costs a tenth of that.
 */
export function plainArray(values: readonly (number | string | boolean | null)[]): string {
  return `{${values.map((value) => (value === null ? "NULL" : value)).join()}}`;
}

const NEEDS_ESCAPE = /["\\]/g;

/** An array literal of any texts. */
export function textArray(values: readonly (string | null)[]): string {
  let literal = "{";
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (index > 0) literal += ",";
    literal += value === null || value === undefined ? "NULL" : `"${value.replace(NEEDS_ESCAPE, "\\$&")}"`;
  }
  return `${literal}}`;
}
