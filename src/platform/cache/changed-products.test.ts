import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "../topology/topology.ts";

/** Writes of what a page shows. */
const WRITES = /(?:update|insert into) (?:stock_levels|product_documents|review_summaries)\b[^;`]*/g;
/** Those that change nothing that is shown: empty levels, the time of an alert, empty or locked sums, and which characteristics are asked for. */
const SHOWS_NOTHING =
  /^(?:insert into stock_levels \(product_id, variant_id, warehouse\)\n|update stock_levels s set low_since|insert into review_summaries|update review_summaries set characteristics)/;

test("every statement that changes what a page shows notes it", () => {
  const files = globSync("src/shop/**/*.ts", { cwd: projectRoot }).filter((file) => !file.includes(".test."));
  const statements = files.flatMap((file) =>
    [...readFileSync(join(projectRoot, file), "utf8").matchAll(WRITES)].map(([statement]) => ({ file, statement })),
  );
  const shown = statements.filter(({ statement }) => !SHOWS_NOTHING.test(statement));
  assert.ok(shown.length >= 8, `only ${shown.length} statements were found`);
  const silent = shown.filter(({ statement }) => !/noteStock|noteChangedProducts/.test(statement));
  assert.deepEqual(silent, []);
});
