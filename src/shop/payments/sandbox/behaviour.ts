/** How the sandbox misbehaves, for all requests. Rates are shares from 0 to 1, drawn from the seeded random. */
export type Behaviour = {
  /** Added before every answer about a charge or refund. */
  readonly delayMs: number;
  /** How long the token `slow` takes. */
  readonly slowMs: number;
  /** Share of new charges with a good token that are declined with `card_declined`. */
  readonly declineRate: number;
  /** Share of new charges that are made but never answered, as with the token `timeout-after-charge`. */
  readonly timeoutAfterChargeRate: number;
  /** Share of requests answered 500: half of them before anything was done, half after it was done and kept. */
  readonly errorRate: number;
  /** Two events, each with an id of its own, tell of each charge and refund. */
  readonly answerTwice: boolean;
  /** Every connection is cut without an answer, save for `/behaviour`, `/book` and `/healthz` (which then says 503). */
  readonly down: boolean;
  readonly webhooks: {
    readonly enabled: boolean;
    /** Each event is delivered twice, under the same id. */
    readonly duplicate: boolean;
    /** Each delivery is held back for a random while, so that they arrive out of order. */
    readonly shuffle: boolean;
    readonly delayMs: number;
  };
};

export const DEFAULT_BEHAVIOUR: Behaviour = {
  delayMs: 0,
  slowMs: 3_000,
  declineRate: 0,
  timeoutAfterChargeRate: 0,
  errorRate: 0,
  answerTwice: false,
  down: false,
  webhooks: { enabled: true, duplicate: false, shuffle: false, delayMs: 0 },
};

/** A delay is for tests: beyond ten minutes it is a slip of the keyboard. */
const MAX_DELAY_MS = 600_000;

/**
 * The behaviour with some of its settings changed; what is not named stays as it was.
 * Returns a sentence instead when a setting is unknown or out of range, and then nothing changes.
 */
export function changeBehaviour(current: Behaviour, change: unknown): Behaviour | string {
  return changed("behaviour", current, change) as Behaviour | string;
}

function changed(path: string, current: object, change: unknown): object | string {
  if (typeof change !== "object" || change === null || Array.isArray(change)) return `${path} must be an object.`;
  const next: Record<string, unknown> = { ...current };
  for (const [name, value] of Object.entries(change)) {
    const before = Object.hasOwn(current, name) ? next[name] : undefined;
    const at = `${path}.${name}`;
    if (before === undefined) return `${at} is no setting; there are: ${Object.keys(current).join(", ")}.`;
    if (typeof before === "object" && before !== null) {
      const inner = changed(at, before, value);
      if (typeof inner === "string") return inner;
      next[name] = inner;
    } else {
      const max = name.endsWith("Rate") ? 1 : MAX_DELAY_MS;
      if (typeof before === "boolean" && typeof value !== "boolean") return `${at} must be true or false.`;
      if (typeof before === "number" && !(typeof value === "number" && value >= 0 && value <= max)) {
        return `${at} must be a number from 0 to ${max}.`;
      }
      next[name] = value;
    }
  }
  return next;
}
