import assert from "node:assert/strict";
import { test } from "node:test";
import { lookOf, styleIds } from "./styles.ts";

const variant = (id: number, options: Record<string, string>) => ({ id, options });

test("variants that differ only in their size are one style, named by its first variant for good", () => {
  const variants = [
    variant(10004, { Colour: "Blue", Size: "S" }),
    variant(10001, { Colour: "Pink", Size: "S" }),
    variant(10002, { Size: "M", Colour: "Pink" }),
    variant(10003, { Colour: "Blue", Size: "M" }),
  ];
  assert.deepEqual(
    [...styleIds(variants)],
    [
      [10001, 10001],
      [10002, 10001],
      [10003, 10003],
      [10004, 10003],
    ],
  );
});

test("a product without options, or with sizes alone, is one style", () => {
  assert.deepEqual([...styleIds([variant(1, {}), variant(2, { size: "L" })]).values()], [1, 1]);
  assert.deepEqual(lookOf({ size: "L" }), {});
});

test("no option value can make two looks one", () => {
  const odd = [variant(1, { a: 'x","b', b: "y" }), variant(2, { a: "x", b: '","y' })];
  assert.deepEqual([...styleIds(odd).values()], [1, 2]);
});
