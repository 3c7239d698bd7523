import type { Check } from "./check.ts";

export const orderChecks: readonly Check[] = [
  {
    id: "orders.lines-add-up",
    holds: "Every order's lines add up to its sums, to the minor unit.",
    sql: `select o.number, o.subtotal_minor, l.subtotal, o.discount_minor, l.discount, o.tax_minor, l.tax, o.total_minor
      from orders o left join (
        select order_id, shopper_id, sum(total_minor) as subtotal, sum(discount_minor) as discount, sum(tax_minor) as tax,
          bool_and(total_minor = unit_price_minor * quantity) as products
        from order_lines group by order_id, shopper_id
      ) l on l.order_id = o.id and l.shopper_id = o.shopper_id
      where l.order_id is null or o.subtotal_minor <> l.subtotal or o.discount_minor <> l.discount or o.tax_minor < l.tax or not l.products
        or o.total_minor <> o.subtotal_minor - o.discount_minor + o.shipping_minor + o.tax_minor`,
  },
  {
    id: "orders.numbers-unique",
    holds: "No two orders have the same number.",
    sql: "select number, count(*) from orders group by number having count(*) > 1",
  },
  {
    id: "orders.one-per-cart",
    holds: "A cart became at most one order that stands.",
    sql: `select cart_id, count(*), array_agg(number) as numbers from orders
      where status <> 'payment_failed' group by cart_id having count(*) > 1`,
  },
  {
    id: "orders.one-per-idempotency-key",
    holds: "Every order has the one idempotency record it was placed under, and no two orders share one.",
    sql: `select o.number, o.hold_id, count(k.id) as records, (select count(*) from orders t where t.shopper_id = o.shopper_id and t.hold_id = o.hold_id) as orders
      from orders o left join idempotency_keys k on k.owner_id = o.shopper_id and k.id = o.hold_id and k.order_id = o.id
      group by o.id, o.shopper_id, o.number, o.hold_id, o.placed_at
      -- a record older than 30 days has been forgotten
      having count(k.id) <> 1 and o.placed_at > now() - interval '29 days' or (select count(*) from orders t where t.shopper_id = o.shopper_id and t.hold_id = o.hold_id) > 1`,
  },
  {
    id: "orders.no-orphans",
    holds: "No line, payment, refund or idempotency record is without its order.",
    sql: `select 'order line' as what, l.order_id::text from order_lines l left join orders o on o.id = l.order_id and o.shopper_id = l.shopper_id where o.id is null
      union all select 'payment', p.order_id::text from payments p left join orders o on o.id = p.order_id and o.shopper_id = p.shopper_id where o.id is null
      union all select 'refund', r.order_id::text from refunds r left join payments p on p.order_id = r.order_id and p.shopper_id = r.shopper_id where p.order_id is null
      union all select 'idempotency record', k.order_id::text from idempotency_keys k left join orders o on o.id = k.order_id and o.shopper_id = k.owner_id
        where k.order_id is not null and o.id is null`,
  },
  {
    id: "orders.carts-agree",
    holds: "A cart is ordered if and only if its order stands.",
    sql: `select c.id as cart_id, c.status, c.order_id, o.number, o.status as order_status
      from carts c full join (select * from orders where status <> 'payment_failed') o on o.cart_id = c.id and o.shopper_id = c.shopper_id
      where (c.status = 'ordered') is distinct from (o.id is not null) or (c.status = 'ordered' and c.order_id <> o.id)`,
  },
  {
    id: "orders.nothing-stuck",
    holds: "No order waits for its payment, and no refund for its provider, longer than the grace.",
    sql: `select 'order' as what, o.number as which, o.placed_at as since from orders o
        where o.status = 'pending' and o.placed_at < now() - $1::int * interval '1 second'
      union all select 'refund', r.id::text, r.created_at from refunds r
        where r.status = 'pending' and r.created_at < now() - $1::int * interval '1 second'`,
  },
];

export const moneyChecks: readonly Check[] = [
  {
    id: "money.payments-match-orders",
    holds: "Every order has one payment over its total, and both tell the same story.",
    sql: `select o.number, o.status, o.total_minor, p.status as payment, p.amount_minor, p.captured_minor
      from orders o left join payments p on p.order_id = o.id and p.shopper_id = o.shopper_id
      where p.order_id is null or p.amount_minor <> o.total_minor or p.currency <> o.currency
        or (o.status = 'pending') is distinct from (p.status = 'pending')
        or (o.status = 'payment_failed') is distinct from (p.status = 'declined')
        or p.captured_minor <> case when p.status in ('pending', 'declined') then 0 else p.amount_minor end`,
  },
  {
    id: "money.refunds-add-up",
    holds:
      "What a payment says is refunded is the sum of its refunds, never more than was captured, and its status says the same.",
    sql: `select p.order_id, p.status, p.captured_minor, p.refunded_minor, coalesce(r.promised, 0) as refunds
      from payments p left join (
        select order_id, shopper_id, sum(amount_minor) filter (where status <> 'refused') as promised from refunds group by order_id, shopper_id
      ) r on r.order_id = p.order_id and r.shopper_id = p.shopper_id
      where p.refunded_minor <> coalesce(r.promised, 0) or p.refunded_minor > p.captured_minor
        or p.status = 'paid' and p.refunded_minor <> 0
        or p.status = 'partially_refunded' and p.refunded_minor not between 1 and p.captured_minor - 1
        or p.status = 'refunded' and p.refunded_minor <> p.captured_minor`,
  },
  {
    id: "money.cancelled-orders-refunded",
    holds: "An order that was cancelled after it was paid is refunded in full.",
    sql: `select o.number, p.captured_minor, p.refunded_minor from orders o
      join payments p on p.order_id = o.id and p.shopper_id = o.shopper_id
      where o.status = 'cancelled' and p.refunded_minor <> p.captured_minor`,
  },
];

