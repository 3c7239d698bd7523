import { plainArray, textArray } from "../../platform/database/arrays.ts";
import { type ReadOnly, sql } from "../../platform/database/database.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import type { ReferenceSnapshot, ReferenceStore } from "../pricing/reference-store.ts";
import { PAGE_FORMAT, type PageText, pageTextOf, pageTimesOf, readPageText } from "./page-text.ts";
import type { ProductDocument } from "./product-document.ts";
import { type PageRequest, type Position, TOP } from "./product-reads.ts";

/** A product's page as one statement saw it: its text, the stock and rating of this moment, and the reference data of the same state. */
export type LivePage = {
  readonly id: number;
  readonly isActive: boolean;
  readonly text: PageText;
  /** [variant id, ready, orderable] of each level in an active warehouse, as PostgreSQL writes an array; null: there are none. */
  readonly levels: string | null;
  readonly ratings: number;
  readonly ratingSum: number;
  readonly reference: ReferenceSnapshot;
};

export type PageOfPages = {
  readonly pages: readonly LivePage[];
  readonly next: Position | null;
  readonly reference: ReferenceSnapshot;
};

/** The pages that shoppers see, for the routes that show them and nothing else. Always from the primary: caches are filled from here. */
export interface ProductPages {
  /** Whatever its status: who shows it decides. Reads that come together share a statement. */
  byId(id: number): Promise<LivePage | null>;
  bySlug(slug: string): Promise<LivePage | null>;
  /** Active, listed products, the most popular first; null when there is no such category. One statement. */
  list(request: PageRequest): Promise<PageOfPages | null>;
}

type Row = {
  readonly version: number;
  readonly id: number | null;
  readonly document_version: number | null;
  readonly page: string | null;
  readonly body: ProductDocument | null;
  readonly levels: string | null;
  readonly count: number | null;
  readonly rating_sum: number | null;
};

/**
 * `d` is the row of product_documents. The levels come as one text: taking apart twelve rows, or their JSON, costs the process more than
 * everything else of a page. Which warehouses are active is asked once for the whole statement.
 */
const COLUMNS = `d.product_id as id, d.version as document_version, d.page,
    case when left(d.page, ${PAGE_FORMAT.length}) is distinct from '${PAGE_FORMAT}' then d.body end as body,
    (select array_agg(array[l.variant_id, greatest(l.on_hand - l.reserved, 0), greatest(l.on_hand + l.backorder_limit - l.reserved, 0)])::text
      from stock_levels l where l.product_id = d.product_id
        and l.warehouse = any((select array_agg(w.code) from warehouses w where w.active)::text[])) as levels,
    r.count, r.rating_sum`;
const RATING = "left join review_summaries r on r.product_id = d.product_id";

const readByIds = sql<Row>(
  "catalog.read-page-by-id",
  `select v.version, ${COLUMNS}
   from reference_version v
   cross join unnest($1::bigint[]) as i (id)
   left join product_documents d on d.product_id = i.id
   ${RATING}`,
);

const readBySlugs = sql<Row & { readonly slug: string }>(
  "catalog.read-page-by-slug",
  `select v.version, i.slug, ${COLUMNS}
   from reference_version v
   cross join unnest($1::text[]) as i (slug)
   left join product_slugs s on s.slug = i.slug
   left join product_documents d on d.product_id = s.product_id
   ${RATING}`,
);

type ListRow = Row & { readonly popularity: number | null };

const readList = sql<ListRow>(
  "catalog.list-pages",
  `select v.version, p.popularity, ${COLUMNS}
   from reference_version v
   left join lateral (
     select id, popularity from products
     where status = 'active' and listed and (popularity, id) < ($1::bigint, $2::bigint)
     order by popularity desc, id desc limit $3
   ) p on true
   left join product_documents d on d.product_id = p.id
   ${RATING}
   order by p.popularity desc, p.id desc`,
);

const readCategoryList = sql<ListRow & { readonly category_id: number | null }>(
  "catalog.list-pages-of-category",
  `with chosen as materialized (
     select id from categories where slug = $4 union all select id from categories where id = $5
   )
   select v.version, (select id from chosen) as category_id, p.popularity, ${COLUMNS}
   from reference_version v
   left join lateral (
     select product_id as id, popularity from product_categories
     where category_id = (select id from chosen) and visible and (popularity, product_id) < ($1::bigint, $2::bigint)
     order by popularity desc, product_id desc limit $3
   ) p on true
   left join product_documents d on d.product_id = p.id
   ${RATING}
   order by p.popularity desc, p.id desc`,
);

/** For the test of their plans. */
export const pageStatements = { readByIds, readBySlugs, readList, readCategoryList };

const LANES = 2;
/** Two-kilobyte pages; a larger batch would only make its first caller wait. */
const MAX_BATCH = 128;

export function createProductPages(db: ReadOnly, reference: ReferenceStore, observer?: PartObserver): ProductPages {
  const byId = createBatcher<number, LivePage | null>({
    name: "pages",
    observer,
    lanes: LANES,
    maxItems: MAX_BATCH,
    async run(ids) {
      const rows = await db.run(readByIds, [plainArray(ids)]);
      const snapshot = await reference.atLeast(rows[0]!.version);
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => toPage(found.get(id), snapshot));
    },
  });
  const bySlug = createBatcher<string, LivePage | null>({
    name: "page-slugs",
    observer,
    lanes: LANES,
    maxItems: MAX_BATCH,
    async run(slugs) {
      const rows = await db.run(readBySlugs, [textArray(slugs)]);
      const snapshot = await reference.atLeast(rows[0]!.version);
      const found = new Map(rows.map((row) => [row.slug, row]));
      return slugs.map((slug) => toPage(found.get(slug), snapshot));
    },
  });

  return {
    byId: (id) => byId.submit(id),
    bySlug: (slug) => bySlug.submit(slug),
    async list({ category, after, limit }) {
      const { popularity, id } = after ?? TOP;
      // One more than asked for shows whether there is a next page.
      const keys = [popularity, id, limit + 1];
      let rows: readonly ListRow[];
      if (category === null) rows = await db.run(readList, keys);
      else {
        const [slug, categoryId] = typeof category === "string" ? [category, null] : [null, category];
        const found = await db.run(readCategoryList, [...keys, slug, categoryId]);
        if (found[0]!.category_id === null) return null;
        rows = found;
      }
      const last = rows.length > limit ? rows[limit - 1]! : null;
      const snapshot = await reference.atLeast(rows[0]!.version);
      return {
        pages: rows
          .slice(0, limit)
          .map((row) => toPage(row, snapshot))
          .filter((page) => page !== null),
        next: last === null ? null : { popularity: last.popularity!, id: last.id! },
        reference: snapshot,
      };
    },
  };
}

function toPage(row: Row | undefined, reference: ReferenceSnapshot): LivePage | null {
  if (row === undefined || row.id === null) return null;
  const { id, document_version: version, page, body, levels, count, rating_sum: ratingSum } = row;
  // A document that was stored by an earlier version of the program, or by a loader, has no text of this format.
  const text = body === null ? page! : pageTextOf(id, version!, body) + pageTimesOf(body);
  const read = readPageText(text);
  return {
    id,
    isActive: read.status === "active",
    text: read,
    levels,
    ratings: count ?? 0,
    ratingSum: ratingSum ?? 0,
    reference,
  };
}
