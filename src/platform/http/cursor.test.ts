import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createCursor } from "./cursor.ts";
import { Problem } from "./problems.ts";

describe("cursors", () => {
  const newest = createCursor("products:newest", ["string", "integer"]);
  const refused = (cursor: string) =>
    assert.throws(
      () => newest.decode(cursor),
      (error) =>
        error instanceof Problem && error.code === "validation-failed" && error.extensions.errors?.[0]?.path === "/query/cursor",
    );
  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  it("come back as they went", () => {
    assert.deepEqual(newest.decode(newest.encode(["2026-11-27T08:00:00.000Z", 1042])), ["2026-11-27T08:00:00.000Z", 1042]);
    assert.match(newest.encode(["ü/+?", -15]), /^[\w-]+$/);
    assert.equal(newest.decode(undefined), null);
  });

  it("of another list are refused", () => {
    refused(createCursor("products:price", ["string", "integer"]).encode(["a", 1]));
  });

  it("that are garbled or forged are refused", () => {
    const cursor = newest.encode(["a", 1]);
    for (const bad of ["", "%%%", "null", cursor.slice(0, -3), `${cursor}=`, "A".repeat(513)]) refused(bad);
    const values = [
      {},
      "x",
      [2, "products:newest", "a", 1],
      [1, "products:newest", 1, "a"],
      [1, "products:newest", "a"],
      [1, "products:newest", "a", 1, 2],
    ];
    for (const value of values) refused(forged(value));
    refused(forged([1, "products:newest", "a\0", 1]));
    refused(forged([1, "products:newest", "\ud800", 1]));
    for (const odd of ["1e999", "1e300", "1.5", "9007199254740993"])
      refused(Buffer.from(`[1,"products:newest","a",${odd}]`).toString("base64url"));
  });

  it("hold a UUID where one is asked for", () => {
    const byId = createCursor("carts:id", ["uuid"]);
    const id = "01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60";
    assert.deepEqual(byId.decode(byId.encode([id])), [id]);
    assert.throws(() => byId.decode(forged([1, "carts:id", "no-uuid"])), Problem);
  });

  it("that would be too long are a bug", () => {
    assert.throws(() => newest.encode(["x".repeat(500), 1]), /512/);
  });
});
