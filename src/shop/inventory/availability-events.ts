import { noteChangedProducts } from "../../platform/cache/changed-products.ts";

/**
 * What each statement that moves stock ends with: an event for every level that has run out or can be sold from again. It reads `levelled`,
 * which gives of each level its key, its version, what can be sold of it now (`sellable`) and what could before (`sellable_before`). Whatever
 * stays on one side of zero costs nothing.
 */
export const recordAvailability = `insert into outbox_product (id, product_id, aggregate_type, aggregate_id, version, type, payload)
    select new_event_id(), product_id, 'stock', variant_id || '@' || warehouse, version,
      case when sellable > 0 then 'stock.available' else 'stock.sold_out' end,
      jsonb_build_object('productId', product_id, 'variantId', variant_id, 'warehouse', warehouse)
    from levelled where (sellable > 0) <> (sellable_before > 0)`;

/** And the note for those who remember pages, likewise from `levelled`: a page shows how many there are. */
export const noteStock = noteChangedProducts("levelled");
