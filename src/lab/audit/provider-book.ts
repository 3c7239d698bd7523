import type pg from "pg";
import { request } from "undici";
import { type Finding, MAX_EXAMPLES } from "./check.ts";

/** The provider's own words; written down here again, so that the audit shares no code with what it checks. */
export type BookEntry = {
  readonly type: "charge" | "refund";
  readonly paymentId: string;
  readonly refundId?: string;
  readonly outcome: "paid" | "declined" | "refunded" | "refused";
  readonly amountMinor: number;
  readonly currency: string;
  /** ISO 8601. */
  readonly createdAt: string;
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

/** What the provider moved under one id. More than one entry is a defect of the provider, and the sum shows it. */
type Moved = { amountMinor: number; readonly currency: string; readonly outcome: string; readonly createdAtMs: number };

// now() is when the audit's snapshot was begun.
const READ_PAYMENTS = `select id, amount_minor::float8 as amount, currency, status,
    created_at < now() - $1::int * interval '1 second' as due
  from payments where provider = 'sandbox'`;
const READ_REFUNDS = `select r.id, r.amount_minor::float8 as amount, p.currency, r.status,
    r.created_at < now() - $1::int * interval '1 second' as due
  from refunds r join payments p on p.order_id = r.order_id and p.shopper_id = r.shopper_id where p.provider = 'sandbox'`;
const READ_SNAPSHOT_TIME = "select extract(epoch from now() - $1::int * interval '1 second')::float8 * 1000 as ms";

/**
 * Compares what the provider took and gave back with what the shop believes. The book is read after the snapshot of the database:
 * whatever the shop believes is in it, but what is newer in it the snapshot cannot know.
 */
export async function compareWithBook(
  client: pg.ClientBase,
  book: AsyncIterable<BookEntry>,
  graceSeconds: number,
): Promise<Finding> {
  const startedAt = performance.now();
  const charges = new Map<string, Moved>();
  const refunds = new Map<string, Moved>();
  for await (const entry of book) {
    if (entry.type === "charge") enter(charges, entry.paymentId, entry, entry.outcome === "paid");
    else enter(refunds, entry.refundId!, entry, entry.outcome === "refunded");
  }
  const [snapshot] = (await client.query<{ ms: number }>(READ_SNAPSHOT_TIME, [graceSeconds])).rows;
  const payments = await client.query<Row>(READ_PAYMENTS, [graceSeconds]);
  const given = await client.query<Row>(READ_REFUNDS, [graceSeconds]);
  const violations = [
    ...compareRows(
      "payment",
      payments.rows,
      charges,
      ({ status }) => status !== "pending" && status !== "declined",
      snapshot!.ms,
    ),
    ...compareRows("refund", given.rows, refunds, ({ status }) => status === "refunded", snapshot!.ms),
  ];
  return {
    id: "money.equals-provider-book",
    holds: "What the shop believes to have taken and given back is what the provider's book says, charge by charge.",
    verdict: violations.length === 0 ? "green" : "red",
    violations: violations.length,
    examples: violations.slice(0, MAX_EXAMPLES),
    note: `${payments.rows.length} payments and ${given.rows.length} refunds`,
    tookMs: performance.now() - startedAt,
  };
}

function enter(moved: Map<string, Moved>, id: string, entry: BookEntry, counts: boolean): void {
  const amountMinor = counts ? entry.amountMinor : 0;
  const before = moved.get(id);
  if (before !== undefined) before.amountMinor += amountMinor;
  else {
    const { currency, outcome, createdAt } = entry;
    moved.set(id, { amountMinor, currency, outcome, createdAtMs: Date.parse(createdAt) });
  }
}

function* compareRows(
  what: "payment" | "refund",
  rows: readonly Row[],
  moved: Map<string, Moved>,
  isBelieved: (row: Row) => boolean,
  knownUntilMs: number,
): Generator<Record<string, unknown>> {
  for (const row of rows) {
    const real = moved.get(row.id);
    moved.delete(row.id);
    // What has just begun may be done at the provider and not yet here.
    if (row.status === "pending" && !row.due) continue;
    const believedMinor = isBelieved(row) ? row.amount : 0;
    const movedMinor = real?.amountMinor ?? 0;
    if (movedMinor === believedMinor && (movedMinor === 0 || real?.currency === row.currency)) continue;
    yield {
      [what]: row.id,
      shop: row.status,
      shopMinor: believedMinor,
      provider: real?.outcome ?? "absent",
      providerMinor: movedMinor,
    };
  }
  for (const [id, { amountMinor, createdAtMs }] of moved) {
    if (amountMinor > 0 && createdAtMs < knownUntilMs)
      yield { [what]: id, providerMinor: amountMinor, shop: "unknown to the shop" };
  }
}

type Row = {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  /** Old enough to be known by now. */
  readonly due: boolean;
};
