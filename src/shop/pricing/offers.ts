import { LRUCache } from "lru-cache";
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
   * The offers of these variants as the primary has them now; a variant that does not exist is missing from the map. One statement.
   * What is only `shown` beside them may be up to `RECENT_MS` old.
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
/** As old as a reference snapshot for display. Checking 200 lines costs the database 0.2 ms, a third of adding one more line to them. */
export const RECENT_MS = 1_000;

type Remembered = { readonly version: number; readonly offer: Offer; checkedAtMs: number };
type Wanted = { readonly ids: readonly number[]; readonly shown: readonly number[] };

export function createOfferStore(db: Database, reference: ReferenceStore, observer?: PartObserver): OfferStore {
  const remembered = new LRUCache<number, Remembered>({ max: MAX_REMEMBERED_OFFERS });
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
  function fillRecent(wanted: readonly Wanted[], nowMs: number, offers: Map<number, Offer>): number[] {
    const asked = new Set(wanted.flatMap(({ ids }) => ids));
    for (const { shown } of wanted) {
      for (const id of shown) {
        const entry = remembered.peek(id);
        if (entry === undefined || nowMs - entry.checkedAtMs > RECENT_MS) asked.add(id);
        else offers.set(id, entry.offer);
      }
    }
    return [...asked];
  }

  const reads = createBatcher<Wanted, Offers>({
    name: "offers",
    observer,
    lanes: LANES,
    weigh: ({ ids, shown }) => ids.length + shown.length,
    async run(wanted) {
      const nowMs = performance.now();
      const offers = new Map<number, Offer>();
      const ids = fillRecent(wanted, nowMs, offers);
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
        offers.delete(id);
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

  return { load: (ids, shown = []) => reads.submit({ ids, shown }) };
}
