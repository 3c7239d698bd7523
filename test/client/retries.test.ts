import assert from "node:assert/strict";
import { test } from "node:test";
import { createTenfoldClient, dataOf, UnexpectedAnswer } from "../../client/src/client.ts";
import { type ProblemCode, problem, problemBody, problemHeaders } from "../../src/platform/http/problems.ts";

const cartId = "01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60";
const params = { path: { cartId } };
const line = { variantId: 10001, quantity: 1 };
type Turn = ProblemCode | "lost" | "ok" | Response;

/** A client whose requests meet these turns, one after the other, and what it did. */
function clientMeeting(turns: readonly Turn[], retries?: number) {
  const requests: Request[] = [];
  const waitsMs: number[] = [];
  const tenfold = createTenfoldClient({
    baseUrl: "http://shop.example",
    token: "tf_token",
    adminKey: "tfk_key",
    random: () => 1,
    wait: async (milliseconds) => void waitsMs.push(milliseconds),
    ...(retries === undefined ? {} : { retries }),
    async fetch(request) {
      requests.push(request);
      await request.text();
      const turn = turns[requests.length - 1] ?? "ok";
      if (turn === "lost") throw new TypeError("fetch failed");
      if (turn === "ok") return Response.json({ id: cartId });
      if (turn instanceof Response) return turn;
      const found = problem(turn, undefined, turn === "login-throttled" ? { retryAfterSeconds: 900 } : {});
      return Response.json(problemBody(found, "1"), { status: found.status, headers: problemHeaders(found) });
    },
  });
  return { tenfold, requests, waitsMs };
}

test("a call with a key is repeated with the same key and body until the shop has decided", async () => {
  const { tenfold, requests, waitsMs } = clientMeeting(["lost", "overloaded", "idempotency-in-progress", "ok"]);
  const { data } = await tenfold.POST("/v1/carts/{cartId}/lines", { params, body: line });
  assert.equal(data?.id, cartId);
  assert.equal(new Set(requests.map((request) => request.headers.get("idempotency-key"))).size, 1);
  // The first wait is the client's own, the others are what the shop asks for.
  assert.deepEqual(waitsMs, [100, 1_000, 1_000]);
});

test("each call has a key of its own, and the caller's goes before it", async () => {
  const { tenfold, requests } = clientMeeting([]);
  await tenfold.POST("/v1/carts/{cartId}/lines", { params, body: line });
  await tenfold.POST("/v1/carts/{cartId}/lines", { params, body: line });
  await tenfold.POST("/v1/carts/{cartId}/lines", { params: { ...params, header: { "Idempotency-Key": "mine" } }, body: line });
  await tenfold.GET("/v1/carts");
  const keys = requests.map((request) => request.headers.get("idempotency-key"));
  assert.notEqual(keys[0], keys[1]);
  assert.deepEqual(keys.slice(2), ["mine", null]);
});

test("what may have been done and has no key is not repeated, unless it was refused for the rate", async () => {
  const lost = clientMeeting(["lost"]);
  await assert.rejects(lost.tenfold.POST("/v1/sessions"), TypeError);
  assert.equal(lost.requests.length, 1);
  const busy = clientMeeting(["overloaded"]);
  assert.equal((await busy.tenfold.POST("/v1/sessions")).error?.code, "overloaded");
  const limited = clientMeeting(["rate-limited"]);
  assert.equal((await limited.tenfold.POST("/v1/sessions")).error, undefined);
  assert.equal(limited.requests.length, 2);
});

test("reading is repeated as often as allowed, and the last answer is the outcome", async () => {
  const busy = clientMeeting(["overloaded", "timeout", "not-ready", "overloaded", "ok"]);
  assert.equal((await busy.tenfold.GET("/v1/carts")).error?.code, "overloaded");
  assert.equal(busy.requests.length, 4);
  const never = clientMeeting(["lost"], 0);
  await assert.rejects(never.tenfold.GET("/v1/carts"), TypeError);
  const behindProxy = clientMeeting([new Response("<h1>Bad Gateway</h1>", { status: 502 })]);
  assert.equal((await behindProxy.tenfold.GET("/v1/carts")).error, undefined);
});

test("a refusal, a bug of the shop, and a wait of minutes are handed to the caller at once", async () => {
  for (const code of ["out-of-stock", "validation-failed", "internal", "login-throttled"] as const) {
    const { tenfold, requests } = clientMeeting([code]);
    assert.equal((await tenfold.POST("/v1/carts/{cartId}/lines", { params, body: line })).error?.code, code);
    assert.equal(requests.length, 1);
  }
});

test("a call that is given up is not repeated", async () => {
  const { tenfold, requests } = clientMeeting(["lost", "ok"]);
  const signal = AbortSignal.abort(new Error("the page was closed"));
  await assert.rejects(tenfold.GET("/v1/carts", { signal }));
  assert.ok(requests.length <= 1);
});

test("shoppers' calls carry the token and the staff's the key", async () => {
  const { tenfold, requests } = clientMeeting([]);
  await tenfold.GET("/v1/carts");
  await tenfold.GET("/v1/admin/orders");
  tenfold.setToken("tf_other");
  await tenfold.GET("/v1/carts");
  await tenfold.GET("/v1/carts", { headers: { authorization: "Bearer mine" } });
  assert.deepEqual(
    requests.map((request) => request.headers.get("authorization")),
    ["Bearer tf_token", "Bearer tfk_key", "Bearer tf_other", "Bearer mine"],
  );
});

test("an answer of something else than the shop is told apart from a problem", async () => {
  const { tenfold } = clientMeeting([new Response("<h1>Forbidden</h1>", { status: 403 })]);
  await assert.rejects(dataOf(tenfold.GET("/v1/carts")), UnexpectedAnswer);
});
