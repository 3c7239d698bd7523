import type { DrillRule } from "../observability/drill-rules.ts";
import type { RunningPart } from "../supervisor/part.ts";
import type { OwnRule } from "./own-rules.ts";

/** What runs on a data folder, as far as a drill needs to know it. */
export type DrillShop = {
  /** The topology's name. */
  readonly topology: string;
  /** To the primary itself, past any pooler. */
  readonly databaseUrl: string;
  readonly sandboxUrl: string | null;
  readonly apiUrls: readonly string[];
  readonly parts: readonly RunningPart[];
};

/** What a drill works with. */
export type DrillContext = {
  readonly dataDirectory: string;
  /** What runs at this moment: a part that was started again has another process. Rejects with one sentence when nothing does. */
  readonly shop: () => Promise<DrillShop>;
  /** One statement on a connection of its own, of the primary unless another address is given. */
  readonly query: <Row extends object>(text: string, values?: readonly unknown[], url?: string) => Promise<Row[]>;
  /** The text of a process's /metrics; null when it does not answer. */
  readonly metrics: (url: string) => Promise<string | null>;
};

/** What a drill has chosen and found before it broke anything: enough to put all back, whoever does it. JSON. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** What somebody sees who looks from outside. */
export type Look = {
  /** It is as it should be. */
  readonly well: boolean;
  /** What was seen, with figures. The one of a cause is only told when it is mended. */
  readonly seen: string;
};

/** The load of a drill: so many shoppers, and somebody in particular where the incident needs one. */
export type DrillLoad = {
  readonly mix: string;
  readonly ratePerSecond: number;
  /** Only the most popular so many products are looked at, as after an advertisement; undefined: all. */
  readonly products?: number;
  /** Asked for again and again beside it. */
  readonly requests?: { readonly path: string; readonly ratePerSecond: number };
  /** A buyer who never tires and comes when the shop breaks: orders of one piece of this variant. */
  readonly buyer?: { readonly variantId: number; readonly ordersPerSecond: number };
};

/** What lasts only as long as a process of the drill keeps it up. Ends by `close`, or by the learner's own doing. */
export interface Keeping {
  close(): Promise<void>;
}

/** What the checks of a drill found. */
export type Verdict = { readonly mended: boolean; readonly symptom: Look; readonly cause: Look };

/** An incident to be found and mended by a learner. */
export type Drill = {
  readonly name: string;
  /** What the shop's people say, without the cause. */
  readonly story: string;
  /** What the topology must have, and how it is called when it is missing. */
  readonly needs: { readonly text: string; readonly has: (shop: DrillShop) => boolean };
  /** Alerts of which at least one comes, by the rules in src/lab/observability; the first is the plainest. */
  readonly alerts: readonly string[];
  /** Where to begin, without the answer. */
  readonly look: readonly string[];
  /** Each says more than the one before; the last nearly says it. */
  readonly hints: readonly string[];
  /** What it was and what it teaches; told when it is mended. */
  readonly lesson: string;
  readonly load: (facts: Facts) => DrillLoad;
  /** Chooses and looks; changes nothing. */
  readonly plan: (context: DrillContext, random: () => number) => Promise<Facts>;
  readonly break: (context: DrillContext, facts: Facts) => Promise<Keeping | null>;
  /** The effect, as shoppers or the machine feel it. */
  readonly symptom: (context: DrillContext, facts: Facts) => Promise<Look>;
  readonly cause: (context: DrillContext, facts: Facts) => Promise<Look>;
  /** Puts all back, also after the learner has mended it, and again. */
  readonly restore: (context: DrillContext, facts: Facts) => Promise<void>;
  /** Rules that hold for this drill beside those that run anyway, with thresholds that fit its size. */
  readonly rules?: (facts: Facts) => readonly DrillRule[];
  /** The same conditions, evaluated without Prometheus. */
  readonly ownRules: (facts: Facts) => readonly OwnRule[];
};

/** The value of a fact, which `plan` has written. */
export function text(facts: Facts, name: string): string {
  return String(facts[name]);
}
export function number(facts: Facts, name: string): number {
  return Number(facts[name]);
}
