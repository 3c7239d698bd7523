import assert from "node:assert/strict";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { makeTemporaryDirectory } from "../../../test/support/directories.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { type Fault, FaultRefused } from "../faults/fault.ts";
import type { FaultClient } from "../faults/fault-client.ts";
import { lab } from "../observability/profile.ts";
import type { Snapshot } from "./contract.ts";
import { startControlRoom } from "./control-room.ts";
import { fakeCommands, runningPart } from "./testing.ts";
import type { RunningShop } from "./watcher.ts";

const SECRET = "the-password-of-the-database";

async function openRoom(t: TestContext, shop: RunningShop | null = null) {
  const place = await makeTemporaryDirectory();
  const siteDirectory = join(place.path, "site");
  await mkdir(siteDirectory);
  await writeFile(join(siteDirectory, "index.html"), "<!doctype html><title>Control room</title>");
  const commands = fakeCommands();
  const injected: Fault[] = [];
  const faultClient: FaultClient = {
    async inject(fault) {
      if ("part" in fault && fault.part === "nobody") throw new FaultRefused("unknown", "There is no part called nobody.");
      injected.push(fault);
      return { id: "1", fault, what: "api killed", parts: ["api"], startedAtMs: 1, endsAtMs: null, endedAtMs: 1, trouble: null };
    },
    list: async () => ({ faults: [], failovers: [] }),
    heal: async () => {
      throw new FaultRefused("not-now", "It is being healed already.");
    },
    healAll: async () => [],
    places: async () => ({ parts: [{ name: "api", kind: "api", isRunning: true }], links: [], isProtected: null }),
  };
  const dataDirectory = join(place.path, "data");
  const room = await startControlRoom({
    dataDirectory,
    port: 0,
    siteDirectory,
    metricsToken: null,
    readShop: async () => shop,
    faultClient,
    run: commands.run,
  });
  t.after(async () => {
    for (const command of commands.started) command.end({});
    await room.close();
    await place.remove();
  });
  const { port, hash, origin } = new URL(room.url);
  const token = hash.slice("#key=".length);
  type Call = { method?: string; path: string; headers?: Record<string, string>; body?: unknown; text?: string };
  /** Past fetch, which lets nobody say who it is. */
  const call = ({ method = "GET", path, headers = {}, body, text = body === undefined ? "" : JSON.stringify(body) }: Call) =>
    new Promise<{ status: number; type: string; json: Record<string, unknown>; text: string }>((resolve, reject) => {
      const json = text === "" ? {} : { "content-type": "application/json" };
      const outgoing = request(
        { host: "127.0.0.1", port, method, path, agent: false, headers: { ...json, ...headers } },
        async (answer) => {
          let said = "";
          for await (const piece of answer) said += piece;
          const type = answer.headers["content-type"] ?? "";
          resolve({ status: answer.statusCode!, type, text: said, json: /json/.test(type) ? JSON.parse(said) : {} });
        },
      );
      outgoing.once("error", reject);
      outgoing.end(text);
    });
  const bearer = { authorization: `Bearer ${token}` };
  return { room, call, bearer, token, port, origin, commands, injected, dataDirectory };
}

const shop: RunningShop = {
  info: { topology: "1-mvp", level: 1, apiUrls: ["http://127.0.0.1:1"], targetPerSecond: 10 },
  databaseUrl: `postgres://tenfold:${SECRET}@127.0.0.1:1/tenfold`,
  parts: [runningPart("postgres", "postgres-primary", process.pid, `postgres://tenfold:${SECRET}@127.0.0.1:1/tenfold`)],
  profile: lab,
  isMonitored: false,
};
const load = { mix: "shopping", profile: "steady", ratePerSecond: 10, seconds: 10 };

