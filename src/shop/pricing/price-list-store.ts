import { type Queryable, sql } from "../../platform/database/database.ts";
import { nextIdIn } from "../../platform/database/id-blocks.ts";
import { problem } from "../../platform/http/problems.ts";
import { changeReferenceIn } from "./change-reference.ts";
import type { PriceList } from "./reference.ts";

/** Every price looks at all lists of its currency. */
export const MAX_PRICE_LISTS = 1_000;

const countLists = sql<{ lists: number }>("pricing.count-price-lists", "select count(*) as lists from price_lists");
const insertList = sql<object>(
  "pricing.insert-price-list",
  `insert into price_lists (id, name, currency, priority, kind, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7)`,
);
const updateList = sql<{ id: number }>(
  "pricing.update-price-list",
  `update price_lists set name = $2, priority = $3, kind = $4, starts_at = $5, ends_at = $6 where id = $1 and currency = $7 returning id`,
);
const currencyOfList = sql<{ currency: string }>("pricing.currency-of-list", "select currency from price_lists where id = $1");

export type PriceListDraft = Omit<PriceList, "id">;

/** @throws `validation-failed` for an unknown currency, `conflict` when the shop has MAX_PRICE_LISTS */
export function createPriceList(tx: Queryable, draft: PriceListDraft): Promise<PriceList> {
  return changeReferenceIn(tx, async () => {
    const [row] = await tx.run(countLists);
    if (row!.lists >= MAX_PRICE_LISTS) throw problem("conflict", `A shop has at most ${MAX_PRICE_LISTS} price lists.`);
    const id = await nextIdIn(tx, "price-lists");
    const { name, currency, priority, kind, startsAt, endsAt } = draft;
    await tx.run(insertList, [id, name, currency, priority, kind, startsAt, endsAt]);
    return { id, ...draft };
  });
}

/** The currency of a list is final, because its prices are in it. @throws `not-found`, `conflict` */
export function changePriceList(tx: Queryable, { id, ...list }: PriceList): Promise<PriceList> {
  return changeReferenceIn(tx, async () => {
    const { name, currency, priority, kind, startsAt, endsAt } = list;
    const changed = await tx.run(updateList, [id, name, priority, kind, startsAt, endsAt, currency]);
    if (changed.length === 0) {
      const [there] = await tx.run(currencyOfList, [id]);
      throw there === undefined
        ? problem("not-found")
        : problem("conflict", `The list's currency is ${there.currency} and stays so.`);
    }
    return { id, ...list };
  });
}
