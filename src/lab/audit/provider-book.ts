import type pg from "pg";
import { request } from "undici";
import { type Finding, MAX_EXAMPLES } from "./check.ts";

/** The provider's own words; written down here again, so that the audit shares no code with what it checks. */
type BookEntry = {
  readonly type: "charge" | "refund";
  readonly paymentId: string;
  readonly refundId?: string;
  readonly outcome: "paid" | "declined" | "refunded" | "refused";
  readonly amountMinor: number;
  readonly currency: string;
};

/** Reads the whole book of the sandbox provider, page by page. */
export async function* readBook(url: string): AsyncGenerator<BookEntry> {
  for (let after = 0; ; ) {
    const { statusCode, body } = await request(`${url}/book?after=${after}&limit=1000`);
    if (statusCode !== 200) throw new Error(`the provider's book answers ${statusCode}`);
    const page = (await body.json()) as { entries: BookEntry[]; next: number | null };
    yield* page.entries;
    if (page.next === null) return;
    after = page.next;
  }
}

/** Compares what the provider took and gave back with what the shop believes. */
export async function compareWithBook(
  client: pg.ClientBase,
  book: AsyncIterable<BookEntry>,
  graceSeconds: number,
): Promise<Finding> {
  const startedAt = performance.now();
  const charges = new Map<string, BookEntry>();
  const refunds = new Map<string, BookEntry>();
  for await (const entry of book) {
    if (entry.type === "charge") charges.set(entry.paymentId, entry);
    else if (entry.outcome === "refunded") refunds.set(entry.refundId!, entry);
  }
  const examples: Record<string, unknown>[] = [];
  let violations = 0;
  const report = (example: Record<string, unknown>) => {
    violations += 1;
    if (examples.length < MAX_EXAMPLES) examples.push(example);
  };

  const payments = await client.query<Row>(
    `select id, amount_minor::float8 as amount, currency, status, updated_at < now() - $1::int * interval '1 second' as settled
     from payments where provider = 'sandbox'`,
    [graceSeconds],
  );
  for (const row of payments.rows) {
    const charge = charges.get(row.id);
    charges.delete(row.id);
    const taken = charge?.outcome === "paid" ? charge.amountMinor : 0;
    const believed = row.status === "pending" || row.status === "declined" ? 0 : row.amount;
    if (row.status === "pending" && !row.settled) continue;
    if (row.amount > 0 && (taken !== believed || (charge !== undefined && charge.currency !== row.currency))) {
      report({
        payment: row.id,
        shop: row.status,
        shopMinor: believed,
        provider: charge?.outcome ?? "absent",
        providerMinor: taken,
      });
    }
  }
  for (const charge of charges.values()) {
    if (charge.outcome === "paid")
      report({ charge: charge.paymentId, provider: "paid", providerMinor: charge.amountMinor, shop: "unknown to the shop" });
  }
  const given = await client.query<Row>(
    `select id, amount_minor::float8 as amount, '' as currency, status, updated_at < now() - $1::int * interval '1 second' as settled from refunds`,
    [graceSeconds],
  );
  for (const row of given.rows) {
    const refund = refunds.get(row.id);
    refunds.delete(row.id);
    const back = refund === undefined ? 0 : refund.amountMinor;
    if (row.status === "pending" && !row.settled) continue;
    if (back !== (row.status === "refunded" ? row.amount : 0)) {
      report({
        refund: row.id,
        shop: row.status,
        shopMinor: row.amount,
        provider: refund?.outcome ?? "absent",
        providerMinor: back,
      });
    }
  }
  for (const refund of refunds.values())
    report({ refund: refund.refundId, providerMinor: refund.amountMinor, shop: "unknown to the shop" });
  return {
    id: "money.equals-provider-book",
    holds: "What the shop believes to have taken and given back is what the provider's book says, charge by charge.",
    verdict: violations === 0 ? "green" : "red",
    violations,
    examples,
    note: `${payments.rows.length} payments and ${given.rows.length} refunds`,
    tookMs: performance.now() - startedAt,
  };
}

type Row = {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly settled: boolean;
};
