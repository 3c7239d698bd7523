import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Queryable } from "../../platform/database/database.ts";
import { storeCompanions, WRITE_BATCH } from "./companion-store.ts";
import type { Companions } from "./companions.ts";

/** What was bought together in the real orders that the demo catalogue was made of. Products are named by their place in `slugs`. */
export type DemoCompanions = {
  /** What must be shown wherever the data is published, see `data/demo/ATTRIBUTION.md`. */
  readonly attribution: string;
  readonly orders: number;
  readonly slugs: readonly string[];
  /** Of each slug: other, score, orders with both; other, score, orders with both; … The strongest first. */
  readonly companions: readonly (readonly number[])[];
};

export const DEMO_COMPANIONS_URL = new URL("../../../data/demo/companions.json.gz", import.meta.url);
/** The file made by this project unpacks to 1.5 MB; anything far above it is not our file. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;
/** Numbers that tell of one companion. */
const FIELDS = 3;

/** Reads the file that comes with the code. Throws if it is missing, damaged or of another shape. */
export async function readDemoCompanions(location: URL | string = DEMO_COMPANIONS_URL): Promise<DemoCompanions> {
  const unpacked = await promisify(gunzip)(await readFile(location), { maxOutputLength: MAX_UNPACKED_BYTES });
  const read = JSON.parse(unpacked.toString("utf8")) as DemoCompanions;
  if (!Array.isArray(read.slugs) || read.companions?.length !== read.slugs.length) {
    throw new Error(`${location} has no companions of the demo catalogue: write it anew with scripts/make-demo-companions.ts`);
  }
  return read;
}

export function packDemoCompanions(
  found: Iterable<Companions>,
  slugOf: (productId: number) => string,
): Pick<DemoCompanions, "slugs" | "companions"> {
  const all = [...found];
  const place = new Map<number, number>();
  const placeOf = (productId: number) => {
    if (!place.has(productId)) place.set(productId, place.size);
    return place.get(productId)!;
  };
  // A pair is above the limits from both sides, so whatever is a companion has companions.
  for (const { productId } of all) placeOf(productId);
  const companions = all.map((one) =>
    one.companions.flatMap(({ productId, score, together }) => [placeOf(productId), Math.round(score), together]),
  );
  return { slugs: [...place.keys()].map(slugOf), companions };
}

/** The companions by product id. What has no id is not in this shop's catalogue and left out. */
export function unpackDemoCompanions({ slugs, companions }: DemoCompanions, idOf: ReadonlyMap<string, number>): Companions[] {
  const ids = slugs.map((slug) => idOf.get(slug));
  return companions.flatMap((numbers, at) => {
    const productId = ids[at];
    if (productId === undefined) return [];
    const known = Array.from({ length: numbers.length / FIELDS }, (_, index) => {
      const [other, score, together] = numbers.slice(index * FIELDS, (index + 1) * FIELDS);
      return { productId: ids[other!], score: score!, together: together! };
    }).filter((one): one is Companions["companions"][number] => one.productId !== undefined);
    return known.length === 0 ? [] : [{ productId, companions: known }];
  });
}

/** Stores what came with the catalogue, until the shop's own orders say more. Answers how many products have companions. */
export async function seedCompanions(tx: Queryable, idOf: ReadonlyMap<string, number>): Promise<number> {
  const all = unpackDemoCompanions(await readDemoCompanions(), idOf);
  for (let start = 0; start < all.length; start += WRITE_BATCH) {
    await storeCompanions(tx, all.slice(start, start + WRITE_BATCH), "given", new Date());
  }
  return all.length;
}
