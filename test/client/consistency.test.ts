import assert from "node:assert/strict";
import { test } from "node:test";
import { createConsistency, createTenfoldClient } from "../../client/src/client.ts";

/** Answers with these tokens in turn, and remembers what it was asked with. */
function shopWith(tokens: readonly (string | null)[]) {
  const asked: (string | null)[] = [];
  return {
    asked,
    async fetch(request: Request): Promise<Response> {
      asked.push(request.headers.get("consistency-token"));
      const token = tokens[asked.length - 1] ?? null;
      return Response.json({ items: [], nextCursor: null }, { headers: token === null ? {} : { "consistency-token": token } });
    },
  };
}

test("a client sends the newest token that it was given, whichever answer came last", async () => {
  const { asked, fetch } = shopWith([null, "02", "01", null]);
  const client = createTenfoldClient({ baseUrl: "http://shop.example", fetch });
  for (let call = 0; call < 5; call += 1) await client.GET("/v1/orders");
  assert.deepEqual(asked, [null, null, "02", "02", "02"]);
});

test("clients of one shopper share what they have seen, also with the page before", async () => {
  const { asked, fetch } = shopWith(["07", null]);
  const kept: string[] = [];
  const consistency = createConsistency({ initial: "05", onChange: (token) => kept.push(token) });
  for (const token of [undefined, "tf_x"]) {
    const client = createTenfoldClient({ baseUrl: "http://shop.example", fetch, consistency, ...(token ? { token } : {}) });
    await client.GET("/v1/orders");
  }
  assert.deepEqual(asked, ["05", "07"]);
  assert.deepEqual(kept, ["07"]);
});
