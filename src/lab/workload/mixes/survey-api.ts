import type { HttpClient } from "../http-client.ts";
import { type Catalogue, MAX_NAMES, queryFor } from "./catalogue.ts";

type Page = {
  readonly items: readonly {
    readonly id: number;
    readonly name: string;
    readonly variants: readonly {
      readonly id: number;
      readonly price: unknown;
      readonly availability: { readonly available: number };
    }[];
  }[];
  readonly nextCursor: string | null;
};
type CategoryList = { readonly items: readonly { readonly slug: string }[] };

/** Fifty pages of a list; a larger shop's rare products are only reached through its database. */
export const MAX_SURVEYED_PRODUCTS = 5_000;
const PER_PAGE = 100;

/** Asks a shop what it sells, the most popular first. Throws a sentence when there is nothing to buy. */
export async function surveyByApi(client: HttpClient): Promise<Catalogue> {
  const productIds: number[] = [];
  const variantIds: number[] = [];
  const queries: string[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page = await read<Page>(client, `/v1/products?limit=${PER_PAGE}${after}`);
    for (const { id, name, variants } of page.items) {
      productIds.push(id);
      variantIds.push(variants.find((variant) => variant.price !== null && variant.availability.available > 0)?.id ?? 0);
      if (queries.length < MAX_NAMES) queries.push(queryFor(name));
    }
    cursor = page.nextCursor;
  } while (cursor !== null && productIds.length < MAX_SURVEYED_PRODUCTS);
  if (!variantIds.some((id) => id !== 0))
    throw new Error("The shop has nothing that can be bought: `tenfold generate` or the demo data fill it.");
  const { items } = await read<CategoryList>(client, "/v1/categories");
  return {
    productIds: Float64Array.from(productIds),
    variantIds: Float64Array.from(variantIds),
    categories: items.map(({ slug }) => encodeURIComponent(slug)),
    queries,
  };
}

async function read<Body>(client: HttpClient, path: string): Promise<Body> {
  const answer = await client.sendUntilDecided<Body>({ method: "GET", path });
  if (answer.status === 200) return answer.body;
  throw new Error(`GET ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}
