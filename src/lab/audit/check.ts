/** One invariant of the shop. Its SQL yields a row for each violation and nothing when it holds. */
export type Check = {
  /** Stable, for scripts: `stock.never-oversold`. */
  readonly id: string;
  /** What holds, as a sentence. */
  readonly holds: string;
  /** `$1` is the grace in seconds: what changed later than that may still be on its way. */
  readonly sql: string;
};

export type Finding = {
  readonly id: string;
  readonly holds: string;
  readonly verdict: "green" | "red" | "skipped";
  /** How many things violate it. */
  readonly violations: number;
  /** The first few, as the check gave them. */
  readonly examples: readonly Readonly<Record<string, unknown>>[];
  /** How much was looked at, or why it was not. */
  readonly note?: string;
  readonly tookMs: number;
};

/** More examples than a person reads are noise. */
export const MAX_EXAMPLES = 5;
