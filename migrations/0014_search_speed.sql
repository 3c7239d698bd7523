-- The tags come first: what the first column does not have is not looked up in the second, so that words that half of the shop has are
-- compared only within a tier. The other way round every document with one of the words was compared first.
drop index search_documents_words_and_tags;
create index search_documents_tags_and_words on search_documents using gin (tags, words) with (fastupdate = off);

-- One or two letters begin a tenth of all words: the most frequent of them are kept in their order.
create index search_words_first_letter on search_words (left(word, 1), documents desc, word) include (lexeme) where in_name;
create index search_words_two_letters on search_words (left(word, 2), documents desc, word) include (lexeme) where in_name;

-- What was made up for a demo has been bought by nobody.
update reviews set verified_purchase = false where generated and verified_purchase;
alter table reviews add constraint reviews_generated_not_bought check (not (generated and verified_purchase));