export const eventChecks: readonly Check[] = [
  {
    id: "events.one-per-change",
    holds: "Every change of an order left exactly one event, in the transaction that made it.",
    sql: `select o.number, o.version, count(e.id) as events, count(distinct e.version) as versions, max(e.version) as last
      from orders o left join outbox_shopper e on e.aggregate_type = 'order' and e.aggregate_id = o.id
      where o.placed_at > now() - interval '60 days' -- older events may have been dropped with their month
      group by o.id, o.number, o.version
      having count(e.id) <> o.version or count(distinct e.version) <> o.version or max(e.version) <> o.version`,
  },
  {
    id: "events.relayed",
    holds: "No event waits for the relay longer than the grace.",
    sql: `select id, type, created_at from outbox_shopper where position is null and created_at < now() - $1::int * interval '1 second'
      union all select id, type, created_at from outbox_product where position is null and created_at < now() - $1::int * interval '1 second'`,
  },
  {
    id: "events.in-order",
    holds: "The events of each order have positions in the order of its versions.",
    sql: `select aggregate_id, version, position, before from (
        select aggregate_id, version, position, lag(position) over (partition by aggregate_id order by version) as before
        from outbox_shopper where position is not null and aggregate_type = 'order'
      ) e where before >= position`,
  },
  {
    id: "events.consumed",
    holds: "Every consumer has worked off what is older than the grace, and none has given up on an event.",
    sql: `select c.name as consumer, c.position, max(e.position) as behind from event_consumers c
        join (select position, created_at from outbox_shopper union all select position, created_at from outbox_product) e
          on e.position > c.position and e.created_at < now() - $1::int * interval '1 second'
        group by c.name, c.position
      union all select consumer, position, null from event_dead_letters`,
  },
];

export const promotionChecks: readonly Check[] = [
  {
    id: "promotions.within-limit",
    holds: "No coupon was used more often than it allows, counted over the orders themselves.",
    sql: `select p.code, p.max_uses, count(*) as orders from promotions p
      join orders o on o.status not in ('payment_failed', 'cancelled') and o.promotions @> jsonb_build_array(jsonb_build_object('id', p.id::text))
      where p.max_uses is not null group by p.id, p.code, p.max_uses having count(*) > p.max_uses`,
  },
  {
    id: "promotions.within-customer-limit",
    holds: "No customer used a coupon more often than it allows.",
    sql: `select p.code, p.max_uses_per_customer, count(*) as orders from promotions p
      join orders o on o.status not in ('payment_failed', 'cancelled') and o.promotions @> jsonb_build_array(jsonb_build_object('id', p.id::text))
      where p.max_uses_per_customer is not null
      group by p.id, p.code, p.max_uses_per_customer, lower(trim(o.email))
      -- a limit that was lowered since does not speak of the uses before
      having count(*) > greatest(p.max_uses_per_customer, (select max(c.max_uses) from promotion_customers c where c.promotion_id = p.id))`,
  },
  {
    id: "promotions.uses-fold",
    holds: "The count of uses of every promotion is the number of its redemptions.",
    sql: `select coalesce(u.promotion_id, r.promotion_id) as promotion_id, u.uses, r.redemptions
      from promotion_uses u full join (select promotion_id, count(*) as redemptions from promotion_redemptions group by 1) r on r.promotion_id = u.promotion_id
      where coalesce(u.uses, 0) <> coalesce(r.redemptions, 0)`,
  },
  {
    id: "promotions.redemptions-settled",
    holds: "A use of a promotion is kept while its order stands, and given back otherwise.",
    sql: `select r.promotion_id, r.hold_id, r.state, r.expires_at, o.status from promotion_redemptions r
      left join idempotency_keys k on k.owner_id = r.shopper_id and k.id = r.hold_id
      left join orders o on o.id = k.order_id and o.shopper_id = r.shopper_id
      where (r.state = 'held' and r.expires_at < now() - $1::int * interval '1 second')
        or (r.state = 'used' and o.id is null)
        or (o.status in ('payment_failed', 'cancelled') and o.updated_at < now() - $1::int * interval '1 second')
        or (r.state = 'held' and o.status <> 'pending' and o.updated_at < now() - $1::int * interval '1 second')`,
  },
];
