import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { readRunning } from "../../src/cli/running.ts";
import { browserPath, openBrowser, SCREENS } from "../integration/support/browser.ts";
import { killAll, processTree } from "../integration/support/process-tree.ts";
import { tenfold } from "../integration/support/tenfold.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import type { TestProcess } from "../support/processes.ts";
import { waitFor } from "../support/wait.ts";
import { assertAccessible } from "./support/accessibility.ts";

const skip = browserPath === undefined ? "there is no Chromium in /usr/bin" : false;
/** Set to docs/images, this run makes the pictures of the documentation. */
const picturesDirectory = process.env.TENFOLD_SCREENSHOTS;
/** A database, its demo data, the processes and the build of the page, on a busy machine. */
const OPEN_TIMEOUT_MS = 300_000;
const PATIENCE_MS = 60_000;

/** Two processes and two that serve, no monitoring: small, and with something left when one dies. */
const TOPOLOGY = `
name: control-room-test
target: { ratePerSecond: 15 }
database: { managed: true, poolSize: 6 }
proxy: { managed: true }
processes:
  - { role: api, count: 2 }
  - { role: worker, count: 1, poolSize: 4 }
cache: { products: {} }
payments: { sandbox: { managed: true } }
`;

let place: TemporaryDirectory;
let shop: TestProcess | undefined;
let browser: Browser | undefined;
let address = "";
let data = "";
before(async () => {
  place = await makeTemporaryDirectory();
  if (browserPath === undefined) return;
  data = join(place.path, "data");
  const file = join(place.path, "topology.yaml");
  await writeFile(file, TOPOLOGY);
  shop = tenfold(["up", "-t", file], { TENFOLD_DATA: data, PORT: "0", TENFOLD_STOREFRONT: "off", DATABASE_URL: "" });
  address = (await shop.waitForOutput(/Control room (http:\S+)/, OPEN_TIMEOUT_MS))[1]!;
  browser = await openBrowser(browserPath);
});
after(async () => {
  await browser?.close();
  if (shop !== undefined) {
    const processes = processTree(shop.pid);
    await shop.stop();
    killAll(processes);
  }
  await place.remove();
});

type Look = { readonly screen?: (typeof SCREENS)[number]; readonly colorScheme?: "light" | "dark"; readonly url?: string };

async function open({ screen = SCREENS[0]!, colorScheme = "light", url = address }: Look = {}) {
  const context = await browser!.newContext({
    viewport: { width: screen.isMobile ? screen.width : 1_440, height: screen.height },
    isMobile: screen.isMobile,
    deviceScaleFactor: screen.isMobile ? 2 : 1,
    colorScheme,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && errors.push(message.text())));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url);
  return { page, errors, close: () => context.close() };
}

const node = (page: Page, part: string) => page.locator(`[data-part="${part}"]`);
const becomes = (page: Page, part: string, status: string) =>
  page.locator(`[data-part="${part}"][data-status="${status}"]`).waitFor();
