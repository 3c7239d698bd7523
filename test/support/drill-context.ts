import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { DrillContext, DrillShop } from "../../src/lab/drills/drill.ts";
import { makeTemporaryDirectory } from "./directories.ts";
import { connected } from "./one-query.ts";

/** A shop for the checks of drills: a real database, and processes whose /metrics the test decides. */
export type DrillBench = {
  readonly context: DrillContext;
  /** What the API process answers at /metrics from now on; a function is asked each time. */
  metrics: string | (() => string);
};

export async function createDrillBench(
  t: TestContext,
  shop: Pick<DrillShop, "databaseUrl"> & Partial<DrillShop>,
): Promise<DrillBench> {
  const directory = await makeTemporaryDirectory();
  t.after(() => directory.remove());
  const server = createServer((_request, response) => void response.end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api = { name: "api", kind: "api", pid: null, url } as const;
  const found: DrillShop = {
    topology: "2-small-production",
    sandboxUrl: null,
    apiUrls: [url],
    ...shop,
    parts: [api, ...(shop.parts ?? [])],
  };
  const bench: DrillBench = {
    metrics: "",
    context: {
      dataDirectory: directory.path,
      shop: async () => found,
      query: async <Row extends object>(text: string, values: readonly unknown[] = [], url = found.databaseUrl) =>
        (await connected(url, text, values)) as Row[],
      metrics: async () => (typeof bench.metrics === "string" ? bench.metrics : bench.metrics()),
    },
  };
  return bench;
}
