import { LRUCache } from "lru-cache";
import { type Database, sql } from "../../platform/database/database.ts";
import { productOfVariant } from "../../platform/ids.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
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
  /** The offers of these variants as the primary has them now; a variant that does not exist is missing from the map. One statement. */
  load(variantIds: readonly number[]): Promise<Offers>;
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

export function createOfferStore(db: Database, reference: ReferenceStore): OfferStore {
  const remembered = new LRUCache<number, { readonly version: number; readonly offer: Offer }>({ max: MAX_REMEMBERED_OFFERS });

  const reads = createBatcher<readonly number[], Offers>({
    name: "offers",
    lanes: LANES,
    weigh: (ids) => ids.length,
    async run(requests) {
      const ids = [...new Set(requests.flat())];
      const known = ids.map((id) => remembered.peek(id));
      const [row] = await db.run(readChanged, [ids, known.map((entry) => entry?.version ?? UNKNOWN_VERSION)]);
      const offers = new Map<number, Offer>();
      for (const [index, entry] of known.entries()) if (entry !== undefined) offers.set(ids[index]!, entry.offer);
      for (const { id, version, body } of row!.changed ?? []) {
        offers.delete(id);
        if (version === null || body === null) continue;
        const offer: Offer = { variantId: id, productId: productOfVariant(id), ...body };
        remembered.set(id, { version, offer });
        offers.set(id, offer);
      }
      const snapshot = await reference.atLeast(row!.version);
      return requests.map(() => ({ offers, reference: snapshot }));
    },
  });

  return { load: (variantIds) => reads.submit(variantIds) };
}
