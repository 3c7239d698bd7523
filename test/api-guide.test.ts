import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { openApiDocument } from "../src/cli/openapi.ts";
import { adminRoles } from "../src/platform/http/auth.ts";
import { problemCodes, problemTypes } from "../src/platform/http/problems.ts";
import { MAX_PAGE_SIZE } from "../src/platform/http/schemas.ts";
import { MAX_CLICKS, MAX_TEXTS } from "../src/shop/contributions/limits.ts";
import { defaultCustomerLimits } from "../src/shop/customers/customers.ts";
import { type Document, operationsOf } from "./support/operations.ts";

const guide = await readFile(new URL("../docs/api.md", import.meta.url), "utf8");
const blocksOf = (language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, text]) => text!);

describe("the API guide", () => {
  it("lists every problem with its status, as the server knows it", () => {
    const rows = problemCodes.map((code) => {
      const { status, title, retryable } = problemTypes[code];
      return `| \`${code}\` | ${status} | ${retryable ? "yes" : ""} | ${title} |`;
    });
    const listed = guide.split("\n").filter((line) => /^\| `[a-z-]+` \| \d{3} \|/.test(line));
    assert.deepEqual(listed, rows);
  });

  it("names only calls that there are", async () => {
    const operations = operationsOf((await openApiDocument()) as Document);
    const patterns = operations.map(
      ({ method, path }) => new RegExp(`^${method} ${path.replaceAll(/\{\w+\}/g, "(?:\\{\\w+\\}|[\\w-]+)")}$`),
    );
    const named = [...guide.matchAll(/\b(GET|POST|PUT|PATCH|DELETE) (\/v1\/[\w/{}-]*)/g)].map(
      ([, method, path]) => `${method} ${path}`,
    );
    assert.ok(named.length > 30, `${named.length} calls`);
    assert.deepEqual(
      named.filter((call) => !patterns.some((pattern) => pattern.test(call))),
      [],
    );
  });

  it("has examples that are JSON, and problems with the right title", () => {
    const examples = blocksOf("json");
    assert.ok(examples.length > 5, `${examples.length} examples`);
    for (const text of examples) {
      const { code, status, title, type } = JSON.parse(text);
      if (type === undefined) continue;
      const known = problemTypes[code as keyof typeof problemTypes];
      assert.deepEqual([type, status, title], [`/problems/${code}`, known.status, known.title]);
    }
    for (const text of blocksOf("http")) {
      const body = text.split("\n\n").at(1);
      if (body !== undefined) JSON.parse(body);
    }
  });

  it("states the limits as they are", () => {
    const { loginsPerEmail, loginsPerIp, registrationsPerIp } = defaultCustomerLimits;
    assert.ok(guide.includes(`| failed logins of one account | ${loginsPerEmail} in 15 minutes |`));
    assert.ok(guide.includes(`| failed logins from one address | ${loginsPerIp} in 15 minutes |`));
    assert.ok(guide.includes(`| registrations from one address | ${registrationsPerIp.toLocaleString("en")} an hour |`));
    assert.ok(guide.includes(`| reviews, questions, answers and comments of one shopper | ${MAX_TEXTS} an hour |`));
    assert.ok(guide.includes(`| votes, likes and reports of one shopper | ${MAX_CLICKS} an hour |`));
    assert.ok(guide.includes(`\`limit\` is 1 to ${MAX_PAGE_SIZE}`));
    for (const role of adminRoles) assert.ok(guide.includes(`| \`${role}\` |`), role);
  });
});
