import pg from "pg";
import { listStatements } from "../../shop/reviews/review-reads.ts";
import { choose } from "./choose.ts";
import { type Drill, type DrillContext, type Facts, type Look, number, text } from "./drill.ts";
import { RECENTLY_MS } from "./own-rules.ts";

/** The lists of reviews, each with its index; all three go, as in a clean-up that was too thorough. */
const indexes = { relevant: "reviews_relevant", newest: "reviews_newest", helpful: "reviews_helpful" } as const;
type Sort = keyof typeof indexes;
const TABLE = "reviews";

/** Reviews that a moderator has hidden: nobody sees them, and only who has no index reads them. */
const HIDDEN_REVIEWS = 150_000;
/** Numbers of a product's reviews end at a million; those of the drill are taken from there downwards. */
const NUMBERS = 1_000_000;
const REVIEWER = "drill";
/** A small shop's statement is slow at half of production's threshold. */
const SLOW_SECONDS = 0.05;
const FEW_CALLS_PER_SECOND = 0.05;
const ASKED_PER_SECOND = 2;
/** A page of reviews is found in some dozens of blocks with its index. */
const MANY_BLOCKS = 2_000;
const ANSWER_TIMEOUT_MS = 20_000;
/** Above every review: where a list begins. */
const TOP = [9_000_000_000_000, Number.MAX_SAFE_INTEGER] as const;
const SHOWN = 10;

/** What of an index counts, whatever it is called: its columns in their order and what it leaves out. */
const essence = (definition: string) => definition.replace(/^.* USING /, "USING ");

