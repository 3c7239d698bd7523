import { noteChangedProducts } from "../../platform/cache/changed-products.ts";
import { sql } from "../../platform/database/database.ts";
import type { Product } from "./product.ts";

/** The statements that read and write whole products, each for any number of them at once. Rows come in as JSON. */

/** Always in the order of the ids, so that writers of several products never wait for each other in a circle. */
export const lockProducts = sql<{ id: number }>(
  "catalog.lock-products",
  "select id from products where id = any($1::bigint[]) order by id for update",
);

export const readProducts = sql<Product & { readonly createdAt: Date; readonly updatedAt: Date }>(
  "catalog.read-products",
  `select p.id, p.slug, p.name, p.slogan, p.description, p.brand_id as "brandId", p.kind, p.status, p.listed, p.tax_category as "taxCategory",
    p.attributes, p.option_names as "optionNames", p.popularity, p.version, p.created_at as "createdAt", p.updated_at as "updatedAt",
    coalesce((select json_agg(c.category_id order by (c.category_id = p.category_id) desc, c.category_id)
      from product_categories c where c.product_id = p.id and c.is_direct), '[]') as "categoryIds",
    coalesce((select json_agg(json_build_object('id', m.id, 'kind', m.kind, 'url', m.url, 'alt', m.alt, 'options', m.options) order by m.position, m.id)
      from media m where m.product_id = p.id), '[]') as media,
    coalesce((select json_agg(json_build_object('id', v.id, 'sku', v.sku, 'options', v.options, 'weightGrams', v.weight_grams,
        'position', v.position, 'status', v.status,
        'prices', coalesce((select json_agg(json_build_object('priceListId', r.price_list_id, 'currency', r.currency,
            'minQuantity', r.min_quantity, 'amountMinor', r.amount_minor) order by r.price_list_id, r.min_quantity)
          from variant_prices r where r.product_id = v.product_id and r.variant_id = v.id), '[]')) order by v.id)
      from variants v where v.product_id = p.id), '[]') as variants
   from products p where p.id = any($1::bigint[]) order by p.id`,
);

export const claimSlugs = sql<{ slug: string }>(
  "catalog.claim-slugs",
  `insert into product_slugs (slug, product_id)
   select slug, product_id from json_to_recordset($1) as x (slug text, product_id bigint) order by slug
   on conflict (slug) do nothing returning slug`,
);

export const releaseSlugs = sql<object>(
  "catalog.release-slugs",
  `delete from product_slugs s using json_to_recordset($1) as x (slug text, product_id bigint)
   where s.slug = x.slug and s.product_id = x.product_id`,
);

export const claimSkus = sql<{ sku: string }>(
  "catalog.claim-skus",
  `insert into skus (sku, product_id, variant_id)
   select sku, product_id, variant_id from json_to_recordset($1) as x (sku text, product_id bigint, variant_id bigint) order by sku
   on conflict (sku) do nothing returning sku`,
);

export const releaseSkus = sql<object>(
  "catalog.release-skus",
  `delete from skus s using json_to_recordset($1) as x (sku text, variant_id bigint)
   where s.sku = x.sku and s.variant_id = x.variant_id`,
);

export const writeProducts = sql<object>(
  "catalog.write-products",
  `insert into products (id, slug, name, slogan, description, category_id, brand_id, kind, status, listed, tax_category, attributes,
     option_names, popularity, version)
   select id, slug, name, slogan, description, "categoryIds"[1], "brandId", kind, status, listed, "taxCategory", attributes,
     "optionNames", popularity, version
   from json_to_recordset($1) as x (id bigint, slug text, name text, slogan text, description text, "categoryIds" integer[],
     "brandId" integer, kind text, status text, listed boolean, "taxCategory" text, attributes jsonb, "optionNames" text[], popularity bigint, version bigint)
   on conflict (id) do update set slug = excluded.slug, name = excluded.name, slogan = excluded.slogan,
     description = excluded.description, category_id = excluded.category_id, brand_id = excluded.brand_id, kind = excluded.kind,
     status = excluded.status, listed = excluded.listed, tax_category = excluded.tax_category, attributes = excluded.attributes,
     option_names = excluded.option_names, popularity = excluded.popularity, version = excluded.version, updated_at = now()`,
);

