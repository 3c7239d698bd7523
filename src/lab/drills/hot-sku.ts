import { type Drill, type DrillContext, type Facts, type Look, number } from "./drill.ts";
import { SHORTLY_MS } from "./own-rules.ts";

const LOOK_BACK_SECONDS = 10;
const HOT_SHARE = 0.5;
/** Fewer lines in that time say nothing. */
const FEW_LINES = 10;
const ORDERS_PER_SECOND = 10;
/** The most popular that there is plenty of are candidates. */
const CANDIDATES = 20;

type Holds = { readonly lines: number; readonly hottest: number };

/** What was asked for in the last seconds, by the ledger. */
async function holds({ query }: DrillContext, facts: Facts): Promise<Holds> {
  const [row] = (await query<Holds>(
    `select count(*)::int as lines, count(*) filter (where variant_id = $1)::int as hottest
     from stock_ledger where kind = 'hold' and recorded_at > now() - make_interval(secs => $2)`,
    [number(facts, "variantId"), LOOK_BACK_SECONDS],
  )) as [Holds];
  return row;
}

export const hotSku: Drill = {
  name: "hot-sku",
  story: "The warehouse wonders: parcel after parcel with the same single article. Marketing knows of no campaign.",
  needs: { text: "a running API", has: ({ apiUrls }) => apiUrls.length > 0 },
  alerts: ["HotSku"],
  look: [
    "psql: stock_ledger has a row for each hold; which variant, and how many a second?",
    "Who buys it? Compare these orders with others: lines, pieces, addresses, e-mails.",
  ],
  hints: [
    "select variant_id, count(*) from stock_ledger where kind = 'hold' and recorded_at > now() - interval '1 minute' group by 1 order by 2 desc limit 5.",
    "The orders of that variant have one line of one piece, and e-mails of one domain: it is no crowd but a program that buys all there is.",
    "You cannot ask it to stop, and nothing of it comes through a proxy that could refuse it. What it wants can be taken off the shelf.",
    'Take the variant out of sale: curl -X PATCH "$API/v1/admin/variants/<id>" -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d \'{"status":"archived"}\'.',
  ],
  lesson:
    "All orders of one variant want the same row; they are taken in batches, so that the shop bears it and nothing is oversold. What it costs is the stock, which real customers do not get. " +
    "A limit per customer belongs to the offer of a scarce article, and one per address into the proxy.",
  load: (facts) => ({
    mix: "browsing",
    ratePerSecond: 20,
    buyer: { variantId: number(facts, "variantId"), ordersPerSecond: ORDERS_PER_SECOND },
  }),
  async plan({ query }, random) {
    const rows = await query<{ variant_id: number; free: number }>(
      `select v.id::float8 as variant_id, sum(s.on_hand - s.reserved)::float8 as free
       from (select id from products where status = 'active' and listed order by popularity desc, id desc limit 500) p
       join variants v on v.product_id = p.id and v.status = 'active'
       join stock_levels s on s.product_id = v.product_id and s.variant_id = v.id
       group by v.id order by 2 desc limit $1`,
      [CANDIDATES],
    );
    if (rows.length === 0) throw new Error("The shop has nothing in stock; the drill hot-sku needs something to buy.");
    return { variantId: rows[Math.floor(random() * rows.length)]!.variant_id };
  },
  break: async () => null,
  async symptom(context, facts): Promise<Look> {
    const { lines, hottest } = await holds(context, facts);
    const isHot = lines >= FEW_LINES && hottest / lines > HOT_SHARE;
    const share = `${hottest} of ${lines} lines that were ordered within ${LOOK_BACK_SECONDS} s`;
    return { well: !isHot, seen: isHot ? `one variant is in ${share}` : `the variant is in ${share}` };
  },
  async cause(context, facts): Promise<Look> {
    const { hottest } = await holds(context, facts);
    const well = hottest < LOOK_BACK_SECONDS;
    return {
      well,
      seen: well ? "the buyer does not get it any more" : `the buyer still gets ${hottest} pieces within ${LOOK_BACK_SECONDS} s`,
    };
  },
  restore: async () => undefined,
  ownRules: () => [
    {
      alert: "HotSku",
      value(samples) {
        const shares = samples.last("stock_hold_hottest_share");
        return shares.length === 0 ? null : Math.max(...shares);
      },
      and: (samples) => (samples.rate("stock_hold_lines_total", "", SHORTLY_MS) ?? 0) > 5,
    },
  ],
};
