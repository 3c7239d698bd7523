-- The shopper side: every key contains shopper_id, by which these tables are sharded. A guest has a shopper_id too.

create table customer_emails (
  email text primary key check (email = lower(email)),
  shopper_id uuid not null
);

create table customers (
  shopper_id uuid primary key,
  email text not null,
  name text not null default '',
  password_hash text not null,
  -- Tokens carry the generation that they were issued in; a new one revokes all before. A counter, because clocks differ between machines.
  token_generation integer not null default 1 check (token_generation > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table customer_addresses (
  shopper_id uuid not null references customers (shopper_id) on delete cascade,
  id uuid not null,
  address jsonb not null,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (shopper_id, id)
);

-- A price that was agreed with one shopper; it stands above all price lists.
create table price_agreements (
  shopper_id uuid not null,
  variant_id bigint not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  tax_included boolean not null,
  primary key (shopper_id, variant_id, currency)
);

create table carts (
  id uuid not null,
  shopper_id uuid not null,
  currency text not null,
  country text not null,
  status text not null default 'open' check (status in ('open', 'ordered', 'merged', 'expired')),
  coupon_codes text[] not null default '{}',
  shipping_method text,
  line_count integer not null default 0 check (line_count between 0 and 2000),
  order_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (id, shopper_id),
  constraint carts_ordered_has_order check ((status = 'ordered') = (order_id is not null))
) partition by range (id);
create index carts_by_shopper on carts (shopper_id, id);

create table cart_lines (
  cart_id uuid not null,
  shopper_id uuid not null,
  variant_id bigint not null,
  quantity integer not null check (quantity between 1 and 100000),
  added_at timestamptz not null default clock_timestamp(),
  primary key (cart_id, shopper_id, variant_id)
) partition by range (cart_id);

create table orders (
  id uuid not null,
  shopper_id uuid not null,
  number text not null,
  cart_id uuid not null,
  hold_id uuid not null,
  status text not null default 'pending' check (status in ('pending', 'paid', 'payment_failed', 'cancelled', 'fulfilled', 'returned')),
  currency text not null,
  country text not null,
  subtotal_minor bigint not null check (subtotal_minor >= 0),
  discount_minor bigint not null check (discount_minor between 0 and subtotal_minor),
  shipping_minor bigint not null check (shipping_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  included_tax_minor bigint not null check (included_tax_minor >= 0),
  total_minor bigint not null,
  shipping_method text,
  email text not null,
  shipping_address jsonb not null,
  promotions jsonb not null default '[]',
  version integer not null default 1,
  cancel_requested_at timestamptz,
  placed_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (id, shopper_id),
  constraint orders_total_adds_up check (total_minor = subtotal_minor - discount_minor + shipping_minor + tax_minor)
) partition by range (id);
create index orders_by_shopper on orders (shopper_id, id);

create table order_lines (
  order_id uuid not null,
  shopper_id uuid not null,
  variant_id bigint not null,
  position integer not null,
  sku text not null,
  name text not null,
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  total_minor bigint not null,
  discount_minor bigint not null default 0 check (discount_minor between 0 and total_minor),
  tax_minor bigint not null default 0 check (tax_minor >= 0),
  included_tax_minor bigint not null default 0 check (included_tax_minor >= 0),
  allocations jsonb not null default '[]',
  returned_quantity integer not null default 0,
  primary key (order_id, shopper_id, variant_id),
  constraint order_lines_total_is_product check (total_minor = unit_price_minor * quantity),
  constraint order_lines_returned_was_bought check (returned_quantity between 0 and quantity)
) partition by range (order_id);

-- One payment per order. Its id is the provider's idempotency key.
create table payments (
  order_id uuid not null,
  shopper_id uuid not null,
  id uuid not null,
  provider text not null,
  token text not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  status text not null default 'pending' check (status in ('pending', 'paid', 'declined', 'partially_refunded', 'refunded')),
  reference text,
  decline_code text,
  captured_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (order_id, shopper_id),
  constraint payments_captured_whole check (captured_minor = case when status in ('pending', 'declined') then 0 else amount_minor end),
  constraint payments_refunded_was_captured check (refunded_minor between 0 and captured_minor)
) partition by range (order_id);
create index payments_unsettled on payments (next_attempt_at) where status = 'pending';

-- A refund counts against the payment when it is promised, so that two at once cannot exceed it; it is given back if the provider refuses.
create table refunds (
  order_id uuid not null,
  shopper_id uuid not null,
  id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  status text not null default 'pending' check (status in ('pending', 'refunded', 'refused')),
  reference text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (order_id, shopper_id, id)
);
create index refunds_unsettled on refunds (next_attempt_at) where status = 'pending';

-- What a provider told us, once each.
create table payment_events (
  order_id uuid not null,
  shopper_id uuid not null,
  provider text not null,
  event_id text not null,
  kind text not null,
  amount_minor bigint not null,
  received_at timestamptz not null default now(),
  primary key (order_id, shopper_id, provider, event_id)
);

create table returns (
  order_id uuid not null,
  shopper_id uuid not null,
  id uuid not null,
  refund_id uuid,
  lines jsonb not null,
  restock boolean not null,
  reason text not null,
  created_at timestamptz not null default now(),
  primary key (order_id, shopper_id, id)
);

-- One row per message. Who sends it claims it first; a claim that was not kept is open again when its time is up.
create table notifications (
  shopper_id uuid not null,
  id text not null,
  kind text not null,
  claimed_until timestamptz not null,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (shopper_id, id)
);

insert into partitioned_tables (name, key_type, unique_column, fillfactor) values
  ('carts', 'uuid', null, 70),
  ('cart_lines', 'uuid', null, 90),
  ('orders', 'uuid', 'number', 75),
  ('order_lines', 'uuid', null, 100),
  ('payments', 'uuid', null, 75);

select create_month_partitions((now() at time zone 'UTC')::date - 31, 5);
