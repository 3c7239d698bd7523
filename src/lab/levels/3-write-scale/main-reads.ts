import type { Database, Statement } from "../../../platform/database/database.ts";
import { seededRandom } from "../../../platform/random.ts";
import { createProductPages } from "../../../shop/catalog/product-pages.ts";
import { createOrderReads, NEWEST } from "../../../shop/orders/read-orders.ts";
import { createReferenceStore } from "../../../shop/pricing/reference-store.ts";
import { listReviews } from "../../../shop/reviews/review-reads.ts";
import type { SearchRequest } from "../../../shop/search/engine.ts";
import { createPostgresSearch } from "../../../shop/search/postgres/engine.ts";

/** A read that shoppers do all the time; `run` does it once, with whatever chance chooses. */
export type Read = { readonly name: string; readonly run: (random: () => number) => Promise<unknown> };
export type Issued = { readonly statement: Statement<unknown>; readonly values: readonly unknown[] };

const PAGE = 24;
/** The last part of a table, where what reads from its beginning is slowest. */
const LAST_PART = 0.1;

/** The database, noting the last values of every statement that passes. */
export function noting(db: Database, issued: Map<string, Issued>): Database {
  return {
    ...db,
    run(statement, values = []) {
      issued.set(statement.name, { statement, values });
      return db.run(statement, values);
    },
  };
}

type Place = { readonly category: number; readonly popularity: number; readonly id: number };
type Sample = {
  readonly products: number;
  readonly shoppers: readonly string[];
  readonly names: readonly string[];
  /** Places in the last tenth of a category's list. */
  readonly places: readonly Place[];
};

/** The main reads of a shop, below HTTP and without caches, on products, places and shoppers drawn from the whole of it. */
export async function mainReads(db: Database): Promise<Read[]> {
  const sample = await readSample(db);
  const reference = createReferenceStore(db);
  const pages = createProductPages(db, reference);
  const orders = createOrderReads(db);
  const engine = createPostgresSearch(db);
  const anyProduct = (random: () => number) => 1 + Math.floor(random() * sample.products);
  const lateProduct = (random: () => number) => sample.products - Math.floor(random() * sample.products * LAST_PART);
  const pick = <T>(from: readonly T[], random: () => number) => from[Math.floor(random() * from.length)]!;
  const search = (text: string): SearchRequest => ({
    text,
    filters: {
      categoryId: null,
      brandIds: [],
      priceMinMinor: null,
      priceMaxMinor: null,
      attributes: [],
      minRating: null,
      available: null,
    },
    sort: "relevance",
    currency: { code: "GBP", base: "GBP", factor: 1, exponent: 2 },
    synonyms: [],
    offset: 0,
    limit: PAGE,
    priceBoundsMinor: [1_000, 5_000],
  });
  return [
    { name: "product page, any", run: (random) => pages.byId(anyProduct(random)) },
    { name: "list, first page", run: () => pages.list({ category: null, after: null, limit: PAGE }) },
    {
      name: "list of a category, in its last tenth",
      run: (random) => {
        const { category, ...after } = pick(sample.places, random);
        return pages.list({ category, after, limit: PAGE });
      },
    },
    {
      name: "reviews, product in the last tenth",
      run: (random) => listReviews(db, { productId: lateProduct(random), sort: "relevant", limit: 10 }),
    },
    { name: "orders of a shopper", run: (random) => orders.listOfShopper(pick(sample.shoppers, random), NEWEST, 10) },
    { name: "search, a product's name", run: (random) => engine.search(search(pick(sample.names, random))) },
  ];
}

const run = <Row>(db: Database, text: string) => db.run<Row>({ name: "", text });

async function readSample(db: Database): Promise<Sample> {
  const [{ products }] = (await run<{ products: number }>(db, "select max(id) as products from products")) as [
    { products: number },
  ];
  const random = seededRandom(7);
  const ids = Array.from({ length: 200 }, () => 1 + Math.floor(random() * products));
  const names = await run<{ name: string }>(db, `select name from products where id in (${ids.join()}) order by id`);
  const shoppers = await run<{ id: string }>(db, "select shopper_id as id from customers order by email limit 500");
  const places = await run<Place>(
    db,
    `select c.id as category, p.popularity, p.product_id as id from categories c cross join lateral (
       select popularity, product_id from product_categories where category_id = c.id and visible
       order by popularity desc, product_id desc
       offset (select floor(count(*) * ${1 - LAST_PART}) from product_categories where category_id = c.id and visible) limit 1
     ) p order by c.id`,
  );
  return {
    products,
    names: names.map(({ name }) => name),
    shoppers: shoppers.map(({ id }) => id),
    places,
  };
}
