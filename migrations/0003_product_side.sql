-- The product side: every key contains product_id, by which these tables are sharded.

-- Global uniqueness of what people type is claimed in tables of its own, because a sharded unique key must contain the shard's column.
create table product_slugs (
  slug text primary key,
  product_id bigint not null
);

create table skus (
  sku text primary key,
  product_id bigint not null,
  variant_id bigint not null
);

create table products (
  id bigint primary key check (id > 0),
  slug text not null,
  name text not null,
  description text not null default '',
  -- The category that its page shows; product_categories has all of them.
  category_id integer references categories (id),
  brand_id integer references brands (id),
  kind text not null default 'physical' check (kind in ('physical', 'service')),
  status text not null default 'active' check (status in ('draft', 'active', 'archived')),
  listed boolean not null default true,
  tax_category text not null default 'standard',
  attributes jsonb not null default '{}',
  option_names text[] not null default '{}',
  popularity bigint not null default 0,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index products_by_popularity on products (popularity desc, id desc) where status = 'active' and listed;

-- Holds the ancestors of a product's categories too, so that each category page is one range of one index.
create table product_categories (
  product_id bigint not null references products (id) on delete cascade,
  category_id integer not null references categories (id),
  is_direct boolean not null,
  popularity bigint not null default 0,
  visible boolean not null default true,
  primary key (product_id, category_id)
);
create index product_categories_listing on product_categories (category_id, popularity desc, product_id desc) where visible;

-- The integer id of a variant names its product: variant_id / 10000. So a variant is found in its shard without a look-up.
create table variants (
  product_id bigint not null references products (id) on delete cascade,
  id bigint not null,
  sku text not null,
  options jsonb not null default '{}',
  position integer not null default 0,
  weight_grams integer not null default 0 check (weight_grams >= 0),
  status text not null default 'active' check (status in ('active', 'archived')),
  primary key (product_id, id),
  unique (product_id, sku),
  constraint variants_id_names_product check (id / 10000 = product_id)
);

create table variant_prices (
  product_id bigint not null,
  variant_id bigint not null,
  price_list_id integer not null references price_lists (id),
  currency text not null references currencies (code),
  min_quantity integer not null default 1 check (min_quantity > 0),
  amount_minor bigint not null check (amount_minor >= 0),
  primary key (product_id, variant_id, price_list_id, currency, min_quantity),
  foreign key (product_id, variant_id) references variants (product_id, id) on delete cascade
);

create table media (
  product_id bigint not null references products (id) on delete cascade,
  id uuid not null,
  kind text not null default 'image' check (kind in ('image', 'video')),
  url text not null,
  alt text not null default '',
  position integer not null default 0,
  primary key (product_id, id)
);

-- A product page is one primary-key read: this body and the live stock beside it.
create table product_documents (
  product_id bigint primary key references products (id) on delete cascade,
  version bigint not null,
  body jsonb not null
);

-- What selling a variant needs to know, in one primary-key read; rebuilt with the document in the transaction that changes a source.
-- A process that remembers a body checks it by its version in the same read, so it never prices from a stale one.
create table variant_offers (
  product_id bigint not null,
  variant_id bigint not null,
  version bigint not null,
  body jsonb not null,
  primary key (product_id, variant_id),
  foreign key (product_id, variant_id) references variants (product_id, id) on delete cascade
);

-- reserved is all that is promised (held or allocated); allocated is the part of it that belongs to paid orders.
-- version counts the ledger rows of this level, so the ledger has an order and a gap would show.
create table stock_levels (
  product_id bigint not null,
  variant_id bigint not null,
  warehouse text not null references warehouses (code),
  on_hand integer not null default 0 check (on_hand >= 0),
  reserved integer not null default 0,
  allocated integer not null default 0,
  backorder_limit integer not null default 0 check (backorder_limit >= 0),
  reorder_level integer check (reorder_level >= 0),
  -- Set when the alert is given, and cleared when the stock recovers, so that there is one alert for each time.
  low_since timestamptz,
  version bigint not null default 0,
  primary key (product_id, variant_id, warehouse),
  foreign key (product_id, variant_id) references variants (product_id, id),
  constraint stock_levels_not_oversold check (reserved <= on_hand + backorder_limit),
  constraint stock_levels_allocated_is_reserved check (allocated between 0 and reserved)
) with (fillfactor = 50);
create index stock_levels_low on stock_levels (product_id, variant_id, warehouse) where low_since is not null;

create table stock_ledger (
  product_id bigint not null,
  variant_id bigint not null,
  warehouse text not null,
  version bigint not null check (version > 0),
  kind text not null check (kind in
    ('receive', 'adjust', 'transfer-out', 'transfer-in', 'hold', 'release', 'expire', 'allocate', 'deallocate', 'ship', 'restock', 'limit')),
  on_hand_delta integer not null default 0,
  reserved_delta integer not null default 0,
  allocated_delta integer not null default 0,
  backorder_limit_delta integer not null default 0,
  reference_id uuid,
  note text,
  recorded_at timestamptz not null default now(),
  primary key (product_id, variant_id, warehouse, version, recorded_at)
) partition by range (recorded_at);

-- What is promised to whom. A row lives from the hold until the goods leave or the promise is taken back; the ledger keeps the history.
create table reservations (
  product_id bigint not null,
  hold_id uuid not null,
  variant_id bigint not null,
  -- Counts the rows of a hold and product from 0: so a hold is taken once, whatever the variant and the warehouse, and its rows move together.
  part smallint not null check (part >= 0),
  warehouse text not null,
  shopper_id uuid not null,
  quantity integer not null check (quantity > 0),
  state text not null default 'held' check (state in ('held', 'allocated')),
  expires_at timestamptz not null,
  primary key (product_id, hold_id, part)
) with (fillfactor = 80);
create index reservations_expiring on reservations (expires_at) where state = 'held';

-- What came back of an order and is booked: an event that is delivered twice is booked once.
create table stock_returns (
  product_id bigint not null,
  return_id uuid not null,
  variant_id bigint not null,
  warehouse text not null,
  quantity integer not null check (quantity > 0),
  recorded_at timestamptz not null default now(),
  primary key (product_id, return_id, variant_id, warehouse)
);

insert into partitioned_tables (name, key_type) values ('stock_ledger', 'timestamptz');
