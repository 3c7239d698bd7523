import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { systemClock } from "../../src/platform/clock.ts";
import { createDatabase, type Database, sql } from "../../src/platform/database/database.ts";
import { createIdBlocks } from "../../src/platform/database/id-blocks.ts";
import { newId } from "../../src/platform/ids.ts";
import { createCartStore } from "../../src/shop/carts/cart-store.ts";
import { createCheckout } from "../../src/shop/checkout/checkout.ts";
import { createHolds } from "../../src/shop/inventory/holds.ts";
import { orderNumber } from "../../src/shop/orders/order-number.ts";
import { createOrderPlacement } from "../../src/shop/orders/place-orders.ts";
import { createOrderReads } from "../../src/shop/orders/read-orders.ts";
import { createSettlements } from "../../src/shop/orders/settle-payments.ts";
import type { PaymentProvider } from "../../src/shop/payments/provider.ts";
import { createOfferStore } from "../../src/shop/pricing/offers.ts";
import { createReferenceStore } from "../../src/shop/pricing/reference-store.ts";
import { createRedemptions } from "../../src/shop/promotions/redemptions.ts";
import { withBenchDatabase } from "../support/bench-database.ts";
import { cpuUsOf, ownCpuUs } from "../support/cpu.ts";
import { closedLoop, medianRound, printTable, type Round as Rates, writeResult } from "../support/measure.ts";
import { type Cart, fillCarts, HOT_VARIANT, randomBasket, SKUS, seedSkus } from "./carts.ts";

/** As many as the design's measurements had. */
const BUYERS = 64;
const ROUNDS = 3;
const ORDERS_PER_ROUND = { usual: 2_000, batched: 12_000 } as const;
const POOL = 8;
const TWO_CALLS = "two calls per order";

/** CPU per order, which a noisy machine does not change as it changes the rate. */
type Round = Rates & { readonly clientUs: number; readonly postgresUs: number };

type Way = {
  readonly name: string;
  readonly orders: number;
  readonly run: (cart: Cart) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Checkouts below HTTP, with a provider that answers at once: batched against one order at a time, by functions and by the order path itself. */
export async function checkoutBench(): Promise<void> {
  await withBenchDatabase(async ({ url, settings, pid }) => {
    const setup = createDatabase({ url, poolSize: 2, statementTimeoutMs: 0 });
    await seedSkus(setup);
    const functions = readFileSync(join(import.meta.dirname, "order-functions.sql"), "utf8").split(/\n(?=create or replace)/);
    for (const [index, text] of functions.entries()) await setup.run(sql(`bench.function-${index}`, text));
    const ways = [oneCallWay(url, 8), twoCallsWay(url, 8), twoCallsWay(url, 32), unbatchedWay(url), batchedWay(url)];
    const results: Record<string, Record<"spread" | "hot", Round>> = {};
    const rounds = new Map<string, Round[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const way of ways) {
        for (const shape of ["spread", "hot"] as const) {
          const carts = await fillCarts(setup, way.orders, shape === "hot" ? () => [HOT_VARIANT] : randomBasket);
          const key = `${way.name}/${shape}`;
          const seen = rounds.get(key) ?? [];
          rounds.set(key, seen);
          const [client, postgres] = [ownCpuUs(), cpuUsOf(pid, true)];
          const rates = await closedLoop(way.orders, BUYERS, (index) => way.run(carts[index]!));
          const clientUs = (ownCpuUs() - client) / way.orders;
          const postgresUs = (cpuUsOf(pid, true) - postgres) / way.orders;
          seen.push({ ...rates, clientUs, postgresUs });
        }
      }
    }
    for (const way of ways) {
      results[way.name] = {
        spread: medianRound(rounds.get(`${way.name}/spread`)!),
        hot: medianRound(rounds.get(`${way.name}/hot`)!),
      };
      await way.close();
    }
    await setup.close();
    const base = { spread: best(results, "spread"), hot: best(results, "hot") };
    printTable(
      `Checkouts below HTTP, orders per second, ${BUYERS} buyers, ${SKUS.toLocaleString("en")} SKUs, medians of ${ROUNDS} alternating rounds`,
      Object.entries(results).map(([name, { spread, hot }]) => ({
        way: name,
        "3 lines, spread": spread.perSecond,
        "× two calls": spread.perSecond / base.spread,
        "p99 ms": spread.p99Ms,
        "CPU µs": spread.clientUs + spread.postgresUs,
        "1 line, hot SKU": hot.perSecond,
        "× two calls ": hot.perSecond / base.hot,
        "p99 ms ": hot.p99Ms,
        "CPU µs ": hot.clientUs + hot.postgresUs,
      })),
    );
    writeResult("checkout", { settings, results, rounds: Object.fromEntries(rounds) });
  });
}

