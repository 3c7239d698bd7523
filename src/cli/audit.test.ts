import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { createTestDatabase } from "../../test/support/database.ts";
import { makeTemporaryDirectory } from "../../test/support/directories.ts";
import { startProcess } from "../../test/support/processes.ts";
import { addVariants, createTestShop, fillCarts } from "../../test/support/shop.ts";
import type { AuditReport } from "../lab/audit/audit.ts";

const database = await createTestDatabase();
const shop = await createTestShop({ database });
const directory = await makeTemporaryDirectory();
after(async () => {
  await shop.close();
  await database.close();
  await directory.remove();
});
const [variantId] = await addVariants(database);
const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
await shop.buy(cart!);

async function runAudit(args: readonly string[] = [], databaseUrl: string = database.url) {
  const child = startProcess({
    args: ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "main.ts"), "audit", ...args],
    env: { DATABASE_URL: databaseUrl, TENFOLD_DATA: directory.path },
  });
  const { code } = await child.exited;
  return { code, output: child.output() };
}

test("a sound shop is green, with a line for each invariant, and the exit code is 0", async () => {
  const { code, output } = await runAudit();
  assert.equal(code, 0, output);
  assert.match(output, /^✓ stock\.never-oversold: /m);
  assert.match(output, /^– history\.acknowledged-is-kept: .* \[no history was named\]$/m);
  assert.match(output, /looked at 1 orders/);
  assert.match(output, /verdict: green\n$/);
});

test("a damaged shop is red, with examples, and the exit code is 2", async () => {
  await database.query("update orders set email = email, placed_at = placed_at - interval '1 hour', status = 'pending'");
  const { code, output } = await runAudit();
  assert.equal(code, 2, output);
  assert.match(output, /^✗ orders\.nothing-stuck: /m);
  assert.match(output, /^ {4}1 violations, such as\n {4}\{"what":"order",/m);
  assert.match(output, /verdict: red\n$/);
});

test("--json prints the whole report and nothing else", async () => {
  const { code, output } = await runAudit(["--json", "--grace", "7200"]);
  const report = JSON.parse(output) as AuditReport;
  // Within two hours a pending order may still be on its way, but its payment says that it is paid.
  assert.deepEqual([code, report.verdict, report.counts.orders], [2, "red", 1]);
  const red = report.findings.filter((finding) => finding.verdict === "red").map((finding) => finding.id);
  assert.deepEqual(red, ["money.payments-match-orders"]);
});

test("without a shop to audit it says what to do, and the exit code is 1", async () => {
  const { code, output } = await runAudit([], "");
  assert.equal(code, 1);
  assert.match(output, /There is no shop to audit: set DATABASE_URL/);
});
