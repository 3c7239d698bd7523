import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { type IdempotentCall, withIdempotency } from "../../platform/database/idempotent.ts";
import { problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import type { Address } from "../orders/order.ts";

export type SavedAddress = { readonly id: string; readonly address: Address; readonly isDefault: boolean };

export interface Addresses {
  /** All of them, the default first, then in the order in which they came. */
  list(shopperId: string): Promise<SavedAddress[]>;
  /** The first one is the default whatever it says. @throws `address-limit-reached` */
  create(
    shopperId: string,
    address: Omit<SavedAddress, "id">,
    call: Pick<IdempotentCall, "key" | "requestHash">,
  ): Promise<{ address: SavedAddress; replayed: boolean }>;
  /** There is always a default: it changes by making another one the default. @throws `not-found` */
  replace(shopperId: string, address: SavedAddress): Promise<SavedAddress>;
  /** The oldest of the others becomes the default if this was it. @throws `not-found` */
  remove(shopperId: string, id: string): Promise<void>;
}

/** More than a person ships to; it keeps the list one page. */
export const MAX_ADDRESSES = 20;

type Row = { id: string; address: Address; is_default: boolean };

const listAddresses = sql<Row>(
  "customers.list-addresses",
  `select id, address, is_default from customer_addresses where shopper_id = $1 order by is_default desc, created_at, id limit $2`,
);

/** Changes of one customer's addresses take turns, so that the limit and the one default hold. */
const lockCustomer = sql<object>("customers.lock-for-addresses", "select from customers where shopper_id = $1 for no key update");

const countAddresses = sql<{ addresses: number }>(
  "customers.count-addresses",
  "select count(*)::int as addresses from customer_addresses where shopper_id = $1",
);

const insertAddress = sql<Row>(
  "customers.insert-address",
  "insert into customer_addresses (shopper_id, id, address, is_default) values ($1, $2, $3, $4) returning id, address, is_default",
);

const replaceAddress = sql<Row>(
  "customers.replace-address",
  `update customer_addresses set address = $3, is_default = is_default or $4 where shopper_id = $1 and id = $2
   returning id, address, is_default`,
);

const clearOtherDefaults = sql<object>(
  "customers.clear-other-defaults",
  "update customer_addresses set is_default = false where shopper_id = $1 and id <> $2 and is_default",
);

const deleteAddress = sql<{ is_default: boolean }>(
  "customers.delete-address",
  "delete from customer_addresses where shopper_id = $1 and id = $2 returning is_default",
);

const promoteOldest = sql<object>(
  "customers.promote-oldest-address",
  `update customer_addresses set is_default = true where shopper_id = $1
   and id = (select id from customer_addresses where shopper_id = $1 order by created_at, id limit 1)`,
);

export function createAddresses(db: Database): Addresses {
  const noAddress = () => problem("not-found", "There is no such address.");

  async function add(tx: Queryable, shopperId: string, { address, isDefault }: Omit<SavedAddress, "id">): Promise<SavedAddress> {
    await tx.run(lockCustomer, [shopperId]);
    const [{ addresses } = { addresses: 0 }] = await tx.run(countAddresses, [shopperId]);
    if (addresses >= MAX_ADDRESSES) {
      throw problem("address-limit-reached", `An account has at most ${MAX_ADDRESSES} addresses.`, {
        maxAddresses: MAX_ADDRESSES,
      });
    }
    const [row] = await tx.run(insertAddress, [shopperId, newId(), JSON.stringify(address), isDefault || addresses === 0]);
    if (row!.is_default) await tx.run(clearOtherDefaults, [shopperId, row!.id]);
    return toAddress(row!);
  }

  return {
    list: async (shopperId) => (await db.run(listAddresses, [shopperId, MAX_ADDRESSES])).map(toAddress),
    async create(shopperId, address, call) {
      const { body, replayed } = await withIdempotency(
        db,
        { ownerId: shopperId, scope: "customers.address", ...call },
        async (tx) => ({
          status: 201,
          body: await add(tx, shopperId, address),
        }),
      );
      return { address: body, replayed };
    },
    replace: (shopperId, { id, address, isDefault }) =>
      db.transaction(async (tx) => {
        await tx.run(lockCustomer, [shopperId]);
        const [row] = await tx.run(replaceAddress, [shopperId, id, JSON.stringify(address), isDefault]);
        if (row === undefined) throw noAddress();
        if (row.is_default) await tx.run(clearOtherDefaults, [shopperId, id]);
        return toAddress(row);
      }),
    remove: (shopperId, id) =>
      db.transaction(async (tx) => {
        await tx.run(lockCustomer, [shopperId]);
        const [row] = await tx.run(deleteAddress, [shopperId, id]);
        if (row === undefined) throw noAddress();
        if (row.is_default) await tx.run(promoteOldest, [shopperId]);
      }),
  };
}

function toAddress({ id, address, is_default }: Row): SavedAddress {
  return { id, address, isDefault: is_default };
}
