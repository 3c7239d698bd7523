import { LRUCache } from "lru-cache";
import type { Invalidations } from "../../platform/cache/invalidations.ts";
import { plainArray } from "../../platform/database/arrays.ts";
import { type Database, sql } from "../../platform/database/database.ts";
import { productOfVariant } from "../../platform/ids.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import type { PriceEntry, TaxCategory } from "./reference.ts";
import type { ReferenceSnapshot, ReferenceStore } from "./reference-store.ts";

/** What selling a variant needs to know; made by the catalog in the transaction that changes the variant, its product or its prices. */
export type Offer = {
  readonly variantId: number;
  readonly productId: number;
  readonly sku: string;
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
  readonly kind: "physical" | "service";
  readonly weightGrams: number;
  readonly taxCategory: TaxCategory;
  readonly categoryIds: readonly number[];
  readonly prices: readonly PriceEntry[];
  /** False when the variant or its product is archived or a draft. */
  readonly sellable: boolean;
};

export type Offers = { readonly offers: ReadonlyMap<number, Offer>; readonly reference: ReferenceSnapshot };

export interface OfferStore {
  /**
   * The offers of these variants as the primary has them now; a variant that does not exist is missing from the map. One statement, or none
   * when all that is asked for is only `shown`: that may be remembered, up to `SHOWN_MS` old, and mostly a look of 25 ms.
   */
  load(variantIds: readonly number[], shown?: readonly number[]): Promise<Offers>;
}

type Changed = {
  readonly id: number;
  readonly version: number | null;
  readonly body: Omit<Offer, "variantId" | "productId"> | null;
};

// The answer holds only what the asking process does not have: the known versions go in, the changed bodies come out.
const readChanged = sql<{ version: number; changed: readonly Changed[] | null }>(
  "pricing.read-offers",
  `select v.version, (
    select json_agg(json_build_object('id', i.id, 'version', o.version, 'body', o.body))
    from unnest($1::bigint[], $2::bigint[]) as i (id, known)
    left join variant_offers o on o.product_id = i.id / 10000 and o.variant_id = i.id
    where o.version is distinct from i.known
  ) as changed
  from reference_version v`,
);

/** About 600 bytes each. */
const MAX_REMEMBERED_OFFERS = 50_000;
const LANES = 2;
const UNKNOWN_VERSION = -1;
/** As old as a reference snapshot for display. When nobody has told for so long what has changed, everything is asked for. */
export const SHOWN_MS = 1_000;

type Remembered = { readonly version: number; readonly offer: Offer; checkedAtMs: number };

export type OfferStoreOptions = {
  /** Tells what has changed, so that what is only shown need not be asked for; without it, everything is. */
  readonly changes?: Pick<Invalidations, "checkedAtMs" | "referenceVersion" | "use" | "onChanges">;
  readonly observer?: PartObserver | undefined;
};

export function createOfferStore(db: Database, reference: ReferenceStore, options: OfferStoreOptions = {}): OfferStore {
  const { changes, observer } = options;
  const remembered = new LRUCache<number, Remembered>({ max: MAX_REMEMBERED_OFFERS });
  const news = createNews(changes);
  let hits = 0;
  let misses = 0;
  observer?.cache({
    name: "offers",
    get entries() {
      return remembered.size;
    },
    get hits() {
      return hits;
    },
    get misses() {
      return misses;
    },
  });

  /** Fills in what may be shown without asking; answers what has to be asked for. */
  function fillKnown(shown: readonly number[], offers: Map<number, Offer>): number[] {
    const asked: number[] = [];
    for (const id of shown) {
      const entry = remembered.get(id);
      if (entry === undefined || news.haveCome(entry.offer.productId, entry.checkedAtMs)) asked.push(id);
      else offers.set(id, entry.offer);
    }
    return asked;
  }

  const reads = createBatcher<readonly number[], Offers>({
    name: "offers",
    observer,
    lanes: LANES,
    weigh: (ids) => ids.length,
    async run(wanted) {
      const nowMs = performance.now();
      const offers = new Map<number, Offer>();
      const ids = [...new Set(wanted.flat())];
      const known = ids.map((id) => remembered.peek(id));
      const versions = known.map((entry) => entry?.version ?? UNKNOWN_VERSION);
      const [row] = await db.run(readChanged, [plainArray(ids), plainArray(versions)]);
      const changed = new Map((row!.changed ?? []).map((entry) => [entry.id, entry]));
      hits += ids.length - changed.size;
      misses += changed.size;
      for (const [index, entry] of known.entries()) {
        const id = ids[index]!;
        if (entry === undefined || changed.has(id)) continue;
        entry.checkedAtMs = nowMs;
        offers.set(id, entry.offer);
      }
      for (const { id, version, body } of changed.values()) {
        if (version === null || body === null) {
          remembered.delete(id);
          continue;
        }
        const offer: Offer = { variantId: id, productId: productOfVariant(id), ...body };
        remembered.set(id, { version, offer, checkedAtMs: nowMs });
        offers.set(id, offer);
      }
      const snapshot = await reference.atLeast(row!.version);
      return wanted.map(() => ({ offers, reference: snapshot }));
    },
  });

  return {
    async load(ids, shown = []) {
      if (!news.areFresh()) return reads.submit([...ids, ...shown]);
      const offers = new Map<number, Offer>();
      const asked = [...ids, ...fillKnown(shown, offers)];
      hits += offers.size;
      if (asked.length === 0) return { offers, reference: await reference.atLeast(news.referenceVersion()) };
      const read = await reads.submit(asked);
      for (const id of asked) {
        const offer = read.offers.get(id);
        if (offer !== undefined) offers.set(id, offer);
      }
      return { offers, reference: read.reference };
    },
  };
}

/** Products that something new was told of, lately; what is forgotten counts as told of everything. */
const MAX_NEWS = 20_000;

/** Whether what was read at some moment still stands, by what the database was seen to have committed since. */
function createNews(changes: OfferStoreOptions["changes"]) {
  let allAtMs = Number.NEGATIVE_INFINITY;
  const toldAtMs = new LRUCache<number, number>({
    max: MAX_NEWS,
    dispose: (atMs, _productId, reason) => {
      if (reason === "evict") allAtMs = Math.max(allAtMs, atMs);
    },
  });
  changes?.onChanges(({ everything, productIds }) => {
    const nowMs = performance.now();
    if (everything) allAtMs = nowMs;
    else for (const productId of productIds) toldAtMs.set(productId, nowMs);
  });
  return {
    /** Keeps the looks going. */
    areFresh(): boolean {
      changes?.use();
      return changes !== undefined && performance.now() - changes.checkedAtMs <= SHOWN_MS;
    },
    /** A read that was begun before the news may have seen less. */
    haveCome: (productId: number, readAtMs: number) => readAtMs <= Math.max(allAtMs, toldAtMs.get(productId) ?? allAtMs),
    referenceVersion: () => changes?.referenceVersion ?? 0,
  };
}