/** The better of the two pool sizes, so that what we compare with is not made slow on purpose. */
function best(results: Readonly<Record<string, Record<"spread" | "hot", Round>>>, shape: "spread" | "hot"): number {
  return Math.max(
    ...Object.entries(results)
      .filter(([name]) => name.startsWith(TWO_CALLS))
      .map(([, rounds]) => rounds[shape].perSecond),
  );
}

type Call = (text: string, values: readonly unknown[]) => Promise<string>;

/** Orders by functions in the database, each order by itself. */
function callsWay(
  url: string,
  name: string,
  connections: number,
  order: (call: Call, values: readonly unknown[]) => Promise<string>,
): Way {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  let sequence = connections * 1e9 + name.length * 1e8;
  const call: Call = async (text, values) => {
    const { rows } = await pool.query({ name: text, text, values: [...values] });
    return rows[0].said;
  };
  return {
    name: `${name}, pool of ${connections}`,
    orders: ORDERS_PER_ROUND.usual,
    async run({ cartId, shopperId }) {
      sequence += 1;
      const said = await order(call, [cartId, shopperId, newId(), newId(), newId(), orderNumber(sequence, new Date()), newId()]);
      if (said !== "paid") throw new Error(said);
    },
    close: () => pool.end(),
  };
}

/** Everything in one transaction, as if the provider answered inside it. */
function oneCallWay(url: string, connections: number): Way {
  return callsWay(url, "one call per order", connections, (call, values) =>
    call("select bench_one_order($1,$2,$3,$4,$5,$6,$7,$8) as said", [...values, newId()]),
  );
}

/** What can be had one order at a time: placed and committed, the provider asked, and settled. */
function twoCallsWay(url: string, connections: number): Way {
  return callsWay(url, TWO_CALLS, connections, async (call, values) => {
    await call("select bench_place_order($1,$2,$3,$4,$5,$6,$7) as said", values);
    return call("select bench_settle_order($1,$2,$3) as said", [values[1], values[2], newId()]);
  });
}

/** The order path itself, but each order alone: every buyer has queues of their own, so that nothing is shared but the connections. */
function unbatchedWay(url: string): Way {
  const db = createDatabase({ url, poolSize: POOL });
  const free = Array.from({ length: BUYERS }, () => composeCheckout(db));
  return {
    name: "order path, one at a time",
    orders: ORDERS_PER_ROUND.usual,
    async run(cart) {
      const checkout = free.pop()!;
      await buy(checkout, cart);
      free.push(checkout);
    },
    close: () => db.close(),
  };
}

function batchedWay(url: string): Way {
  const db = createDatabase({ url, poolSize: POOL });
  const checkout = composeCheckout(db);
  return {
    name: "order path, batched",
    orders: ORDERS_PER_ROUND.batched,
    run: (cart) => buy(checkout, cart),
    close: () => db.close(),
  };
}

async function buy(checkout: ReturnType<typeof composeCheckout>, { cartId, shopperId }: Cart): Promise<void> {
  const { order } = await checkout.run({
    cartId,
    shopperId,
    idempotencyKey: cartId,
    requestHash: Buffer.alloc(32),
    email: "bench@example.com",
    shippingAddress: { name: "Bench", line1: "1 Way", city: "London", postalCode: "N1", country: "GB" },
    shippingMethod: null,
    payment: { provider: "bench", token: "ok" },
    expectedTotalMinor: null,
  });
  if (order.status !== "paid") throw new Error(order.status);
}

function composeCheckout(db: Database) {
  const instant = { name: "bench", charge: async () => ({ outcome: "paid", reference: "bench" }) } as unknown as PaymentProvider;
  return createCheckout({
    carts: createCartStore(db),
    offers: createOfferStore(db, createReferenceStore(db)),
    holds: createHolds(db),
    redemptions: createRedemptions(db),
    placement: createOrderPlacement(db, 60_000),
    orders: createOrderReads(db),
    settlements: createSettlements(db),
    orderNumbers: createIdBlocks(db, "order-numbers", 10_000),
    provider: () => instant,
    isFirstOrder: async () => false,
    clock: systemClock,
  });
}
