import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { environmentSettings } from "../src/platform/topology/environment.ts";
import { projectRoot } from "../src/platform/topology/topology.ts";

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const pages = globSync(["*.md", "docs/**/*.md", "levels/**/*.md", "data/**/*.md"], { cwd: projectRoot });

/** The cells of every row of every table on a page, without the headings. */
function tableRows(text: string): string[][] {
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return rows.map((row) =>
    row
      .slice(1, row.lastIndexOf("|"))
      .split("|")
      .map((cell) => cell.trim()),
  );
}

test("every setting stands in the table of the operations page as the program has it", () => {
  const rows = new Map(tableRows(read("docs/operations.md")).map(([name, ...rest]) => [name!, rest]));
  for (const [name, { fallback, about }] of Object.entries(environmentSettings)) {
    const expected = [fallback === "" ? "" : `\`${fallback}\``, about];
    assert.deepEqual(rows.get(`\`${name}\``), expected, name);
  }
});

test("every package that package.json names is explained, and no other", () => {
  const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  const named = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) => Object.keys(manifest[kind] ?? {}));
  const explained = tableRows(read("docs/dependencies.md")).flatMap(([name]) => /^`(.+)`$/.exec(name!)?.[1] ?? []);
  assert.deepEqual(explained.toSorted(), named.toSorted());
});

test("the README's table of commands is that of the program", () => {
  const main = join(projectRoot, "src/cli/main.ts");
  const help = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", main, "--help"], {
    encoding: "utf8",
  }).stdout;
  const commands = [...help.slice(help.indexOf("Commands:")).matchAll(/^ {2}([\w-]+)/gm)].map(([, name]) => name!);
  const section = /## Commands\n([\s\S]*?)\n## /.exec(read("README.md"))![1]!;
  const told = tableRows(section).flatMap(([name]) => /^`([\w-]+)`$/.exec(name!)?.[1] ?? []);
  assert.deepEqual(told.toSorted(), commands.filter((name) => name !== "help").toSorted());
});

test("every link between the pages leads somewhere", () => {
  const broken: string[] = [];
  for (const page of pages) {
    const text = read(page).replace(/^```[\s\S]*?^```/gm, "");
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target!)) continue;
      const [path, anchor] = target!.split("#") as [string, string?];
      const file = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(projectRoot, file)) || (anchor !== undefined && !anchorsOf(read(file)).includes(anchor)))
        broken.push(`${page}: ${target}`);
    }
  }
  assert.deepEqual(broken, []);
});

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
