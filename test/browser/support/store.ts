import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { ensureStorefront } from "../../../src/cli/storefront/build.ts";
import { type LabShop, startLabShop } from "../../../src/lab/faults/lab-shop.ts";
import { browserPath, openBrowser, type Screen } from "../../integration/support/browser.ts";
import { makeTemporaryDirectory } from "../../support/directories.ts";
import { createStaff, type Staff } from "./staff.ts";

export const skip = browserPath === undefined ? "there is no Chromium in /usr/bin" : false;

/** Set to docs/images, a run makes the pictures of the documentation. */
export const picturesDirectory = process.env.TENFOLD_SCREENSHOTS;

/** Google's limit for a page that does not jump. */
export const MAX_LAYOUT_SHIFT = 0.1;

export type Look = { readonly screen: Screen; readonly colorScheme?: "light" | "dark"; readonly locale?: string };

/** A browser window of somebody who was never here before, with everything noted that goes wrong in it. */
export type Visitor = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors on the console, errors of scripts, requests and answers that failed, save for those that a test expects. */
  errors(): readonly string[];
  /** An answer with this status is part of what is tested. */
  expectStatus(status: number): void;
  /** What went wrong so far was looked at and is as it should be. */
  forget(): void;
  close(): Promise<void>;
};

/** A whole shop with its storefront, and a real browser. */
export type Store = {
  readonly url: string;
  readonly staff: Staff;
  readonly sandboxUrl: string;
  /** Where pictures of this run go. */
  readonly pictures: string;
  visit(path: string, look: Look): Promise<Visitor>;
  stop(): Promise<void>;
};

/** Where the page waits for this long, the test has failed. A start of the shop's on a busy machine takes seconds. */
const PATIENCE_MS = 20_000;

export async function startStore(): Promise<Store> {
  const place = await makeTemporaryDirectory();
  await ensureStorefront();
  let shop: LabShop | undefined;
  let browser: Browser | undefined;
  async function stop(): Promise<void> {
    await browser?.close();
    await shop?.stop();
    await place.remove();
  }
  try {
    shop = await startLabShop({ directory: join(place.path, "shop"), apiProcesses: 1, onEvent: () => undefined });
    browser = await openBrowser(browserPath!);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = shop.apiUrls[0]!;
  const open = browser;
  return {
    url,
    staff: createStaff(url, shop.adminKey),
    sandboxUrl: shop.sandboxUrl,
    pictures: picturesDirectory ?? place.path,
    visit: (path, look) => visit(open, `${url}${path}`, look),
    stop,
  };
}

async function visit(browser: Browser, url: string, { screen, colorScheme = "light", locale = "en-GB" }: Look): Promise<Visitor> {
  const { width, height, isMobile } = screen;
  const viewport = { width, height };
  // Motion would be caught half-way in pictures.
  const context = await browser.newContext({
    viewport,
    isMobile,
    hasTouch: isMobile,
    colorScheme,
    locale,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript({ content: COUNT_SHIFTS });
  const page = await context.newPage();
  const found: { readonly status?: number; readonly text: string }[] = [];
  const expected = new Set<number>();
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const status = /the server responded with a status of (\d+)/.exec(message.text())?.[1];
    found.push({ text: `console: ${message.text()}`, ...(status === undefined ? {} : { status: Number(status) }) });
  });
  page.on("pageerror", (error) => found.push({ text: `script: ${error.message}` }));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // What a page asked for and does not need any more when it is left.
    if (reason !== "net::ERR_ABORTED") found.push({ text: `request: ${request.url()} ${reason}` });
  });
  page.on("response", (response) => {
    const status = response.status();
    if (status >= 400) found.push({ status, text: `response: ${response.request().method()} ${response.url()} ${status}` });
  });
  page.on("dialog", (dialog) => {
    found.push({ text: `dialog: ${dialog.message()}` });
    void dialog.dismiss();
  });
  await page.goto(url, { waitUntil: "networkidle" });
  return {
    page,
    context,
    errors: () => found.filter(({ status }) => status === undefined || !expected.has(status)).map(({ text }) => text),
    expectStatus: (status) => void expected.add(status),
    forget: () => void found.splice(0),
    close: () => context.close(),
  };
}

/** Adds up what moved without the visitor having done anything; read as `window.shifts`. */
const COUNT_SHIFTS = `
  window.shifts = 0;
  window.shifted = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.shifts += entry.value;
      window.shifted.push(entry.value.toFixed(4) + " " + entry.sources.map(({ node }) => node?.className || node?.nodeName).join(", "));
    }
  }).observe({ type: "layout-shift", buffered: true });
`;
