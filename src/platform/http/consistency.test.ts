import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import Type from "typebox";
import { currentReadSession, type ReadSession } from "../database/read-session.ts";
import { createBatcher } from "../resilience/batcher.ts";
import { createTestServer } from "./testing.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const node = { name: "a server" };

async function serverWith(t: TestContext, token: () => Promise<string | null> = async () => "what-was-seen") {
  const asked: { isSafe: boolean; token: string | undefined; session: ReadSession }[] = [];
  const noted: unknown[] = [];
  const inHandler: (ReadSession | undefined)[] = [];
  const { app } = await createTestServer({
    replicaReads: {
      request(isSafe, given) {
        const session = { required: null, mayUseReplicas: isSafe, note: (used: unknown) => void noted.push([session, used]) };
        asked.push({ isSafe, token: given, session });
        return { session, token };
      },
    },
  });
  const batcher = createBatcher<number, boolean>({
    name: "test",
    async run(items) {
      currentReadSession()?.note(node);
      return items.map(() => currentReadSession()?.mayUseReplicas ?? false);
    },
  });
  for (const method of METHODS) {
    app.route({
      method,
      url: "/v1/things",
      config: { auth: "none" },
      schema: {
        operationId: `${method.toLowerCase()}Thing`,
        summary: "A thing",
        tags: ["things"],
        ...(method === "GET" || method === "DELETE" ? {} : { body: Type.Object({ name: Type.String() }) }),
        response: { 200: Type.Object({ mayUseReplicas: Type.Boolean() }) },
      },
      handler: async () => {
        inHandler.push(currentReadSession());
        return { mayUseReplicas: await batcher.submit(1) };
      },
    });
  }
  t.after(() => app.close());
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  const call = (method: string, given?: string) =>
    fetch(`http://127.0.0.1:${port}/v1/things`, {
      method,
      headers: {
        ...(given === undefined ? {} : { "consistency-token": given }),
        ...(method === "GET" || method === "DELETE" ? {} : { "content-type": "application/json" }),
      },
      ...(method === "GET" || method === "DELETE" ? {} : { body: JSON.stringify({ name: "x".repeat(50_000) }) }),
    });
  return { call, asked, noted, inHandler, port };
}

describe("the consistency of a request's reads", () => {
  it("is what its token asks for, in the handler and behind a batch, also after a large body", async (t) => {
    const { call, asked, noted, inHandler } = await serverWith(t);
    for (const method of METHODS) {
      const answer = await call(method, `token of ${method}`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("consistency-token"), "what-was-seen");
      const { session, token, isSafe } = asked.at(-1)!;
      assert.equal(token, `token of ${method}`);
      assert.equal(inHandler.at(-1), session);
      assert.deepEqual(noted.at(-1), [session, node]);
      // Whatever may write, reads from the primary.
      assert.equal(isSafe, method === "GET");
      assert.equal(((await answer.json()) as { mayUseReplicas: boolean }).mayUseReplicas, method === "GET");
    }
  });

  it("of requests that share a batch is that of the most demanding one, and all are told who answered", async (t) => {
    const { call, noted, asked } = await serverWith(t);
    const answers = await Promise.all(["GET", "POST", "GET", "GET"].map((method) => call(method)));
    for (const answer of answers) assert.equal(answer.status, 200);
    assert.equal(new Set(noted.map((each) => (each as [ReadSession])[0])).size, asked.length);
  });

  it("that cannot be said refuses a read with 503, and never a write", async (t) => {
    const { call } = await serverWith(t, () => Promise.reject(Object.assign(new Error("gone"), { code: "57P01" })));
    assert.equal((await call("GET")).status, 503);
    const written = await call("POST");
    assert.equal(written.status, 200);
    assert.equal(written.headers.get("consistency-token"), null);
  });

  it("is nothing that health checks have", async (t) => {
    const { asked, port } = await serverWith(t);
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
    assert.equal(asked.length, 0);
  });
});
