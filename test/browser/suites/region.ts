import assert from "node:assert/strict";
import { test } from "node:test";
import { SCREENS } from "../../integration/support/browser.ts";
import { waitFor } from "../../support/wait.ts";
import { addToCart, settled } from "../support/shopper.ts";
import { type Store, skip } from "../support/store.ts";

const DESKTOP = SCREENS[0]!;

export function testRegion(store: () => Store): void {
  test("language, country and currency are chosen, kept, and the shop prices the cart anew", { skip }, async () => {
    const visitor = await store().visit("/cart", { screen: DESKTOP });
    const { page } = visitor;
    await addToCart(store(), page, "jumbo-bag");
    await page.goto(`${store().url}/cart`);
    await page.locator(".price-lines__total", { hasText: "£" }).waitFor();

    await page.getByRole("button", { name: /^Language, country and currency/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox").nth(0).selectOption("de");
    await page.getByRole("heading", { name: "Ihr Warenkorb" }).waitFor();
    await dialog.getByRole("combobox").nth(2).selectOption("EUR");
    await dialog.locator("form").getByRole("button").click();
    await page.locator(".price-lines__total", { hasText: "€" }).waitFor();
    assert.equal(await page.evaluate("document.documentElement.lang"), "de");

    await page.reload();
    await page.getByRole("heading", { name: "Ihr Warenkorb" }).waitFor();
    await page.locator(".price-lines__total", { hasText: "€" }).waitFor();
    await page.goto(`${store().url}/p/jumbo-bag`);
    await settled(page);
    assert.match(await page.locator("main").innerText(), /€/);
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("a browser that speaks French is answered in French, with the prices of its country", { skip }, async () => {
    const visitor = await store().visit("/cart", { screen: DESKTOP, locale: "fr-FR" });
    await visitor.page.getByRole("heading", { name: "Votre panier est vide" }).waitFor();
    await visitor.page.getByRole("button", { name: /EUR/ }).waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("dark is as the system has it, or as it was chosen", { skip }, async () => {
    const background = "getComputedStyle(document.documentElement).backgroundColor";
    const visitor = await store().visit("/cart", { screen: DESKTOP, colorScheme: "dark" });
    const dark = await visitor.page.evaluate(background);
    await visitor.page.getByRole("button", { name: /^Appearance/ }).click();
    const light = await waitFor(async () => {
      const now = await visitor.page.evaluate(background);
      return now === dark ? null : now;
    });
    await visitor.page.reload();
    await waitFor(async () => (await visitor.page.evaluate(background)) === light);
    await visitor.close();
  });
}
