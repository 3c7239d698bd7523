import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, mkdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { waitUntilGone } from "./support/process-tree.ts";
import { copyProject } from "./support/project-copy.ts";
import { killShops, type ShopProcess, type ShopProcessOptions, startShop } from "./support/shop-process.ts";

const isRoot = process.getuid?.() === 0;
const skip = process.platform === "linux" ? false : "processes are followed through /proc";
/** The user that owns nothing, on every Linux. */
const PLAIN_UID = 65_534;
/** After the end of the process that started it, everything must be gone. PostgreSQL may need ten seconds to give up on a client. */
const GONE_WITHIN_MS = 30_000;

let place: TemporaryDirectory;
let directory: string;
let home: string;
let productCount: number;

before(async () => {
  place = await makeTemporaryDirectory();
  directory = join(place.path, "my first shop");
  home = join(place.path, "home");
  await mkdir(home);
  if (skip === false) await copyProject(directory);
});
afterEach(killShops);
after(async () => {
  await place.remove();
});

function start(options: Partial<ShopProcessOptions> = {}): ShopProcess {
  const { env, ...rest } = options;
  return startShop({ directory, home, ...rest, env: { PORT: "0", ...env } });
}

async function countProducts(url: string): Promise<number> {
  let count = 0;
  for (let cursor: string | null = ""; cursor !== null; ) {
    const answer = await fetch(`${url}/v1/products?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    assert.equal(answer.status, 200);
    const page = (await answer.json()) as { items: unknown[]; nextCursor: string | null };
    count += page.items.length;
    cursor = page.nextCursor;
  }
  return count;
}

async function stopWithCtrlC(shop: ShopProcess): Promise<void> {
  const processes = shop.processes();
  assert.ok(processes.length >= 3, `only ${processes.length} processes`);
  shop.pressCtrlC();
  await waitUntilGone(processes, GONE_WITHIN_MS);
  assert.match(shop.output(), /tenfold: stopped/, shop.output());
}

test("a fresh clone becomes a shop that answers, and prints its owner's key once", { skip }, async (t) => {
  const startedAtMs = performance.now();
  const shop = start();
  const url = await shop.opened();
  t.diagnostic(
    `clone to open shop: ${seconds(startedAtMs)}, of it ${/open after ([\d.]+ s)/.exec(shop.output())?.[1]} after the install`,
  );
  productCount = await countProducts(url);
  assert.ok(productCount > 1_000, `${productCount} products`);

  assert.match(shop.output(), /the storefront is built after/);
  const page = await fetch(url, { headers: { accept: "text/html" } });
  assert.match(await page.text(), /<div id="root">/);

  const key = /Admin key (\S+)/.exec(shop.output())?.[1];
  assert.ok(key, shop.output());
  const orders = await fetch(`${url}/v1/admin/orders`, { headers: { authorization: `Bearer ${key}` } });
  assert.equal(orders.status, 200);
  assert.equal((await fetch(`${url}/v1/admin/orders`)).status, 401);
  await stopWithCtrlC(shop);
});

test("the second start finds everything there", { skip }, async (t) => {
  const startedAtMs = performance.now();
  const shop = start();
  const url = await shop.opened();
  t.diagnostic(`second start: ${seconds(startedAtMs)} with npm, ${/open after ([\d.]+ s)/.exec(shop.output())?.[1]} by itself`);
  assert.equal(await countProducts(url), productCount);
  assert.doesNotMatch(shop.output(), /Admin key|building the storefront/);
  await stopWithCtrlC(shop);
});

for (const program of [/^npm start/, /^node .*bin\/tenfold\.mjs up/, /src\/cli\/main\.ts up$/]) {
  test(`a running shop ends by itself when its ${program.source} is killed, and starts again`, { skip }, async () => {
    const shop = start();
    await shop.opened();
    const processes = shop.processes();
    const victim = processes.find(({ command }) => program.test(command));
    assert.ok(victim, processes.map(({ command }) => command).join("\n"));
    process.kill(victim.pid, "SIGKILL");
    await waitUntilGone(processes, GONE_WITHIN_MS);
    const again = start();
    assert.equal(await countProducts(await again.opened()), productCount);
    await stopWithCtrlC(again);
  });
}

test("a data folder in use is refused with a sentence, and its user is left alone", { skip }, async () => {
  const shop = start();
  const url = await shop.opened();
  const second = start();
  const exit = await second.exited();
  assert.notEqual(exit.code, 0);
  assert.match(second.output(), /in use by process \d+\. Stop that process first, or use another data directory\./);
  assert.doesNotMatch(second.output(), /^\s+at .+:\d+:\d+/m, "no stack trace");
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
  await stopWithCtrlC(shop);
});

test("a port in use is refused with a sentence, and nothing stays", { skip }, async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const shop = start({ env: { PORT: String(port) } });
  const watch = setInterval(() => shop.processes(), 50);
  const exit = await shop.exited();
  clearInterval(watch);
  server.close();
  assert.notEqual(exit.code, 0);
  assert.match(shop.output(), new RegExp(`[Pp]ort ${port} .*(in use|taken)`), shop.output());
  assert.doesNotMatch(shop.output(), /^\s+at .+:\d+:\d+/m, "no stack trace");
  await waitUntilGone(shop.processes(), GONE_WITHIN_MS);
});

for (const [moment, pattern] of [
  ["PostgreSQL is being made", /making the PostgreSQL data directory/],
  ["the schema is being made", /migrat|schema/i],
  ["the demo shop is being filled", /demo|products/i],
] as const) {
  test(`killed while ${moment} in the first start, the next start makes a whole shop`, { skip }, async () => {
    await rm(join(directory, ".tenfold"), { recursive: true, force: true });
    const shop = start();
    await shop.printed(pattern);
    const processes = shop.processes();
    process.kill(shop.pid, "SIGKILL");
    await waitUntilGone(processes, GONE_WITHIN_MS);
    assert.doesNotMatch(shop.output(), /the shop is open/, "killed too late to show anything");

    const again = start();
    assert.equal(await countProducts(await again.opened()), productCount);
    await stopWithCtrlC(again);
  });
}

test("a plain user gets the same shop", { skip: skip || (isRoot ? false : "the tests above ran as a plain user") }, async (t) => {
  await rm(join(directory, ".tenfold"), { recursive: true, force: true });
  await chmod(place.path, 0o711);
  execFileSync("chown", ["-R", `${PLAIN_UID}:${PLAIN_UID}`, directory, home]);
  const startedAtMs = performance.now();
  const shop = start({ uid: PLAIN_UID });
  assert.equal(await countProducts(await shop.opened()), productCount);
  t.diagnostic(`first start of a plain user, packages installed: ${seconds(startedAtMs)}`);
  await stopWithCtrlC(shop);
  const again = start({ uid: PLAIN_UID });
  await again.opened();
  const processes = again.processes();
  process.kill(again.pid, "SIGKILL");
  await waitUntilGone(processes, GONE_WITHIN_MS);
});

function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1_000).toFixed(1)} s`;
}
