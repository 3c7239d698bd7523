import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { SCREENS } from "../../integration/support/browser.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { ADDRESS, addToCart, choosePayment, goToCheckout, pay } from "../support/shopper.ts";
import { type Store, skip } from "../support/store.ts";

const DESKTOP = SCREENS[0]!;
const PASSWORD = "correct horse battery";
const OTHER_PASSWORD = "staple battery horse";

export function testAccount(store: () => Store): void {
  test("a guest registers with a cart, orders to a saved address, and finds the order on another device", { skip }, async () => {
    const email = "account@example.com";
    const visitor = await store().visit("/cart", { screen: DESKTOP });
    const { page } = visitor;
    await addToCart(store(), page, "jumbo-bag");
    await register(store(), page, email);
    await page.getByRole("link", { name: /^Cart, 1/ }).waitFor();

    await page.getByRole("button", { name: "Add an address" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Full name").fill(ADDRESS.name);
    await dialog.getByLabel("Street and number").fill(ADDRESS.line1);
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").filter({ hasText: "2 things need your attention" }).waitFor();
    await assertAccessible(page, "the dialog of an address");
    await dialog.getByLabel("Postal code").fill(ADDRESS.postalCode);
    await dialog.getByLabel("Town or city").fill(ADDRESS.city);
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Usual address").waitFor();

    await goToCheckout(store(), page);
    assert.equal(await page.getByLabel("E-mail address").inputValue(), email);
    await choosePayment(page, "ok");
    await pay(page);
    await page.getByRole("heading", { name: "Thank you for your order" }).waitFor();
    await page.getByText(ADDRESS.line1).waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();

    const elsewhere = await store().visit("/account", { screen: SCREENS[1]! });
    elsewhere.expectStatus(401);
    await logIn(elsewhere.page, email, "not the password");
    await elsewhere.page.getByText("The e-mail address or the password is wrong.").waitFor();
    await logIn(elsewhere.page, email, PASSWORD);
    await elsewhere.page.getByText("Hello, Ada").waitFor();
    await elsewhere.page.getByRole("link", { name: "See all orders" }).click();
    await elsewhere.page.locator(".order-row").first().click();
    await elsewhere.page.getByRole("heading", { level: 1, name: /^Order / }).waitFor();
    assert.deepEqual(elsewhere.errors(), []);
    await elsewhere.close();
  });

  test("a wrong password does not cost the guest the cart", { skip }, async () => {
    const visitor = await store().visit("/cart", { screen: DESKTOP });
    visitor.expectStatus(401);
    await addToCart(store(), visitor.page, "jumbo-bag");
    await visitor.page.goto(`${store().url}/account`);
    await logIn(visitor.page, "nobody@example.com", PASSWORD);
    await visitor.page.getByText("The e-mail address or the password is wrong.").waitFor();
    await visitor.page.goto(`${store().url}/cart`);
    await visitor.page.locator(".cart-line").waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("the password is changed, and after logging out the new one opens the account", { skip }, async () => {
    const email = "password@example.com";
    const visitor = await store().visit("/account", { screen: DESKTOP });
    visitor.expectStatus(401);
    const { page } = visitor;
    await register(store(), page, email);
    await page.getByLabel("Current password").fill("wrong");
    await page.getByLabel("New password").fill(OTHER_PASSWORD);
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.getByText("The e-mail address or the password is wrong.").waitFor();
    await page.getByLabel("Current password").fill(PASSWORD);
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.locator(".account__done").waitFor();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await logIn(page, email, OTHER_PASSWORD);
    await page.getByText("Hello, Ada").waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("an e-mail address has one account", { skip }, async () => {
    const email = "twice@example.com";
    const first = await store().visit("/account", { screen: DESKTOP });
    await register(store(), first.page, email);
    await first.close();
    const second = await store().visit("/account", { screen: DESKTOP });
    second.expectStatus(409);
    await fillRegistration(second.page, email);
    await second.page.getByText("This e-mail address already has an account.").waitFor();
    assert.deepEqual(second.errors(), []);
    await second.close();
  });
}

async function fillRegistration(page: Page, email: string): Promise<void> {
  await page.locator("#register-name").fill("Ada");
  await page.locator("#register-email").fill(email);
  await page.locator("#register-password").fill(PASSWORD);
  await page.getByRole("button", { name: "Register" }).click();
}

async function register(store: Store, page: Page, email: string): Promise<void> {
  await page.goto(`${store.url}/account`);
  await fillRegistration(page, email);
  await page.getByText("Hello, Ada").waitFor();
}

async function logIn(page: Page, email: string, password: string): Promise<void> {
  await page.locator("#login-email").fill(email);
  await page.locator("#login-password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}
