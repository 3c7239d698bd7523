-- Likes, comments, and what a shopper did and what came of it.

-- Shopper side: one row per shopper and thing. An odd version is a like, an even one a like taken back, so every change has its number.
create table likes (
  shopper_id uuid not null,
  subject text not null check (subject in ('product', 'review')),
  subject_id bigint not null,
  product_id bigint not null,
  version integer not null check (version > 0),
  -- The event of the last like, which is also the id of its entry in the feed: what is taken back is taken out of it.
  liked_by_event uuid not null,
  changed_at timestamptz not null default now(),
  primary key (shopper_id, subject, subject_id)
);

-- Product side: the version of each like that is in the counter. An event that comes twice, or late, finds its version here and adds nothing.
create table like_marks (
  product_id bigint not null,
  subject text not null,
  subject_id bigint not null,
  shopper_id uuid not null,
  version integer not null,
  previous_version integer not null,
  primary key (product_id, subject, subject_id, shopper_id),
  constraint like_marks_go_forward check (version > previous_version)
) with (fillfactor = 90);

-- Product side: folded by the worker, never written by a request, so that a thing that everybody likes is no hot row.
create table engagement_counters (
  product_id bigint not null,
  subject text not null check (subject in ('product', 'review')),
  subject_id bigint not null,
  likes integer not null default 0 check (likes >= 0),
  comments integer not null default 0 check (comments >= 0),
  primary key (product_id, subject, subject_id)
) with (fillfactor = 70);

-- Numbers a product's comments; version orders their events.
create table comment_counters (
  product_id bigint primary key references products (id) on delete cascade,
  next_comment integer not null default 1 check (next_comment between 1 and 1000000),
  version bigint not null default 0
) with (fillfactor = 50);

-- Product side. counted says whether the comment is in the counter; it changes together with it. Of a deleted one only this is kept.
create table comments (
  product_id bigint not null references comment_counters (product_id) on delete cascade,
  id bigint not null,
  shopper_id uuid not null,
  author_name text not null,
  body text not null,
  -- The event that told of it, which is also the id of its entry in the feed.
  posted_by_event uuid not null,
  counted boolean not null default false,
  -- Reports that nobody has decided on yet, and since when.
  open_reports integer not null default 0 check (open_reports >= 0),
  reported_at timestamptz,
  hidden_at timestamptz,
  deleted_at timestamptz,
  -- Whole milliseconds, given by the application.
  created_at timestamptz not null,
  changed_at timestamptz not null default now(),
  primary key (product_id, id),
  constraint comments_id_names_product check (id / 1000000 = product_id),
  constraint comments_reported_since check ((open_reports > 0) = (reported_at is not null)),
  constraint comments_deleted_are_empty check (deleted_at is null or (body = '' and author_name = '' and hidden_at is null and open_reports = 0))
) with (fillfactor = 80);
create index comments_reported on comments (reported_at, id) where reported_at is not null and hidden_at is null;
create index comments_hidden on comments (hidden_at desc, id desc) where hidden_at is not null;

create table comment_reports (
  product_id bigint not null,
  comment_id bigint not null,
  shopper_id uuid not null,
  reason text,
  created_at timestamptz not null default now(),
  -- When a moderator decided on it.
  resolved_at timestamptz,
  primary key (product_id, comment_id, shopper_id),
  foreign key (product_id, comment_id) references comments (product_id, id) on delete cascade
);

-- Shopper side. The id of an entry is that of its event: it names the moment and the month, and the same event makes one entry however often it comes.
create table feed_entries (
  id uuid not null,
  shopper_id uuid not null,
  kind text not null,
  details jsonb not null,
  -- In the order in which a feed is read, so that one index serves both.
  primary key (shopper_id, id)
) partition by range (id);

insert into partitioned_tables (name, key_type) values ('feed_entries', 'uuid');

select create_month_partitions((now() at time zone 'UTC')::date - 31, 5);
