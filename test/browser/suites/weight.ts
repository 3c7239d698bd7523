import assert from "node:assert/strict";
import { test } from "node:test";
import { SCREENS } from "../../integration/support/browser.ts";
import { addToCart, settled } from "../support/shopper.ts";
import { type Store, skip } from "../support/store.ts";

/** Of everything that a first visit loads, compressed. */
const MAX_SCRIPT_BYTES = 150 * 1024;
const PHONE = SCREENS.find(({ isMobile }) => isMobile)!;

type Loaded = { readonly name: string; readonly encodedBodySize: number; readonly transferSize: number };
const SCRIPTS = `performance.getEntriesByType("resource").filter(({ name }) => new URL(name).pathname.endsWith(".js"))
  .map(({ name, encodedBodySize, transferSize }) => ({ name, encodedBodySize, transferSize }))`;

export function testWeight(store: () => Store): void {
  for (const path of ["/", "/p/jumbo-bag", "/c/bags-and-purses", "/search?q=lantern"]) {
    test(`the first visit of ${path} loads at most 150 KB of scripts`, { skip }, async (t) => {
      const visitor = await store().visit(path, { screen: PHONE });
      await settled(visitor.page);
      const scripts = (await visitor.page.evaluate(SCRIPTS)) as Loaded[];
      await visitor.close();
      const bytes = scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
      t.diagnostic(`${path}: ${(bytes / 1024).toFixed(1)} KiB in ${scripts.length} files`);
      assert.ok(scripts.length > 0 && bytes > 10_000, "nothing was measured");
      assert.ok(
        bytes <= MAX_SCRIPT_BYTES,
        `${bytes} bytes: ${scripts.map(({ name, encodedBodySize }) => `${name} ${encodedBodySize}`).join(", ")}`,
      );
    });
  }

  test("a second visit loads no script again", { skip }, async () => {
    const visitor = await store().visit("/", { screen: PHONE });
    await visitor.page.goto(`${store().url}/`);
    const scripts = (await visitor.page.evaluate(SCRIPTS)) as Loaded[];
    await visitor.close();
    assert.deepEqual(
      scripts.filter(({ transferSize }) => transferSize > 300 && transferSize !== 0),
      [],
    );
  });

  test("a product can be bought although its reviews, questions and recommendations never come", { skip }, async () => {
    const visitor = await store().visit("/cart", { screen: PHONE });
    const { page } = visitor;
    await page.route(/\/v1\/products\/\d+\/(reviews|questions|recommendations)/, () => new Promise(() => undefined));
    await addToCart(store(), page, "jumbo-bag");
    assert.match((await page.locator("main").innerText()) ?? "", /£\d/);
    await visitor.close();
  });
}
