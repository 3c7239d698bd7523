import { type ReadOnly, sql } from "../../platform/database/database.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import type { ReferenceSnapshot, ReferenceStore } from "../pricing/reference-store.ts";
import { averageOf } from "../reviews/review.ts";
import type { ProductDocument } from "./product-document.ts";

/** `ready` lies in active warehouses and is promised to nobody; `orderable` is that and what may be ordered before it arrives. */
export type Stock = { readonly ready: number; readonly orderable: number };

/** Of the visible reviews; the average has two decimals. */
export type Rating = { readonly average: number | null; readonly count: number };

/** A product as one statement saw it: its document, the stock at this moment, and the reference data of the same state. */
export type LiveProduct = {
  readonly id: number;
  readonly documentVersion: number;
  readonly document: ProductDocument;
  /** Of the variants that have stock levels. */
  readonly stock: ReadonlyMap<number, Stock>;
  readonly rating: Rating;
  readonly reference: ReferenceSnapshot;
};

export type Position = { readonly popularity: number; readonly id: number };
export type ProductPage = { readonly products: readonly LiveProduct[]; readonly next: Position | null };
export type PageRequest = {
  /** A category's slug or id; null lists everything. */
  readonly category: string | number | null;
  readonly after: Position | null;
  readonly limit: number;
};

/** What shoppers see of the catalogue. Each call is one statement; product reads that come together share it. */
export interface ProductReads {
  /** Whatever its status: who shows it decides. */
  byId(id: number): Promise<LiveProduct | null>;
  /** For lists that something else has chosen, in its order; a statement of its own, so that no product page waits behind a list. */
  byIds(ids: readonly number[]): Promise<(LiveProduct | null)[]>;
  /** Active, listed products, the most popular first; null when there is no such category. */
  page(request: PageRequest): Promise<ProductPage | null>;
  /** Active, listed products in the order of their ids, without their stock, for clients that count through pages. */
  pageByNumber(offset: number, limit: number): Promise<LiveProduct[]>;
}

type Row = {
  readonly version: number;
  readonly id: number | null;
  readonly document_version: number | null;
  readonly body: ProductDocument | null;
  readonly stock: readonly (readonly [number, number, number])[] | null;
  /** Count and sum; null: never reviewed. */
  readonly rating: readonly [number, number] | null;
};

const RATING_COLUMN = `(select json_build_array(r.count, r.rating_sum) from review_summaries r where r.product_id = d.product_id) as rating`;

/** `d` is the row of product_documents. */
const LIVE_COLUMNS = `d.product_id as id, d.version as document_version, d.body,
    (select json_agg(json_build_array(s.variant_id, s.ready, s.orderable)) from (
      select l.variant_id, sum(greatest(l.on_hand - l.reserved, 0)) as ready,
        sum(greatest(l.on_hand + l.backorder_limit - l.reserved, 0)) as orderable
      from stock_levels l join warehouses w on w.code = l.warehouse and w.active
      where l.product_id = d.product_id group by l.variant_id) s) as stock,
    ${RATING_COLUMN}`;

const readByIds = sql<Row>(
  "catalog.read-live-by-id",
  `select v.version, ${LIVE_COLUMNS}
   from reference_version v
   cross join unnest($1::bigint[]) with ordinality as i (id, n)
   left join product_documents d on d.product_id = i.id
   order by i.n`,
);

type PageRow = Row & { readonly popularity: number | null };

const readPage = sql<PageRow>(
  "catalog.list-live",
  `select v.version, p.popularity, ${LIVE_COLUMNS}
   from reference_version v
   left join lateral (
     select id, popularity from products
     where status = 'active' and listed and (popularity, id) < ($1::bigint, $2::bigint)
     order by popularity desc, id desc limit $3
   ) p on true
   left join product_documents d on d.product_id = p.id
   order by p.popularity desc, p.id desc`,
);

const readCategoryPage = sql<PageRow & { readonly category_id: number | null }>(
  "catalog.list-live-of-category",
  `with chosen as materialized (
     select id from categories where slug = $4 union all select id from categories where id = $5
   )
   select v.version, (select id from chosen) as category_id, p.popularity, ${LIVE_COLUMNS}
   from reference_version v
   left join lateral (
     select product_id as id, popularity from product_categories
     where category_id = (select id from chosen) and visible and (popularity, product_id) < ($1::bigint, $2::bigint)
     order by popularity desc, product_id desc limit $3
   ) p on true
   left join product_documents d on d.product_id = p.id
   order by p.popularity desc, p.id desc`,
);

const readNumberedPage = sql<Row>(
  "catalog.list-live-by-id",
  `select v.version, d.product_id as id, d.version as document_version, d.body, null as stock, ${RATING_COLUMN}
   from reference_version v
   left join lateral (
     select id from products where status = 'active' and listed order by id limit $1 offset $2
   ) p on true
   left join product_documents d on d.product_id = p.id
   order by d.product_id`,
);

/** For the test of their plans. */
export const readStatements = { readByIds, readPage, readCategoryPage, readNumberedPage };

const LANES = 2;
/** Two-kilobyte documents; a larger batch would only make its first caller wait. */
const MAX_BATCH = 128;
export const TOP: Position = { popularity: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

export function createProductReads(db: ReadOnly, reference: ReferenceStore, observer?: PartObserver): ProductReads {
  const byId = createBatcher<number, LiveProduct | null>({
    name: "products",
    observer,
    lanes: LANES,
    maxItems: MAX_BATCH,
    run: async (ids) => live(await db.run(readByIds, [ids])),
  });
  async function live(rows: readonly Row[]): Promise<(LiveProduct | null)[]> {
    const snapshot = await reference.atLeast(rows[0]!.version);
    return rows.map((row) => toLive(row, snapshot));
  }

  return {
    byId: (id) => byId.submit(id),
    byIds: async (ids) => (ids.length === 0 ? [] : live(await db.run(readByIds, [ids]))),
    async page({ category, after, limit }) {
      const { popularity, id } = after ?? TOP;
      // One more than asked for shows whether there is a next page.
      const keys = [popularity, id, limit + 1];
      let rows: readonly PageRow[];
      if (category === null) rows = await db.run(readPage, keys);
      else {
        const [slug, categoryId] = typeof category === "string" ? [category, null] : [null, category];
        const found = await db.run(readCategoryPage, [...keys, slug, categoryId]);
        if (found[0]!.category_id === null) return null;
        rows = found;
      }
      const last = rows.length > limit ? rows[limit - 1]! : null;
      return {
        products: (await live(rows.slice(0, limit))).filter((product) => product !== null),
        next: last === null ? null : { popularity: last.popularity!, id: last.id! },
      };
    },
    async pageByNumber(offset, limit) {
      return (await live(await db.run(readNumberedPage, [limit, offset]))).filter((product) => product !== null);
    },
  };
}

function toLive({ id, document_version, body, stock, rating }: Row, reference: ReferenceSnapshot): LiveProduct | null {
  if (id === null || body === null) return null;
  const levels = new Map((stock ?? []).map(([variantId, ready, orderable]) => [variantId, { ready, orderable }]));
  const [count, sum] = rating ?? [0, 0];
  const rated = { average: averageOf(sum, count), count };
  return { id, documentVersion: document_version!, document: body, stock: levels, rating: rated, reference };
}
