-- What every part stands on: identifiers, secrets, idempotency, events, partitions.

-- Integers and order numbers are leased in blocks, because a database sequence does not survive sharding.
create table id_blocks (
  name text primary key,
  next_value bigint not null check (next_value > 0)
);

create table secrets (
  name text primary key,
  value text not null,
  created_at timestamptz not null default now()
);

create table api_keys (
  id uuid primary key,
  name text not null,
  role text not null check (role in ('viewer', 'catalog', 'fulfilment', 'finance', 'owner')),
  key_hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

-- One row per call that creates or charges. The owner is the shopper or the API key, so that the row lives in the owner's shard.
-- id is derived from the client's key; checkouts use the same id for the hold that they take (see 0004).
create table idempotency_keys (
  owner_id uuid not null,
  id uuid not null,
  request_hash bytea not null,
  order_id uuid,
  response_status smallint,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (owner_id, id)
);
create index idempotency_keys_created_at on idempotency_keys using brin (created_at);

-- Order-like tables are partitioned by month. A UUIDv7 begins with its time, so a month is a range of ids.
create table partitioned_tables (
  name text primary key,
  key_type text not null check (key_type in ('uuid', 'timestamptz')),
  unique_column text,
  -- Room for rows that change in their own page, without touching an index; 100 for rows that never change.
  fillfactor smallint not null default 100 check (fillfactor between 10 and 100),
  retention_months smallint check (retention_months > 0)
);

create function uuid_v7_lower_bound(moment timestamptz) returns uuid
language sql immutable parallel safe
return (
  lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000'
)::uuid;

-- Creates the partitions of every registered table from the month of `first` on. Safe to call at any time and in parallel.
create function create_month_partitions(first date, months integer) returns integer
language plpgsql as $$
declare
  parent record;
  month_start timestamptz;
  partition_name text;
  created integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('tenfold.partitions'));
  for parent in select name, key_type, unique_column, fillfactor from partitioned_tables order by name loop
    for offset_months in 0 .. months - 1 loop
      month_start := (date_trunc('month', first::timestamp) + make_interval(months => offset_months)) at time zone 'UTC';
      partition_name := format('%s_%s', parent.name, to_char(month_start at time zone 'UTC', 'YYYY_MM'));
      continue when to_regclass(partition_name) is not null;
      execute format(
        'create table %I partition of %I for values from (%L) to (%L) with (fillfactor = %s)', partition_name, parent.name,
        case parent.key_type when 'uuid' then uuid_v7_lower_bound(month_start)::text else month_start::text end,
        case parent.key_type
          when 'uuid' then uuid_v7_lower_bound((month_start at time zone 'UTC' + interval '1 month') at time zone 'UTC')::text
          else ((month_start at time zone 'UTC' + interval '1 month') at time zone 'UTC')::text
        end,
        parent.fillfactor
      );
      if parent.unique_column is not null then
        execute format('create unique index on %I (%I)', partition_name, parent.unique_column);
      end if;
      created := created + 1;
    end loop;
  end loop;
  return created;
end $$;

-- Events are written in the transaction that causes them, one outbox on each side of the data (see docs/design.md, keys).
-- version orders the events of one aggregate; position is given by the relay and orders all events for the consumers.
-- What waits is indexed in the order in which the relay takes it, so that versions of one aggregate cannot overtake each other.
create sequence outbox_position;

create table outbox_shopper (
  id uuid not null,
  shopper_id uuid not null,
  aggregate_type text not null,
  aggregate_id uuid not null,
  version integer not null check (version > 0),
  type text not null,
  payload jsonb not null,
  position bigint,
  created_at timestamptz not null default now(),
  primary key (id, shopper_id)
) partition by range (id);
create index outbox_shopper_waiting on outbox_shopper (aggregate_id, version) where position is null;
create index outbox_shopper_position on outbox_shopper (position) where position is not null;

create table outbox_product (
  id uuid not null,
  product_id bigint not null,
  aggregate_type text not null,
  aggregate_id text not null,
  version bigint not null check (version > 0),
  type text not null,
  payload jsonb not null,
  position bigint,
  created_at timestamptz not null default now(),
  primary key (id, product_id)
) partition by range (id);
create index outbox_product_waiting on outbox_product (aggregate_id, version) where position is null;
create index outbox_product_position on outbox_product (position) where position is not null;

insert into partitioned_tables (name, key_type, retention_months) values
  ('outbox_shopper', 'uuid', 3),
  ('outbox_product', 'uuid', 3);

create table event_consumers (
  name text primary key,
  position bigint not null default 0,
  updated_at timestamptz not null default now()
);

create table event_dead_letters (
  consumer text not null references event_consumers (name),
  event_id uuid not null,
  position bigint not null,
  type text not null,
  -- The whole event: its row in the outbox may be gone when the letter is looked at.
  event jsonb not null,
  attempts integer not null,
  error text not null,
  failed_at timestamptz not null default now(),
  primary key (consumer, event_id)
);
create index event_dead_letters_position on event_dead_letters (position, consumer);

create table webhook_endpoints (
  id uuid primary key,
  url text not null,
  secret text not null,
  event_types text[] not null,
  created_at timestamptz not null default now()
);

create table webhook_deliveries (
  endpoint_id uuid not null references webhook_endpoints (id) on delete cascade,
  event_id uuid not null,
  event_type text not null,
  payload jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'dead')),
  attempts integer not null default 0,
  last_status integer,
  last_error text,
  -- When a job tries it (again); null once it is delivered or dead.
  next_attempt_at timestamptz default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (endpoint_id, event_id),
  constraint webhook_deliveries_waiting_is_due check ((status = 'waiting') = (next_attempt_at is not null))
);
create index webhook_deliveries_undelivered on webhook_deliveries (endpoint_id, status, event_id) where status <> 'delivered';
create index webhook_deliveries_created_at on webhook_deliveries using brin (created_at);

-- Fixed windows, counted where all processes see them. Losing them in a crash only forgives attempts.
create unlogged table rate_limits (
  key text not null,
  window_start timestamptz not null,
  hits integer not null check (hits >= 0),
  primary key (key, window_start)
);
