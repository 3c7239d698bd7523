import type { Behaviour } from "../../shop/payments/sandbox/behaviour.ts";

/**
 * Something that goes wrong on purpose. `part` is a name of running.json (`tenfold status`), or `any api`, `any worker`, `any replica`:
 * one of them, chosen by the seed of the plan. What lasts has `forMs` and is healed then.
 */
export type Fault =
  /** SIGKILL. With `onlyWhenProtected` it is refused while no replica could take over without loss. */
  | { readonly kind: "kill"; readonly part: string; readonly onlyWhenProtected?: boolean }
  /** SIGSTOP to all of its processes, and SIGCONT at the end. */
  | { readonly kind: "pause"; readonly part: string; readonly forMs: number }
  /** Asked to stop as an administrator does; whoever keeps it starts it again. */
  | { readonly kind: "restart"; readonly part: string }
  | (NetworkFault & {
      readonly kind: "network-delay";
      readonly delayMs: number;
      /** Up to so much more, different for each piece. */
      readonly jitterMs?: number;
    })
  | (NetworkFault & {
      readonly kind: "network-loss";
      /** Of the open connections, so many are reset in each second. */
      readonly resetShare?: number;
      /** Of the open connections, so many stand still for `stallMs` in each second. */
      readonly stallShare?: number;
      readonly stallMs?: number;
    })
  | (NetworkFault & {
      readonly kind: "network-cut";
      /** `silent` (default): nothing arrives, and nobody is told. `reset`: connections are refused and broken. */
      readonly how?: "silent" | "reset";
    })
  | {
      readonly kind: "disk-slow";
      readonly part: string;
      /** PostgreSQL's log: each flush takes so much longer, to the millisecond. 50 when neither is given. */
      readonly flushDelayMs?: number;
      /** Instead of that: so many processes that write and flush beside it without a pause. */
      readonly writers?: number;
      readonly forMs: number;
    }
  | { readonly kind: "disk-full"; readonly part: string; readonly forMs: number }
  | { readonly kind: "provider"; readonly behaviour: ProviderTrouble | BehaviourChange; readonly forMs: number }
  | {
      readonly kind: "clock-skew";
      readonly part: string;
      /** Added to what its clock says; below zero it is behind. */
      readonly offsetMs: number;
      readonly forMs: number;
    };

/**
 * Between two parts, named in either order; without `from`, between `to` and everybody. With `oneWay` only what goes from `from` to
 * `to` is met.
 */
export type NetworkFault = {
  readonly from?: string;
  readonly to: string;
  readonly oneWay?: boolean;
  readonly forMs: number;
};

export type FaultKind = Fault["kind"];

/** Some of the sandbox provider's settings, see its `Behaviour`. */
export type BehaviourChange = Partial<Omit<Behaviour, "webhooks">> & { readonly webhooks?: Partial<Behaviour["webhooks"]> };

/** Common troubles of a payment provider, by name. */
export const providerTroubles = {
  /** Every connection is cut. */
  down: { down: true },
  /** No call is answered before the shop gives it up. */
  "timing-out": { delayMs: 30_000 },
  /** The money is taken, and the answer never comes. */
  "answers-lost": { timeoutAfterChargeRate: 1 },
  slow: { delayMs: 1_500 },
  /** Half of the calls answer 500, some of them after the money was taken. */
  erring: { errorRate: 0.5 },
  /** Everything is told twice, and in any order. */
  duplicating: { answerTwice: true, webhooks: { duplicate: true, shuffle: true, delayMs: 200 } },
  "webhooks-lost": { webhooks: { enabled: false } },
} as const satisfies Readonly<Record<string, BehaviourChange>>;
export type ProviderTrouble = keyof typeof providerTroubles;

/** One fault that was carried out. Times are in milliseconds since 1970. */
export type FaultRecord = {
  readonly id: string;
  readonly fault: Fault;
  /** What was done, in words for a person: "api 2 killed", "nothing passes between postgres and replica-1". */
  readonly what: string;
  /** The parts that it met. */
  readonly parts: readonly string[];
  readonly startedAtMs: number;
  /** When it is to be healed; null for what is done in an instant. */
  readonly endsAtMs: number | null;
  /** Null while it lasts. */
  readonly endedAtMs: number | null;
  /** Why it could not be healed as it should; null when all is well. */
  readonly trouble: string | null;
};

/** One change of the primary, as whoever carried it out saw it. */
export type Failover = { readonly startedAtMs: number; readonly tookMs: number; readonly to: string };

/**
 * Why a fault is not carried out: `invalid`: it makes no sense; `unknown`: there is no such part; `impossible`: not on this machine, or not
 * in a shop that was started like this; `not-now`: it may be tried again in a moment.
 */
export type RefusalReason = "invalid" | "unknown" | "impossible" | "not-now";

/** A fault that is not carried out. The message is a sentence for a person. */
export class FaultRefused extends Error {
  override readonly name = "FaultRefused";
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