test("a page of somewhere else is refused, whether it comes by another name or from another origin", async (t) => {
  const { call, bearer, port, origin, commands } = await openRoom(t);
  const refused = [
    { headers: { host: `evil.example:${port}` } },
    { headers: { host: "127.0.0.1" } },
    { headers: { origin: "https://evil.example" } },
    { headers: { origin: `http://localhost:${port}` } },
    { headers: { origin: "null" } },
    { headers: { "sec-fetch-site": "cross-site" } },
    { headers: { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" } },
  ];
  for (const { headers } of refused) {
    for (const [method, path] of [
      ["GET", "/api/state"],
      ["GET", "/api/events"],
      ["GET", "/"],
      ["POST", "/api/audit"],
    ] as const) {
      const answer = await call({ method, path, headers: { ...bearer, ...headers } });
      assert.equal(answer.status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
      assert.equal(answer.type, "application/problem+json");
      assert.equal(answer.json.code, "forbidden");
    }
  }
  assert.equal(commands.started.length, 0);
  assert.equal((await call({ path: "/api/state", headers: { origin, "sec-fetch-site": "same-origin" } })).status, 200);
  // Who follows a link from elsewhere sees the page.
  const visit = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
    accept: "text/html",
  };
  assert.equal((await call({ path: "/", headers: visit })).status, 200);
});

test("buttons need the key that stands in the address, looking needs none", async (t) => {
  const { call, token, commands, injected, dataDirectory } = await openRoom(t);
  const actions = [
    { method: "POST", path: "/api/load", body: load },
    { method: "DELETE", path: "/api/load" },
    { method: "POST", path: "/api/audit" },
    { method: "POST", path: "/api/faults", body: { kind: "kill", part: "api" } },
    { method: "DELETE", path: "/api/faults/1" },
    { method: "DELETE", path: "/api/faults" },
  ];
  for (const action of actions) {
    for (const authorization of [
      undefined,
      "Bearer",
      `Bearer ${token.slice(1)}x`,
      `Bearer ${token} `.replace(/.{2}$/, ""),
      token,
    ]) {
      const answer = await call({ ...action, ...(authorization === undefined ? {} : { headers: { authorization } }) });
      assert.equal(answer.status, 401, `${action.path} ${authorization}`);
      assert.equal(answer.json.code, "unauthorized");
    }
  }
  assert.equal(commands.started.length + injected.length, 0);
  assert.equal((await stat(join(dataDirectory, "control-room", "token"))).mode & 0o777, 0o600);
  assert.equal((await readFile(join(dataDirectory, "control-room", "token"), "utf8")).trim(), token);
  for (const path of ["/api/state", "/api/panels", "/api/lesson", "/"]) {
    assert.equal((await call({ path, headers: { accept: "text/html" } })).status, 200, path);
  }
});

test("nothing that is secret is in the state, and nothing is cut off of what is shown", async (t) => {
  const { call, token } = await openRoom(t, shop);
  await waitFor(async () => ((await call({ path: "/api/state" })).json as unknown as Snapshot).parts.length > 0);
  const { text, json } = await call({ path: "/api/state" });
  assert.ok(!text.includes(SECRET) && !text.includes(token) && !text.includes("postgres://"));
  const state = json as unknown as Snapshot;
  assert.deepEqual(state.shop, { ...shop.info, hasPrometheus: false });
  assert.deepEqual(
    state.parts.map(({ name, status }) => [name, status]),
    [["postgres", "up"]],
  );
  assert.ok(state.load.mixes.length >= 5 && state.load.profiles.length >= 5);
});

test("what makes no sense is refused with a sentence", async (t) => {
  const { call, bearer, commands } = await openRoom(t, shop);
  const post = (path: string, body: unknown) => call({ method: "POST", path, headers: bearer, body });
  const bodies = [
    { ...load, ratePerSecond: 0 },
    { ...load, ratePerSecond: 20_001 },
    { ...load, ratePerSecond: 1.5 },
    { ...load, ratePerSecond: "10" },
    { ...load, seconds: 100_000 },
    { ...load, mix: "--url=http://evil.example" },
    { ...load, profile: "/etc/passwd" },
    { ...load, more: 1 },
    { mix: "shopping" },
    [],
    "x",
  ];
  for (const body of bodies) {
    const answer = await post("/api/load", body);
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.equal(answer.json.code, "validation-failed");
  }
  assert.equal((await call({ method: "POST", path: "/api/load", headers: bearer, text: "{" })).json.code, "malformed-json");
  assert.equal((await post("/api/load", { mix: "x".repeat(20_000) })).status, 413);
  const asForm = { ...bearer, "content-type": "application/x-www-form-urlencoded" };
  assert.equal((await call({ method: "POST", path: "/api/load", headers: asForm, text: "mix=shopping" })).status, 415);
  assert.equal(commands.started.length, 0);

  assert.equal((await post("/api/faults", { kind: "explode" })).json.code, "validation-failed");
  assert.equal((await post("/api/faults", { kind: "kill", part: "nobody" })).status, 404);
  const healing = await call({ method: "DELETE", path: "/api/faults/1", headers: bearer });
  assert.deepEqual([healing.status, healing.json.detail], [409, "It is being healed already."]);
  assert.equal((await call({ method: "DELETE", path: "/api/load", headers: bearer })).status, 409);
});

test("only pages, panels and reports of the project are given out", async (t) => {
  const { call } = await openRoom(t, shop);
  for (const path of [
    "/api/lesson?page=package.json",
    "/api/lesson?page=../../etc/passwd",
    "/api/lesson?page=docs/../package.json",
    "/api/reports/..%2Ftoken",
    "/api/reports/1234567890123",
    "/api/nothing",
    "/assets/nothing.js",
  ]) {
    assert.equal((await call({ path })).status, 404, path);
  }
  assert.equal((await call({ path: "/api/panels/up%7Bjob=%22shop%22%7D?minutes=5" })).json.code, "upstream-unavailable");
  assert.equal((await call({ path: "/api/panels/tenfold-overview.0.0?minutes=5000" })).status, 400);
  const lesson = (await call({ path: "/api/lesson" })).json;
  assert.equal(lesson.path, "levels/1-mvp/README.md");
  assert.match(String(lesson.text), /^# Level 1/);
  const panels = (await call({ path: "/api/panels" })).json as { missing: string; boards: { rows: unknown[] }[] };
  assert.match(panels.missing, /has no monitoring/);
  assert.ok(panels.boards.length >= 8);
});

test("one load at a time; its verdict and its report come from what it wrote", async (t) => {
  const { call, bearer, commands, dataDirectory } = await openRoom(t, shop);
  const state = async () => (await call({ path: "/api/state" })).json as unknown as Snapshot;
  assert.equal((await call({ method: "POST", path: "/api/load", headers: bearer, body: load })).status, 202);
  assert.equal((await call({ method: "POST", path: "/api/load", headers: bearer, body: load })).status, 409);
  const [command] = commands.started;
  assert.deepEqual(command!.args.slice(0, 10), [
    ...["load", "run", "--mix", "shopping", "--profile", "steady", "--rate", "10", "--seconds", "10"],
  ]);
  assert.equal((await state()).load.running?.ratePerSecond, 10);
  await call({ method: "DELETE", path: "/api/load", headers: bearer });
  assert.equal(command!.interrupted, true);

  const file = (name: string) => command!.args[command!.args.indexOf(name) + 1]!;
  assert.ok(file("--json").startsWith(dataDirectory));
  const slo = {
    id: "availability",
    holds: "answered as a shop should",
    target: 0.999,
    measured: 0.95,
    unit: "share",
    met: false,
  };
  await writeFile(
    file("--json"),
    JSON.stringify({ void: null, slos: [slo], saturation: { because: "Nothing was." }, audit: null }),
  );
  await writeFile(file("--report"), "<!doctype html><p>all of it</p>");
  command!.end({ code: 2 });
  const last = await waitFor(async () => (await state()).load.last);
  assert.equal(last.verdict, "missed");
  assert.deepEqual(last.objectives, [{ text: "answered as a shop should", measured: "95 %", met: false }]);
  assert.match((await call({ path: last.reportPath! })).text, /all of it/);
  assert.deepEqual(
    (await state()).marks.map(({ kind, text, tone }) => [kind, text, tone]),
    [["load", "shopping at 10/s, 10 s: missed an objective", "bad"]],
  );

  // What clients saw is compared, too.
  assert.equal((await call({ method: "POST", path: "/api/audit", headers: bearer })).status, 202);
  assert.equal((await call({ method: "POST", path: "/api/audit", headers: bearer })).status, 409);
  const audit = commands.started[1]!;
  assert.deepEqual(audit.args.slice(-2), ["--history", file("--history")]);
  const finding = {
    id: "stock.x",
    holds: "It holds.",
    verdict: "green",
    violations: 0,
    examples: [{ secret: SECRET }],
    tookMs: 1,
  };
  audit.end({ output: JSON.stringify({ verdict: "green", findings: [finding], counts: { orders: 3 } }) });
  const verdict = await waitFor(async () => (await state()).audit.last);
  assert.deepEqual([verdict.verdict, verdict.checks.length, verdict.withHistory], ["green", 1, true]);
  assert.ok(!JSON.stringify(await state()).includes(SECRET));
});

test("a command that ends without a result says why", async (t) => {
  const { call, bearer, commands } = await openRoom(t, shop);
  await call({ method: "POST", path: "/api/load", headers: bearer, body: load });
  commands.started[0]!.end({ code: 1, complaint: "There is no shop at http://127.0.0.1:1." });
  const state = async () => (await call({ path: "/api/state" })).json as unknown as Snapshot;
  const last = await waitFor(async () => (await state()).load.last);
  assert.deepEqual([last.verdict, last.message], ["failed", "There is no shop at http://127.0.0.1:1."]);
});

test("who looks is told at once, and again when something changes", async (t) => {
  const { call, bearer, port } = await openRoom(t, shop);
  const stop = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}/api/events`, { signal: stop.signal });
  assert.equal(answer.headers.get("content-type"), "text/event-stream");
  let told = "";
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const piece of answer.body!) told += decoder.decode(piece as Uint8Array, { stream: true });
  })().catch(() => undefined);
  await waitFor(() => /event: history\ndata: \{.*\n\nevent: state\ndata: /.test(told));
  await call({ method: "POST", path: "/api/load", headers: bearer, body: load });
  await waitFor(() => told.includes('"running":{"mix":"shopping"'));
  stop.abort();
  await reading;
});
