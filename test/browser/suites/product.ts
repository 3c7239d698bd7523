import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { SCREENS, type Screen } from "../../integration/support/browser.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { settled } from "../support/shopper.ts";
import { type Store, skip, type Visitor } from "../support/store.ts";

const [DESKTOP, PHONE] = [SCREENS[0]!, SCREENS[1]!];
/** Has three designs, cheaper by the hundred, and has often been bought together with others. */
const SLUG = "jumbo-bag";

async function onProduct(store: Store, screen: Screen, slug = SLUG): Promise<Visitor> {
  const visitor = await store.visit(`/p/${slug}`, { screen });
  await visitor.page.getByRole("button", { name: "Add to cart" }).waitFor();
  return visitor;
}

/** Sections below begin to load when they come near. */
async function goTo(page: Page, id: "reviews" | "questions") {
  const section = page.locator(`#${id}`);
  await section.scrollIntoViewIfNeeded();
  await section.getByRole("heading", { level: 2 }).first().waitFor();
  await settled(page);
  return section;
}

async function writeText(page: Page, label: string, text: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(label).fill(text);
  await dialog.getByLabel("Name that is shown").fill("Grace");
  await dialog.getByLabel("E-mail address").fill("grace@example.com");
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog.waitFor({ state: "hidden" });
}

async function postReview(store: Store, productId: number): Promise<void> {
  const session = (await (await fetch(`${store.url}/v1/sessions`, { method: "POST" })).json()) as { token: string };
  const review = {
    rating: 5,
    summary: "Bright",
    body: "It lights the room.",
    recommend: true,
    name: "Ada",
    email: "ada@example.com",
  };
  const answer = await fetch(`${store.url}/v1/products/${productId}/reviews`, {
    method: "POST",
    headers: { authorization: `Bearer ${session.token}`, "content-type": "application/json" },
    body: JSON.stringify(review),
  });
  assert.equal(answer.status, 201, await answer.text());
}

