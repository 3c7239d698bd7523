import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createPasswords } from "./passwords.ts";

describe("passwords", () => {
  const passwords = createPasswords();

  it("are hashed by argon2id with its parameters named in the hash", async () => {
    const hash = await passwords.hash("correct horse battery");
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.equal(await passwords.matches("correct horse battery", hash), true);
    assert.equal(await passwords.matches("correct horse batterx", hash), false);
  });

  it("match however their characters were composed", async () => {
    assert.equal(await passwords.matches("scho\u0308n und gut", await passwords.hash("sch\u00f6n und gut")), true);
  });

  it("match nothing where there is no hash", async () => {
    assert.equal(await passwords.matches("correct horse battery", null), false);
  });

  it("are refused when too many wait", async () => {
    const results = await Promise.allSettled(Array.from({ length: 500 }, () => passwords.matches("x", "not a hash")));
    assert.ok(results.some((result) => result.status === "rejected" && result.reason.code === "overloaded"));
  });
});
