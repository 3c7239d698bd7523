import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { projectRoot } from "../../src/platform/topology/topology.ts";
import type { SearchDocument } from "../../src/shop/search/engine.ts";

/** Relevance judgments: for each query, products with what they are worth (E 1, S 0.1, C 0.01, I 0). */
export type JudgedQuery = { readonly text: string; readonly gains: ReadonlyMap<number, number> };

/** `text`: all that a product says of itself, for rankings that know no fields. */
export type JudgedProduct = { readonly document: SearchDocument; readonly text: string };

const gains: Readonly<Record<string, number>> = { E: 1, S: 0.1, C: 0.01, I: 0 };

type Line = {
  readonly asin: string;
  readonly title: string;
  readonly description: string;
  readonly bullet_points: string;
  readonly brand: string;
  readonly color: string;
  readonly category: readonly string[];
  readonly price: number | null;
  readonly rating: number | null;
  readonly rating_count: number | null;
};

/** Where the judged products lie: `products.ndjson.gz` and `judgments.csv` in the folder that TENFOLD_JUDGED_SEARCH names. */
export function judgedDirectory(): string {
  const directory = process.env.TENFOLD_JUDGED_SEARCH || join(projectRoot, "..", "shared", "data", "esci");
  for (const file of ["products.ndjson.gz", "judgments.csv"]) {
    if (existsSync(join(directory, file))) continue;
    throw new Error(
      `There is no ${file} in ${directory}: set TENFOLD_JUDGED_SEARCH to a folder with products.ndjson.gz (one product per line: asin, title, description, bullet_points, brand, color, category, price, rating, rating_count) and judgments.csv (query,asin,esci_label). They do not come with this package.`,
    );
  }
  return directory;
}

export function readJudgedProducts(directory: string): {
  readonly products: JudgedProduct[];
  readonly idOf: ReadonlyMap<string, number>;
} {
  const idOf = new Map<string, number>();
  const products = gunzipSync(readFileSync(join(directory, "products.ndjson.gz")))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((text, index) => {
      const line = JSON.parse(text) as Line;
      idOf.set(line.asin, index + 1);
      return productOf(line, index + 1);
    });
  return { products, idOf };
}

function productOf(line: Line, productId: number): JudgedProduct {
  const { title, description, bullet_points: points, brand, color, category, price, rating } = line;
  const document: SearchDocument = {
    productId,
    version: 1,
    name: title,
    slug: line.asin.toLowerCase(),
    description: `${points} ${description}`,
    brand: brand ? { id: productId, slug: "", name: brand } : null,
    categoryIds: [],
    categoryPath: category ?? [],
    attributes: color ? [{ name: "colour", value: color }] : [],
    skus: [],
    popularity: line.rating_count ?? 0,
    prices: price === null ? {} : { USD: Math.round(price * 100) },
    available: true,
    rating: { average: rating, count: line.rating_count ?? 0 },
    createdAt: new Date(0),
  };
  return { document, text: [title, brand, color, ...(category ?? []), points, description].join(" ") };
}

export function readJudgments(directory: string, idOf: ReadonlyMap<string, number>): JudgedQuery[] {
  const queries = new Map<string, Map<number, number>>();
  const [, ...lines] = readFileSync(join(directory, "judgments.csv"), "utf8").split("\n");
  for (const line of lines) {
    const [, quoted, bare, asin, label] = /^(?:"((?:[^"]|"")*)"|([^",]*)),([^,]*),([ESCI])/.exec(line) ?? [];
    if (asin === undefined || label === undefined) continue;
    const text = (quoted?.replaceAll('""', '"') ?? bare)!;
    const productId = idOf.get(asin);
    const judged = queries.get(text) ?? new Map<number, number>();
    queries.set(text, judged);
    if (productId !== undefined) judged.set(productId, gains[label]!);
  }
  return [...queries].map(([text, judged]) => ({ text, gains: judged }));
}
