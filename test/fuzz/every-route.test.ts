import assert from "node:assert/strict";
import { test } from "node:test";
import type { Operation } from "../support/operations.ts";
import { type HttpAnswer, startWholeShop, type WholeShop } from "../support/whole-shop.ts";
import { collectCursors, hasPages } from "./cursors.ts";
import { createAsker } from "./known-values.ts";
import { mutationsOf } from "./mutations.ts";
import { asCurl, type FuzzRequest, overTheWire } from "./requests.ts";
import { makeSecondPages } from "./second-pages.ts";
import { newVictim } from "./shoppers.ts";
import { complaintsAbout } from "./verdict.ts";

const SEED = Number(process.env.TENFOLD_FUZZ_SEED ?? 20_261_127);
/** Every fifth odd value in each place takes half a minute on two busy cores; TENFOLD_FUZZ_STRIDE=1 tries them all. */
const STRIDE = Number(process.env.TENFOLD_FUZZ_STRIDE ?? 5);
/** Operations at once: the server and its database take turns, and neither waits for the other. */
const AT_ONCE = 4;
/** Of one kind; the first tells as much as all. */
const MAX_REPORTED = 3;

test("every operation answers every request with what it documents or with a problem", async (t) => {
  const shop = await startWholeShop(t);
  const victim = await newVictim(shop);
  const before = await shop.rowsOf(victim.shopper.shopperId);
  const askers = new Map(shop.operations.map((operation) => [operation.id, createAsker(shop, operation)]));
  await makeSecondPages(shop, askers);
  const cursors = await collectCursors(shop, ({ id }) => askers.get(id)!);
  let requests = 0;
  const failures: string[] = [];

  async function fuzz(operation: Operation): Promise<void> {
    const asker = askers.get(operation.id)!;
    const { all } = mutationsOf(operation, asker, { seed: SEED, stride: STRIDE, cursors });
    // The staff may read what is a shopper's.
    const secrets = operation.access === "admin" ? [] : victim.secrets;
    const reported = new Map<string, number>();
    let accepted = 0;
    for await (const request of all()) {
      requests += 1;
      const answer = await send(shop, request);
      if (answer === null) continue;
      if (answer.status < 300 && request.method === operation.method) {
        accepted += 1;
        asker.accepted();
      }
      for (const complaint of complaintsAbout(request, answer, secrets)) {
        const times = (reported.get(complaint) ?? 0) + 1;
        reported.set(complaint, times);
        if (times <= MAX_REPORTED)
          failures.push(`${operation.id}: ${complaint} (${request.what})\n    ${asCurl(request)}${causeOf(shop, answer)}`);
      }
    }
    if (accepted === 0) failures.push(`${operation.id}: no request was accepted, so little of it was tried: see known-values.ts`);
  }

  for (const { id } of shop.operations.filter(hasPages))
    if (!cursors.has(id)) failures.push(`${id}: there is no second page, so no cursor was forged: see second-pages.ts`);
  const waiting = inOrder(shop.operations);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await fuzz(next).catch((error: Error) => failures.push(`${next?.id}: ${error.stack}`));
      }
    }),
  );
  t.diagnostic(`${shop.operations.length} operations, ${requests} requests, seed ${SEED}`);
  assert.equal(failures.length, 0, `${failures.length} complaints\n${failures.join("\n")}`);

  assert.deepEqual(await shop.rowsOf(victim.shopper.shopperId), before, "somebody changed another shopper's rows");
  const told = shop.lines.filter((line) => /[\w.+-]+@[\w-]+\.[a-z]+|tfk?_[\w-]{20}/.test(line));
  assert.deepEqual(told.slice(0, MAX_REPORTED), [], "the log shows an e-mail address or a token");
  await shop.assertAuditGreen();
});

/** What the staff changes may be in the way of shoppers, so those come first. */
function inOrder(operations: readonly Operation[]): Operation[] {
  const rank = ({ access, path }: Operation) => (access !== "admin" ? 0 : /orders|stock|products|variants/.test(path) ? 1 : 2);
  return operations.toSorted((a, b) => rank(a) - rank(b));
}

/** What the log says of an answer that nobody expected. */
function causeOf({ lines }: WholeShop, { status, headers }: HttpAnswer): string {
  if (status < 500) return "";
  const logged = lines.filter((line) => line.includes(`"${headers["x-request-id"]}"`) && line.includes('"err"'));
  const causes = logged.map((line) => JSON.parse(line).err as { message: string; stack: string });
  return causes.map(({ stack }) => `\n    ${stack.split("\n").slice(0, 6).join("\n    ")}`).join("");
}

async function send(shop: WholeShop, request: FuzzRequest): Promise<HttpAnswer | null> {
  if (request.wire) return overTheWire(shop.port, request);
  const { method, url, headers, body } = request;
  return shop.inject({
    method: method as "GET",
    url,
    headers: headers as Record<string, string>,
    remoteAddress: `10.0.${Math.floor(requestCount / 250) % 250}.${(requestCount++ % 250) + 1}`,
    ...(body === null ? {} : { payload: body }),
  });
}

let requestCount = 0;
