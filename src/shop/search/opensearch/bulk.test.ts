import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, afterEach, before, beforeEach, test } from "node:test";
import type { Client } from "@opensearch-project/opensearch";
import { Problem } from "../../../platform/http/problems.ts";
import { writeAll } from "./bulk.ts";
import { createOpenSearchClient } from "./connection.ts";

type Item = { readonly status: number; readonly error?: { readonly type: string; readonly reason: string } };
type Answer = { readonly status: number; readonly item: (id: number) => Item };

const DONE: Item = { status: 200 };
const BUSY: Item = { status: 429, error: { type: "rejected_execution_exception", reason: "the queue is full" } };

/** What the cluster answers next; the last one stays. */
let answers: Answer[];
/** The ids of each request. */
let requests: number[][];
let pauses: number[];
let server: Server;
let client: Client;

before(async () => {
  server = createServer(async (request, response) => {
    const lines = (await text(request))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const ids = lines.flatMap((line) => (line.index ?? line.delete)?._id ?? []).map(Number);
    requests.push(ids);
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    const items = ids.map((id) => ({ index: answer.item(id) }));
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.status === 200 ? { items } : { error: { type: "unavailable" }, status: answer.status }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
after(() => server.close());
beforeEach(() => {
  requests = [];
  pauses = [];
  client = createOpenSearchClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => client.close());

const items = (item: Answer["item"]): Answer => ({ status: 200, item });
const pause = async (ms: number) => void pauses.push(ms);
const write = (ids: readonly number[]) =>
  writeAll(
    client,
    "products-write",
    ids.map((id) => ({ id, version: 1, source: id % 2 === 0 ? null : { name: `product ${id}` } })),
    { pause },
  );

test("what the cluster rejects because it is busy is sent again, alone and later each time", async () => {
  answers = [items((id) => (id <= 3 ? BUSY : DONE)), items((id) => (id === 2 ? BUSY : DONE)), items(() => DONE)];
  assert.deepEqual(await write([1, 2, 3, 4, 5]), { isGone: false });
  assert.deepEqual(requests, [[1, 2, 3, 4, 5], [1, 2, 3], [2]]);
  assert.deepEqual(pauses, [200, 400]);
});

test("a cluster that answers nothing of use is asked again as a whole", async () => {
  answers = [{ status: 503, item: () => DONE }, items(() => DONE)];
  await write([1, 2]);
  assert.deepEqual(requests, [
    [1, 2],
    [1, 2],
  ]);
});

test("when it stays so, the caller is told that it may try again later", async () => {
  answers = [items(() => BUSY)];
  await assert.rejects(write([1]), (error) => error instanceof Problem && error.code === "upstream-unavailable");
  assert.equal(requests.length, 7);
  assert.deepEqual(pauses, [200, 400, 800, 1_600, 3_200, 5_000]);
});

test("older versions and removals of what is not there are no errors", async () => {
  const conflict = { status: 409, error: { type: "version_conflict_engine_exception", reason: "current version is higher" } };
  answers = [items((id) => (id === 1 ? conflict : { status: 404 }))];
  assert.deepEqual(await write([1, 2]), { isGone: false });
  assert.equal(requests.length, 1);
});

test("an index that is gone is told, so that the caller looks for its successor", async () => {
  answers = [items(() => ({ status: 404, error: { type: "index_not_found_exception", reason: "no such index" } }))];
  assert.deepEqual(await write([1]), { isGone: true });
});

test("what will never be accepted is named with its reason, after all others are written", async () => {
  const refused = { status: 400, error: { type: "mapper_parsing_exception", reason: "failed to parse field [prices]" } };
  answers = [items((id) => (id === 3 ? refused : id === 1 ? BUSY : DONE)), items(() => DONE)];
  await assert.rejects(write([1, 2, 3]), /^Error: OpenSearch refused products 3 \(failed to parse field \[prices\]\)\.$/);
  assert.deepEqual(requests, [[1, 2, 3], [1]]);
});

test("many writes go in several requests", async () => {
  answers = [items(() => DONE)];
  await write(Array.from({ length: 1_201 }, (_, id) => id + 1));
  assert.deepEqual(
    requests.map((ids) => ids.length),
    [500, 500, 201],
  );
});
