import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
};

/** What keeps somebody from using the page; lesser findings are printed with them but do not fail it. */
const GRAVE = new Set(["serious", "critical"]);
const MAX_NODES = 4;

/** Looks at the page as it is now by the rules of WCAG 2.2 AA and the best practices, in the order of axe. */
export async function assertAccessible(page: Page, name: string): Promise<void> {
  // Evaluated by the debugger, so that the page's own content security policy stays in force.
  await page.evaluate(source);
  const violations = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )) as Violation[];
  const grave = violations.filter(({ impact }) => GRAVE.has(impact));
  const told = grave.map(({ id, help, nodes }) => {
    const places = nodes
      .slice(0, MAX_NODES)
      .map(({ html, failureSummary }) => `  ${html}\n    ${failureSummary.replaceAll("\n", "\n    ")}`);
    return `${id}: ${help}\n${places.join("\n")}`;
  });
  assert.deepEqual(told, [], `${name} keeps somebody out`);
}
