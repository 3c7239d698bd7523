-- What the PostgreSQL search engine reads. Everything in it is derived: `tenfold reindex` makes it anew from the products.

create extension if not exists pg_trgm;

-- Stems without stop words: in names they are part of the name ("The Who"); texts are rid of them before they come here.
create text search dictionary search_stem (template = snowball, language = english);
create text search configuration search_text (copy = simple);
alter text search configuration search_text
  alter mapping for asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart with search_stem;

-- words: A name, B brand, category and article numbers, C attributes, D description.
-- tags: what filters and facets ask for: c:<category>, b:<brand>, a:<attribute>=<value>, r:<stars or more>, in (orderable), * (all),
-- and t<n> for the tiers of popularity that the product belongs to (see search_tiers).
create table search_documents (
  product_id bigint primary key,
  version bigint not null,
  words tsvector not null,
  tags text[] collate "C" not null,
  popularity bigint not null,
  prices jsonb not null,
  rating_average real,
  created_at timestamptz not null,
  slug text not null,
  name text not null
);
-- One index for both, so that a broad word meets a rare tag inside the index. No pending list: searches would read it whole.
create index search_documents_words_and_tags on search_documents using gin (words, tags) with (fastupdate = off);
create index search_documents_popularity on search_documents (popularity desc, product_id desc);

-- How many documents have a stem, or a tag (with a # before it): what a match is worth, and how wide a query will be before it is run.
create table search_lexemes (
  lexeme text collate "C" primary key,
  documents integer not null
) with (fillfactor = 70);

-- The tags of a document as they are counted; those of tiers are no property of it.
create function counted_tags(tags text[]) returns text[]
language sql immutable parallel safe
return array(select '#' || tag from unnest(tags) as tag where tag <> '*' and tag !~ '^t[0-9]+$');

-- The words as people write them. in_name: in a name, brand, category or attribute somewhere, and so worth to be suggested.
-- documents: those of the stem when it was last looked at, to order suggestions by.
create table search_words (
  word text collate "C" primary key,
  lexeme text collate "C" not null,
  in_name boolean not null,
  documents integer not null
);
create index search_words_completion on search_words (word) include (lexeme, documents) where in_name;
create index search_words_trigrams on search_words using gin (word gin_trgm_ops);
create index search_words_lexeme on search_words (lexeme);

create table search_statistics (
  singleton boolean primary key default true check (singleton),
  documents bigint not null default 0,
  total_length bigint not null default 0
);
insert into search_statistics default values;

-- Tier n holds the products at or above (popularity, product_id): a part of the shop that is small enough to be searched whole for a word
-- that half of the shop has. Few products need no tiers.
create table search_tiers (
  tier smallint primary key,
  documents bigint not null,
  popularity bigint not null,
  product_id bigint not null
);

-- The seller's own: terms of a group mean the same; with `one_way` the first may be any of the others, and not the other way round.
create table search_synonyms (
  id uuid primary key,
  terms text[] not null check (cardinality(terms) between 2 and 20),
  one_way boolean not null default false,
  updated_at timestamptz not null default now()
);

-- What the index was made with that no product tells of: paths of categories, names of brands, and the time up to which price lists that
-- begin or end have been followed.
create table search_followed (
  key text primary key,
  value text not null
);

-- The id of an event that a statement writes by itself: a UUIDv7, as the program makes them.
create function new_event_id() returns uuid
language sql volatile parallel safe as $$
  select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(r, 1, 3) || '8' || substr(r, 4, 15))::uuid
  from (select replace(gen_random_uuid()::text, '-', '') as r) as random
$$;
