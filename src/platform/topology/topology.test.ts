import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { httpLimits } from "../http/limits.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { readEnvironment } from "./environment.ts";
import { stalenessBoundMs } from "./staleness.ts";
import { checkTopology, findTopology, projectRoot, readTopology } from "./topology.ts";

const check = (value: object) => checkTopology({ name: "test", ...value }, "test.yaml");
const threeApis = { processes: [{ role: "api", count: 3 }, { role: "worker" }] };
const environment = (env: Readonly<Record<string, string>> = {}) =>
  readEnvironment({ DATABASE_URL: "postgres://shop@db.example/shop", ...env });
const DIRECT = { TENFOLD_DATABASE_DIRECT_URL: "postgres://shop@direct.example/shop" };

test("a topology is its name and what differs from the defaults", () => {
  const topology = check({});
  assert.deepEqual(topology.processes, [{ role: "all", count: 1 }]);
  assert.equal(topology.database.managed, true);
  assert.equal(topology.database.poolSize, 10);
  assert.equal(topology.database.pooler, undefined);
  assert.equal(check({ database: { pooler: {} } }).database.pooler!.mode, "transaction");
  assert.throws(() => checkTopology({}, "test.yaml"), /not valid at \/: it must have required properties name/);
});

test("every level's topology is valid, and bears the name of its folder", () => {
  const levels = readdirSync(join(projectRoot, "levels")).filter((name) => /^\d/.test(name));
  assert.ok(levels.length >= 3);
  for (const level of levels) {
    assert.equal(readTopology(findTopology(level)).name, level);
    assert.equal(findTopology(level.split("-")[0]), findTopology(level));
  }
  assert.throws(() => findTopology("9"), /There is no level 9; there are 1-mvp, /);
});

test("an option that does not exist is named with its place", () => {
  assert.throws(
    () => check({ database: { pool: 5 } }),
    /^Error: The topology test\.yaml is not valid at \/database: there is no option pool \(docs\/topology\.md lists them\)\.$/,
  );
  assert.throws(() => check({ database: { poolSize: "many" } }), /not valid at \/database\/poolSize: it must be integer\.$/);
  assert.throws(() => check({ database: { pooler: { mode: "session" } } }), /at \/database\/pooler\/mode/);
});

const unsafe: readonly (readonly [what: string, topology: object, sentence: RegExp])[] = [
  ["nobody who serves", { processes: [{ role: "worker" }] }, /no process serves the API; add one/],
  ["nobody who works", { processes: [{ role: "api" }] }, /no process works off events and payments; add one/],
  [
    "durability given away",
    { database: { settings: { synchronous_commit: "off" } } },
    /database\.settings\.synchronous_commit is off, so an order .* can be lost .*; take the line out/,
  ],
  ["the same as a boolean", { database: { settings: { fsync: false } } }, /database\.settings\.fsync is off/],
  [
    "a replica without a tolerance",
    { database: { replicas: [{ name: "near" }] } },
    /the replica near has no lag tolerance, .*; set its lagToleranceMs/,
  ],
  [
    "two replicas of one name",
    {
      database: {
        replicas: [
          { name: "near", lagToleranceMs: 1 },
          { name: "near", lagToleranceMs: 2 },
        ],
      },
    },
    /two replicas are called near; rename one/,
  ],
  [
    "more connections than the server takes",
    { ...threeApis, database: { poolSize: 30, settings: { max_connections: 100 } } },
    /may open 150 connections and the server takes 100; add database\.pooler, lower poolSize, or raise/,
  ],
  [
    "more connections than the pooler takes",
    { ...threeApis, database: { poolSize: 30, pooler: { maxClients: 100 } } },
    /up to 120 connections to the pooler, which accepts 100; raise database\.pooler\.maxClients/,
  ],
  [
    "a client's limit that leaves a process less than one",
    { ...threeApis, limits: { clientRequestsPerSecond: 2 } },
    /limits\.clientRequestsPerSecond is 2 .* shared by 3 API processes, .*; raise it to 3 or more, or set it to 0/,
  ],
  [
    "connections that close before the proxy's",
    { proxy: {}, limits: { keepAliveTimeoutMs: 5_000 } },
    /limits\.keepAliveTimeoutMs is 5000, .*; set it above that/,
  ],
];
for (const [what, topology, sentence] of unsafe) {
  test(`refused: ${what}`, () => assert.throws(() => check(topology), sentence));
}

