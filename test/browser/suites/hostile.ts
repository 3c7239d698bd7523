import assert from "node:assert/strict";
import { test } from "node:test";
import { SCREENS } from "../../integration/support/browser.ts";
import { addToCart, fillCheckout, goToCheckout, pay, settled } from "../support/shopper.ts";
import { type Store, skip } from "../support/store.ts";

/** Each of them would do something if it ever became more than text. */
const TEXTS = [
  `<script>window.hacked=1</script>`,
  `<img src=x onerror="window.hacked=1">`,
  `"><svg onload=window.hacked=1>`,
  "javascript:window.hacked=1",
  "{{constructor.constructor('window.hacked=1')()}}",
  "\u202Eright to left\u202C 👩‍👩‍👧‍👦 Z̸̧̢͔a̷l̶g̵o̷",
].join(" ");

export function testHostileTexts(store: () => Store): void {
  test("texts of others are shown as they were written, and do nothing", { skip }, async () => {
    const product = await store().staff.addProduct({ name: TEXTS.slice(0, 190), description: TEXTS, units: 10 });
    await post(`/v1/products/${product.id}/reviews`, {
      rating: 1,
      summary: TEXTS.slice(0, 60),
      body: TEXTS,
      recommend: false,
      name: "Mallory",
    });
    await post(`/v1/products/${product.id}/questions`, { body: TEXTS, name: "Mallory" });

    const visitor = await store().visit(`/p/${product.slug}`, { screen: SCREENS[1]! });
    const { page } = visitor;
    await settled(page);
    await page.evaluate("scrollTo(0, document.body.scrollHeight)");
    await settled(page);
    assert.ok((await page.locator("main").innerText()).includes("<script>window.hacked=1</script>"));
    await page.goto(`${store().url}/search?q=${encodeURIComponent(TEXTS.slice(0, 120))}`);
    await settled(page);
    await addToCart(store(), page, product.slug);
    await goToCheckout(store(), page);
    await fillCheckout(page);
    await page.getByLabel("Full name").fill(TEXTS.slice(0, 110));
    await page.getByLabel("Street and number").fill(TEXTS.slice(0, 190));
    await pay(page);
    await page.getByRole("heading", { name: "Thank you for your order" }).waitFor();
    await settled(page);
    assert.ok((await page.locator("address").innerText()).includes("<script>window.hacked=1</script>"));
    const tooWide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert.equal(await page.evaluate(tooWide), 0, "the page is wider than the screen");
    assert.equal(await page.evaluate("window.hacked"), undefined);
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  async function post(path: string, body: object): Promise<void> {
    const session = (await (await fetch(`${store().url}/v1/sessions`, { method: "POST" })).json()) as { token: string };
    const headers = { authorization: `Bearer ${session.token}`, "content-type": "application/json" };
    const answer = await fetch(`${store().url}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify({ email: "mallory@example.com", ...body }),
    });
    assert.equal(answer.status, 201, await answer.text());
  }
}
