-- Small tables that every node holds whole. They are read as one snapshot, named by its version:
-- who holds a snapshot of the current version holds the truth, so a checkout can use it after comparing one number.

create table reference_version (
  singleton boolean primary key default true check (singleton),
  version bigint not null check (version > 0),
  base_currency text
);
insert into reference_version (version) values (1);

create table currencies (
  code text primary key check (code ~ '^[A-Z]{3}$'),
  name text not null,
  exponent smallint not null check (exponent between 0 and 4)
);
alter table reference_version add foreign key (base_currency) references currencies (code);

create table regions (
  id text primary key,
  name text not null,
  currency text not null references currencies (code),
  adjustment_basis_points integer not null default 0 check (adjustment_basis_points > -10000 and adjustment_basis_points <= 100000),
  prices_include_tax boolean not null
);

create table countries (
  code text primary key check (code ~ '^[A-Z]{2}$'),
  name text not null,
  region_id text not null references regions (id),
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180)
);

-- state is '' for the rate of the whole country.
create table tax_rates (
  country text not null references countries (code),
  state text not null default '',
  category text not null,
  rate_basis_points integer not null check (rate_basis_points between 0 and 10000),
  primary key (country, state, category)
);

create table exchange_rates (
  base text not null references currencies (code),
  quote text not null references currencies (code),
  rate numeric(24, 12) not null check (rate > 0),
  provider text not null,
  stale boolean not null default false,
  fetched_at timestamptz not null,
  primary key (base, quote)
);

create table price_lists (
  id integer primary key check (id > 0),
  name text not null,
  currency text not null references currencies (code),
  priority integer not null default 0,
  kind text not null default 'standard' check (kind in ('standard', 'sale')),
  starts_at timestamptz,
  ends_at timestamptz,
  check (ends_at > starts_at)
);

create table shipping_methods (
  id text primary key,
  name text not null,
  kind text not null check (kind in ('delivery', 'pickup')),
  zones jsonb not null,
  position integer not null default 0,
  active boolean not null default true
);

create table warehouses (
  code text primary key check (code ~ '^[A-Z0-9-]{1,16}$'),
  name text not null,
  country text not null references countries (code),
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  -- What preparing a parcel there costs, in minor units of the base currency.
  handling_cost_minor bigint not null default 0 check (handling_cost_minor >= 0),
  active boolean not null default true
);

create table categories (
  id integer primary key,
  parent_id integer references categories (id),
  slug text not null unique,
  name text not null,
  position integer not null default 0,
  check (parent_id <> id)
);

create table brands (
  id integer primary key,
  slug text not null unique,
  name text not null
);

create table attribute_definitions (
  name text primary key,
  label text not null,
  type text not null check (type in ('text', 'number', 'boolean', 'option')),
  unit text,
  options text[],
  check ((type = 'option') = (options is not null))
);

create table promotions (
  id uuid primary key,
  name text not null,
  -- What the shopper enters; null applies by itself.
  code text unique check (code ~ '^[A-Z0-9-]{1,64}$'),
  effect jsonb not null,
  conditions jsonb not null,
  currency text references currencies (code),
  priority integer not null default 0,
  exclusive boolean not null default false,
  starts_at timestamptz,
  ends_at timestamptz,
  max_uses integer check (max_uses > 0),
  max_uses_per_customer integer check (max_uses_per_customer > 0),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  check (ends_at > starts_at)
);

-- Uses are taken like stock: conditionally, with the limit as a constraint, held while the order is being placed.
-- These three are not reference tables; they are sharded by promotion.
create table promotion_uses (
  promotion_id uuid primary key,
  max_uses integer check (max_uses > 0),
  uses integer not null default 0 check (uses >= 0),
  constraint promotion_uses_within_limit check (uses <= max_uses)
);

-- customer_key is a hash of the e-mail address: a guest who opens a new session is still the same customer.
create table promotion_customers (
  promotion_id uuid not null,
  customer_key bytea not null,
  max_uses integer check (max_uses > 0),
  uses integer not null check (uses >= 0),
  primary key (promotion_id, customer_key),
  constraint promotion_customers_within_limit check (uses <= max_uses)
);

create table promotion_redemptions (
  promotion_id uuid not null,
  hold_id uuid not null,
  shopper_id uuid not null,
  customer_key bytea not null,
  state text not null default 'held' check (state in ('held', 'used')),
  expires_at timestamptz not null,
  primary key (promotion_id, hold_id)
);
create index promotion_redemptions_by_hold on promotion_redemptions (hold_id);
create index promotion_redemptions_expiring on promotion_redemptions (expires_at) where state = 'held';
