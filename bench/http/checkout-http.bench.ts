import { Pool } from "undici";
import { createDatabase } from "../../src/platform/database/database.ts";
import { createTokens, loadTokenSecrets } from "../../src/shop/access/tokens.ts";
import { fillCarts, HOT_VARIANT, randomBasket, seedSkus } from "../checkout/carts.ts";
import { withBenchDatabase } from "../support/bench-database.ts";
import { withBenchShop } from "../support/bench-shop.ts";
import { cpuUsOf, ownCpuUs } from "../support/cpu.ts";
import { closedLoop, medianRound, printTable, type Round, writeResult } from "../support/measure.ts";
import { dearestStatements } from "../support/statements.ts";

const BUYERS = 128;
const ROUNDS = 3;
const ORDERS_PER_ROUND = 6_000;
const WARM_UP_ORDERS = 4_000;

const order = JSON.stringify({
  email: "bench@example.com",
  shippingAddress: { name: "Bench", line1: "1 Way", city: "London", postalCode: "N1 1AA", country: "GB" },
  payment: { provider: "sandbox", token: "ok" },
});

type Measured = Round & { readonly cpuUs: Readonly<Record<string, number>> };

/** The checkout call over HTTP on filled carts up to the paid order: client, API, worker, sandbox provider and PostgreSQL on one machine. */
export async function checkoutHttpBench(): Promise<void> {
  await withBenchDatabase(async ({ url, settings, pid }) => {
    const setup = createDatabase({ url, poolSize: 2, statementTimeoutMs: 0 });
    await seedSkus(setup);
    const tokens = createTokens(await loadTokenSecrets(setup, undefined));
    await withBenchShop(url, async ({ apiUrl, pids }) => {
      const client = new Pool(apiUrl, { connections: BUYERS, pipelining: 1 });
      const run = async (orders: number, basket: () => readonly number[]): Promise<Measured> => {
        const carts = await fillCarts(setup, orders, basket);
        const ready = carts.map((cart) => ({
          path: `/v1/carts/${cart.cartId}/checkout`,
          headers: {
            authorization: `Bearer ${tokens.issue({ kind: "guest", shopperId: cart.shopperId, generation: 0 }).token}`,
            "content-type": "application/json",
            "idempotency-key": cart.cartId,
          },
        }));
        const cpu = () => ({
          client: ownCpuUs(),
          postgres: cpuUsOf(pid, true),
          ...Object.fromEntries(Object.entries(pids).map(([name, each]) => [name, cpuUsOf(each)])),
        });
        const before: Record<string, number> = cpu();
        const rates = await closedLoop(orders, BUYERS, async (index) => {
          const { statusCode, body } = await client.request({ method: "POST", ...ready[index]!, body: order });
          const text = await body.text();
          if (statusCode !== 201) throw new Error(`${statusCode} ${text}`);
        });
        const after: Record<string, number> = cpu();
        return {
          ...rates,
          cpuUs: Object.fromEntries(Object.keys(after).map((name) => [name, (after[name]! - before[name]!) / orders])),
        };
      };
      await run(WARM_UP_ORDERS, randomBasket);
      const rounds: Record<"spread" | "hot", Measured[]> = { spread: [], hot: [] };
      const statements = await dearestStatements(setup, async () => {
        for (let round = 0; round < ROUNDS; round += 1) {
          rounds.spread.push(await run(ORDERS_PER_ROUND, randomBasket));
          rounds.hot.push(await run(ORDERS_PER_ROUND, () => [HOT_VARIANT]));
        }
      });
      const results = { "3 lines, spread": medianRound(rounds.spread), "1 line, hot SKU": medianRound(rounds.hot) };
      printTable(
        `Checkout calls over HTTP up to the paid order, ${BUYERS} buyers, one API process, sandbox provider and worker beside it; CPU in µs per order`,
        Object.entries(results).map(([name, { perSecond, p50Ms, p99Ms, cpuUs }]) => ({
          basket: name,
          "orders/s": perSecond,
          "p50 ms": p50Ms,
          "p99 ms": p99Ms,
          ...cpuUs,
        })),
      );
      printTable(
        "The database's dearest statements over all rounds",
        statements.map(({ statement, calls, totalMs, meanMs, rows }) => ({
          statement,
          calls,
          "total ms": totalMs,
          "mean ms": meanMs,
          rows,
        })),
      );
      writeResult("checkout-http", { settings, results, rounds, statements });
      await client.close();
    });
    await setup.close();
  });
}
