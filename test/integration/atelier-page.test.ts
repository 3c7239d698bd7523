import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { type LabShop, startLabShop } from "../../src/lab/faults/lab-shop.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { servePage } from "./support/atelier-page.ts";
import { browserPath, openBrowser, SCREENS, visit } from "./support/browser.ts";

const skip = browserPath === undefined ? "there is no Chromium in /usr/bin" : false;

let place: TemporaryDirectory;
let shop: LabShop | undefined;
let browser: Browser | undefined;
let front: Awaited<ReturnType<typeof servePage>> | undefined;
before(async () => {
  place = await makeTemporaryDirectory();
  if (browserPath === undefined) return;
  shop = await startLabShop({ directory: join(place.path, "shop"), apiProcesses: 1, onEvent: () => undefined });
  front = await servePage(`${shop.apiUrls[0]}/atelier`, "a token that the front was given");
  browser = await openBrowser(browserPath);
});
after(async () => {
  await browser?.close();
  await front?.close();
  await shop?.stop();
  await place.remove();
});

const textOf = async (page: Page, selector: string) => (await page.locator(selector).innerText()).trim();

async function press(page: Page, button: string): Promise<void> {
  await page.locator(button).click();
  await page.locator("#state", { hasText: "ready" }).waitFor();
}

for (const screen of SCREENS) {
  test(`a page of another origin shows a demo product and writes to the shop, on a ${screen.name}`, { skip }, async () => {
    const { page, errors } = await visit(browser!, front!.url, screen);
    await page.locator("#state", { hasText: "ready" }).waitFor();
    assert.notEqual(await textOf(page, "#name"), "");
    assert.match(await textOf(page, "#price"), /^\d+\.\d{2}$/);
    assert.ok((await page.locator("#features li").count()) >= 1);
    assert.ok((await page.locator("#sizes option").count()) >= 1);
    const widths = "Array.from(document.querySelectorAll('#photos img, #related img'), (image) => image.naturalWidth)";
    const drawn = await page.evaluate<number[]>(widths);
    assert.ok(drawn.length >= 4 && drawn.every((width) => width > 0), `pictures of ${drawn.join(", ")} pixels`);

    await press(page, "#write");
    const first = page.locator("#reviews li").first();
    assert.equal(await first.innerText(), "<img src=x onerror=alert(1)>: Written in a browser, \u{1F600}. (0)");
    await press(page, "#helpful");
    assert.match(await first.innerText(), /\(1\)$/);
    assert.match(await textOf(page, "#stars"), /^[1-9]\d* reviews$/);

    const sku = await page.locator("#sizes").inputValue();
    const bag = await textOf(page, "#bag");
    await press(page, "#add");
    const units = Number(/^\d+/.exec(bag)?.[0] ?? 0);
    assert.equal(await textOf(page, "#bag"), `${units + 1} x ${sku}`);
    await page.reload({ waitUntil: "networkidle" });
    await page.locator("#bag", { hasText: `${units + 1} x ${sku}` }).waitFor();
    await page.close();
    assert.deepEqual(errors, []);
  });
}
