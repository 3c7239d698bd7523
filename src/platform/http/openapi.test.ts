import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import Type from "typebox";
import { IntegerId, Money, Nullable, pageOf, pageQuery } from "./schemas.ts";
import { createTestServer, type TestServer } from "./testing.ts";

interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly schema: { readonly maximum?: number };
}
interface Content {
  readonly schema: { readonly additionalProperties?: boolean; readonly required?: readonly string[] };
  readonly examples: object;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters: readonly Parameter[];
  readonly requestBody: { readonly required: boolean; readonly content: Record<string, Content> };
  readonly responses: Record<
    string,
    { readonly description: string; readonly headers: object; readonly content: Record<string, Content> }
  >;
}
interface Document {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
}

describe("the OpenAPI document", () => {
  let server: TestServer;
  let document: Document;
  before(async () => {
    server = await createTestServer({ version: "1.2.3" });
    server.app.get(
      "/v1/things/:id",
      {
        config: { auth: "optional-shopper", problems: ["not-found"] },
        schema: {
          operationId: "listThings",
          summary: "Lists things.",
          tags: ["things"],
          params: Type.Object({ id: IntegerId() }),
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(Type.Object({ price: Money, was: Nullable(Money), name: Nullable(Type.String()) })) },
        },
      },
      () => ({ items: [], nextCursor: null }),
    );
    server.app.post(
      "/v1/things",
      {
        config: { auth: "shopper", idempotencyKey: "required", problems: ["out-of-stock", "cart-closed"] },
        schema: {
          operationId: "makeThing",
          summary: "Makes a thing.",
          tags: ["things"],
          body: Type.Object({ count: Type.Integer(), kind: Type.String({ default: "plain" }) }),
          response: { 201: Type.Object({ id: Type.Integer() }) },
        },
      },
      async (_request, reply) => reply.code(201).send({ id: 1 }),
    );
    server.app.put(
      "/v1/admin/things",
      {
        config: { auth: "admin", roles: ["catalog"], problems: ["precondition-failed"] },
        schema: { operationId: "setThings", summary: "Sets things.", tags: ["things"] },
      },
      () => ({}),
    );
    server.app.get("/internal", { config: { auth: "none" }, schema: { hide: true } }, () => ({}));
    document = (await server.app.inject("/openapi.json")).json();
  });
  after(() => server.app.close());
  const operation = (path: string, method: string): Operation => document.paths[path]![method]!;

  it("is valid OpenAPI 3.1, with every reference resolved and every example fitting its schema", async () => {
    const config = await createConfig({
      rules: {
        struct: "error",
        "no-unresolved-refs": "error",
        "operation-operationId": "error",
        "operation-operationId-unique": "error",
        "operation-summary": "error",
        "path-parameters-defined": "error",
        "no-identical-paths": "error",
        "security-defined": "error",
        "no-invalid-media-type-examples": "error",
        "no-invalid-schema-examples": "error",
        "no-invalid-parameter-examples": "error",
      },
    });
    const found = await lintFromString({ source: JSON.stringify(document), absoluteRef: "/openapi.json", config });
    assert.deepEqual(
      found.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer}`),
      [],
    );
  });

  it("names every operation and hides what is not for clients", () => {
    assert.equal(document.info.title, "Tenfold");
    assert.equal(document.info.version, "1.2.3");
    assert.equal(document.paths["/internal"], undefined);
    assert.equal(document.paths["/docs/"], undefined);
    for (const path of Object.values(document.paths)) {
      for (const { operationId, summary, tags, security, responses } of Object.values(path)) {
        assert.ok(operationId && summary && tags.length > 0);
        assert.ok(security);
        for (const response of Object.values(responses)) assert.notEqual(response.description, "Default Response");
      }
    }
  });

  it("says who may call", () => {
    assert.deepEqual(operation("/v1/things/{id}", "get").security, [{}, { shopper: [] }]);
    assert.deepEqual(operation("/v1/things", "post").security, [{ shopper: [] }]);
    assert.deepEqual(operation("/v1/admin/things", "put").security, [{ admin: [] }]);
    assert.deepEqual(operation("/healthz", "get").security, []);
  });

  it("lists the problems of a route and those that follow from its config, with examples", () => {
    const { responses } = operation("/v1/things", "post");
    const codesAt = (status: string) => Object.keys(responses[status]!.content["application/problem+json"]!.examples).sort();
    assert.deepEqual(codesAt("409"), ["cart-closed", "idempotency-in-progress", "out-of-stock"]);
    assert.deepEqual(codesAt("400"), [
      "idempotency-key-invalid",
      "idempotency-key-missing",
      "malformed-json",
      "validation-failed",
    ]);
    assert.deepEqual(codesAt("401"), ["unauthorized"]);
    assert.deepEqual(codesAt("422"), ["idempotency-key-reused"]);
    assert.deepEqual(codesAt("503"), ["overloaded"]);
    assert.ok("Retry-After" in responses["503"]!.headers);
    assert.deepEqual(Object.keys(operation("/healthz", "get").responses), ["200", "500"]);
    assert.ok(operation("/v1/admin/things", "put").responses["403"]);
  });

  it("documents the Idempotency-Key, and parameters with a default as optional", () => {
    const key = operation("/v1/things", "post").parameters.find((parameter) => parameter.name === "Idempotency-Key");
    assert.equal(key?.required, true);
    const limit = operation("/v1/things/{id}", "get").parameters.find((parameter) => parameter.name === "limit");
    assert.equal(limit?.required, false);
    assert.equal(limit?.schema.maximum, 100);
  });

  it("documents fields of a body with a default as optional", () => {
    assert.deepEqual(operation("/v1/things", "post").requestBody.content["application/json"]?.schema.required, ["count"]);
  });

  it("documents If-Match where it can fail", () => {
    assert.deepEqual(
      operation("/v1/admin/things", "put").parameters.map(({ name }) => name),
      ["If-Match"],
    );
  });

  it("says that unknown fields are refused", () => {
    assert.equal(operation("/v1/things", "post").requestBody.content["application/json"]?.schema.additionalProperties, false);
    assert.equal(operation("/v1/things", "post").requestBody.required, true);
  });

  it("two routes with one operationId are refused", async () => {
    const { app } = await createTestServer();
    const schema = { operationId: "same", summary: "Same.", tags: ["test"] };
    app.get("/a", { config: { auth: "none" }, schema }, () => ({}));
    assert.throws(() => app.get("/b", { config: { auth: "none" }, schema }, () => ({})), /operationId same/);
    await app.close();
  });

  it("has a page at /docs that takes nothing from elsewhere and that its own policy allows", async () => {
    const page = await server.app.inject("/docs");
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /<title>Tenfold API<\/title>/);
    assert.doesNotMatch(page.body, /(?:src|href)="(?:https?:)?\/\//);
    assert.doesNotMatch(page.body, /<script>|<style>/, "nothing inline");
    assert.match(page.headers["content-security-policy"] as string, /script-src 'self'/);
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    assert.ok(files.length >= 6);
    for (const file of files)
      assert.equal((await server.app.inject(new URL(file, "http://x/docs").pathname)).statusCode, 200, file);
  });
});
