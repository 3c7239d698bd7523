import { LRUCache } from "lru-cache";
import type { ReadOnly } from "../../platform/database/database.ts";
import { type CircuitStateName, createExpendable } from "../../platform/resilience/expendable.ts";
import type { CacheFigures, PartObserver } from "../../platform/telemetry/part-observer.ts";
import { categoryTreeOf } from "../catalog/category-tree.ts";
import { neighboursOf } from "../catalog/neighbours.ts";
import type { LiveProduct, ProductReads } from "../catalog/product-reads.ts";
import type { ReferenceStore } from "../pricing/reference-store.ts";
import { companionIdsOf } from "./companion-store.ts";
import { hottest } from "./heat.ts";
import { rankRelated } from "./related.ts";

/** As many as a page shows in a row that is scrolled sideways. */
export const MAX_SHOWN = 12;
/** The most that a list of what is popular has. */
export const MAX_POPULAR = 48;
/** Within the 200 ms that the API is held to; a page that waited longer would look broken. */
const DEADLINE_MS = 200;
/** Of the ten connections of a pool: recommendations never take those that checkouts need. */
const MAX_IN_FLIGHT = 3;
const MAX_WAITING = 200;
/** Two short lists of ids, about 500 bytes: 2.5 MB. Names, prices and stock are never remembered, save for the fallback. */
const MAX_REMEMBERED = 5_000;
const REMEMBERED_MS = 5 * 60_000;
/** What is shown instead when nothing can be read; renewed when it is older than this and somebody asks for anything. */
const FALLBACK_MS = 30_000;

export type Outcome = "fresh" | "remembered" | "fallback";

export type RecommendationObserver = {
  /** A request for recommendations was answered like this. */
  readonly recommended: (outcome: Outcome) => void;
  readonly recommendationCircuit: (state: () => CircuitStateName) => void;
};

export type Beside = {
  readonly boughtTogether: readonly LiveProduct[];
  readonly related: readonly LiveProduct[];
  /** True: nothing could be read in time, and `related` is what was popular a moment ago, if that is known. */
  readonly fallback: boolean;
};
export type Listed = { readonly products: readonly LiveProduct[]; readonly fallback: boolean };

export interface Recommendations {
  /** What to show beside a product; null when there is no such product. Never fails for want of a database, and never takes longer than its deadline. */
  beside(productId: number): Promise<Beside | null>;
  /** What is popular now, filled up with what always was; null when there is no such category. In the same way. @param category slug or id; null: the whole shop */
  popular(category: string | null, limit: number): Promise<Listed | null>;
  /** The products of these ids that can still be shown, in their order. In the same way. */
  listed(read: () => Promise<readonly number[]>, limit: number): Promise<Listed>;
}

export type RecommendationDependencies = {
  readonly db: ReadOnly;
  readonly products: Pick<ProductReads, "byIds" | "page">;
  readonly reference: Pick<ReferenceStore, "recent">;
  readonly observer?: (PartObserver & RecommendationObserver) | undefined;
  readonly deadlineMs?: number;
  readonly onGivenUp?: (error: unknown) => void;
};

type Chosen = { readonly boughtTogether: readonly number[]; readonly related: readonly number[] };
/** Stands for a product that is not there: remembered too, so that asking for it again costs nothing. */
const NOT_THERE = "not-there";

