import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const EXECUTABLES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where a real browser is; undefined when none is installed. */
export const browserPath: string | undefined = EXECUTABLES.find((path) => existsSync(path));

/** Without its own traffic, and in a container. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

export type Screen = { readonly name: string; readonly width: number; readonly height: number; readonly isMobile: boolean };

export const SCREENS: readonly Screen[] = [
  { name: "desktop", width: 1_280, height: 900, isMobile: false },
  { name: "phone", width: 390, height: 844, isMobile: true },
];

export const openBrowser = (executablePath: string): Promise<Browser> => chromium.launch({ executablePath, args: FLAGS });

export type VisitedPage = {
  readonly page: Page;
  /** Errors on the console, errors of scripts, and answers that failed. */
  readonly errors: readonly string[];
};

/** Opens the page and notes everything that goes wrong in it. */
export async function visit(browser: Browser, url: string, screen: Screen): Promise<VisitedPage> {
  const { width, height, isMobile } = screen;
  const page = await browser.newPage({ viewport: { width, height }, isMobile, deviceScaleFactor: isMobile ? 2 : 1 });
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => errors.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => errors.push(`request: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) errors.push(`response: ${response.url()} ${response.status()}`);
  });
  await page.goto(url, { waitUntil: "networkidle" });
  return { page, errors };
}
