import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { document, EUR, fixtureBrands, fixtureCategories, fixtureDocuments, noFilters, searchFor } from "./engine.fixture.ts";
import type { SearchAnswer, SearchDocument, SearchEngine, SearchFilters, SearchRequest } from "./engine.ts";

const { CUPS, SHOES, KITCHEN } = fixtureCategories;
const { ACME, ZEPHYR } = fixtureBrands;

export type SuiteOptions = {
  /** Makes an engine that has nothing yet, and nothing to do with any other. */
  readonly start: () => Promise<SearchEngine>;
  readonly stop: (engine: SearchEngine) => Promise<void>;
};

async function* batchesOf(...batches: readonly (readonly SearchDocument[])[]) {
  yield* batches;
}

/** What every engine of the port has to do, on a real one. Orders are compared where the port says what they are. */
export function engineSuite(name: string, { start, stop }: SuiteOptions): void {
  let engine: SearchEngine;
  const run = (what: string, body: () => Promise<void>) => test(`${name}: ${what}`, body);
  const search = (text: string, changes?: Partial<SearchRequest>) => engine.search(searchFor(text, changes));
  const filtered = (filters: Partial<SearchFilters>, text = "", changes: Partial<SearchRequest> = {}) =>
    search(text, { ...changes, filters: { ...noFilters, ...filters } });
  const found = async (text: string, changes?: Partial<SearchRequest>) => idsOf(await search(text, changes));

  before(async () => {
    engine = await start();
    await engine.reindex(batchesOf(fixtureDocuments.slice(0, 5), fixtureDocuments.slice(5)));
  });
  after(() => stop(engine));

  run("a word is found in name, brand, category, attribute, article number and description, in any of its forms", async () => {
    for (const [text, ids] of [
      ["espresso", [4]],
      ["mugs", [1, 2, 3, 4, 5]],
      ["ZEPHYR", [3, 4, 5]],
      ["footwear", [6, 7]],
      ["white", [4]],
      ["wb-42-xk", [7]],
      ["steel blades", [5]],
      ["run shoe", [6]],
    ] as const) {
      assert.deepEqual(sorted(await found(text)), ids, text);
    }
  });

  run("what the name says comes before what the description says", async () => {
    const ids = await found("red mug");
    assert.equal(ids[0], 1);
    assert.ok(ids.indexOf(5) > 0, "the description of the knife has both words");
  });

  run("without words everything is found, the most popular first", async () => {
    const everything = [2, 6, 4, 1, 5, 7, 3, 8];
    assert.deepEqual(await found(""), everything);
    assert.deepEqual(await found(" ?! "), everything);
    const { total, correctedText, matchedWords } = await search("");
    assert.deepEqual(
      { total, correctedText, matchedWords },
      { total: { count: 8, isEstimate: false }, correctedText: null, matchedWords: [] },
    );
  });

  run("a typing error is mended when the word occurs nowhere, and told", async () => {
    for (const [typed, meant] of [
      ["espreso", "espresso"],
      ["cermaic mug", "ceramic mug"],
      ["bread knive", "bread knife"],
    ] as const) {
      const answer = await search(typed);
      assert.equal(answer.correctedText, meant);
      assert.deepEqual(idsOf(answer), await found(meant), typed);
    }
    assert.equal((await search("mugs")).correctedText, null, "another form is no error");
  });

  run("what resembles nothing finds nothing, and all its facets are empty", async () => {
    const answer = await search("xylqzzphon");
    assert.deepEqual(answer.productIds, []);
    assert.deepEqual(answer.total, { count: 0, isEstimate: false });
    assert.equal(answer.correctedText, null);
    assert.deepEqual(answer.facets.categories.values, []);
    assert.deepEqual(answer.facets.attributes, []);
    assert.deepEqual(answer.facets.prices.counts, [0, 0, 0]);
    assert.equal(answer.facets.availability.available, 0);
  });

  run("when no product has every word, those with what tells most are found", async () => {
    const ids = await found("espresso footwear mug");
    assert.ok(ids.includes(4) || ids.includes(6), `${ids}`);
    assert.ok((await found("walking boots unobtainiumx")).includes(7));
  });

  run("synonyms are found too, of one word and of several", async () => {
    const trainers = { words: ["trainers"], alternatives: [["running", "shoes"]] };
    assert.deepEqual(await found("trainers", { synonyms: [trainers] }), [6]);
    const present = { words: ["gift", "card"], alternatives: [["voucher"]] };
    const answer = await search("gift card", { synonyms: [present] });
    assert.equal(idsOf(answer)[0], 8);
    assert.equal(answer.correctedText, null, "a word that has synonyms is no error");
  });

  run("each filter must hold, and of several values of one any", async () => {
    for (const [filters, ids] of [
      [{ categoryId: KITCHEN }, [1, 2, 3, 4, 5, 8]],
      [{ categoryId: CUPS }, [1, 2, 3, 4]],
      [{ brandIds: [ACME] }, [1, 2, 6]],
      [{ brandIds: [ACME, ZEPHYR] }, [1, 2, 3, 4, 5, 6]],
      [{ attributes: [{ name: "Colour", value: "Red" }] }, [1, 4, 6]],
      [{ attributes: colours("Red", "Blue") }, [1, 2, 3, 4, 6]],
      [{ attributes: [...colours("Red"), { name: "Size", value: "42" }] }, [6]],
      [{ attributes: [{ name: "Dishwasher", value: "true" }] }, [1, 2]],
      [{ minRating: 4 }, [1, 4]],
      [{ minRating: 1 }, [1, 2, 4, 5]],
      [{ available: true }, [1, 2, 4, 5, 6, 7, 8]],
      [{ priceMinMinor: 1_000, priceMaxMinor: 2_499 }, [2, 3]],
      [{ priceMinMinor: 8_999 }, [6, 7]],
      [{ priceMaxMinor: 899 }, [1]],
      [{ categoryId: CUPS, brandIds: [ZEPHYR], available: true }, [4]],
      [{ categoryId: 99 }, []],
    ] as const) {
      const answer = await filtered(filters);
      assert.deepEqual(sorted(idsOf(answer)), ids, JSON.stringify(filters));
      assert.deepEqual(answer.total, { count: ids.length, isEstimate: false });
    }
    assert.deepEqual(sorted(idsOf(await filtered({ brandIds: [ACME] }, "mug"))), [1, 2]);
  });

  run("facets count what is found, the most frequent value first", async () => {
    const { facets } = await search("");
    assert.deepEqual(facets.categories.values, counted([KITCHEN, 6], [CUPS, 4], [SHOES, 2]));
    assert.deepEqual(
      facets.brands.values.toSorted((a, b) => a.id - b.id),
      counted([ACME, 3], [ZEPHYR, 3]),
    );
    assert.deepEqual(valuesOf(facets, "Colour"), { Red: 3, Blue: 2, White: 1 });
    assert.deepEqual(valuesOf(facets, "Size"), { "41": 1, "42": 2 });
    assert.deepEqual(valuesOf(facets, "Dishwasher"), { true: 2 });
    assert.equal(facets.attributes[0]!.name, "Colour");
    assert.deepEqual(facets.prices.counts, [1, 3, 3], "what has no price is in no range");
    assert.deepEqual(facets.ratings.values, [
      { minStars: 4, count: 2 },
      { minStars: 3, count: 3 },
      { minStars: 2, count: 4 },
      { minStars: 1, count: 4 },
    ]);
    assert.equal(facets.availability.available, 7);
    for (const facet of [
      facets.categories,
      facets.brands,
      facets.prices,
      facets.ratings,
      facets.availability,
      ...facets.attributes,
    ]) {
      assert.equal(facet.isEstimate, false);
    }
  });

  run("a facet counts with the filters of all others and without its own", async () => {
    const { facets } = await filtered({ brandIds: [ACME], attributes: colours("Red"), available: true });
    assert.deepEqual(
      facets.brands.values.toSorted((a, b) => a.id - b.id),
      counted([ACME, 2], [ZEPHYR, 1]),
    );
    assert.deepEqual(valuesOf(facets, "Colour"), { Red: 2, Blue: 1 });
    assert.deepEqual(valuesOf(facets, "Size"), { "41": 1, "42": 1 });
    assert.deepEqual(
      facets.categories.values.toSorted((a, b) => a.id - b.id),
      counted([KITCHEN, 1], [CUPS, 1], [SHOES, 1]),
    );
    assert.equal(facets.attributes[0]!.name, "Colour", "an attribute that is filtered by comes first");

    const priced = await filtered({ priceMinMinor: 1_000, priceMaxMinor: 4_999 }, "mug");
    assert.deepEqual(priced.facets.prices.counts, [1, 3, 1]);
    assert.deepEqual(
      priced.facets.brands.values.toSorted((a, b) => a.id - b.id),
      counted([ACME, 1], [ZEPHYR, 2]),
    );
    const best = await filtered({ minRating: 4, available: true });
    assert.deepEqual(
      best.facets.ratings.values.map(({ count }) => count),
      [2, 3, 4, 4],
    );
    assert.equal(best.facets.availability.available, 2);
  });

  run("a price of the currency's own list counts before the converted one, in filters, ranges and order", async () => {
    // 899 → 1034, 1000 → 1150, own 1500, 5000 → 5750, 3200 → 3680, 8999 → 10349, 12000 → 13800
    const inEuros = { currency: EUR };
    assert.deepEqual(
      idsOf(await filtered({ priceMinMinor: 1_034, priceMaxMinor: 1_500 }, "", { ...inEuros, sort: "price-asc" })),
      [1, 2, 3],
    );
    assert.deepEqual(idsOf(await filtered({ priceMinMinor: 1_035, priceMaxMinor: 1_499 }, "", inEuros)), [2]);
    assert.deepEqual(
      (await search("", { ...inEuros, priceBoundsMinor: [1_034, 1_500, 3_680] })).facets.prices.counts,
      [0, 2, 1, 4],
    );
    assert.deepEqual(await found("", { ...inEuros, sort: "price-asc" }), [1, 2, 3, 5, 4, 6, 7, 8]);
    assert.deepEqual(await found("", { ...inEuros, sort: "price-desc" }), [7, 6, 4, 5, 3, 2, 1, 8]);
  });

  run("sorts put what has nothing to sort by last, and equals by popularity", async () => {
    assert.deepEqual(await found("", { sort: "price-asc" }), [1, 2, 3, 5, 4, 6, 7, 8]);
    assert.deepEqual(await found("", { sort: "price-desc" }), [7, 6, 4, 5, 3, 2, 1, 8]);
    assert.deepEqual(await found("", { sort: "rating" }), [1, 4, 2, 5, 6, 7, 3, 8]);
    assert.deepEqual(await found("", { sort: "newest" }), [8, 7, 6, 5, 4, 3, 2, 1]);
    assert.deepEqual(await found("ceramic mug", { sort: "popular", filters: { ...noFilters, categoryId: CUPS } }), [2, 1]);
  });

  run("pages follow each other without a gap", async () => {
    const all = await found("", { sort: "price-asc" });
    const pages = await Promise.all([0, 3, 6, 9].map((offset) => found("", { sort: "price-asc", offset, limit: 3 })));
    assert.deepEqual(pages.flat(), all);
    assert.deepEqual((await search("", { offset: 6, limit: 3 })).total, { count: 8, isEstimate: false });
    const ranked = await found("red mug");
    assert.deepEqual([...(await found("red mug", { limit: 2 })), ...(await found("red mug", { offset: 2, limit: 22 }))], ranked);
  });

  run("the words that matched are told as they stand in the texts", async () => {
    const { matchedWords } = await search("runs red");
    assert.ok(matchedWords.includes("running"), `${matchedWords}`);
    assert.ok(matchedWords.includes("red"));
    assert.ok(!matchedWords.includes("ceramic"));
    for (const word of matchedWords) assert.equal(word, word.toLowerCase());
  });

  run("whatever is typed is answered", async () => {
    for (const text of HOSTILE_TEXTS) {
      const answer = await search(text, {
        filters: { ...noFilters, attributes: [{ name: text.slice(0, 60), value: text.slice(0, 60) }] },
      });
      assert.deepEqual(answer.productIds, []);
      assert.ok(Array.isArray(await engine.suggest({ text, limit: 5 })));
      await search(text);
    }
  });

  run("what is typed is completed to queries and to products", async () => {
    const suggestions = await engine.suggest({ text: "esp", limit: 5 });
    assert.deepEqual(
      suggestions.filter(({ kind }) => kind === "product"),
      [{ kind: "product", text: "Espresso Cups", productId: 4, slug: "espresso-cups" }],
    );
    assert.deepEqual(
      suggestions.filter(({ kind }) => kind === "query").map(({ text }) => text),
      ["espresso"],
    );
    const mugs = await engine.suggest({ text: "blue t", limit: 5 });
    assert.ok(mugs.some((one) => one.kind === "product" && one.productId === 3));
    assert.ok(mugs.some((one) => one.kind === "query" && one.text === "blue travel"));
    assert.deepEqual(await engine.suggest({ text: "  ", limit: 5 }), []);
    assert.ok((await engine.suggest({ text: "m", limit: 1 })).length <= 2, "at most `limit` of each kind");
  });

  run("a change is found within half a second, and an older version changes nothing", async () => {
    const changed = document(20, "Copper Kettle K9X4", { version: 2_000 });
    await engine.index([changed]);
    assert.deepEqual(await soon(() => found("k9x4"), [20]), [20]);
    await engine.index([{ ...changed, name: "Tin Pot T3P6", version: 1_999 }, document(21, "Brass Bell B7Y2")]);
    await soon(() => found("b7y2"), [21]);
    assert.deepEqual(await found("k9x4"), [20]);
    await engine.index([{ ...changed, name: "Iron Teapot I4T8", version: 2_001 }]);
    assert.deepEqual(await soon(() => found("i4t8"), [20]), [20]);
    assert.deepEqual(await found("k9x4"), []);

    await engine.remove([20, 21, 22], 2_000);
    await soon(() => found("b7y2"), []);
    assert.deepEqual(await found("i4t8"), [20], "it is newer than its removal");
    await engine.remove([20], 2_002);
    assert.deepEqual(await soon(() => found("i4t8"), []), []);
  });

  run("texts that are meant to do harm are indexed as any other", async () => {
    const hostile = HOSTILE_TEXTS.filter(isStorable).map((text, place) => {
      const name = `H5M2 ${text}`;
      return document(30 + place, name, {
        description: text,
        slug: `h${place}`,
        skus: [text.slice(0, 50)],
        attributes: { [text.slice(0, 60)]: text.slice(0, 60) },
      });
    });
    await engine.index(hostile);
    const all = hostile.map(({ productId }) => productId);
    await soon(async () => sorted(await found("h5m2", { limit: 50 })), all);
    const { facets } = await search("h5m2");
    assert.ok(facets.attributes.length > 0);
    await engine.remove(all, 1_000);
    await soon(() => found("h5m2"), []);
  });

  run("a reindex leaves what it was given, and searches go on meanwhile", async () => {
    const kept = fixtureDocuments.map((one) => ({ ...one, version: 5_000 }));
    await engine.index([document(40, "Leftover Lamp L2F5")]);
    await soon(() => found("l2f5"), [40]);
    const seen: number[] = [];
    let isDone = false;
    let searches = 0;
    async function keepSearching(): Promise<void> {
      while (!isDone) {
        assert.ok((await search("mug", { filters: { ...noFilters, categoryId: CUPS } })).total.count >= 4);
        searches += 1;
      }
    }
    async function* batches() {
      yield kept.slice(0, 4);
      // In the middle comes a change of what has been read already, and of what is not there yet.
      await engine.index([
        { ...kept[1]!, name: "Blue Stoneware Mug", version: 6_000 },
        document(41, "Newcomer Lamp", { version: 6_000 }),
      ]);
      const before = searches;
      await waitFor(() => searches > before + 2);
      yield kept.slice(4);
    }
    const searching = keepSearching();
    try {
      assert.equal(await engine.reindex(batches(), { onProgress: (indexed) => seen.push(indexed) }), kept.length);
    } finally {
      isDone = true;
      await searching;
    }
    assert.deepEqual(seen, [4, 8]);
    assert.deepEqual(await soon(() => found("l2f5"), []), []);
    assert.deepEqual(await found("stoneware"), [2]);
    assert.deepEqual(await found("newcomer"), [41]);
    await engine.remove([41], 7_000);
    await engine.maintain();
    assert.equal(await engine.isEmpty(), false);
  });

  run("a reindex that breaks off leaves searches as they were", async () => {
    async function* broken() {
      yield fixtureDocuments.slice(0, 1);
      throw new Error("the database went away");
    }
    await assert.rejects(engine.reindex(broken()), /the database went away/);
    await soon(async () => sorted(await found("")), [1, 2, 3, 4, 5, 6, 7, 8]);
  });

  run("an engine without documents is empty and finds nothing", async () => {
    await engine.reindex(batchesOf());
    assert.deepEqual(await soon(() => found(""), []), []);
    assert.deepEqual((await search("mug")).total, { count: 0, isEstimate: false });
    assert.equal(await engine.isEmpty(), true);
    await engine.reindex(batchesOf(fixtureDocuments));
    assert.equal(await engine.isEmpty(), false);
  });
}

