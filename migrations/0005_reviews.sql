-- What shoppers say about products: reviews, questions, answers, votes and reports. On the product side, so every key contains product_id.
-- Their ids name the product, as those of variants do: id / 1000000 = product_id, and the rest counts within the product.

-- A time-invariant order of helpfulness weighed with recency: each doubling of the helpful votes is worth 30 days of youth. Because the
-- weights of two reviews never change places by the passing of time alone, it is a stored column with an index.
create function content_relevance(created_at timestamptz, helpful_count integer) returns bigint
language sql immutable parallel safe
return floor(extract(epoch from created_at) + 30 * 86400 * ln(1 + helpful_count) / ln(2.0::double precision))::bigint;

-- The sums of a product's visible reviews, changed in the transaction of the write. A review takes its number from here, so the row is locked
-- before anything is counted.
create table review_summaries (
  product_id bigint primary key references products (id) on delete cascade,
  next_review integer not null default 1 check (next_review between 1 and 1000000),
  -- Counts the changes, and orders their events.
  version bigint not null default 0,
  count integer not null default 0 check (count >= 0),
  rating_sum bigint not null default 0,
  rating_1 integer not null default 0 check (rating_1 >= 0),
  rating_2 integer not null default 0 check (rating_2 >= 0),
  rating_3 integer not null default 0 check (rating_3 >= 0),
  rating_4 integer not null default 0 check (rating_4 >= 0),
  rating_5 integer not null default 0 check (rating_5 >= 0),
  recommended_yes integer not null default 0 check (recommended_yes >= 0),
  recommended_no integer not null default 0 check (recommended_no >= 0),
  -- The characteristics that were chosen for the product; null: those that its reviews use.
  characteristics text[] check (characteristics <@ array['Size', 'Width', 'Comfort', 'Quality', 'Length', 'Fit']),
  constraint review_summaries_count_is_stars check (count = rating_1 + rating_2 + rating_3 + rating_4 + rating_5),
  constraint review_summaries_sum_is_stars
    check (rating_sum = rating_1 + 2::bigint * rating_2 + 3::bigint * rating_3 + 4::bigint * rating_4 + 5::bigint * rating_5),
  constraint review_summaries_count_is_recommended check (count = recommended_yes + recommended_no)
) with (fillfactor = 50);

create table review_characteristics (
  product_id bigint not null references review_summaries (product_id) on delete cascade,
  name text not null check (name in ('Size', 'Width', 'Comfort', 'Quality', 'Length', 'Fit')),
  count integer not null default 0 check (count >= 0),
  value_sum bigint not null default 0,
  primary key (product_id, name),
  constraint review_characteristics_sum_in_range check (value_sum between count and 5::bigint * count)
) with (fillfactor = 50);

create table reviews (
  product_id bigint not null references review_summaries (product_id) on delete cascade,
  id bigint not null,
  -- Null: written without a session, or imported.
  shopper_id uuid,
  rating smallint not null check (rating between 1 and 5),
  summary text not null,
  body text not null,
  recommend boolean not null,
  reviewer_name text not null,
  -- For the shop's own use; no answer and no event has it.
  email text,
  photos text[] not null default '{}' check (cardinality(photos) <= 5),
  -- By name, 1 to 5.
  characteristics jsonb not null default '{}',
  verified_purchase boolean not null default false,
  generated boolean not null default false,
  -- Votes that came with an import and so have no rows of their own.
  imported_helpful_count integer not null default 0 check (imported_helpful_count >= 0),
  helpful_count integer not null default 0 check (helpful_count >= imported_helpful_count),
  response_body text,
  responded_at timestamptz,
  -- Reports that nobody has decided on yet, and since when.
  open_reports integer not null default 0 check (open_reports >= 0),
  reported_at timestamptz,
  hidden_at timestamptz,
  -- Whole milliseconds, given by the application.
  created_at timestamptz not null,
  relevance bigint not null generated always as (content_relevance(created_at, helpful_count)) stored,
  primary key (product_id, id),
  constraint reviews_id_names_product check (id / 1000000 = product_id),
  constraint reviews_response_whole check ((response_body is null) = (responded_at is null)),
  constraint reviews_reported_since check ((open_reports > 0) = (reported_at is not null))
) with (fillfactor = 80);
create unique index reviews_one_per_shopper on reviews (product_id, shopper_id) where shopper_id is not null;
-- Each order once for each number of stars: a list merges the stars that it shows, and reads no row that it does not.
create index reviews_relevant on reviews (product_id, rating, relevance desc, id desc) where hidden_at is null;
create index reviews_newest on reviews (product_id, rating, created_at desc, id desc) where hidden_at is null;
create index reviews_helpful on reviews (product_id, rating, helpful_count desc, id desc) where hidden_at is null;
create index reviews_reported on reviews (reported_at, id) where reported_at is not null and hidden_at is null;
create index reviews_hidden on reviews (hidden_at desc, id desc) where hidden_at is not null;

