import { seededRandom, seedOf } from "../../../platform/random.ts";
import { type Mix, meanBrowsesOf, orderSteps, planVisit, steps } from "../mixes/mix.ts";
import { newVisitor, type Visitor } from "../mixes/visitor.ts";

/**
 * The visitors of a shop, between their requests; times are in milliseconds from the start of the run. Who has thought long enough is asked first; when nobody has, a new
 * visitor comes. So the schedule alone decides when something is sent, and the visitors what.
 */
export interface Crowd {
  /** Somebody whose next step is due. Never waits for anybody. */
  next(nowMs: number): Visitor;
  /** Has an answer and thinks about it. */
  think(visitor: Visitor, nowMs: number): void;
  readonly size: () => number;
}

export type CrowdOptions = {
  readonly mix: Mix;
  /** Mean of the time between an answer and the next request. */
  readonly thinkMs: number;
  /** Begins the ids of the visitors, which are their idempotency keys too. */
  readonly runId: string;
  readonly seed: number;
};

/** Times to think are exponential, cut at this many times their mean as TPC-W cuts them. */
const LONGEST_THINK = 10;
const SLOTS = 512;
/** Who comes in before anybody has thought this often is found in the middle of a visit, so that the first minute is like every other. */
const FIRST_THINKS = 2;

export function createCrowd(options: CrowdOptions): Crowd {
  const { mix, thinkMs, runId, seed } = options;
  const meanBrowses = meanBrowsesOf(mix);
  /** A wheel of moments: who thinks until then waits there, so that thousands of visitors cost one push and one pop each. */
  const slotMs = Math.max(1, (thinkMs * LONGEST_THINK) / (SLOTS - 2));
  const wheel: Visitor[][] = Array.from({ length: SLOTS }, () => []);
  let ready: Visitor[] = [];
  let taken = 0;
  let wheelAt = 0;
  let thinking = 0;
  let born = 0;

  function turnTo(nowMs: number): void {
    const slot = Math.floor(nowMs / slotMs);
    for (; wheelAt < slot; wheelAt += 1) {
      const due = wheel[wheelAt % SLOTS]!;
      if (due.length === 0) continue;
      if (taken > ready.length / 2) {
        ready = ready.slice(taken);
        taken = 0;
      }
      for (const visitor of due) ready.push(visitor);
      due.length = 0;
    }
  }

  function comeIn(nowMs: number): Visitor {
    born += 1;
    const id = `${runId}-${born}`;
    const random = seededRandom(seedOf(`${seed} ${born}`));
    const visitor = newVisitor(id, planVisit(mix, meanBrowses, random), random);
    if (nowMs < thinkMs * FIRST_THINKS) visitor.at = middleOf(visitor.plan, random);
    return visitor.plan.length === 0 ? comeIn(nowMs) : visitor;
  }

  return {
    next(nowMs) {
      turnTo(nowMs);
      if (taken === ready.length) return comeIn(nowMs);
      thinking -= 1;
      return ready[taken++]!;
    },
    think(visitor, nowMs) {
      const ms = Math.min(LONGEST_THINK * thinkMs, -Math.log(1 - visitor.random()) * thinkMs);
      // Not into the slot that is being emptied: at the earliest into the next one.
      const slot = Math.max(wheelAt + 1, Math.floor((nowMs + ms) / slotMs));
      wheel[Math.min(slot, wheelAt + SLOTS - 1) % SLOTS]!.push(visitor);
      thinking += 1;
    },
    size: () => thinking,
  };
}

const SESSION = steps.indexOf("session");
const ORDERING = new Set(orderSteps.map((step) => steps.indexOf(step)));

/** Some place in a visit; not between its session and its last call on the cart, since nobody has filled that cart. */
function middleOf(plan: Uint8Array, random: () => number): number {
  const at = Math.floor(random() * plan.length);
  const begins = plan.indexOf(SESSION);
  const ends = plan.findLastIndex((step) => ORDERING.has(step));
  return begins !== -1 && at > begins && at <= ends ? begins : at;
}
