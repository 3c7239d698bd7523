import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { SCREENS } from "../../integration/support/browser.ts";
import { waitFor } from "../../support/wait.ts";
import { settled } from "../support/shopper.ts";
import { MAX_LAYOUT_SHIFT, type Store, skip } from "../support/store.ts";

/** Of the height of a screen, what a swipe moves. */
const SWIPE = 0.8;
const SCREEN_HEIGHT = "innerHeight";
const PAGE_HEIGHT = "document.documentElement.scrollHeight";

/** A product with reviews on several pages, one with two reviews, and one with none. */
const products: readonly (readonly [name: string, slug: (store: Store) => Promise<string>])[] = [
  ["many reviews", async () => "jumbo-bag"],
  ["few reviews", async () => "red-retrospot-umbrella"],
  ["no reviews", async ({ staff }) => (await staff.addProduct({ name: "A vase that nobody knows", units: 5 })).slug],
];

export function testScrolling(store: () => Store): void {
  for (const screen of SCREENS) {
    for (const [name, slugOf] of products) {
      test(`a product with ${name} does not jump on a ${screen.name} while it is read to its end`, { skip }, async (t) => {
        const visitor = await store().visit(`/p/${await slugOf(store())}`, { screen });
        const { page } = visitor;
        await settled(page);
        await scrollToEnd(page);
        await settled(page);
        const shifts = (await page.evaluate("window.shifts")) as number;
        t.diagnostic(`layout shift ${shifts.toFixed(4)}`);
        assert.ok(shifts < MAX_LAYOUT_SHIFT, `${shifts.toFixed(3)}: ${await page.evaluate("window.shifted.join('; ')")}`);
        assert.deepEqual(visitor.errors(), []);
        await visitor.close();
      });
    }
  }
}

/** Swipe by swipe, each as soon as the one before has been drawn: what is below has hardly the time to come. */
async function scrollToEnd(page: Page): Promise<void> {
  const step = SWIPE * ((await page.evaluate(SCREEN_HEIGHT)) as number);
  for (let at = step; at < ((await page.evaluate(PAGE_HEIGHT)) as number); at += step) {
    await page.evaluate(
      `new Promise((drawn) => { scrollTo(0, ${at}); requestAnimationFrame(() => requestAnimationFrame(drawn)); })`,
    );
  }
  await waitFor(async () => {
    await page.evaluate(`scrollTo(0, ${PAGE_HEIGHT})`);
    return (await page.evaluate(`scrollY + innerHeight + 2 >= ${PAGE_HEIGHT}`)) as boolean;
  });
}
