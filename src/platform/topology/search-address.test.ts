import assert from "node:assert/strict";
import { test } from "node:test";
import { readEnvironment } from "./environment.ts";
import { checkTopology, readTopology, searchAddress } from "./topology.ts";

const level1 = readTopology();
const searching = (search: unknown) => checkTopology({ ...level1, search }, "test.yaml");
const environment = (env: Record<string, string> = {}) => readEnvironment(env);
const inEnvironment = environment({ TENFOLD_OPENSEARCH_URL: "https://shop:secret@search.example:9200,https://b.example:9200" });

test("without a word about search the database searches", () => {
  const { search: _search, ...silent } = level1;
  assert.equal(searchAddress(checkTopology(silent, "test.yaml"), environment()), null);
  assert.equal(searchAddress(searching({ engine: "postgres" }), environment()), null);
});

test("the environment's address comes before the topology's", () => {
  const topology = searching({ engine: "opensearch", url: "http://127.0.0.1:9200" });
  assert.deepEqual(searchAddress(topology, environment({ TENFOLD_OPENSEARCH_PREFIX: "mugs" })), {
    url: "http://127.0.0.1:9200",
    indexPrefix: "mugs",
  });
  assert.deepEqual(searchAddress(topology, inEnvironment), inEnvironment.openSearch);
});

test("a topology and an environment that contradict each other are refused", () => {
  assert.throws(
    () => searchAddress(searching({ engine: "postgres" }), inEnvironment),
    /unset it, or set search\.engine to opensearch\.$/,
  );
  assert.throws(
    () => searchAddress(searching({ engine: "opensearch" }), environment()),
    /set search\.url or TENFOLD_OPENSEARCH_URL\.$/,
  );
});

test("an unsafe topology is refused with what to change, and never shows a password", () => {
  for (const [search, sentence] of [
    [{ engine: "postgres", url: "http://127.0.0.1:9200" }, /search\.engine is postgres; change one of them\.$/],
    [{ engine: "opensearch", url: "search.example:9200" }, /search\.url must be an http or https address/],
    [{ engine: "opensearch", url: "https://shop:hush@search.example" }, /search\.url has a password; put the whole address into/],
    [{ engine: "opensearch", url: "http://shop:hush@search.example" }, /search\.url sends its password over http/],
  ] as const) {
    assert.throws(
      () => searching(search),
      (error: Error) => sentence.test(error.message) && !error.message.includes("hush"),
    );
  }
  assert.throws(() => searching({ engine: "lucene" }), /not valid at \/search/);
});

test("an address in the environment that cannot be used stops the start with a sentence", () => {
  assert.throws(
    () => environment({ TENFOLD_OPENSEARCH_URL: "9200" }),
    /^Error: TENFOLD_OPENSEARCH_URL must be an http or https address/,
  );
  assert.throws(() => environment({ TENFOLD_OPENSEARCH_URL: "http://shop:hush@search.example" }), /sends its password over http/);
  assert.deepEqual(environment({ TENFOLD_OPENSEARCH_URL: "http://shop:hush@127.0.0.1:9200" }).openSearch?.indexPrefix, "tenfold");
  for (const prefix of ["Shop", "-shop", "a*", "x".repeat(41)]) {
    assert.throws(() => environment({ TENFOLD_OPENSEARCH_PREFIX: prefix }), /TENFOLD_OPENSEARCH_PREFIX must be up to 40/);
  }
});