test("what is meant for all API processes together is divided by their number", () => {
  const { limits, apiProcesses } = capabilitiesOf(check({ ...threeApis, limits: { clientBurst: 600 } }), environment());
  assert.equal(apiProcesses, 3);
  assert.equal(limits.clientRequestsPerSecond, httpLimits.clientRequestsPerSecond / 3);
  assert.equal(limits.clientBurst, 200);
  assert.equal(limits.maxRequestsInFlight, httpLimits.maxRequestsInFlight);
});

test("a pooler needs the way past it, and forgets named statements when it is too old", () => {
  const topology = check({ database: { pooler: {} } });
  assert.throws(() => capabilitiesOf(topology, environment()), /has a pooler, .*: set TENFOLD_DATABASE_DIRECT_URL/);
  const { database } = capabilitiesOf(topology, environment(DIRECT));
  assert.deepEqual(database, {
    url: "postgres://shop@db.example/shop",
    directUrl: "postgres://shop@direct.example/shop",
    pooled: true,
    preparedStatements: true,
  });
  const old = capabilitiesOf(topology, environment({ ...DIRECT, TENFOLD_PREPARED_STATEMENTS: "off" }));
  assert.equal(old.database.preparedStatements, false);
  // One that is not installed is done without.
  const without = environment({
    TENFOLD_DATABASE_DIRECT_URL: "postgres://shop@db.example/shop",
    TENFOLD_PREPARED_STATEMENTS: "off",
  });
  const { pooled, preparedStatements } = capabilitiesOf(topology, without).database;
  assert.deepEqual([pooled, preparedStatements], [false, true]);
});

test("a proxy that is not believed would be one single client", () => {
  assert.throws(() => capabilitiesOf(check({ proxy: {} }), environment()), /set TENFOLD_TRUST_PROXY to its address/);
  const { trustedProxies } = capabilitiesOf(check({ proxy: {} }), environment({ TENFOLD_TRUST_PROXY: "loopback" }));
  assert.deepEqual(trustedProxies, ["loopback"]);
});

test("replicas have to be somewhere", () => {
  const topology = check({ database: { replicas: [{ name: "near", lagToleranceMs: 300 }] } });
  assert.throws(
    () => capabilitiesOf(topology, environment()),
    /reads from replicas \(near\), but says not where they are: set TENFOLD_REPLICAS/,
  );
  const replicas = [{ name: "near", url: "postgres://shop@near.example/shop", lagToleranceMs: 300 }];
  assert.deepEqual(capabilitiesOf(topology, environment({ TENFOLD_REPLICAS: JSON.stringify(replicas) })).replicas, replicas);
  for (const odd of ["{}", "nonsense", '[{"name":"near"}]', '[{"name":"near","url":"http://x","lagToleranceMs":1}]']) {
    assert.throws(() => environment({ TENFOLD_REPLICAS: odd }), /TENFOLD_REPLICAS/);
  }
});

test("ready answers are kept unless there is no room for them", () => {
  const cacheOf = (cache: object) => capabilitiesOf(check({ cache }), environment()).cache.products;
  assert.deepEqual(cacheOf({}), { maxBytes: 64 * 1024 ** 2, maxAgeMs: 10_000 });
  assert.equal(cacheOf({ products: { maxBytes: 0 } }), null);
  assert.deepEqual(cacheOf({ products: { maxBytes: 1_000, maxAgeMs: 50 } }), { maxBytes: 1_000, maxAgeMs: 50 });
});

test("lists and searches have a memory of their own, with bounds that can be kept", () => {
  const cacheOf = (cache: object) => capabilitiesOf(check({ cache }), environment()).cache.lists;
  assert.deepEqual(cacheOf({}), { maxBytes: 64 * 1024 ** 2, maxAgeMs: 10_000, freshMs: 1_000, searchAgeMs: 10_000 });
  assert.equal(cacheOf({ lists: { maxBytes: 0 } }), null);
  assert.throws(() => check({ cache: { lists: { freshMs: 20 } } }), /at \/cache\/lists\/freshMs/);
});

test("how old a read may be follows from caches and replicas", () => {
  const boundOf = (given: object) => stalenessBoundMs(check(given));
  const off = { products: { maxBytes: 0 }, lists: { maxBytes: 0 } };
  const replicas = [100, 300].map((lagToleranceMs) => ({ name: `r${lagToleranceMs}`, lagToleranceMs }));
  assert.equal(boundOf({}), 1_000);
  assert.equal(boundOf({ cache: { lists: { freshMs: 5_000 } } }), 5_000);
  assert.equal(boundOf({ cache: { lists: { maxBytes: 0 } } }), 100);
  assert.equal(boundOf({ cache: off }), 0);
  assert.equal(boundOf({ cache: off, database: { replicas } }), 1_100);
});
