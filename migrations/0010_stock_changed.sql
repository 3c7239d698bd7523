-- Ends a statement that took from a stock level which has less by now than was decided on: all of it is undone, and the caller decides again.
create function stock_changed() returns boolean
language plpgsql as $$
begin
  raise exception 'a stock level has less than was decided on' using errcode = 'TF001';
end $$;
