import { createOrderDesk, fillCarts } from "./order-desk.ts";
import type { Scratch } from "./scratch.ts";

export type LossOptions = {
  readonly scratch: Scratch;
  readonly basket: () => readonly number[];
  /** So many orders are acknowledged before the server is killed. */
  readonly orders: number;
  readonly buyers: number;
  readonly signal: AbortSignal;
};

export type Loss = { readonly acknowledged: number; readonly lost: number };

/**
 * Sells without pause, kills every process of PostgreSQL in the middle of it, starts it again and counts how many of the orders are gone
 * whose buyers were told that they are paid.
 */
export async function loseByKill({ scratch, basket, orders, buyers, signal }: LossOptions): Promise<Loss> {
  // Twice as many: selling must still be under way when the server is killed.
  const carts = await fillCarts(scratch.url, orders * 2, basket);
  const desk = createOrderDesk({ url: scratch.url, buyers, queues: "shared" });
  const acknowledged: string[] = [];
  let isKilled = false;
  let next = 0;
  let enough: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const buyer = async () => {
    for (let index = next++; index < carts.length && !isKilled; index = next++) {
      signal.throwIfAborted();
      const id = await desk.buy(carts[index]!);
      if (!isKilled) acknowledged.push(id);
      if (acknowledged.length >= orders) enough();
    }
  };
  const selling = Promise.all(
    Array.from({ length: buyers }, () =>
      buyer().catch((error) => {
        // A buyer of whom nothing is known any more was told nothing.
        if (!isKilled) throw error;
      }),
    ),
  );
  try {
    await Promise.race([reached, selling]);
    isKilled = true;
    await scratch.crash();
  } finally {
    await desk.close();
  }
  await selling;
  await scratch.restart();
  const [row] = await scratch.query<{ lost: number }>(
    `select count(*)::int as lost from unnest($1::uuid[]) as told (id)
     where not exists (select from orders o where o.id = told.id and o.status = 'paid')`,
    [acknowledged],
  );
  return { acknowledged: acknowledged.length, lost: row!.lost };
}
