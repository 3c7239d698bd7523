import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { SCREENS } from "../../integration/support/browser.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { settled } from "../support/shopper.ts";
import { type Store, skip } from "../support/store.ts";

const [DESKTOP, PHONE] = [SCREENS[0]!, SCREENS[1]!];

const cards = (page: Page) => page.locator(".result-grid .product-card");
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const counted = async (page: Page) => Number((await page.locator(".listing__count").innerText()).replace(/\D/g, ""));

/** The list as it is after the address says so. */
async function listed(page: Page, address: RegExp): Promise<void> {
  await page.waitForURL(address);
  await page.locator('.listing__main[aria-busy="false"]').waitFor();
  await settled(page);
}

export function testBrowsing(store: () => Store): void {
  test("a category is found by the menu, and a product in it by its card", { skip }, async () => {
    for (const screen of [DESKTOP, PHONE]) {
      const visitor = await store().visit("/", { screen });
      const { page } = visitor;
      await page.getByRole("button", { name: "All categories" }).click();
      const menu = page.getByRole("dialog", { name: "All categories" });
      if (screen.isMobile) await menu.locator("summary", { hasText: "Kitchen & Dining" }).click();
      await assertAccessible(page, "the menu");
      await menu.getByRole("link", { name: "Mugs & Cups" }).click();
      await heading(page).filter({ hasText: "Mugs & Cups" }).waitFor();
      await menu.waitFor({ state: "hidden" });
      assert.match(await page.title(), /^Mugs & Cups/);
      await settled(page);
      const name = await cards(page).first().getByRole("link").innerText();
      await cards(page).first().getByRole("link").click();
      await heading(page).filter({ hasText: name }).waitFor();
      assert.equal(await page.evaluate("scrollY"), 0);
      assert.deepEqual(visitor.errors(), []);
      await visitor.close();
    }
  });

  test("suggestions come while typing and are chosen by the keyboard", { skip }, async () => {
    const visitor = await store().visit("/", { screen: DESKTOP });
    const { page } = visitor;
    const field = page.getByRole("combobox", { name: "Search" });
    await field.click();
    await page.keyboard.type("lunch b");
    const options = page.getByRole("listbox").getByRole("option");
    await options.first().waitFor();
    assert.equal(await field.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("ArrowDown");
    const active = await field.getAttribute("aria-activedescendant");
    assert.equal(await options.first().getAttribute("id"), active);
    assert.equal(await options.first().getAttribute("aria-selected"), "true");
    await assertAccessible(page, "the suggestions");
    await page.keyboard.press("Escape");
    assert.equal(await field.getAttribute("aria-expanded"), "false");
    assert.equal(await field.inputValue(), "lunch b");
    await page.keyboard.press("ArrowDown");
    const chosen = (await options.first().locator(".suggestions__text").innerText()).trim();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname !== "/");
    await heading(page).filter({ hasText: chosen }).waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("a misspelt search finds what was meant, and says so", { skip }, async () => {
    const visitor = await store().visit("/search?q=lanturn", { screen: PHONE });
    const { page } = visitor;
    await cards(page).first().waitFor();
    await heading(page).filter({ hasText: "lantern" }).waitFor();
    await page.getByText("There is nothing for “lanturn”.").waitFor();
    assert.match(await cards(page).first().innerText(), /lantern/i);
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("filters narrow the list, are kept in the address, and are taken away again", { skip }, async () => {
    const visitor = await store().visit("/search?q=mug", { screen: DESKTOP });
    const { page } = visitor;
    await cards(page).first().waitFor();
    const all = await counted(page);
    const colour = page.locator(".facet", { hasText: "Colour" }).locator(".facet__value").first();
    const expected = Number((await colour.locator(".facet__count").innerText()).replace(/\D/g, ""));
    await colour.getByRole("checkbox").check();
    await listed(page, /attribute=colour/);
    assert.equal(await counted(page), expected);
    assert.ok(expected < all);
    await page.reload();
    await cards(page).first().waitFor();
    assert.equal(await counted(page), expected);
    await assertAccessible(page, "a filtered list");
    await page.getByRole("button", { name: /^Remove the filter Colour/ }).click();
    await listed(page, /q=mug$/);
    assert.equal(await counted(page), all);
    await page.goBack();
    await listed(page, /attribute=colour/);
    assert.equal(await counted(page), expected);
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("prices are limited in the shopper's currency, and sorted", { skip }, async () => {
    const visitor = await store().visit("/search?q=bag", { screen: DESKTOP });
    const { page } = visitor;
    await cards(page).first().waitFor();
    await page.getByRole("textbox", { name: "From (GBP)" }).fill("2");
    await page.getByRole("textbox", { name: "To (GBP)" }).fill("4,50");
    await page.getByRole("button", { name: "Apply" }).click();
    await listed(page, /priceMin=200&priceMax=450/);
    await page.getByLabel("Sort by").selectOption("price-asc");
    await listed(page, /sort=price-asc/);
    const prices = (await page.locator(".result-grid .price").allInnerTexts()).map((text) => Number(/[\d.]+/.exec(text)?.[0]));
    assert.ok(prices.length > 0);
    assert.ok(
      prices.every((price) => price >= 2 && price <= 4.5),
      prices.join(" "),
    );
    assert.deepEqual(
      prices,
      [...prices].sort((a, b) => a - b),
    );
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("on a phone the filters are in a drawer, and more products come by a button", { skip }, async () => {
    const visitor = await store().visit("/c/home-decoration", { screen: PHONE });
    const { page } = visitor;
    await cards(page).first().waitFor();
    await page.getByRole("button", { name: "Filters" }).click();
    const drawer = page.getByRole("dialog", { name: "Filters" });
    await drawer.getByRole("checkbox").first().check();
    await listed(page, /\?/);
    await assertAccessible(page, "the drawer");
    await drawer.getByRole("button", { name: /^Show .* products$/ }).click();
    await drawer.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Clear all filters" }).click();
    await listed(page, /home-decoration$/);
    const shown = await cards(page).count();
    await page.getByRole("button", { name: "Show more products" }).click();
    await cards(page).nth(shown).waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("when the search does not answer, the page says so and tries again", { skip }, async () => {
    const visitor = await store().visit("/cart", { screen: PHONE });
    const { page } = visitor;
    await page.route(/\/v1\/search\?/, (route) => route.abort());
    await page.goto(`${store().url}/search?q=mug`);
    await page.getByRole("alert").getByText("There is no connection to the shop.").waitFor();
    await assertAccessible(page, "a failure");
    await page.unroute(/\/v1\/search\?/);
    await page.getByRole("button", { name: "Try again" }).click();
    await cards(page).first().waitFor();
    await visitor.close();
  });

  test("the keyboard alone goes from the start page into a product", { skip }, async () => {
    const visitor = await store().visit("/", { screen: DESKTOP });
    const { page } = visitor;
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.textContent"), "Skip to the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.closest('main') !== null"), true);
    await page.getByRole("button", { name: "All categories" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press("Tab");
      assert.equal(
        await page.evaluate("document.activeElement.closest('dialog') !== null || document.activeElement === document.body"),
        true,
      );
    }
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate("document.activeElement.getAttribute('aria-label')"), "All categories");
    await visitor.close();
  });
}
