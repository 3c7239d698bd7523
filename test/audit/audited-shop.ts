import type { TestContext } from "node:test";
import type { AuditReport } from "../../src/lab/audit/audit.ts";
import type { HistoryEntry } from "../../src/lab/audit/history.ts";
import { newId } from "../../src/platform/ids.ts";
import { startTestSandbox, WEBHOOK_SECRET } from "../../src/shop/payments/sandbox/testing.ts";
import { createSandboxProvider } from "../../src/shop/payments/sandbox-provider.ts";
import { auditOf, historyEntry, redOf } from "../support/audited.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import {
  type Answer,
  type BuyOptions,
  createTestShop,
  type TestCart,
  type TestShop,
  type TestShopOptions,
} from "../support/shop.ts";
import { workOff } from "../support/worker.ts";

export type AuditedShop = {
  readonly database: TestDatabase;
  readonly shop: TestShop;
  readonly sandboxUrl: string;
  /** Opens another process of the same shop, with its own way of being broken. */
  open(options?: Omit<TestShopOptions, "database" | "provider">): Promise<TestShop>;
  /** Checks out, and writes down what the client saw. */
  buy(cart: TestCart, options?: BuyOptions, by?: TestShop): Promise<Answer>;
  /** Lets the worker do all there is to do. */
  workOff(): Promise<void>;
  report(graceSeconds?: number): Promise<AuditReport>;
  /** The ids of the checks that are red, with the provider's book and the clients' history, and no grace by default. */
  red(graceSeconds?: number): Promise<string[]>;
};

/** A shop on a database of its own with a provider of its own, whose clients keep a history. It goes away with the test. */
export async function openAuditedShop(
  t: TestContext,
  options: Omit<TestShopOptions, "database" | "provider"> = {},
): Promise<AuditedShop> {
  const sandbox = await startTestSandbox(t);
  const provider = createSandboxProvider({ url: sandbox.url, webhookSecret: WEBHOOK_SECRET });
  const database = await createTestDatabase();
  const opened: TestShop[] = [];
  t.after(async () => {
    for (const one of opened) await one.close();
    await provider.close();
    await database.close();
  });
  const open: AuditedShop["open"] = async (opening = {}) => {
    const one = await createTestShop({ ...opening, database, provider });
    opened.push(one);
    return one;
  };
  const shop = await open(options);
  const history: HistoryEntry[] = [];
  const report = (graceSeconds = 0) => auditOf(database, { providerUrl: sandbox.url, history, graceSeconds });

  return {
    database,
    shop,
    sandboxUrl: sandbox.url,
    open,
    async buy(cart, buying = {}, by = shop) {
      const key = buying.key ?? newId();
      const answer = await by.buy(cart, { ...buying, key });
      history.push(historyEntry(cart, key, answer));
      return answer;
    },
    workOff: () => workOff(shop),
    report,
    red: async (graceSeconds) => redOf(await report(graceSeconds)),
  };
}
