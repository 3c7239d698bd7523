import type { Page } from "playwright-core";
import { waitFor } from "../../support/wait.ts";
import type { Store } from "./store.ts";

export const ADDRESS = { name: "Ada Byron", line1: "12 St James's Square", postalCode: "SW1Y 4JH", city: "London" } as const;

/** Puts a product into the cart as a visitor does, from its page. */
export async function addToCart(store: Store, page: Page, slug: string): Promise<void> {
  await page.goto(`${store.url}/p/${slug}`);
  const answered = page.waitForResponse(
    (response) => /\/v1\/carts/.test(response.url()) && response.request().method() === "POST",
  );
  await page.getByRole("button", { name: "Add to cart" }).click();
  await answered;
  await page.getByRole("link", { name: /^Cart, \d/ }).waitFor();
}

export type Payment = "ok" | "declined" | "slow" | "timeout-after-charge";

/** Fills in the checkout with what a browser would know. */
export async function fillCheckout(page: Page, payment: Payment = "ok", email = "ada@example.com"): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Full name").fill(ADDRESS.name);
  await page.getByLabel("Street and number").fill(ADDRESS.line1);
  await page.getByLabel("Postal code").fill(ADDRESS.postalCode);
  await page.getByLabel("Town or city").fill(ADDRESS.city);
  await choosePayment(page, payment);
}

export const choosePayment = (page: Page, payment: Payment): Promise<void> =>
  page.locator(`input[name="payment"][value="${payment}"]`).check();

export const pay = (page: Page): Promise<void> => page.getByRole("button", { name: /^Pay £/ }).click();

export async function goToCheckout(store: Store, page: Page): Promise<void> {
  await page.goto(`${store.url}/checkout`);
  await page.getByRole("heading", { name: "Payment" }).waitFor();
}

/** What the shop itself says about the orders of this visitor. */
export const ordersOf = (store: Store, page: Page) => itemsOf<{ id: string; status: string }>(store, page, "/v1/orders");

/** What the shop has noted in the feed of this visitor, newest first; nothing for who has not done anything yet. */
export async function feedOf(store: Store, page: Page): Promise<readonly string[]> {
  return (await itemsOf<{ kind: string }>(store, page, "/v1/feed")).map(({ kind }) => kind);
}

async function itemsOf<Item>({ url }: Store, page: Page, path: string): Promise<readonly Item[]> {
  const token = await page.evaluate("JSON.parse(localStorage.getItem('tenfold.session'))?.token ?? null");
  if (token === null) return [];
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return ((await answer.json()) as { items: Item[] }).items;
}

/** Until whatever was going on has ended: nothing is asked for, and nothing is grey any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await waitFor(async () => (await page.locator(".skeleton").count()) === 0, { timeoutMs: 20_000, message: "a skeleton stays" });
}
