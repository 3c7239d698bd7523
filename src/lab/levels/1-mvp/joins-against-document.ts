import type pg from "pg";
import type { Experiment, ExperimentContext, ExperimentOutcome, Side } from "../experiment.ts";
import { less, shown } from "../figures.ts";
import { explain, explainText } from "../plans.ts";

/** Pages that are put together; the demo shop has a few more products. */
const PAGES = 200;

/** What a page shows, as a query over the tables that it comes from. One row for each combination of variant, price, picture and warehouse. */
const ONE_JOIN = `select p.id, p.name, p.description, p.attributes, b.name as brand, c.name as category, v.sku, v.options,
    r.currency, r.amount_minor, m.url, s.warehouse, s.on_hand - s.reserved as available, w.count as reviews, w.rating_sum
  from products p
  left join brands b on b.id = p.brand_id
  left join product_categories pc on pc.product_id = p.id
  left join categories c on c.id = pc.category_id
  left join variants v on v.product_id = p.id and v.status = 'active'
  left join variant_prices r on r.product_id = v.product_id and r.variant_id = v.id
  left join media m on m.product_id = p.id
  left join stock_levels s on s.product_id = v.product_id and s.variant_id = v.id
  left join review_summaries w on w.product_id = p.id
  where p.id = $1`;

/** The same as a mapper of objects asks for it: a table at a time, nothing multiplied. */
const TABLE_BY_TABLE = [
  "select * from products where id = $1",
  "select b.* from brands b join products p on p.brand_id = b.id where p.id = $1",
  "select c.* from categories c join product_categories pc on pc.category_id = c.id where pc.product_id = $1",
  "select * from variants where product_id = $1 and status = 'active'",
  "select * from variant_prices where product_id = $1",
  "select * from media where product_id = $1",
  "select * from stock_levels where product_id = $1",
  "select * from review_summaries where product_id = $1",
];

/** The page that was made when the product changed; what cannot be made beforehand beside it. */
const DOCUMENT = `select d.version, d.body, s.warehouse, s.on_hand - s.reserved as available, w.count as reviews, w.rating_sum
  from product_documents d
  left join stock_levels s on s.product_id = d.product_id
  left join review_summaries w on w.product_id = d.product_id
  where d.product_id = $1`;

const SIZES = `select pg_total_relation_size('product_documents')::float8 as documents,
  (select sum(pg_total_relation_size(name::regclass)) from unnest(array['products', 'product_categories', 'variants', 'variant_prices', 'media']) as t (name))::float8 as tables`;

export const joinsAgainstDocument: Experiment = {
  name: "joins-against-document",
  level: 1,
  title: "A join, and its absence",
  question:
    "What does a product page cost when it is joined from its tables at each look, and what when it was put together once?",
  needs: [],
  takesSeconds: 20,
  run: (context) => compare(context, PAGES),
};

export async function compare(
  { startShop, log }: Pick<ExperimentContext, "startShop" | "log">,
  pages: number,
): Promise<ExperimentOutcome> {
  const shop = await startShop();
  // As the shop's own sessions are: an index wherever there is one.
  const client = await shop.connect();
  await client.query("set enable_seqscan = off");
  const { rows } = await client.query<{ id: number }>(
    "select id::float8 as id from products where status = 'active' order by popularity desc, id limit $1",
    [pages],
  );
  const ids = rows.map(({ id }) => id);
  log(`putting ${ids.length} pages together in three ways`);
  const joined = await measure(client, "one join of eight", [ONE_JOIN], ids);
  const document = await measure(client, "document", [DOCUMENT], ids);
  const asked = await measure(client, "table by table", TABLE_BY_TABLE, ids);
  const plans = [
    { title: "The plan of the join", text: await explainText(client, ONE_JOIN, [ids[0]]) },
    { title: "The plan of the document", text: await explainText(client, DOCUMENT, [ids[0]]) },
  ];
  const [sizes] = await shop.query<{ documents: number; tables: number }>(SIZES);
  await shop.stop();

  const fewer = joined.blocks / document.blocks;
  return {
    before: sideOf(joined, sizes!.tables),
    after: sideOf(document, sizes!.documents),
    others: [sideOf(asked, sizes!.tables)],
    held: document.blocks < joined.blocks && document.blocks < asked.blocks && document.rows < joined.rows,
    conclusion: `A page took ${shownAs(joined.rows)} rows and ${shownAs(joined.blocks)} blocks by the join, which gives the page ${shownAs(joined.answered)} times over, and ${shownAs(document.rows)} rows and ${shownAs(document.blocks)} blocks by the document: ${shownAs(fewer)} times less, in one statement where asking table by table takes ${TABLE_BY_TABLE.length}. The documents cost ${shownAs(sizes!.documents / sizes!.tables)} times the room of the tables that they repeat, and are made anew when one of those changes.`,
    charts: [
      bars(
        "Blocks of 8 KiB for one page",
        "In memory or not: what the database has to look at.",
        [joined, document, asked],
        ({ blocks }) => blocks,
      ),
      bars(
        "Rows taken from tables for one page",
        "Those that are thrown away included.",
        [joined, document, asked],
        ({ rows: taken }) => taken,
      ),
    ],
    texts: plans,
  };
}

/** Means of one page. */
type Way = {
  readonly name: string;
  readonly statements: number;
  readonly rows: number;
  readonly answered: number;
  readonly blocks: number;
};

async function measure(client: pg.Client, name: string, statements: readonly string[], ids: readonly number[]): Promise<Way> {
  const sum = { rows: 0, answered: 0, blocks: 0 };
  for (const id of ids) {
    for (const text of statements) {
      const plan = await explain(client, text, [id]);
      sum.rows += plan.rows;
      sum.blocks += plan.blocks;
      sum.answered += (await client.query(text, [id])).rows.length;
    }
  }
  const mean = (value: number) => value / Math.max(1, ids.length);
  return { name, statements: statements.length, rows: mean(sum.rows), answered: mean(sum.answered), blocks: mean(sum.blocks) };
}

function sideOf({ name, statements, rows, answered, blocks }: Way, bytes: number): Side {
  return {
    name,
    figures: [
      less("statements for a page", statements),
      less("rows taken from tables", rows),
      less("rows answered", answered),
      less("blocks looked at", blocks),
      shown("room on the disk", bytes, "bytes"),
    ],
  };
}

function bars(title: string, about: string, ways: readonly Way[], value: (way: Way) => number) {
  return { kind: "bars", title, about, unit: "count", bars: ways.map((way) => ({ name: way.name, value: value(way) })) } as const;
}

const shownAs = (value: number): string => String(Number(value.toPrecision(2)));
