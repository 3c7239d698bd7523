-- The page of a product as pieces of ready JSON, beside the document that it is made of; null: made of the document when it is read.
-- Pages have two or three kilobytes. They stay in the row and uncompressed, two rows to a block, so that a read is one look-up and a copy.
alter table product_documents add column page text;
alter table product_documents alter column page set storage main;
alter table product_documents set (toast_tuple_target = 4080);

-- Which products' pages a transaction has changed, for the processes that remember pages. Whoever reads it compares snapshots, so a row is
-- seen exactly when the change is, however long its transaction took. It is not logged: who loses the connection forgets all pages, and
-- after a crash nobody has one. `listing`: what a list shows, or in which order, may have changed too.
create unlogged table changed_products (
  transaction_id xid8 not null default pg_current_xact_id(),
  product_ids bigint[] not null,
  listing boolean not null
);
create index changed_products_by_transaction on changed_products (transaction_id);
