import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import type { App } from "../../platform/http/server.ts";
import { createTestServer } from "../../platform/http/testing.ts";
import { seedReferenceData } from "../seed/reference-data.ts";
import type { ProductToImport } from "./import-products.ts";

export type TestShop = {
  readonly testDatabase: TestDatabase;
  readonly db: Database;
  readonly app: App;
  /** A call as an admin of the role, or as nobody. */
  call(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
};

export type CallOptions = {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly role?: "viewer" | "catalog" | "finance" | null;
};

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came.
export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: any };

/** A shop with reference data, on a database of its own, and a server whose routes the test adds. */
export async function createTestShop(addRoutes: (app: App, db: Database) => void): Promise<TestShop> {
  const testDatabase = await createTestDatabase();
  const db = createDatabase({ url: testDatabase.url });
  await seedReferenceData(db);
  const { app } = await createTestServer();
  addRoutes(app, db);
  await app.ready();
  return {
    testDatabase,
    db,
    app,
    async call(method, url, { body, headers = {}, role = "catalog" } = {}) {
      const authorization = role === null ? {} : { authorization: `Bearer admin-${role}` };
      const response = await app.inject({
        method,
        url,
        headers: { ...authorization, ...headers },
        ...(body === undefined ? {} : { payload: body }),
      });
      const text = response.body;
      return { status: response.statusCode, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
    },
    async close() {
      await app.close();
      await db.close();
      await testDatabase.close();
    },
  };
}

/** A pink mug at 10.00, 9.00 from ten on. */
export function mugToImport(number: number, changes: Partial<ProductToImport> = {}): ProductToImport {
  const tiers = [{ minQuantity: 10, amountMinor: 900 }];
  return {
    slug: `mug-${number}`,
    name: `Mug ${number}`,
    description: "A mug.",
    categoryPath: ["Kitchen", "Mugs & Cups"],
    attributes: { colour: "Pink" },
    popularity: number,
    variants: [{ sku: `MUG-${number}`, options: {}, priceMinor: 1_000, tiers, weightGrams: 300 }],
    ...changes,
  };
}
