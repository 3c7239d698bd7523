import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { type LabShop, startLabShop } from "../../src/lab/faults/lab-shop.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { browserPath, openBrowser, SCREENS, visit } from "./support/browser.ts";

const skip = browserPath === undefined ? "there is no Chromium in /usr/bin" : false;
/** Set to docs/images, this run makes the pictures of the documentation. */
const picturesDirectory = process.env.TENFOLD_SCREENSHOTS;

let place: TemporaryDirectory;
let shop: LabShop | undefined;
let browser: Browser | undefined;
before(async () => {
  place = await makeTemporaryDirectory();
  if (browserPath === undefined) return;
  shop = await startLabShop({ directory: join(place.path, "shop"), apiProcesses: 1, onEvent: () => undefined });
  browser = await openBrowser(browserPath);
});
after(async () => {
  await browser?.close();
  await shop?.stop();
  await place.remove();
});

for (const screen of SCREENS) {
  test(`the docs page shows every call on a ${screen.name}, without an error`, { skip }, async () => {
    const url = shop!.apiUrls[0]!;
    const { page, errors } = await visit(browser!, `${url}/docs`, screen);
    const openApi = (await (await fetch(`${url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const operations = Object.values(openApi.paths).flatMap((path) => Object.values(path));
    assert.deepEqual(await callsWhileScrolling(page), new Set(operations.map(({ operationId }) => operationId)));
    await page.evaluate("scrollTo(0, 0)");
    assert.equal(await page.evaluate("window.innerWidth"), screen.width);
    const tooWide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert.equal(await page.evaluate(tooWide), 0, "the page is wider than the screen");
    const directory = resolve(picturesDirectory ?? place.path);
    await mkdir(directory, { recursive: true });
    await page.screenshot({ path: join(directory, `docs-${screen.name}.png`) });
    await page.close();
    assert.deepEqual(errors, []);
  });
}

test("a call is found by its tag and shows what it takes and answers", { skip }, async () => {
  const { page, errors } = await visit(browser!, `${shop!.apiUrls[0]}/docs`, SCREENS[0]!);
  await page.locator(".operation-filter-input").fill("checkout");
  await page.locator(".opblock").nth(1).waitFor({ state: "detached" });
  const operation = page.locator("#operations-checkout-checkout");
  await operation.locator(".opblock-summary-control").click();
  await operation.locator(".response-col_status", { hasText: "402" }).waitFor();
  await operation.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(resolve(picturesDirectory ?? place.path), "docs-checkout.png") });
  await page.close();
  assert.deepEqual(errors, []);
});

test("a call can be tried on the docs page", { skip }, async () => {
  const { page, errors } = await visit(browser!, `${shop!.apiUrls[0]}/docs`, SCREENS[0]!);
  const operation = page.locator(".opblock", { hasText: "/healthz" }).first();
  await operation.locator(".opblock-summary").click();
  const execute = operation.locator("button.execute");
  if ((await execute.count()) === 0) await operation.locator("button.try-out__btn").click();
  await execute.click();
  await operation.locator(".live-responses-table .response-col_status", { hasText: "200" }).waitFor();
  await page.close();
  assert.deepEqual(errors, []);
});

/** The page draws only the calls in sight and around it, so each is seen when it is scrolled to. */
async function callsWhileScrolling(page: Page): Promise<Set<string>> {
  const seen = new Set<string>();
  await page.waitForSelector(".opblock");
  for (let isEnd = false; !isEnd; ) {
    for (const id of (await page.evaluate("[...document.querySelectorAll('.opblock')].map((block) => block.id)")) as string[]) {
      seen.add(id.slice(id.lastIndexOf("-") + 1));
    }
    isEnd = (await page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight")) as boolean;
    await page.evaluate(
      "new Promise((drawn) => { scrollBy(0, innerHeight / 2); requestAnimationFrame(() => setTimeout(drawn)); })",
    );
  }
  return seen;
}
