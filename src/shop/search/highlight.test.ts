import assert from "node:assert/strict";
import { test } from "node:test";
import { highlight, highlightSnippet } from "./highlight.ts";

const textOf = (segments: readonly { readonly text: string }[]) => segments.map(({ text }) => text).join("");

test("the pieces make up the text, and the words searched for are marked as they are written", () => {
  assert.deepEqual(highlight("A Red Café mug, 12oz", new Set(["red", "cafe", "oz"])), [
    { text: "A ", hit: false },
    { text: "Red", hit: true },
    { text: " ", hit: false },
    { text: "Café", hit: true },
    { text: " mug, ", hit: false },
    { text: "12oz", hit: true },
  ]);
  assert.deepEqual(highlight("", new Set(["a"])), []);
});

test("markup in a text stays text", () => {
  const text = "<script>alert('mug')</script>";
  assert.equal(textOf(highlight(text, new Set(["mug"]))), text);
});

test("a long description is shown from shortly before its first hit, cut at words", () => {
  const before = "plain words that nobody has searched for at all ".repeat(6);
  const segments = highlightSnippet(`${before}here is the teapot and then ${before}`, new Set(["teapot"]));
  const text = textOf(segments);
  assert.match(text, /^… /);
  assert.match(text, / …$/);
  assert.ok(text.length < 200, `${text.length}`);
  assert.deepEqual(
    segments.filter(({ hit }) => hit),
    [{ text: "teapot", hit: true }],
  );
  assert.ok(text.indexOf("teapot") < 60);
});

test("a description without a hit is shown from its beginning, and characters are not cut in two", () => {
  const text = textOf(highlightSnippet("🍵".repeat(300), new Set(["teapot"])));
  assert.ok(text.startsWith("🍵") && text.isWellFormed());
});
