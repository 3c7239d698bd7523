const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const finest = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const fine = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const DASH = "–";

/** 0.25, 7.5, 43, 1,250 */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined) return DASH;
  const size = Math.abs(value);
  return (size < 1 ? finest : size < 10 ? fine : whole).format(value);
}

export const perSecond = (value: number | null | undefined): string => (value == null ? DASH : `${number(value)}/s`);

export function milliseconds(value: number | null | undefined): string {
  if (value == null) return DASH;
  if (value >= 1_000) return `${fine.format(value / 1_000)} s`;
  return `${value < 10 ? fine.format(value) : whole.format(value)} ms`;
}

export const seconds = (value: number | null | undefined): string => (value == null ? DASH : milliseconds(value * 1_000));

export function percent(share: number | null | undefined, digits = 1): string {
  if (share == null) return DASH;
  return `${Number((100 * share).toFixed(digits))} %`;
}

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];
export function bytes(value: number | null | undefined): string {
  if (value == null) return DASH;
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(value))) / 10)));
  return `${number(value / 1_024 ** power)} ${UNITS[power]}`;
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
export const timeOfDay = (atMs: number): string => clock.format(atMs);

/** "now", "12 s ago", "3 min ago" */
export function ago(fromMs: number, nowMs: number): string {
  const passed = Math.max(0, Math.round((nowMs - fromMs) / 1_000));
  if (passed < 2) return "now";
  return `${duration(passed)} ago`;
}

export function duration(passedSeconds: number): string {
  if (passedSeconds < 90) return `${Math.round(passedSeconds)} s`;
  if (passedSeconds < 5_400) return `${Math.round(passedSeconds / 60)} min`;
  return `${Math.round(passedSeconds / 3_600)} h`;
}
