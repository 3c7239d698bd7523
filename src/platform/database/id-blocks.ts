import { type Queryable, retryTransient, sql } from "./database.ts";

const leaseBlock = sql<{ first: number }>(
  "platform.lease-id-block",
  `insert into id_blocks (name, next_value) values ($1, 1 + $2::bigint)
   on conflict (name) do update set next_value = id_blocks.next_value + $2::bigint
   returning next_value - $2::bigint as first`,
);

/** One integer inside the caller's transaction, for rare things: until it ends, others who ask for an integer of this name wait. */
export async function nextIdIn(tx: Queryable, name: string): Promise<number> {
  const [block] = await tx.run(leaseBlock, [name, 1]);
  return block!.first;
}

/** Integers that are unique over all processes and never come from a sequence. A crash leaves the rest of a block unused. */
export interface IdBlocks {
  next(): Promise<number>;
}

/** `size`: how many integers one lease takes; a lease costs one statement. */
export function createIdBlocks(db: Queryable, name: string, size: number): IdBlocks {
  let nextValue = 0;
  let end = 0;
  let leasing: Promise<void> | undefined;

  async function lease(): Promise<void> {
    const [block] = await retryTransient(() => db.run(leaseBlock, [name, size]));
    nextValue = block!.first;
    end = nextValue + size;
  }

  return {
    async next() {
      while (nextValue >= end) {
        leasing ??= lease().finally(() => {
          leasing = undefined;
        });
        await leasing;
      }
      nextValue += 1;
      return nextValue - 1;
    },
  };
}