const picture = async (page: Page, name: string) => {
  const directory = resolve(picturesDirectory ?? place.path);
  await mkdir(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`) });
};

test("it shows what runs, and the key is not left in the address", { skip }, async () => {
  const { page, errors, close } = await open();
  for (const part of ["nginx", "api 1", "api 2", "worker", "postgres", "sandbox"]) {
    if (part !== "nginx" || (await readRunning(data))!.parts.some(({ name }) => name === "nginx"))
      await becomes(page, part, "up");
  }
  assert.equal(new URL(page.url()).hash, "");
  assert.ok(await page.getByRole("button", { name: "Start load" }).isEnabled());
  assert.deepEqual(errors, []);
  await close();
});

test("a load is started and seen, a process that is killed is seen within two seconds and comes back, and the load is stopped", {
  skip,
}, async () => {
  const { page, errors, close } = await open();
  await page.getByLabel("Seconds", { exact: true }).fill("600");
  await page.getByRole("button", { name: "Start load" }).click();
  await page.getByRole("button", { name: "Stop load" }).waitFor();
  const rate = async () => Number(/([\d.,]+)/.exec((await page.locator(".headline__value").first().textContent()) ?? "")?.[1]);
  await waitFor(async () => (await rate()) >= 12, { timeoutMs: PATIENCE_MS, message: "no traffic is shown" });
  const { pid } = (await readRunning(data))!.parts.find(({ name }) => name === "api 1")!;
  const seen = page.locator('[data-part="api 1"]:not([data-status="up"])').waitFor();
  const killedAtMs = performance.now();
  process.kill(pid!, "SIGKILL");
  await seen;
  const afterMs = performance.now() - killedAtMs;
  await page
    .getByRole("status")
    .filter({ hasText: /api 1 is/ })
    .waitFor();
  await picture(page, "control-room-part-away");
  // No bound of a test's speed but the promise of the page: who looks at it sees a death within two seconds.
  assert.ok(afterMs < 2_000, `seen after ${Math.round(afterMs)} ms`);
  await becomes(page, "api 1", "up");
  await page.getByRole("tab", { name: "Log" }).click();
  await page
    .locator(".log")
    .getByText(/api 1 was away for [\d.]+ s/)
    .first()
    .waitFor();

  await page.getByRole("tab", { name: "Act" }).click();
  await page.getByRole("button", { name: "Stop load" }).click();
  await page.getByText(/Every objective was met|An objective was missed|says nothing about the shop/).waitFor();
  assert.match((await page.getByRole("link", { name: "The whole report" }).getAttribute("href")) ?? "", /^\/api\/reports\/\d+$/);
  assert.deepEqual(errors, []);
  await close();
});

test("a fault is injected by the part that was chosen in the picture, with the keyboard", { skip }, async () => {
  const { page, errors, close } = await open();
  await becomes(page, "worker", "up");
  await page.getByRole("button", { name: /^worker/ }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await node(page, "worker").getAttribute("aria-pressed"), "true");
  await page.getByLabel("Kind", { exact: true }).selectOption("pause");
  assert.equal(await page.getByLabel("Part", { exact: true }).inputValue(), "worker");
  await page.getByLabel("For, in ms", { exact: true }).fill("60000");
  await page.getByRole("button", { name: "Inject" }).click();
  await becomes(page, "worker", "stopped");
  await page.getByRole("button", { name: /^Heal: / }).click();
  await becomes(page, "worker", "up");
  assert.deepEqual(errors, []);
  await close();
});

test("the audit gives its verdict, the lesson is beside it, and the panels say what is missing", { skip }, async () => {
  const { page, errors, close } = await open();
  await page.getByRole("button", { name: "Run the audit" }).click();
  await page.getByText("The audit is green").waitFor();
  await page.getByRole("tab", { name: "Lesson" }).click();
  await page.getByRole("button", { name: "Level 2", exact: true }).click();
  await page.getByRole("heading", { name: /^Level 2/ }).waitFor();
  await page.getByRole("link", { name: "Panels" }).click();
  await page.getByText("This topology has no monitoring").waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test("without the key one may look and not touch", { skip }, async () => {
  const { page, close } = await open({ url: new URL("/", address).href });
  await page.getByText("You can look, and not touch").waitFor();
  assert.ok(await page.getByRole("button", { name: "Start load" }).isDisabled());
  assert.ok(await page.getByRole("button", { name: "Run the audit" }).isDisabled());
  await close();
});

for (const screen of SCREENS) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`on a ${screen.name}, ${colorScheme}, nobody is kept out and nothing is wider than the screen`, { skip }, async () => {
      const { page, errors, close } = await open({ screen, colorScheme });
      await becomes(page, "postgres", "up");
      await page.locator(".chart__line").first().waitFor({ state: "attached" });
      const tooWide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      for (const tab of ["Log", "Lesson", "Act"]) {
        await page.getByRole("tab", { name: tab }).click();
        if (tab === "Lesson") await page.locator(".lesson h3").first().waitFor();
        await assertAccessible(page, `the control room, ${tab}`);
        assert.ok(Number(await page.evaluate(tooWide)) <= 0, `${tab} is wider than the screen`);
      }
      if (screen.isMobile && colorScheme === "dark") {
        await page.evaluate("scrollTo(0, 0)");
        await picture(page, "control-room-phone-dark");
      }
      await page.getByRole("link", { name: "Panels" }).click();
      await page.locator(".panel").first().waitFor();
      await assertAccessible(page, "the panels");
      assert.ok(Number(await page.evaluate(tooWide)) <= 0, "the panels are wider than the screen");
      assert.deepEqual(errors, []);
      await close();
    });
  }
}