export function testProduct(store: () => Store): void {
  test("a design is chosen, several units are put into the cart, and the page says so", { skip }, async () => {
    const visitor = await onProduct(store(), PHONE);
    const { page } = visitor;
    const designs = page.getByRole("group", { name: /^Design/ }).getByRole("radio");
    await designs.nth(1).check();
    await page.waitForURL(/variant=\d+2$/);
    await designs.nth(0).check();
    await page.waitForURL(/variant=\d+1$/);
    await page.getByRole("button", { name: /^from 100/ }).click();
    assert.equal(await page.getByRole("textbox", { name: "Quantity" }).inputValue(), "100");
    await page.getByRole("button", { name: "One more" }).click();
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.locator(".added-notice", { hasText: "101 × Jumbo Bag is in your cart." }).waitFor();
    await page.getByRole("link", { name: "Cart, 101 items" }).waitFor();
    await assertAccessible(page, "a product in the cart");
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("what is sold out cannot be put into the cart, and the page says so", { skip }, async () => {
    const product = await store().staff.addProduct({ name: "A vase that is gone", units: 0 });
    const visitor = await store().visit(`/p/${product.slug}`, { screen: PHONE });
    const button = visitor.page.getByRole("button", { name: "Sold out" });
    await button.waitFor();
    assert.equal(await button.isDisabled(), true);
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("pictures are looked at one by one, and closer", { skip }, async () => {
    const visitor = await onProduct(store(), DESKTOP);
    const { page } = visitor;
    const gallery = page.getByRole("region", { name: "Pictures" });
    await gallery.getByRole("button", { name: "Picture 2 of 3", exact: true }).click();
    await gallery
      .locator('.gallery__thumb[aria-current="true"]')
      .and(page.getByLabel("Picture 2 of 3", { exact: true }))
      .waitFor();
    await gallery
      .getByRole("button", { name: /^Look closer/ })
      .nth(1)
      .click();
    const dialog = page.getByRole("dialog", { name: "Jumbo Bag" });
    await dialog.locator(".zoom__picture").click();
    assert.equal(await dialog.locator(".zoom__picture").getAttribute("aria-pressed"), "true");
    await assertAccessible(page, "a picture from nearby");
    await page.keyboard.press("ArrowRight");
    assert.equal(await dialog.getByRole("button", { name: "Next picture" }).isDisabled(), true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("a review is written, seen at once, counted, and found by its stars", { skip }, async () => {
    const product = await store().staff.addProduct({ name: "A lamp to be reviewed", units: 5 });
    const visitor = await onProduct(store(), DESKTOP, product.slug);
    const { page } = visitor;
    const section = await goTo(page, "reviews");
    await section.getByRole("button", { name: "Write a review" }).click();
    const dialog = page.getByRole("dialog", { name: "Review A lamp to be reviewed" });
    await dialog.getByRole("button", { name: "Send the review" }).click();
    await dialog.getByText("Please choose a number of stars.").waitFor();
    await assertAccessible(page, "a review with everything missing");
    await dialog.getByRole("radio", { name: /^4 out of 5/ }).check();
    await dialog.getByRole("radio", { name: "Yes", exact: true }).check();
    await dialog.getByLabel("Headline").fill("Bright");
    await dialog.getByLabel("Your review").fill("It lights the whole room.");
    await dialog.getByLabel("Name that is shown").fill("Ada");
    await dialog.getByLabel("E-mail address").fill("ada@example.com");
    await dialog.getByRole("button", { name: "Send the review" }).click();
    await dialog.waitFor({ state: "hidden" });
    await section.getByText("Thank you. Your review is online.").waitFor();
    await section.getByRole("heading", { name: "Bright" }).waitFor();
    await section.locator(".summary__of", { hasText: "1 review" }).waitFor();
    await page.locator(".buy-box__rating", { hasText: "(1)" }).waitFor();

    await page.reload();
    const again = await goTo(page, "reviews");
    await again.getByRole("button", { name: "4 stars 1" }).click();
    await again.getByRole("heading", { name: "Bright" }).waitFor();
    await assertAccessible(page, "reviews");
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("another shopper finds a review helpful, and reports it", { skip }, async () => {
    const product = await store().staff.addProduct({ name: "A lamp that helps", units: 5 });
    await postReview(store(), product.id);
    const visitor = await onProduct(store(), PHONE, product.slug);
    const section = await goTo(visitor.page, "reviews");
    const review = section.locator(".review").first();
    await review.getByRole("button", { name: "Helpful" }).click();
    await review.getByRole("button", { name: "Helpful (1)", pressed: true }).waitFor();
    await review.getByRole("button", { name: "Report" }).click();
    await review.getByText("Reported. We will look at it.").waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("a question is asked, and answered", { skip }, async () => {
    const product = await store().staff.addProduct({ name: "A clock to be asked about", units: 5 });
    const visitor = await onProduct(store(), PHONE, product.slug);
    const { page } = visitor;
    const section = await goTo(page, "questions");
    await section.getByText("Nobody has asked about this yet.").waitFor();
    await section.getByRole("button", { name: "Ask a question" }).click();
    await writeText(page, "Your question", "Does it tick?");
    await section.getByRole("heading", { name: "Does it tick?" }).waitFor();
    await section.getByRole("button", { name: "Answer this question" }).click();
    await writeText(page, "Your answer", "Not that I could hear.");
    await section.getByText("Not that I could hear.").waitFor();
    await assertAccessible(page, "questions");
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("what others bought with it is shown, and what was looked at before", { skip }, async () => {
    const visitor = await store().visit("/cart", { screen: DESKTOP });
    const { page } = visitor;
    const noted = page.waitForResponse((response) => response.url().endsWith("/views"));
    await page.goto(`${store().url}/p/${SLUG}`);
    await page.locator(".details").scrollIntoViewIfNeeded();
    await page.getByRole("region", { name: "Often bought together" }).locator(".product-card").first().waitFor();
    await noted;
    await page.goto(`${store().url}/`);
    await page.getByRole("region", { name: "You looked at" }).getByRole("link", { name: "Jumbo Bag" }).waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("a product that there is not is a page that says so", { skip }, async () => {
    const visitor = await store().visit("/cart", { screen: PHONE });
    visitor.expectStatus(404);
    await visitor.page.goto(`${store().url}/p/there-is-no-such-thing`);
    await visitor.page.getByRole("heading", { name: "This page is not here" }).waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });
}
