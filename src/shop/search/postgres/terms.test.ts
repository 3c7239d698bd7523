import assert from "node:assert/strict";
import { test } from "node:test";
import { allOf, enoughOf, type Term, termsOf } from "./terms.ts";

const known = (word: string, documents = 10) => ({ word, lexeme: word, documents });
const term = (word: string, documents: number, weight: number): Term => ({ word, alternatives: [[word]], documents, weight });
const wordsOfTerms = (words: readonly string[], synonyms = [] as Parameters<typeof termsOf>[2]) => {
  const { terms, unwanted } = termsOf(
    words.map((word) => known(word)),
    known,
    synonyms,
    1_000,
  );
  return { terms: terms.map((one) => one.word), unwanted: unwanted.map((one) => one.word), all: terms };
};

test("stop words and repetitions are no terms, unless there is nothing else", () => {
  assert.deepEqual(wordsOfTerms(["the", "mug", "with", "mug"]).terms, ["mug"]);
  assert.deepEqual(wordsOfTerms(["the", "who"]).terms, ["the", "who"]);
});

test("what follows without is not wanted", () => {
  const { terms, unwanted } = wordsOfTerms(["futon", "frame", "without", "a", "mattress"]);
  assert.deepEqual([terms, unwanted], [["futon", "frame"], ["mattress"]]);
  assert.deepEqual(wordsOfTerms(["no", "sweat"]).terms, ["sweat"]);
});

test("a phrase with synonyms is one term that may be said in each of the ways", () => {
  const { all } = wordsOfTerms(["cell", "phone", "case"], [{ words: ["cell", "phone"], alternatives: [["mobile"]] }]);
  assert.equal(allOf(all), "(('cell' & 'phone') | ('mobile')) & (('case'))");
});

test("a rare word is worth more than one that half of the shop has", () => {
  const { terms } = termsOf([known("rare", 1), known("usual", 500)], known, [], 1_000);
  assert.ok(terms[0]!.weight > 5 * terms[1]!.weight);
});

test("enough is every smallest set of terms that weighs enough; what occurs nowhere weighs nothing", () => {
  const terms = [term("espresso", 5, 6), term("cup", 100, 3), term("red", 400, 1), term("xyzzy", 0, 9)];
  const { query, documents } = enoughOf(terms, 0.6);
  assert.equal(query, "((('espresso')))");
  assert.equal(documents, 5);
  const all = enoughOf(terms.slice(1, 3), 0.9);
  assert.equal(all.query, "((('cup')) & (('red')))");
  assert.equal(enoughOf([term("xyzzy", 0, 9)], 0.6).documents, 0);
});

test("stems are quoted", () => {
  assert.equal(allOf([{ alternatives: [["o'neill\\"]] }]), "(('o''neill\\\\'))");
});
