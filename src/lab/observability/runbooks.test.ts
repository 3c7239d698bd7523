import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { projectRoot } from "../../platform/topology/topology.ts";
import { knownMetrics } from "./metric-sources.ts";

const pages = globSync("docs/runbooks/*.md", { cwd: projectRoot });
/** Each piece of code on the pages, with its page. */
const codes = pages.flatMap((page) =>
  [...readFileSync(join(projectRoot, page), "utf8").matchAll(/`([^`\n]+)`/g)].map(([, code]) => ({ page, code: code! })),
);

/** The API's description has one megabyte. */
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

function tenfold(...args: string[]): string {
  const main = ["--disable-warning=ExperimentalWarning", join(projectRoot, "src/cli/main.ts"), ...args];
  return spawnSync(process.execPath, main, { encoding: "utf8", maxBuffer: MAX_OUTPUT_BYTES }).stdout;
}

test("the runbooks name commands of this program that there are, with options that they have", () => {
  const named = codes.flatMap(({ page, code }) => {
    const match = /^tenfold ([a-z]+)((?: [a-z-]+)?)(.*)$/.exec(code);
    return match === null ? [] : [{ page, code, command: match[1]!, rest: `${match[2]}${match[3]}` }];
  });
  assert.ok(named.length > 5);
  const helps = new Map<string, string>();
  const helpOf = (...words: string[]) => {
    const key = words.join(" ");
    if (!helps.has(key)) helps.set(key, tenfold(...words, "--help"));
    return helps.get(key)!;
  };
  for (const { page, code, command, rest } of named) {
    assert.match(helpOf(), new RegExp(`^ {2}${command}\\b`, "m"), `${page}: ${code}`);
    const [second = ""] = rest.trim().split(" ");
    const isNested = new RegExp(`^ {2}${second} `, "m").test(helpOf(command)) && /^[a-z]/.test(second);
    const help = isNested ? helpOf(command, second) : helpOf(command);
    for (const [option] of rest.matchAll(/--[a-z0-9-]+/g)) assert.ok(help.includes(option), `${page}: ${code}`);
  }
});

test("the runbooks name scripts and addresses that there are", () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { scripts: object };
  const { paths } = JSON.parse(tenfold("openapi")) as { paths: Record<string, Record<string, object>> };
  const isOperation = (method: string, path: string) =>
    Object.entries(paths).some(([template, operations]) => {
      const pattern = new RegExp(`^${template.replace(/\{[^}]+\}/g, "[^/]+")}$`);
      return pattern.test(path) && operations[method.toLowerCase()] !== undefined;
    });
  for (const { page, code } of codes) {
    const [, script] = /^npm run ([a-z:]+)/.exec(code) ?? [];
    if (script !== undefined) assert.ok(Object.hasOwn(scripts, script), `${page}: ${code}`);
    const [, path] = /(?:\$API"?|^(?:GET|POST|PUT|PATCH|DELETE) )(\/v1\/[^\s"?`]+)/.exec(code) ?? [];
    if (path === undefined) continue;
    const [, method = "GET"] = /(?:-X |^)(GET|POST|PUT|PATCH|DELETE)\b/.exec(code) ?? [];
    assert.ok(isOperation(method, path), `${page}: ${method} ${path}`);
  }
});

test("the runbooks' statements are understood by the shop's database", async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const statements = codes.filter(({ code }) => /^select /.test(code) && !code.includes("<") && !code.includes("…"));
  assert.ok(statements.length > 10);
  for (const { page, code } of statements) {
    // What ends a session is understood and not done; pg_stat_statements needs more than a database.
    if (code.includes("pg_stat_statements") || code.includes("pg_promote")) continue;
    const statement = code.replace(/;$/, "");
    await assert.doesNotReject(database.query(`explain ${statement}`), `${page}: ${code}`);
  }
});

test("the runbooks ask for metrics that somebody exports", () => {
  const explained = readFileSync(join(projectRoot, "docs/operations.md"), "utf8");
  for (const { page, code } of codes) {
    if (code.startsWith("select ")) continue;
    for (const [, name] of code.matchAll(/(?<![:\w])([a-z]+(?:_[a-z]+)+_(?:total|seconds|bytes))\b(?![(:])/g))
      assert.ok(knownMetrics.has(name!) || explained.includes(`\`${name}\``), `${page}: ${name}`);
  }
});
