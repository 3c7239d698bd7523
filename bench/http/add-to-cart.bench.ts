import { Pool } from "undici";
import { createDatabase } from "../../src/platform/database/database.ts";
import { createTokens, loadTokenSecrets } from "../../src/shop/access/tokens.ts";
import { fillCarts, seedSkus } from "../checkout/carts.ts";
import { withBenchDatabase } from "../support/bench-database.ts";
import { withBenchShop } from "../support/bench-shop.ts";
import { median, printTable, writeResult } from "../support/measure.ts";

const CARTS = 60;
const LINES = 200;
/** Neighbouring lines that make one figure, so that it is a median of some hundred calls. */
const WINDOW = 5;

/** What adding the 200th line costs beside the first: the answer is the whole priced cart each time. */
export async function addToCartBench(): Promise<void> {
  await withBenchDatabase(async ({ url, settings }) => {
    const setup = createDatabase({ url, poolSize: 2, statementTimeoutMs: 0 });
    await seedSkus(setup);
    const tokens = createTokens(await loadTokenSecrets(setup, undefined));
    await withBenchShop(url, async ({ apiUrl }) => {
      const client = new Pool(apiUrl, { connections: 1 });
      const latenciesMs: number[][] = Array.from({ length: LINES }, () => []);
      const carts = await fillCarts(setup, CARTS, () => []);
      for (const [cartIndex, cart] of carts.entries()) {
        const headers = {
          authorization: `Bearer ${tokens.issue({ kind: "guest", shopperId: cart.shopperId, generation: 0 }).token}`,
          "content-type": "application/json",
        };
        for (let line = 0; line < LINES; line += 1) {
          const variantId = (1 + ((cartIndex * 37 + line) % 50_000)) * 10_000 + 1;
          const begin = performance.now();
          const path = `/v1/carts/${cart.cartId}/lines`;
          const { statusCode, body } = await client.request({
            method: "POST",
            path,
            headers,
            body: JSON.stringify({ variantId, quantity: 1 }),
          });
          const text = await body.text();
          if (statusCode >= 300) throw new Error(`${statusCode} ${text}`);
          if (cartIndex >= CARTS / 4) latenciesMs[line]!.push(performance.now() - begin);
        }
      }
      const around = (line: number) => median(latenciesMs.slice(Math.max(0, line - WINDOW), line).flat());
      const first = around(WINDOW);
      const results = [WINDOW, 50, 100, 150, LINES].map((line) => ({
        line,
        medianMs: around(line),
        timesFirst: around(line) / first,
      }));
      printTable(
        "Adding a line to a cart over HTTP, one caller, median milliseconds of five neighbouring lines",
        results.map(({ line, medianMs, timesFirst }) => ({
          "up to line": String(line),
          ms: medianMs,
          "× the first": timesFirst,
        })),
      );
      writeResult("add-to-cart", { settings, results });
      await client.close();
    });
    await setup.close();
  });
}