export function createRecommendations(deps: RecommendationDependencies): Recommendations {
  const { db, products, reference, observer, onGivenUp } = deps;
  const expendable = createExpendable({
    deadlineMs: deps.deadlineMs ?? DEADLINE_MS,
    maxInFlight: MAX_IN_FLIGHT,
    maxWaiting: MAX_WAITING,
    ...(onGivenUp === undefined ? {} : { onGivenUp }),
  });
  observer?.recommendationCircuit(expendable.state);
  const chosen = new LRUCache<number, Chosen | typeof NOT_THERE>({ max: MAX_REMEMBERED, ttl: REMEMBERED_MS });
  const figures = cacheFigures(() => chosen.size);
  observer?.cache(figures);
  const choosing = new Map<number, Promise<Chosen | typeof NOT_THERE>>();
  let fallback: { readonly products: readonly LiveProduct[]; readonly readAtMs: number } = {
    products: [],
    readAtMs: Number.NEGATIVE_INFINITY,
  };

  /** Two statements; those who ask for the same product meanwhile share them. */
  function choose(productId: number): Promise<Chosen | typeof NOT_THERE> {
    const known = chosen.get(productId);
    if (known !== undefined) {
      figures.hits += 1;
      return Promise.resolve(known);
    }
    figures.misses += 1;
    let running = choosing.get(productId);
    if (running === undefined) {
      running = chooseAnew(productId).finally(() => choosing.delete(productId));
      choosing.set(productId, running);
    }
    return running;
  }

  async function chooseAnew(productId: number): Promise<Chosen | typeof NOT_THERE> {
    const { baseCurrency } = await reference.recent();
    const [near, boughtTogether] = await Promise.all([
      neighboursOf(db, productId, baseCurrency),
      companionIdsOf(db, productId, MAX_SHOWN),
    ]);
    const taken = new Set(boughtTogether);
    const found =
      near === null
        ? NOT_THERE
        : {
            boughtTogether,
            related: rankRelated(
              near.product,
              near.neighbours.filter(({ id }) => !taken.has(id)),
              MAX_SHOWN,
            ),
          };
    chosen.set(productId, found);
    return found;
  }

  async function live(ids: readonly number[]): Promise<LiveProduct[]> {
    return (await products.byIds(ids)).filter((product) => product?.document.status === "active") as LiveProduct[];
  }

  async function readPopular(categoryId: number | null, limit: number): Promise<LiveProduct[]> {
    const now = await live(await hottest(db, categoryId, limit));
    if (now.length >= limit) return now;
    const always = await products.page({ category: categoryId, after: null, limit });
    const known = new Set(now.map(({ id }) => id));
    return [...now, ...(always?.products ?? []).filter(({ id }) => !known.has(id))].slice(0, limit);
  }

  async function categoryIdOf(category: string): Promise<number | undefined> {
    const tree = categoryTreeOf(await reference.recent());
    return (/^\d{1,9}$/.test(category) ? tree.byId.get(Number(category)) : tree.bySlug.get(category))?.id;
  }

  /** Behind whoever asked, and like everything here only while it is not in the way. */
  function renewFallback(): void {
    if (performance.now() - fallback.readAtMs < FALLBACK_MS) return;
    fallback = { ...fallback, readAtMs: performance.now() };
    void expendable.run(async () => {
      fallback = { ...fallback, products: await readPopular(null, MAX_POPULAR) };
      return fallback;
    });
  }

  function told<T>(outcome: Outcome, answer: T): T {
    observer?.recommended(outcome);
    if (outcome !== "fallback") renewFallback();
    return answer;
  }

  return {
    async beside(productId) {
      const isKnown = chosen.has(productId);
      const found = await expendable.run(async () => {
        const ids = await choose(productId);
        if (ids === NOT_THERE) return { product: null };
        const all = await live([...ids.boughtTogether, ...ids.related]);
        const together = new Set(ids.boughtTogether);
        const boughtTogether = all.filter(({ id }) => together.has(id));
        return { product: { boughtTogether, related: all.filter(({ id }) => !together.has(id)), fallback: false } };
      });
      if (found !== null) return told(isKnown ? "remembered" : "fresh", found.product);
      const related = fallback.products.filter(({ id }) => id !== productId).slice(0, MAX_SHOWN);
      return told("fallback", { boughtTogether: [], related, fallback: true });
    },

    async popular(category, limit) {
      const found = await expendable.run(async () => {
        const categoryId = category === null ? null : await categoryIdOf(category);
        return categoryId === undefined
          ? { list: null }
          : { list: { products: await readPopular(categoryId, limit), fallback: false } };
      });
      if (found !== null) return told("fresh", found.list);
      // What is popular in the whole shop is no answer for a category, and better than none.
      return told("fallback", { products: fallback.products.slice(0, limit), fallback: true });
    },

    async listed(read, limit) {
      const found = await expendable.run(async () => (await live(await read())).slice(0, limit));
      return found === null
        ? told("fallback", { products: [], fallback: true })
        : told("fresh", { products: found, fallback: false });
    },
  };
}

function cacheFigures(size: () => number): { -readonly [field in keyof CacheFigures]: CacheFigures[field] } {
  return {
    name: "recommendations",
    hits: 0,
    misses: 0,
    get entries() {
      return size();
    },
  };
}
