import { numberText } from "../../report/charts.ts";

/** For sentences: `6.1 times`. */
export function times(ratio: number): string {
  return `${ratio >= 10 ? Math.round(ratio) : Number(ratio.toPrecision(2))} times`;
}

/** For sentences: `14 KB`. */
export const inBytes = (value: number): string => numberText(value, "bytes");

/** For sentences: `73 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(share < 0.1 ? 1 : 2))} %`;
}