async function presentIndexes({ query }: DrillContext): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = to_regclass($1) and i.indisvalid and i.indisready`,
    [TABLE],
  );
  return new Map(rows.map(({ name, definition }) => [name, definition]));
}

/** What the shop's own statement costs, on every machine alike. */
async function blocksRead({ query }: DrillContext, facts: Facts): Promise<number> {
  type Explained = { readonly "QUERY PLAN": readonly [{ readonly Plan: Record<string, number> }] };
  const { text: statement } = listStatements[text(facts, "sort") as Sort];
  const [row] = await query<Explained>(`explain (analyze, buffers, timing off, format json) ${statement}`, [
    number(facts, "productId"),
    [1, 2, 3, 4, 5],
    ...TOP,
    SHOWN,
    0,
    false,
  ]);
  const plan = row!["QUERY PLAN"][0].Plan;
  return plan["Shared Hit Blocks"]! + plan["Shared Read Blocks"]!;
}

/** Those of the three that nothing stands for. */
async function missing(context: DrillContext, facts: Facts): Promise<string[]> {
  const present = new Set([...(await presentIndexes(context)).values()].map(essence));
  return Object.values(indexes).filter((name) => !present.has(essence(text(facts, name))));
}

export const droppedIndex: Drill = {
  name: "dropped-index",
  story:
    "Since the release of this afternoon the reviews of the bestseller take ages to appear. The release notes say: tidied up the database.",
  needs: { text: "a running API", has: ({ apiUrls }) => apiUrls.length > 0 },
  alerts: ["SlowStatement"],
  look: [
    "the alert names the statement as the code does: grep -rn '\"<statement>' src",
    "pg_stat_statements has what it reads (shared_blks_hit), and explain says how; the log has plans of what is slow.",
  ],
  hints: [
    "One statement is slow and the others are not: it is not the machine and not the pool. What does it read, and how many rows does it show?",
    "It walks through everything that a product ever had, hidden reviews too, to show ten. An index would give the ten.",
    "\\d reviews beside migrations/0005_reviews.sql: count the indexes. More than one is not there.",
    "create index concurrently, as the migration has them: reviews_relevant, reviews_newest and reviews_helpful.",
  ],
  lesson:
    "An index that no statement used today may be what a page needs tomorrow, and pg_stat_user_indexes counts only this server since its last reset. Partial indexes leave out what nobody may see; without them the hidden rows are read as well. " +
    "Drop an index by a migration, after a plan test; make it anew with create index concurrently, which lets writers go on.",
  load: (facts) => ({
    mix: "shopping",
    ratePerSecond: 25,
    requests: {
      path: `/v1/products/${number(facts, "productId")}/reviews?sort=${text(facts, "sort")}`,
      ratePerSecond: ASKED_PER_SECOND,
    },
  }),
  async plan(context, random) {
    const present = await presentIndexes(context);
    const lost = Object.values(indexes).filter((name) => !present.has(name));
    if (lost.length > 0) throw new Error(`The shop lacks ${lost.join(" and ")} already; the migrations have them.`);
    const products = await context.query<{ id: number }>(
      `select p.id::float8 as id from products p left join review_summaries s on s.product_id = p.id
       where p.status = 'active' and coalesce(s.next_review, 1) < $1 order by p.popularity desc, p.id desc limit 20`,
      [NUMBERS - HIDDEN_REVIEWS],
    );
    if (products.length === 0) throw new Error("The shop has no product; the drill dropped-index needs one.");
    const sorts = Object.keys(indexes) as Sort[];
    return {
      productId: choose(products, random).id,
      sort: choose(sorts, random),
      ...Object.fromEntries(Object.values(indexes).map((name) => [name, present.get(name)!])),
    };
  },
  async break(context, facts) {
    await context.query("insert into review_summaries (product_id) values ($1) on conflict do nothing", [
      number(facts, "productId"),
    ]);
    await context.query(
      `insert into ${TABLE} (product_id, id, rating, summary, body, recommend, reviewer_name, hidden_at, created_at)
       select $1::bigint, $1::bigint * ${NUMBERS} + ${NUMBERS - 1} - n, 1 + n % 5, 'Buy now', 'Cheap watches at the address in my profile.', false, '${REVIEWER}',
         now(), date_trunc('milliseconds', now()) - make_interval(secs => n)
       from generate_series(0, ${HIDDEN_REVIEWS - 1}) n`,
      [number(facts, "productId")],
    );
    await context.query(`analyze ${TABLE}`);
    await context.query(`drop index ${Object.values(indexes).join(", ")}`);
    return null;
  },
  async symptom(context, facts): Promise<Look> {
    const [url] = (await context.shop()).apiUrls;
    const path = `/v1/products/${number(facts, "productId")}/reviews?sort=${text(facts, "sort")}&limit=${SHOWN}`;
    const startedMs = performance.now();
    const answer = await fetch(url + path, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }).catch(() => null);
    await answer?.arrayBuffer();
    const tookMs = Math.round(performance.now() - startedMs);
    if (answer?.ok !== true) return { well: false, seen: "the reviews of the bestseller do not appear" };
    const blocks = await blocksRead(context, facts);
    const seen = `the first reviews of the bestseller took ${tookMs} ms; the database reads ${blocks} blocks for them`;
    return { well: blocks <= MANY_BLOCKS, seen };
  },
  async cause(context, facts) {
    const lost = await missing(context, facts);
    if (lost.length === 0) return { well: true, seen: "the table has all of its indexes" };
    return { well: false, seen: `${lost.join(", ")} ${lost.length === 1 ? "is" : "are"} not there` };
  },
  async restore(context, facts) {
    const there = await presentIndexes(context);
    for (const name of Object.values(indexes)) {
      const wanted = text(facts, name);
      if (there.has(name)) continue;
      const twin = [...there].find(([, definition]) => essence(definition) === essence(wanted))?.[0];
      if (twin === undefined) await context.query(wanted.replace("INDEX", "INDEX IF NOT EXISTS"));
      else await context.query(`alter index ${pg.escapeIdentifier(twin)} rename to ${name}`);
    }
    await context.query(
      `delete from ${TABLE} where product_id = $1 and reviewer_name = '${REVIEWER}' and id % ${NUMBERS} >= $2`,
      [number(facts, "productId"), NUMBERS - HIDDEN_REVIEWS],
    );
    await context.query("delete from review_summaries where product_id = $1 and next_review = 1 and version = 0", [
      number(facts, "productId"),
    ]);
  },
  rules: () => [{ alert: "SlowStatement", threshold: SLOW_SECONDS }],
  ownRules: () => [
    {
      alert: "SlowStatement",
      threshold: SLOW_SECONDS,
      value(samples) {
        const calls = samples.rateBy("db_statement_calls_total", "statement", RECENTLY_MS);
        const seconds = samples.rateBy("db_statement_seconds_total", "statement", RECENTLY_MS);
        const means = [...calls].flatMap(([name, rate]) =>
          rate > FEW_CALLS_PER_SECOND ? [(seconds.get(name) ?? 0) / rate] : [],
        );
        return means.length === 0 ? null : Math.max(...means);
      },
    },
  ],
};