create table review_votes (
  product_id bigint not null,
  review_id bigint not null,
  shopper_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (product_id, review_id, shopper_id),
  foreign key (product_id, review_id) references reviews (product_id, id) on delete cascade
);

create table review_reports (
  product_id bigint not null,
  review_id bigint not null,
  shopper_id uuid not null,
  reason text,
  created_at timestamptz not null default now(),
  -- When a moderator decided on it.
  resolved_at timestamptz,
  primary key (product_id, review_id, shopper_id),
  foreign key (product_id, review_id) references reviews (product_id, id) on delete cascade
);

-- Numbers a product's questions and answers; version orders their events.
create table question_counters (
  product_id bigint primary key references products (id) on delete cascade,
  next_question integer not null default 1 check (next_question between 1 and 1000000),
  next_answer integer not null default 1 check (next_answer between 1 and 1000000),
  version bigint not null default 0
) with (fillfactor = 50);

create table questions (
  product_id bigint not null references question_counters (product_id) on delete cascade,
  id bigint not null,
  shopper_id uuid,
  body text not null,
  asker_name text not null,
  email text,
  generated boolean not null default false,
  imported_helpful_count integer not null default 0 check (imported_helpful_count >= 0),
  helpful_count integer not null default 0 check (helpful_count >= imported_helpful_count),
  -- Answers that are not hidden.
  answer_count integer not null default 0 check (answer_count >= 0),
  open_reports integer not null default 0 check (open_reports >= 0),
  reported_at timestamptz,
  hidden_at timestamptz,
  created_at timestamptz not null,
  primary key (product_id, id),
  constraint questions_id_names_product check (id / 1000000 = product_id),
  constraint questions_reported_since check ((open_reports > 0) = (reported_at is not null))
) with (fillfactor = 80);
create index questions_helpful on questions (product_id, helpful_count desc, id desc) where hidden_at is null;
create index questions_newest on questions (product_id, created_at desc, id desc) where hidden_at is null;
create index questions_reported on questions (reported_at, id) where reported_at is not null and hidden_at is null;
create index questions_hidden on questions (hidden_at desc, id desc) where hidden_at is not null;

create table answers (
  product_id bigint not null,
  id bigint not null,
  question_id bigint not null,
  shopper_id uuid,
  body text not null,
  answerer_name text not null,
  email text,
  by_seller boolean not null default false,
  photos text[] not null default '{}' check (cardinality(photos) <= 5),
  generated boolean not null default false,
  imported_helpful_count integer not null default 0 check (imported_helpful_count >= 0),
  helpful_count integer not null default 0 check (helpful_count >= imported_helpful_count),
  open_reports integer not null default 0 check (open_reports >= 0),
  reported_at timestamptz,
  hidden_at timestamptz,
  created_at timestamptz not null,
  primary key (product_id, id),
  foreign key (product_id, question_id) references questions (product_id, id) on delete cascade,
  constraint answers_id_names_product check (id / 1000000 = product_id),
  constraint answers_reported_since check ((open_reports > 0) = (reported_at is not null))
) with (fillfactor = 80);
-- The seller's word first, then the most helpful.
create index answers_helpful on answers (product_id, question_id, by_seller desc, helpful_count desc, id desc) where hidden_at is null;
create index answers_by_question on answers (product_id, question_id);
create index answers_reported on answers (reported_at, id) where reported_at is not null and hidden_at is null;
create index answers_hidden on answers (hidden_at desc, id desc) where hidden_at is not null;

create table question_votes (
  product_id bigint not null,
  question_id bigint not null,
  shopper_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (product_id, question_id, shopper_id),
  foreign key (product_id, question_id) references questions (product_id, id) on delete cascade
);

create table question_reports (
  product_id bigint not null,
  question_id bigint not null,
  shopper_id uuid not null,
  reason text,
  created_at timestamptz not null default now(),
  resolved_at timestamptz,
  primary key (product_id, question_id, shopper_id),
  foreign key (product_id, question_id) references questions (product_id, id) on delete cascade
);

create table answer_votes (
  product_id bigint not null,
  answer_id bigint not null,
  shopper_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (product_id, answer_id, shopper_id),
  foreign key (product_id, answer_id) references answers (product_id, id) on delete cascade
);

create table answer_reports (
  product_id bigint not null,
  answer_id bigint not null,
  shopper_id uuid not null,
  reason text,
  created_at timestamptz not null default now(),
  resolved_at timestamptz,
  primary key (product_id, answer_id, shopper_id),
  foreign key (product_id, answer_id) references answers (product_id, id) on delete cascade
);
