import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { type Block, type Inline, inlineOf, linkTarget, parseMarkdown } from "./markdown.ts";

test("text, code, links and emphasis", () => {
  assert.deepEqual(inlineOf("see `a*b` and [**the** page](x.md#y), *now*"), [
    { kind: "text", text: "see " },
    { kind: "code", text: "a*b" },
    { kind: "text", text: " and " },
    {
      kind: "link",
      target: "x.md#y",
      inside: [
        { kind: "strong", inside: [{ kind: "text", text: "the" }] },
        { kind: "text", text: " page" },
      ],
    },
    { kind: "text", text: ", " },
    { kind: "emphasis", inside: [{ kind: "text", text: "now" }] },
  ]);
});

test("markup stays text", () => {
  assert.deepEqual(parseMarkdown("<script>alert(1)</script>"), [
    { kind: "paragraph", inside: [{ kind: "text", text: "<script>alert(1)</script>" }] },
  ]);
});

test("blocks of a lesson", () => {
  const text = [
    "# Title",
    "",
    "a",
    "b",
    "",
    "1. one",
    "   ```sql",
    "   select 1;",
    "   ```",
    "2. two",
    "",
    "| x | y |",
    "|---|---|",
    "| 1 | `a` |",
  ];
  const kinds = parseMarkdown(text.join("\n")).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["heading", "paragraph", "list", "table"]);
  const list = parseMarkdown(text.join("\n"))[2] as Extract<Block, { kind: "list" }>;
  assert.equal(list.ordered, true);
  assert.deepEqual(list.items[0], [
    { kind: "paragraph", inside: [{ kind: "text", text: "one" }] },
    { kind: "code", language: "sql", text: "select 1;" },
  ]);
});

test("a link leads to another page, outside, or nowhere", () => {
  assert.deepEqual(linkTarget("levels/1-mvp/README.md", "../../docs/api.md#x"), { page: "docs/api.md" });
  assert.deepEqual(linkTarget("docs/a.md", "https://k6.io"), { outside: "https://k6.io" });
  assert.equal(linkTarget("levels/1-mvp/README.md", "topology.yaml"), null);
});

const root = resolve(import.meta.dirname, "../../../..");
for (const page of globSync(["levels/*/README.md", "docs/*.md"], { cwd: root })) {
  test(`nothing of ${page} is lost`, () => {
    const text = readFileSync(resolve(root, page), "utf8");
    const shown = letters(parseMarkdown(text).map(textOf).join(" "));
    for (const word of letters(text.replace(/<!--[\s\S]*?-->|\]\([^)]*\)|^\s*(```\w*$|\d+\. )|<(?=https?:)/gm, " ")).split(" ")) {
      assert.ok(shown.includes(word), `${word} is not shown`);
    }
  });
}

const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function textOf(block: Block): string {
  const of = (inside: readonly Inline[]): string => inside.map((each) => ("text" in each ? each.text : of(each.inside))).join("");
  switch (block.kind) {
    case "code":
      return block.text;
    case "list":
      return block.items.flat().map(textOf).join(" ");
    case "table":
      return [block.head, ...block.rows].flat().map(of).join(" ");
    default:
      return of(block.inside);
  }
}
