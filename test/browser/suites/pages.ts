import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { SCREENS, type Screen } from "../../integration/support/browser.ts";
import { waitFor } from "../../support/wait.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { addToCart, feedOf, fillCheckout, pay, settled } from "../support/shopper.ts";
import { MAX_LAYOUT_SHIFT, picturesDirectory, type Store, skip } from "../support/store.ts";

/** In stock in every size, with reviews and questions: what most visitors see first. */
const POPULAR = "jumbo-bag";

type PageUnderTest = {
  readonly name: string;
  readonly path: string;
  /** What has to have happened before, by the same visitor. */
  readonly before?: (store: Store, page: Page) => Promise<void>;
  /** What must be seen. */
  readonly shows: string;
  /** In which looks the documentation shows it. */
  readonly shown?: readonly string[];
};

const pages: readonly PageUnderTest[] = [
  { name: "home", path: "/", shows: ".product-card" },
  { name: "category", path: "/c/bags-and-purses", shows: ".product-card" },
  { name: "search", path: "/search?q=lantern", shows: ".product-card", shown: ["desktop-dark"] },
  { name: "search-empty", path: "/search?q=xqzvwk", shows: "h1" },
  { name: "product", path: `/p/${POPULAR}`, shows: "button:has-text('Add to cart')", shown: ["desktop-light", "phone-light"] },
  { name: "cart-empty", path: "/cart", shows: ".notice" },
  { name: "cart", path: "/cart", before: fillCart, shows: ".cart-line" },
  { name: "checkout", path: "/checkout", before: fillCart, shows: "button:has-text('Pay £')", shown: ["phone-light"] },
  { name: "order", path: "/orders", before: order, shows: ".order-row", shown: ["phone-dark"] },
  { name: "orders-empty", path: "/orders", shows: ".notice" },
  { name: "entrance", path: "/account", shows: "form" },
  { name: "account", path: "/account", before: register, shows: "text=Hello, Ada" },
  { name: "activity", path: "/account/activity", before: like, shows: ".activity__entry" },
  { name: "activity-empty", path: "/account/activity", shows: ".notice" },
  { name: "not-found", path: "/nowhere/at/all", shows: "h1" },
];

export function testPages(store: () => Store): void {
  for (const screen of SCREENS) {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const page of pages) {
        const name = `${page.name} is sound on a ${screen.name} in ${colorScheme}`;
        test(name, { skip }, () => lookAt(store(), page, screen, colorScheme));
      }
    }
  }
}

async function lookAt(store: Store, wanted: PageUnderTest, screen: Screen, colorScheme: "light" | "dark"): Promise<void> {
  const { path, before, shows, name } = wanted;
  const visitor = await store.visit(before === undefined ? path : "/cart", { screen, colorScheme });
  const { page } = visitor;
  try {
    if (before !== undefined) {
      await before(store, page);
      await page.goto(`${store.url}${path}`);
    }
    await page.locator(shows).first().waitFor();
    await settled(page);
    await takePicture(page, store, wanted, `${screen.name}-${colorScheme}`);

    assert.equal(await page.locator("h1").count(), 1, "a page has one main heading");
    assert.notEqual((await page.title()).trim(), "");
    const tooWide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert.equal(await page.evaluate(tooWide), 0, "the page is wider than the screen");
    const shifts = (await page.evaluate("window.shifts")) as number;
    const shifted = await page.evaluate("window.shifted.join('; ')");
    assert.ok(shifts < MAX_LAYOUT_SHIFT, `the page jumps by ${shifts.toFixed(3)}: ${shifted}`);
    await assertAccessible(page, name);
    assert.deepEqual(visitor.errors(), []);
  } finally {
    await visitor.close();
  }
}

/** The whole page, for whoever looks for what is wrong; for the documentation what a screen shows, of a few. */
async function takePicture(page: Page, store: Store, { name, shown = [] }: PageUnderTest, look: string): Promise<void> {
  const isForDocs = picturesDirectory !== undefined;
  if (isForDocs && !shown.includes(look)) return;
  const directory = resolve(store.pictures);
  await mkdir(directory, { recursive: true });
  const path = join(directory, isForDocs ? `storefront-${name}-${look}.png` : `${name}-${look}.png`);
  await page.screenshot({ path, fullPage: !isForDocs });
}

async function fillCart(store: Store, page: Page): Promise<void> {
  await addToCart(store, page, POPULAR);
}

async function order(store: Store, page: Page): Promise<void> {
  await fillCart(store, page);
  await page.goto(`${store.url}/checkout`);
  await fillCheckout(page);
  await pay(page);
  await page.getByRole("heading", { name: "Thank you for your order" }).waitFor();
  await settled(page);
  await assertAccessible(page, "the order itself");
}

async function like(store: Store, page: Page): Promise<void> {
  await page.goto(`${store.url}/p/${POPULAR}`);
  await page.getByRole("button", { name: "Like", exact: true }).click();
  await waitFor(async () => (await feedOf(store, page)).includes("liked"));
}

let registered = 0;

async function register(store: Store, page: Page): Promise<void> {
  registered += 1;
  await page.goto(`${store.url}/account`);
  await page.locator("#register-name").fill("Ada");
  await page.locator("#register-email").fill(`page-${registered}@example.com`);
  await page.locator("#register-password").fill("correct horse battery");
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByText("Hello, Ada").waitFor();
}
