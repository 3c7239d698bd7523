import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { hookStatement, loseFirstAnswer } from "../../../test/support/statement-hooks.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { errorCode } from "../../platform/database/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { Promotion } from "./promotion.ts";
import { createRedemptions, type RedemptionRequest, type Redemptions } from "./redemptions.ts";

const TRIES = 50;
const TTL_MS = 60_000;
const database = await createTestDatabase();
/** As many connections as the server of the tests can spare. */
const db = createDatabase({ url: database.url, poolSize: 20 });
const redemptions = createRedemptions(db);
after(async () => {
  await db.close();
  await database.close();
});
beforeEach(() => database.query("truncate promotion_redemptions, promotion_uses, promotion_customers"));

function promotion(limits: Partial<Pick<Promotion, "maxUses" | "maxUsesPerCustomer">> = {}): Promotion {
  return { id: newId(), code: "CODE", maxUses: null, maxUsesPerCustomer: null, ...limits } as Promotion;
}

function request(promotions: readonly Promotion[], others: Partial<RedemptionRequest> = {}): RedemptionRequest {
  return { holdId: newId(), shopperId: newId(), email: `${newId()}@example.test`, promotions, ttlMs: TTL_MS, ...others };
}

async function takeFresh(asked: RedemptionRequest) {
  const hold = await redemptions.hold(asked);
  assert.ok(hold.usedUp === null && hold.fresh);
  return hold;
}

async function usesOf(...promotions: readonly Promotion[]): Promise<number[]> {
  const rows = await database.query("select promotion_id, uses from promotion_uses");
  return promotions.map(({ id }) => rows.find((row) => row.promotion_id === id)?.uses ?? 0);
}

/** What is counted is what is there, for every promotion and for every customer of it. */
async function assertCountsAddUp(): Promise<void> {
  const wrong = await database.query(
    `select coalesce(u.promotion_id, r.promotion_id) as id, u.uses, r.uses as redeemed
     from promotion_uses u full join (select promotion_id, count(*) as uses from promotion_redemptions group by 1) r on r.promotion_id = u.promotion_id
     where coalesce(u.uses, 0) <> coalesce(r.uses, 0)
     union all
     select coalesce(u.promotion_id, r.promotion_id), u.uses, r.uses
     from promotion_customers u full join (select promotion_id, customer_key, count(*) as uses from promotion_redemptions group by 1, 2) r
       on r.promotion_id = u.promotion_id and r.customer_key = u.customer_key
     where coalesce(u.uses, 0) <> coalesce(r.uses, 0)`,
  );
  assert.deepEqual(wrong, []);
}

test("of 50 at once exactly as many get a use as there are, on the first day of a promotion and on any other", async () => {
  for (const maxUses of [1, 7]) {
    const limited = promotion({ maxUses });
    const first = await Promise.all(Array.from({ length: TRIES }, () => redemptions.hold(request([limited]))));
    const held = first.flatMap((hold) => (hold.usedUp === null ? [hold] : []));
    assert.equal(held.length, maxUses);
    await redemptions.release([held[0]!.holdId]);
    const later = await Promise.all(Array.from({ length: TRIES }, () => redemptions.hold(request([limited]))));
    assert.equal(later.filter((hold) => hold.usedUp === null).length, 1);
    assert.deepEqual(await usesOf(limited), [maxUses]);
  }
  await assertCountsAddUp();
});

test("of 50 tries of one customer at once exactly as many succeed as a customer has", async () => {
  const limited = promotion({ maxUsesPerCustomer: 3 });
  const tries = Array.from({ length: TRIES }, () => redemptions.hold(request([limited], { email: "ada@example.test" })));
  const held = (await Promise.all(tries)).filter((hold) => hold.usedUp === null);
  assert.equal(held.length, 3);
  await assertCountsAddUp();
});

test("all promotions of an order are taken or none", async () => {
  const [plenty, scarce, own] = [promotion({ maxUses: 100 }), promotion({ maxUses: 5 }), promotion({ maxUsesPerCustomer: 1 })];
  const tries = Array.from({ length: TRIES }, () => redemptions.hold(request([scarce, plenty, own])));
  const refused = (await Promise.all(tries)).flatMap(({ usedUp }) => usedUp ?? []);
  assert.deepEqual(new Set(refused), new Set([scarce]));
  assert.equal(refused.length, TRIES - 5);
  assert.deepEqual(await usesOf(plenty, scarce, own), [5, 5, 5]);
  await assertCountsAddUp();
});

test("a hold that is asked for 20 times at once takes one use, and every one of them has it", async () => {
  for (const maxUses of [1, 3]) {
    const limited = promotion({ maxUses });
    const asked = request([limited]);
    const holds = await Promise.all(Array.from({ length: 20 }, () => redemptions.hold(asked)));
    assert.deepEqual(new Set(holds.map((hold) => hold.usedUp)), new Set([null]));
    assert.deepEqual(await usesOf(limited), [1]);
  }
  await assertCountsAddUp();
});