/** A product that was stored before has its rows replaced; the products are locked, so nobody sees the gap. */
export const removeCategories = sql<object>(
  "catalog.remove-product-categories",
  "delete from product_categories where product_id = any($1::bigint[])",
);

export const writeCategories = sql<object>(
  "catalog.write-product-categories",
  `insert into product_categories (product_id, category_id, is_direct, popularity, visible)
   select product_id, category_id, is_direct, popularity, visible from json_to_recordset($1)
     as x (product_id bigint, category_id integer, is_direct boolean, popularity bigint, visible boolean)`,
);

export const writeVariants = sql<object>(
  "catalog.write-variants",
  `insert into variants (product_id, id, sku, options, position, weight_grams, status)
   select product_id, id, sku, options, position, "weightGrams", status from json_to_recordset($1)
     as x (product_id bigint, id bigint, sku text, options jsonb, position integer, "weightGrams" integer, status text)
   on conflict (product_id, id) do update set sku = excluded.sku, options = excluded.options, position = excluded.position,
     weight_grams = excluded.weight_grams, status = excluded.status`,
);

export const removePrices = sql<object>(
  "catalog.remove-prices",
  `delete from variant_prices p using unnest($1::bigint[]) as i (id) where p.product_id = i.id / 10000 and p.variant_id = i.id`,
);

export const writePrices = sql<object>(
  "catalog.write-prices",
  `insert into variant_prices (product_id, variant_id, price_list_id, currency, min_quantity, amount_minor)
   select variant_id / 10000, variant_id, "priceListId", currency, "minQuantity", "amountMinor" from json_to_recordset($1)
     as x (variant_id bigint, "priceListId" integer, currency text, "minQuantity" integer, "amountMinor" bigint)`,
);

export const removeMedia = sql<object>("catalog.remove-media", "delete from media where product_id = any($1::bigint[])");

export const writeMedia = sql<object>(
  "catalog.write-media",
  `insert into media (product_id, id, kind, url, alt, options, position)
   select product_id, id, kind, url, alt, options, position from json_to_recordset($1)
     as x (product_id bigint, id uuid, kind text, url text, alt text, options jsonb, position integer)`,
);

/** As JavaScript writes a time into JSON. */
const TIME_FORMAT = `YYYY-MM-DD"T"HH24:MI:SS.MS"Z"`;

export const writeDocuments = sql<object>(
  "catalog.write-documents",
  `with written as (
     insert into product_documents (product_id, version, body, page)
     select x.product_id, x.version, x.body || jsonb_build_object('createdAt', p.created_at, 'updatedAt', p.updated_at),
       x.page || format('"createdAt":"%s","updatedAt":"%s"', to_char(p.created_at at time zone 'UTC', '${TIME_FORMAT}'),
         to_char(p.updated_at at time zone 'UTC', '${TIME_FORMAT}'))
     from json_to_recordset($1) as x (product_id bigint, version bigint, body jsonb, page text) join products p on p.id = x.product_id
     on conflict (product_id) do update set version = excluded.version, body = excluded.body, page = excluded.page
   )
   ${noteChangedProducts("json_to_recordset($1) as changed (product_id bigint, moved boolean)", { listing: "bool_or(moved)" })}`,
);

export const writeOffers = sql<object>(
  "catalog.write-offers",
  `insert into variant_offers (product_id, variant_id, version, body)
   select product_id, variant_id, version, body from json_to_recordset($1)
     as x (product_id bigint, variant_id bigint, version bigint, body jsonb)
   on conflict (product_id, variant_id) do update set version = excluded.version, body = excluded.body`,
);
