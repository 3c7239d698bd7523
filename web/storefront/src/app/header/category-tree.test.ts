import assert from "node:assert/strict";
import { test } from "node:test";
import { branchesOf, placeOf } from "./category-tree.ts";

const category = (id: number, parentId: number | null) => ({
  id,
  slug: `c${id}`,
  name: `C${id}`,
  parentId,
  depth: parentId === null ? 0 : 1,
});

test("roots keep the shop's order and have what is right below them", () => {
  const branches = branchesOf([category(2, null), category(5, 2), category(6, 5), category(1, null), category(3, 2)]);
  assert.deepEqual(
    branches.map(({ id, children }) => [id, children.map((child) => child.id)]),
    [
      [2, [5, 3]],
      [1, []],
    ],
  );
});

test("a category is found with those above and below it", () => {
  const tree = [category(2, null), category(5, 2), category(6, 5), category(7, 5)];
  const place = placeOf(tree, "c5");
  assert.deepEqual(
    [place?.above, place?.below].map((list) => list?.map(({ id }) => id)),
    [[2], [6, 7]],
  );
  assert.equal(placeOf(tree, "c9"), null);
});