/** Runs `work` in a transaction, starts `meanwhile`, and commits when that waits for a lock. */
async function whileUncommitted<T>(
  work: (uncommitted: Redemptions) => Promise<unknown>,
  meanwhile: () => Promise<T>,
): Promise<T> {
  const started = await db.transaction(async (tx) => {
    await work(createRedemptions({ ...db, run: tx.run }));
    const waiting = meanwhile();
    await waitFor(async () => (await database.query("select from pg_locks where not granted")).length > 0);
    return { waiting };
  });
  return started.waiting;
}

test("a retry that waited for its own first try is not told that the last use is gone", async () => {
  const limited = promotion({ maxUses: 1 });
  // The count is there already, and so the retry waits for that and not for the redemption.
  await redemptions.abandon(await takeFresh(request([limited])));
  const asked = request([limited]);
  const retry = await whileUncommitted(
    (uncommitted) => uncommitted.hold(asked),
    () => redemptions.hold(asked),
  );
  assert.equal(retry.usedUp, null);
  assert.equal(retry.usedUp === null && retry.fresh, false);
  assert.deepEqual(await usesOf(limited), [1]);
});

test("the same, when its first try got the use that another gave back meanwhile", async () => {
  const limited = promotion({ maxUses: 1 });
  const before = await takeFresh(request([limited]));
  const asked = request([limited]);
  const retry = await whileUncommitted(
    async (uncommitted) => {
      await uncommitted.abandon(before);
      await uncommitted.hold(asked);
    },
    () => redemptions.hold(asked),
  );
  assert.equal(retry.usedUp, null);
  assert.deepEqual(await usesOf(limited), [1]);
});

test("who waited for the last use while another took it is told so", async () => {
  const limited = promotion({ maxUses: 1 });
  await redemptions.abandon(await takeFresh(request([limited])));
  const late = await whileUncommitted(
    (uncommitted) => uncommitted.hold(request([limited])),
    () => redemptions.hold(request([limited])),
  );
  assert.equal(late.usedUp, limited);
});

test("a use that is given back while a retry prolongs it is taken again, and counted", async () => {
  const limited = promotion({ maxUses: 1, maxUsesPerCustomer: 1 });
  const asked = request([limited]);
  const held = await takeFresh(asked);
  const retry = await whileUncommitted(
    (uncommitted) => uncommitted.abandon(held),
    () => redemptions.hold(asked),
  );
  assert.equal(retry.usedUp === null && retry.fresh, true);
  assert.deepEqual(await usesOf(limited), [1]);
  await assertCountsAddUp();
});

test("what a call took it gives back, all of it, unless another try has taken it over", async () => {
  // So many that they cannot all be written in one millisecond.
  const promotions = Array.from({ length: 1_000 }, () => promotion({ maxUses: 1, maxUsesPerCustomer: 1 }));
  await redemptions.abandon(await takeFresh(request(promotions)));
  assert.deepEqual(new Set(await usesOf(...promotions)), new Set([0]));

  const asked = request(promotions.slice(0, 2));
  const first = await takeFresh(asked);
  const retry = await redemptions.hold(asked);
  assert.ok(retry.usedUp === null && retry.expiresAt > first.expiresAt);
  await redemptions.abandon(first);
  await redemptions.abandon(retry);
  assert.deepEqual(await usesOf(...asked.promotions), [1, 1]);
  await redemptions.release([asked.holdId]);
  assert.deepEqual(await usesOf(...asked.promotions), [0, 0]);
  await assertCountsAddUp();
});

test("a use that is paid is not given back by the try that lost", async () => {
  const limited = promotion({ maxUses: 1 });
  const held = await takeFresh(request([limited]));
  await redemptions.use([held.holdId]);
  await redemptions.abandon(held);
  assert.deepEqual(await usesOf(limited), [1]);
});

test("when the answer is lost, the use is taken once", async () => {
  const limited = promotion({ maxUses: 1 });
  const unlucky = createRedemptions(loseFirstAnswer(db, "promotions.redeem"));
  assert.equal((await unlucky.hold(request([limited]))).usedUp, null);
  assert.deepEqual(await usesOf(limited), [1]);
});

test("taking and giving back several promotions at once, in any order, makes no deadlock", async () => {
  let deadlocks = 0;
  const counting = ["promotions.redeem", "promotions.give-back"].reduce<Database>(
    (inner, name) =>
      hookStatement(inner, name, (proceed) =>
        proceed().catch((error) => {
          if (errorCode(error) === "40P01") deadlocks += 1;
          throw error;
        }),
      ),
    db,
  );
  const busy = createRedemptions(counting);
  const promotions = Array.from({ length: 8 }, () => promotion({ maxUses: 60, maxUsesPerCustomer: 60 }));
  const some = (index: number) => promotions.toSorted((a, b) => (a.id < b.id ? 1 : -1) * (index % 2 ? 1 : -1)).slice(index % 3);
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      for (let round = 0; round < 10; round += 1) {
        const asked = [0, 1].map(() => request(some(index + round), { email: `${index % 4}@example.test` }));
        const holds = await Promise.all(asked.map((one) => busy.hold(one)));
        if (round % 2 === 0) await busy.release(asked.map((one) => one.holdId));
        else for (const hold of holds) if (hold.usedUp === null) await busy.abandon(hold);
      }
    }),
  );
  assert.equal(deadlocks, 0);
  assert.deepEqual(new Set(await usesOf(...promotions)), new Set([0]));
  await assertCountsAddUp();
});
