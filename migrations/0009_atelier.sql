-- What products show beside their names, and what the inherited clients' API (/atelier) needs besides.

alter table products add column slogan text not null default '';

-- Which variants a picture shows, such as {"colour": "Pink"}; {} is all of them.
alter table media add column options jsonb not null default '{}';

-- Pages that are counted through by number, in the order of the ids.
create index products_listed on products (id) where status = 'active' and listed;

-- Readers who are not shown what was reported need its sums, to take them off.
create index reviews_reported_of_product on reviews (product_id) where reported_at is not null and hidden_at is null;

-- Documents written before this carry the new fields too. A style is the variants that differ only in their size; its id is the lowest
-- variant id that it ever had, so it stays when variants come and go.
with styles as (
  select product_id, id, min(id) over (partition by product_id, (
    select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(options) where lower(key) <> 'size'
  )) as style_id from variants
)
update product_documents d set body = d.body || jsonb_build_object(
  'slogan', p.slogan, 'createdAt', p.created_at, 'updatedAt', p.updated_at,
  'media', (select coalesce(jsonb_agg(item || '{"options": {}}' order by n), '[]')
    from jsonb_array_elements(d.body -> 'media') with ordinality as m (item, n)),
  'variants', (select coalesce(jsonb_agg(item || jsonb_build_object('styleId', s.style_id) order by n), '[]')
    from jsonb_array_elements(d.body -> 'variants') with ordinality as v (item, n)
    join styles s on s.product_id = d.product_id and s.id = (item ->> 'id')::bigint))
from products p where p.id = d.product_id;

-- What clients report of what their users click, for whoever wants to count it.
create table interactions (
  id uuid not null,
  shopper_id uuid not null,
  element text not null,
  widget text not null,
  -- As the client wrote it; the id says when it arrived.
  client_time text not null,
  primary key (id, shopper_id)
) partition by range (id);

insert into partitioned_tables (name, key_type, retention_months) values ('interactions', 'uuid', 3);

select create_month_partitions((now() at time zone 'UTC')::date - 31, 5);
