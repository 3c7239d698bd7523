-- The usual way, for comparison: one order at a time, a function call for what goes together. It writes the same rows as the order path:
-- levels, reservations, ledger, order, lines, payment, idempotency record and both events. It does less otherwise: one price list, one
-- warehouse, no tax, no promotions, no look at the idempotency key.
create or replace function bench_place_order(
  p_cart uuid, p_shopper uuid, p_order uuid, p_hold uuid, p_payment uuid, p_number text, p_event uuid
) returns text language plpgsql as $$
declare
  line record;
  total bigint := 0;
  moved integer;
begin
  perform from carts where id = p_cart and shopper_id = p_shopper and status = 'open' for update;
  if not found then return 'closed'; end if;
  for line in
    select l.variant_id, l.quantity, (o.body -> 'prices' -> 0 ->> 'amountMinor')::bigint as unit, o.body ->> 'sku' as sku, o.body ->> 'name' as name
    from cart_lines l join variant_offers o on o.product_id = l.variant_id / 10000 and o.variant_id = l.variant_id
    where l.cart_id = p_cart and l.shopper_id = p_shopper order by l.variant_id
  loop
    update stock_levels set reserved = reserved + line.quantity, version = version + 1
      where product_id = line.variant_id / 10000 and variant_id = line.variant_id and warehouse = 'LON1'
        and on_hand + backorder_limit - reserved >= line.quantity
      returning version into moved;
    if not found then raise exception 'out of stock'; end if;
    insert into reservations (product_id, hold_id, variant_id, part, warehouse, shopper_id, quantity, expires_at)
      values (line.variant_id / 10000, p_hold, line.variant_id, 0, 'LON1', p_shopper, line.quantity, now() + interval '10 min');
    insert into stock_ledger (product_id, variant_id, warehouse, version, kind, reserved_delta, reference_id)
      values (line.variant_id / 10000, line.variant_id, 'LON1', moved, 'hold', line.quantity, p_hold);
    insert into order_lines (order_id, shopper_id, variant_id, position, sku, name, quantity, unit_price_minor, total_minor, allocations)
      values (p_order, p_shopper, line.variant_id, 0, line.sku, line.name, line.quantity, line.unit, line.unit * line.quantity,
        jsonb_build_array(jsonb_build_object('warehouse', 'LON1', 'quantity', line.quantity)));
    total := total + line.unit * line.quantity;
  end loop;
  update carts set status = 'ordered', order_id = p_order, version = version + 1 where id = p_cart and shopper_id = p_shopper;
  insert into orders (id, shopper_id, number, cart_id, hold_id, currency, country, subtotal_minor, discount_minor, shipping_minor,
      tax_minor, included_tax_minor, total_minor, email, shipping_address)
    values (p_order, p_shopper, p_number, p_cart, p_hold, 'GBP', 'GB', total, 0, 0, 0, 0, total, 'bench@example.com', '{}');
  insert into payments (order_id, shopper_id, id, provider, token, currency, amount_minor, next_attempt_at)
    values (p_order, p_shopper, p_payment, 'bench', 'ok', 'GBP', total, now() + interval '1 min');
  insert into idempotency_keys (owner_id, id, request_hash, order_id) values (p_shopper, p_hold, '\x00', p_order);
  insert into outbox_shopper (id, shopper_id, aggregate_type, aggregate_id, version, type, payload)
    values (p_event, p_shopper, 'order', p_order, 1, 'order.placed', '{}');
  return 'placed';
end $$;

create or replace function bench_settle_order(p_shopper uuid, p_order uuid, p_event uuid) returns text language plpgsql as $$
begin
  update payments set status = 'paid', reference = 'bench', captured_minor = amount_minor, updated_at = now()
    where order_id = p_order and shopper_id = p_shopper and status = 'pending';
  if not found then return 'settled before'; end if;
  update orders set status = 'paid', version = version + 1, updated_at = now() where id = p_order and shopper_id = p_shopper;
  insert into outbox_shopper (id, shopper_id, aggregate_type, aggregate_id, version, type, payload)
    values (p_event, p_shopper, 'order', p_order, 2, 'order.paid', '{}');
  return 'paid';
end $$;

-- Both in one transaction: what a shop could do whose payment provider answers inside it. None does.
create or replace function bench_one_order(
  p_cart uuid, p_shopper uuid, p_order uuid, p_hold uuid, p_payment uuid, p_number text, p_event1 uuid, p_event2 uuid
) returns text language plpgsql as $$
begin
  if bench_place_order(p_cart, p_shopper, p_order, p_hold, p_payment, p_number, p_event1) <> 'placed' then return 'closed'; end if;
  return bench_settle_order(p_shopper, p_order, p_event2);
end $$;
