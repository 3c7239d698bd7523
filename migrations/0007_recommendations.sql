-- What is shown beside a product. All of it can be lost and made anew from orders, so nothing else depends on it.

-- Product side: what is bought together with a product, the strongest first. One row per product, so that a rebuild replaces a product's
-- companions at once and a reader never sees half of them.
create table product_companions (
  product_id bigint primary key references products (id) on delete cascade,
  companion_ids bigint[] not null,
  -- Log-likelihood ratio of each, and in how many orders both were.
  scores real[] not null,
  together integer[] not null,
  -- 'given' came with the catalogue and stays until the shop's own orders say something about the product.
  source text not null default 'orders' check (source in ('orders', 'given')),
  computed_at timestamptz not null default now(),
  constraint product_companions_are_complete check (
    cardinality(companion_ids) between 1 and 24
    and cardinality(scores) = cardinality(companion_ids) and cardinality(together) = cardinality(companion_ids)
  )
);

-- Product side: interest of the last days, as the base-2 logarithm of a sum in which everything weighs half of what came one half-life later.
-- Such sums keep their order while time passes, so an index on them is always right and nothing has to be made to fade.
create table product_heat (
  product_id bigint primary key references products (id) on delete cascade,
  heat double precision not null
) with (fillfactor = 80);
create index product_heat_hottest on product_heat (heat desc, product_id desc);

create table product_category_heat (
  product_id bigint not null references products (id) on delete cascade,
  category_id integer not null references categories (id) on delete cascade,
  heat double precision not null,
  primary key (product_id, category_id)
) with (fillfactor = 80);
create index product_category_heat_hottest on product_category_heat (category_id, heat desc, product_id desc);

-- Shopper side: what a shopper looked at, the last first. One row that is bounded by its check.
create table viewed_products (
  shopper_id uuid primary key,
  product_ids bigint[] not null check (cardinality(product_ids) between 1 and 50),
  updated_at timestamptz not null default now()
) with (fillfactor = 70);
