import { setTimeout as delay } from "node:timers/promises";
import type { Catalogue } from "../workload/mixes/catalogue.ts";
import { surveyDatabase } from "../workload/mixes/survey-database.ts";
import { MAX_SECONDS, runLoad } from "../workload/open-loop/run.ts";
import { readProfile } from "../workload/profiles/profile.ts";
import { checkoutRequest } from "../workload/shopper.ts";
import type { DrillLoad } from "./drill.ts";

/** What the load of a drill is told when it starts, over its channel. */
export type LoadOrder = {
  readonly load: DrillLoad;
  readonly urls: readonly string[];
  readonly databaseUrl: string;
  readonly seed: number;
};

/** And, when the shop is to break: now whoever makes the trouble comes, too. */
export type LoadTurn = { readonly trouble: true };

const REQUEST_TIMEOUT_MS = 10_000;
/** Who waits for answers must not be asked again and again by the same process without bound. */
const MAX_UNDER_WAY = 200;
const MAX_FAILURES_TOLD = 3;

// The load of a drill in a process of its own: it ends with the channel to the drill, whatever becomes of that.
process.on("disconnect", () => process.exit());
process.once("message", (order: LoadOrder) => {
  process.once("message", (_: LoadTurn) => sendBuyer(order));
  run(order).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
});

function sendBuyer({ load: { buyer }, urls }: LoadOrder): void {
  if (buyer === undefined) return;
  void steadily(buyer.ordersPerSecond, (turn) => order(urls[turn % urls.length]!, buyer.variantId, turn));
}

async function run({ load, urls, databaseUrl, seed }: LoadOrder): Promise<void> {
  const catalogue = await surveyDatabase(databaseUrl);
  const { requests } = load;
  if (requests !== undefined) void steadily(requests.ratePerSecond, (turn) => look(urls[turn % urls.length]!, requests.path));
  await runLoad({
    mix: load.mix,
    ratePerSecond: load.ratePerSecond,
    urls,
    catalogue: first(catalogue, load.products),
    profile: readProfile("steady"),
    // Until the drill is over, at the latest when nobody remembers it any more.
    seconds: MAX_SECONDS,
    seed,
    onSecond: () => process.send?.({ running: true }),
  });
}

function first(catalogue: Catalogue, products: number | undefined): Catalogue {
  if (products === undefined) return catalogue;
  const { productIds, variantIds } = catalogue;
  return { ...catalogue, productIds: productIds.slice(0, products), variantIds: variantIds.slice(0, products) };
}

/** So many a second, whatever becomes of those before. */
async function steadily(perSecond: number, work: (turn: number) => Promise<void>): Promise<void> {
  let underWay = 0;
  let told = 0;
  for (let turn = 0; ; turn += 1) {
    if (underWay < MAX_UNDER_WAY) {
      underWay += 1;
      void work(turn)
        .catch((error: unknown) => {
          told += 1;
          if (told <= MAX_FAILURES_TOLD) process.stderr.write(`${String(error)}\n`);
        })
        .finally(() => {
          underWay -= 1;
        });
    }
    await delay(1_000 / perSecond);
  }
}

async function look(url: string, path: string): Promise<void> {
  const answer = await fetch(url + path, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
  await answer.arrayBuffer();
}

/** A guest with a cart of one piece, who checks out. Whatever the shop refuses ends the visit. */
async function order(url: string, variantId: number, turn: number): Promise<void> {
  const session = await call<{ token: string; shopperId: string }>(url, "/v1/sessions", {});
  if (session === null) return;
  const { token, shopperId } = session;
  const cart = await call<{ id: string }>(url, "/v1/carts", { lines: [{ variantId, quantity: 1 }], country: "GB" }, token);
  if (cart === null) return;
  const name = `collector-${turn}`;
  const shopper = { token, shopperId, cartId: cart.id, key: `${name}-${cart.id}`, email: `${name}@quick-hands.example` };
  const { path, body } = checkoutRequest(shopper, "ok");
  await call(url, path, body as object, token, shopper.key);
}

async function call<T>(url: string, path: string, body: object, token?: string, key?: string): Promise<T | null> {
  const answer = await fetch(url + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  const text = await answer.text();
  return answer.ok ? (JSON.parse(text) as T) : null;
}