const HOSTILE_TEXTS: readonly string[] = [
  '"; drop table products; --',
  "<script>alert(1)</script>",
  "\\u0000 \\ ' \" ` $1 {}[]()*+?.|^~#@&<>=",
  "mug\u0000cup".replace("mug", "qqx").replace("cup", "qqy"),
  "\u202Etxet desrever\u202C qqz",
  "😀👩‍👩‍👧‍👦 qqsmile",
  "qqlone \uD800 surrogate",
  "qq".repeat(500),
  Array.from({ length: 300 }, (_, place) => `qqw${place}`).join(" "),
];

/** Texts of products come from a database that keeps neither. */
const isStorable = (text: string) => !text.includes("\u0000") && text.isWellFormed();

const idsOf = ({ productIds }: SearchAnswer) => productIds;
const sorted = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);
const counted = (...counts: readonly (readonly [number, number])[]) => counts.map(([id, count]) => ({ id, count }));
const colours = (...values: readonly string[]) => values.map((value) => ({ name: "Colour", value }));

function valuesOf({ attributes }: SearchAnswer["facets"], name: string): Record<string, number> {
  const facet = attributes.find((attribute) => attribute.name === name);
  return Object.fromEntries((facet?.values ?? []).map(({ value, count }) => [value, count]));
}

/** The answer as soon as it is what was expected; the one of the last try when it never is. */
async function soon(ask: () => Promise<readonly number[]>, expected: readonly number[]): Promise<readonly number[]> {
  let last: readonly number[] = [];
  await waitFor(async () => {
    last = await ask();
    return JSON.stringify(last) === JSON.stringify(expected);
  }).catch(() => assert.deepEqual(last, expected));
  return last;
}
