import { tierSizes } from "../../../shop/search/postgres/maintain.ts";
import { deal } from "./curves.ts";
import { writeQuestions, writeReviews } from "./opinion-rows.ts";
import { createOrders } from "./order-rows.ts";
import { writeProduct } from "./product-rows.ts";
import { createProducts } from "./products.ts";
import { createRandomStream } from "./randomness.ts";
import { createSales, popularityCurve } from "./sales.ts";
import { createSearchRows, type Stems } from "./search-rows.ts";
import { DAY_MS, type GenerateSettings, openCartsOf, SPAN_MS } from "./settings.ts";
import { writeStock } from "./stock-rows.ts";
import type { ChunkKind, Rows } from "./tables.ts";
import { createVocabulary } from "./vocabulary.ts";

/** A piece of the work: the items from `from` to before `to` of one kind. Products are counted from 1, everything else from 0. */
export type Chunk = { readonly kind: ChunkKind; readonly number: number; readonly from: number; readonly to: number };

/** About 40,000 rows and 6 MB each: small enough for memory and for what a crash undoes, large enough that its transaction costs nothing. */
const CHUNK_ITEMS: Readonly<Record<ChunkKind, number>> = { products: 300, customers: 10_000, orders: 600, carts: 5_000 };
/** How steeply popularity falls: the numbers only order lists, so that they need not count anything. */
const TOP_POPULARITY = 1_000_000;
const POPULARITY_EXPONENT = 0.6;

export type Generator = {
  /** Writes the rows of one chunk. Answers, for products, how many documents have each stem and tag. */
  make(chunk: Chunk, rows: Rows): ReadonlyMap<string, number>;
  readonly orders: number;
  readonly customers: number;
};

/** @param stems null: without rows for search */
export function createGenerator(settings: GenerateSettings, stems: Stems | null): Generator {
  const { seed, per } = settings;
  const vocabulary = createVocabulary(seed, settings.products);
  const departmentNames = new Map(vocabulary.departments.map(({ id, name }) => [id, name]));
  const products = createProducts(settings, vocabulary);
  const sales = createSales(settings, products.variantsOf);
  const orders = createOrders(settings, products, sales);
  const reviews = deal(Math.round(settings.products * per.reviews), settings.products, popularityCurve);
  const questions = deal(Math.round(settings.products * per.questions), settings.products, popularityCurve);
  const random = createRandomStream(seed);
  // Drawn by the index itself in the end; the same ones here save it the work.
  const search = stems === null ? null : createSearchRows(stems, tierSizes(settings.products), settings.untilMs);

  function writeProductRows(rows: Rows, id: number): void {
    const product = products.of(id);
    const rank = sales.rankOf(id);
    const popularity = popularityOf(rank, settings.products);
    writeProduct(rows, product, popularity, per.photos / Math.max(1, Math.min(per.styles, per.skus)), seed);
    const available = writeStock(rows, product, sales.ofProduct(id), orders, random, settings);
    const opinion = writeReviews(rows, product, reviews.first(rank) - reviews.first(rank - 1), random, settings);
    writeQuestions(rows, product, questions.first(rank) - questions.first(rank - 1), random, settings);
    writeCompanions(rows, id);
    search?.write(rows, {
      product,
      departmentName: departmentNames.get(product.departmentId)!,
      popularity,
      rank,
      opinion,
      available,
    });
  }

  /** Related products are the more popular ones of the shop, each once. */
  function writeCompanions(rows: Rows, id: number): void {
    random.start("companion", id);
    const wanted = Math.round(2 * per.related * random.next());
    const found = new Set<number>();
    for (let tries = 0; found.size < wanted && tries < 2 * wanted; tries += 1) {
      const other = sales.productOfRank(1 + Math.floor(settings.products * random.next() ** 3));
      if (other !== id) found.add(other);
    }
    if (found.size === 0) return;
    const ids = [...found].slice(0, 24);
    const together = ids.map((_, index) => Math.max(3, 40 - index * 4));
    const scores = ids.map((_, index) => 100 - index * 6);
    const at = new Date(settings.untilMs - DAY_MS).toISOString();
    rows.product_companions.push(`${id}\t{${ids.join(",")}}\t{${scores.join(",")}}\t{${together.join(",")}}\tgiven\t${at}\n`);
  }

  return {
    orders: sales.orders,
    customers: orders.customers,
    make({ kind, from, to }, rows) {
      for (let item = from; item < to; item += 1) {
        if (kind === "products") writeProductRows(rows, item);
        else if (kind === "customers") orders.writeCustomer(rows, item);
        else if (kind === "orders") orders.writeOrder(rows, item);
        else orders.writeOpenCart(rows, item);
      }
      return search?.takeCounts() ?? new Map();
    },
  };
}

/** Falls with the rank, never twice the same, so that ranks and lists agree. */
export function popularityOf(rank: number, products: number): number {
  return Math.floor(TOP_POPULARITY * rank ** -POPULARITY_EXPONENT) + (products - rank);
}

/** All chunks, the longest work first. */
export function planChunks(settings: GenerateSettings, { orders, customers }: Pick<Generator, "orders" | "customers">): Chunk[] {
  const items: readonly (readonly [ChunkKind, number, number])[] = [
    ["products", 1, settings.products + 1],
    ["orders", 0, orders],
    ["customers", 0, customers],
    ["carts", 0, openCartsOf(settings)],
  ];
  return items.flatMap(([kind, first, end]) => {
    const size = CHUNK_ITEMS[kind];
    return Array.from({ length: Math.ceil((end - first) / size) }, (_, number) => ({
      kind,
      number,
      from: first + number * size,
      to: Math.min(end, first + (number + 1) * size),
    }));
  });
}

/** The first day that something is recorded on, and how many months there are from then to the end: for the partitions. */
export function monthsOf({ untilMs }: GenerateSettings): { readonly first: Date; readonly months: number } {
  const first = new Date(untilMs - SPAN_MS - 32 * DAY_MS);
  const last = new Date(untilMs);
  const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth() + 1;
  return { first, months };
}
