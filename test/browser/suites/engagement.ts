import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { SCREENS } from "../../integration/support/browser.ts";
import { waitFor } from "../../support/wait.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { feedOf, settled } from "../support/shopper.ts";
import { type Store, skip } from "../support/store.ts";

const [DESKTOP, PHONE] = [SCREENS[0]!, SCREENS[1]!];

async function goToComments(page: Page) {
  const section = page.locator("#comments");
  await section.scrollIntoViewIfNeeded();
  await section.getByRole("heading", { level: 2 }).first().waitFor();
  await settled(page);
  return section;
}

export function testEngagement(store: () => Store): void {
  test("a product is liked at once, by everybody once, and the like is taken back", { skip }, async () => {
    const product = await store().staff.addProduct({ name: "A vase to be liked", units: 5 });
    const path = `/p/${product.slug}`;
    const visitor = await store().visit(path, { screen: PHONE });
    const { page } = visitor;
    await page.getByRole("button", { name: "Like", exact: true, pressed: false }).click();
    await page.getByRole("button", { name: "Liked", pressed: true }).waitFor();
    await page.getByText("1 like", { exact: true }).waitFor();
    await assertAccessible(page, "a product that is liked");
    await waitFor(async () => (await likesOf(store(), product.id)) === 1);
    await page.reload();
    await page.getByRole("button", { name: "Liked", pressed: true }).waitFor();

    const other = await store().visit(path, { screen: DESKTOP });
    await other.page.getByText("1 like", { exact: true }).waitFor();
    await other.page.getByRole("button", { name: "Like", exact: true, pressed: false }).waitFor();
    await other.close();

    await page.getByRole("button", { name: "Liked", pressed: true }).click();
    await page.getByRole("button", { name: "Like", exact: true, pressed: false }).waitFor();
    await waitFor(async () => (await likesOf(store(), product.id)) === 0);
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("a like that the shop refuses is shown as not given, with a sentence", { skip }, async () => {
    const product = await store().staff.addProduct({ name: "A vase that cannot be liked", units: 5 });
    const visitor = await store().visit(`/p/${product.slug}`, { screen: PHONE });
    const { page } = visitor;
    visitor.expectStatus(503);
    await page.route("**/like", (route) => route.fulfill({ status: 503, contentType: "application/json", body: "{}" }));
    await page.getByRole("button", { name: "Like", exact: true }).click();
    await page.locator(".buy-box__likes").getByRole("alert").waitFor();
    await page.getByRole("button", { name: "Like", exact: true, pressed: false }).waitFor();
    await visitor.close();
  });

  test("a comment is written, seen at once, reported by another, and deleted by its writer", { skip }, async () => {
    const product = await store().staff.addProduct({ name: "A lamp to be talked about", units: 5 });
    const visitor = await store().visit(`/p/${product.slug}`, { screen: DESKTOP });
    const { page } = visitor;
    const section = await goToComments(page);
    await section.getByText("Nobody has written a comment yet.").waitFor();
    await section.getByRole("button", { name: "Write a comment" }).click();
    const dialog = page.getByRole("dialog", { name: "Comment on A lamp to be talked about" });
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.getByText("Please write something.").waitFor();
    await assertAccessible(page, "a comment with everything missing");
    await dialog.getByLabel("Your comment").fill("<b>Does</b> it come in green?");
    await dialog.getByLabel("Name that is shown").fill("Grace");
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.waitFor({ state: "hidden" });
    await section.getByText("<b>Does</b> it come in green?").waitFor();
    await assertAccessible(page, "comments");

    const other = await store().visit(`/p/${product.slug}`, { screen: PHONE });
    const seen = await goToComments(other.page);
    await seen.getByRole("button", { name: "Report" }).click();
    await seen.getByText("Reported. We will look at it.").waitFor();
    assert.equal(await seen.getByRole("button", { name: "Delete" }).count(), 0, "it is not theirs");
    assert.deepEqual(other.errors(), []);
    await other.close();

    await section.getByRole("button", { name: "Delete" }).click();
    await section.getByText("Nobody has written a comment yet.").waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });

  test("what a shopper did stands in the feed, each with the way to it", { skip }, async () => {
    const product = await store().staff.addProduct({ name: "A clock to be followed", units: 5 });
    const visitor = await store().visit(`/p/${product.slug}`, { screen: PHONE, locale: "de-DE" });
    const { page } = visitor;
    await page.getByRole("button", { name: "Gefällt mir", exact: true }).click();
    await page.getByRole("button", { name: "Gefällt Ihnen", pressed: true }).waitFor();
    await waitFor(async () => (await feedOf(store(), page)).includes("liked"));
    await page.goto(`${store().url}/account/activity`);
    await page.getByText("Das gefällt Ihnen").waitFor();
    await page.getByRole("link", { name: "A clock to be followed" }).click();
    await page.getByRole("heading", { level: 1, name: "A clock to be followed" }).waitFor();
    assert.deepEqual(visitor.errors(), []);
    await visitor.close();
  });
}

async function likesOf({ url }: Store, productId: number): Promise<number> {
  return ((await (await fetch(`${url}/v1/products/${productId}/engagement`)).json()) as { likes: number }).likes;
}
