import assert from "node:assert/strict";
import { test } from "node:test";
import { SCREENS } from "../../integration/support/browser.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { addToCart, choosePayment, fillCheckout, goToCheckout, ordersOf, pay } from "../support/shopper.ts";
import { type Store, skip, type Visitor } from "../support/store.ts";

const [DESKTOP, PHONE] = [SCREENS[0]!, SCREENS[1]!];
/** The sandbox answers after three seconds, the shop gives up on a payment after five, and a worker asks five seconds later. */
const PAYMENT_PATIENCE_MS = 60_000;
const PLENTY = 1_000;
const THANKS = "Thank you for your order";

export function testBuying(store: () => Store): void {
  /** Runs with a visitor whose cart has one new product in it; nothing may have gone wrong in the browser that was not expected. */
  function withCart(
    name: string,
    units: number,
    run: (visitor: Visitor, product: { readonly variantId: number; readonly slug: string }) => Promise<void>,
  ) {
    test(name, { skip }, async () => {
      const product = await store().staff.addProduct({ name: "Test teapot", units });
      const visitor = await store().visit("/cart", { screen: DESKTOP });
      try {
        await addToCart(store(), visitor.page, product.slug);
        await goToCheckout(store(), visitor.page);
        await run(visitor, product);
        assert.deepEqual(visitor.errors(), []);
      } finally {
        await visitor.close();
      }
    });
  }

  for (const screen of SCREENS) {
    test(`from the search to a paid order on a ${screen.name}`, { skip }, async () => {
      const visitor = await store().visit("/", { screen });
      const { page } = visitor;
      await page.getByRole("combobox", { name: "Search" }).fill("jumbo bag");
      await page.getByRole("combobox", { name: "Search" }).press("Enter");
      await page.waitForURL(/\/search\?q=jumbo/);
      await page.locator(".product-card a").first().click();
      await page.waitForURL(/\/p\//);
      await page.getByRole("button", { name: "Add to cart" }).click();
      await page.getByRole("link", { name: /^Cart, 1/ }).waitFor();
      await page.getByRole("link", { name: /^Cart, 1/ }).click();
      await page.waitForURL(/\/cart$/);
      await page.getByRole("link", { name: "To the checkout" }).click();
      await fillCheckout(page);
      await pay(page);
      await page.getByRole("heading", { name: THANKS }).waitFor();
      assert.match(page.url(), /\/orders\/[0-9a-f-]{36}$/);
      const orders = await ordersOf(store(), page);
      assert.deepEqual(
        orders.map(({ status }) => status),
        ["paid"],
      );
      await page.getByRole("link", { name: "Cart", exact: true }).first().waitFor();
      assert.deepEqual(visitor.errors(), []);
      await visitor.close();
    });
  }

  withCart("a declined card says so, keeps the cart, and another card pays", PLENTY, async ({ page, expectStatus }) => {
    expectStatus(402);
    await fillCheckout(page, "declined");
    await pay(page);
    const told = page.getByRole("alert").filter({ hasText: "The payment was declined" });
    await told.waitFor();
    assert.match(await told.innerText(), /Nothing was charged/);
    await assertAccessible(page, "a declined checkout");
    assert.equal(await page.evaluate("document.activeElement.className"), "error-summary");
    await choosePayment(page, "ok");
    await pay(page);
    await page.getByRole("heading", { name: THANKS }).waitFor();
    const statuses = (await ordersOf(store(), page)).map(({ status }) => status);
    assert.deepEqual(statuses.toSorted(), ["paid", "payment_failed"]);
  });

  withCart("a slow bank is waited for, and the page says so", PLENTY, async ({ page }) => {
    await fillCheckout(page, "slow");
    await pay(page);
    await page.getByText("The bank is taking its time").waitFor();
    await page.getByRole("heading", { name: THANKS }).waitFor();
  });

  withCart(
    "a bank that does not answer leaves a pending order, which becomes paid before one's eyes",
    PLENTY,
    async ({ page }) => {
      await fillCheckout(page, "timeout-after-charge");
      await pay(page);
      await page.getByRole("heading", { name: "We are waiting for the bank" }).waitFor();
      await assertAccessible(page, "a pending order");
      await page.getByRole("heading", { name: THANKS }).waitFor({ timeout: PAYMENT_PATIENCE_MS });
      assert.deepEqual(
        (await ordersOf(store(), page)).map(({ status }) => status),
        ["paid"],
      );
    },
  );

  withCart("whoever reloads while the order is being placed gets one order", PLENTY, async ({ page }) => {
    await fillCheckout(page, "slow");
    await pay(page);
    await page.getByText("The bank is taking its time").waitFor();
    await page.reload();
    await page.getByRole("heading", { name: THANKS }).waitFor({ timeout: PAYMENT_PATIENCE_MS });
    assert.deepEqual(
      (await ordersOf(store(), page)).map(({ status }) => status),
      ["paid"],
    );
  });

  withCart("a connection that breaks off after the order was placed makes no second one", PLENTY, async (visitor) => {
    const { page } = visitor;
    let sent = 0;
    const keys = new Set<string | undefined>();
    await page.route(/\/checkout$/, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      sent += 1;
      keys.add(route.request().headers()["idempotency-key"]);
      // The shop does it, and the answer is lost each time until the shopper tries again by hand.
      if (sent > 4) return route.continue();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await fillCheckout(page);
    await pay(page);
    const told = page.getByRole("alert").filter({ hasText: "We do not know yet" });
    await told.waitFor();
    await told.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: THANKS }).waitFor();
    assert.equal(keys.size, 1);
    assert.deepEqual(
      (await ordersOf(store(), page)).map(({ status }) => status),
      ["paid"],
    );
    await page.unrouteAll({ behavior: "ignoreErrors" });
    const others = visitor.errors().filter((error) => !error.includes("ERR_CONNECTION_RESET"));
    assert.deepEqual(others, []);
    visitor.forget();
  });

  withCart(
    "what is sold out meanwhile is named, can be reduced on the spot, and the rest is bought",
    5,
    async ({ page, expectStatus }, product) => {
      expectStatus(409);
      await page.goto(`${store().url}/cart`);
      for (const quantity of [2, 3]) {
        await page.getByRole("button", { name: "One more" }).click();
        await page
          .getByRole("textbox", { name: /Test teapot/ })
          .and(page.locator(`[value="${quantity}"]`))
          .waitFor();
      }
      await page.waitForResponse((response) => response.request().method() === "PATCH");
      await goToCheckout(store(), page);
      await fillCheckout(page);
      await store().staff.setUnits(product.variantId, 2);
      await pay(page);
      const told = page.getByRole("alert").filter({ hasText: "Some of your items are sold out" });
      await told.getByText("you want 3, 2 left").waitFor();
      await assertAccessible(page, "a sold-out checkout");
      await told.getByRole("button", { name: "Take 2" }).click();
      await told.waitFor({ state: "detached" });
      await pay(page);
      await page.getByRole("heading", { name: THANKS }).waitFor();
    },
  );

  withCart("a price that changed is shown before anything is charged", PLENTY, async ({ page, expectStatus }, product) => {
    expectStatus(409);
    await fillCheckout(page);
    await store().staff.setPrice(product.variantId, 1_500);
    await pay(page);
    const told = page.getByRole("alert").filter({ hasText: "The total has changed" });
    await told.waitFor();
    assert.equal((await ordersOf(store(), page)).length, 0);
    await told.getByRole("button", { name: /^Pay £.* instead/ }).click();
    await page.getByRole("heading", { name: THANKS }).waitFor();
  });

  withCart("a voucher is applied, and refused with its reason", PLENTY, async ({ page }) => {
    await page.goto(`${store().url}/cart`);
    await page.getByLabel("Voucher code").fill("welcome10");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("Discount").waitFor();
    await page.getByLabel("Voucher code").fill("NO-SUCH-CODE");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.locator(".coupon-form__reason", { hasText: "There is no such voucher." }).waitFor();
    await page.getByRole("button", { name: "Remove the voucher NO-SUCH-CODE" }).click();
    await page.getByText("NO-SUCH-CODE").waitFor({ state: "detached" });
  });

  withCart("an item is removed and put back", PLENTY, async ({ page }) => {
    await page.goto(`${store().url}/cart`);
    await page.getByRole("button", { name: "Remove Test teapot" }).click();
    await page.getByRole("heading", { name: "Your cart is empty" }).waitFor();
    await page.getByRole("button", { name: "Put it back" }).click();
    await page.locator(".cart-line").waitFor();
  });

  withCart("a form with mistakes says which, and leads to them", PLENTY, async ({ page }) => {
    await page.getByLabel("E-mail address").fill("not an address");
    await pay(page);
    const told = page.getByRole("alert").filter({ hasText: "5 things need your attention" });
    await told.waitFor();
    await assertAccessible(page, "a checkout with mistakes");
    await told.getByRole("link", { name: "Please enter the postal code." }).click();
    assert.equal(await page.evaluate("document.activeElement.id"), "checkout-postalCode");
    assert.equal((await ordersOf(store(), page)).length, 0);
  });

  withCart("the whole checkout works by keyboard alone", PLENTY, async ({ page }) => {
    await page.getByLabel("E-mail address").focus();
    await page.keyboard.type("ada@example.com");
    const typed = new Map([
      ["checkout-name", "Ada Byron"],
      ["checkout-line1", "12 St James's Square"],
      ["checkout-postalCode", "SW1Y 4JH"],
      ["checkout-city", "London"],
    ]);
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press("Tab");
      const id = (await page.evaluate("document.activeElement.id")) as string;
      const text = typed.get(id);
      if (text !== undefined) await page.keyboard.type(text);
      if (((await page.evaluate("document.activeElement.textContent")) as string).startsWith("Pay £")) break;
    }
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: THANKS }).waitFor();
  });

  withCart("an order is cancelled, after being asked once more", PLENTY, async ({ page }) => {
    await fillCheckout(page);
    await pay(page);
    await page.getByRole("heading", { name: THANKS }).waitFor();
    await page.getByRole("button", { name: "Cancel the order" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Yes, cancel it" }).click();
    await page.getByRole("heading", { name: "This order is cancelled" }).waitFor();
  });

  test("another visitor's order is not shown", { skip }, async () => {
    const visitor = await store().visit("/cart", { screen: PHONE });
    visitor.expectStatus(404);
    await addToCart(store(), visitor.page, "jumbo-bag");
    await visitor.page.goto(`${store().url}/orders/01a20854-2953-7d5a-82e8-a6b131c68429`);
    await visitor.page.getByRole("heading", { name: "This order is not here" }).first().waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });
}
