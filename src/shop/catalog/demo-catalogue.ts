import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

/** From this many units in one order line on, a unit costs `amountMinor`. */
export interface PriceTier {
  readonly minQuantity: number;
  readonly amountMinor: number;
}

export interface CatalogueVariant {
  readonly sku: string;
  /** Empty for the only variant of a product; else one option, such as `{ colour: "Pink" }`. */
  readonly options: Readonly<Record<string, string>>;
  /** List price of one unit in pence, GBP. */
  readonly priceMinor: number;
  /** Ascending by quantity, descending by price; empty when the sales show none. */
  readonly tiers: readonly PriceTier[];
  readonly weightGrams: number;
  readonly orderLines: number;
  /** Gross units on sale lines; net is `unitsSold - unitsReturned`. */
  readonly unitsSold: number;
  readonly unitsReturned: number;
  /** ISO dates of the first and the last sale line. */
  readonly firstSoldOn: string;
  readonly lastSoldOn: string;
}

export interface CatalogueProduct {
  readonly externalId: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** From the root down, such as `["Kitchen & Dining", "Mugs & Cups"]`. */
  readonly categoryPath: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly variants: readonly CatalogueVariant[];
}

export interface DemoCatalogue {
  readonly currency: "GBP";
  /** What must be shown wherever the data is published, see `data/demo/ATTRIBUTION.md`. */
  readonly attribution: string;
  readonly products: readonly CatalogueProduct[];
}

export const DEMO_CATALOGUE_URL = new URL("../../../data/demo/catalogue.json.gz", import.meta.url);

/** The file made by this project unpacks to 2 MB; anything far above it is not our file. */
const MAX_UNPACKED_BYTES = 32 * 1024 * 1024;

/** Reads the demo catalogue that comes with the code. Throws if the file is missing, damaged or of another shape. */
export async function readDemoCatalogue(location: URL | string = DEMO_CATALOGUE_URL): Promise<DemoCatalogue> {
  const unpacked = await promisify(gunzip)(await readFile(location), { maxOutputLength: MAX_UNPACKED_BYTES });
  const catalogue = JSON.parse(unpacked.toString("utf8")) as DemoCatalogue;
  if (catalogue.currency !== "GBP" || !Array.isArray(catalogue.products)) {
    throw new Error(`${location} is not a demo catalogue: write it anew with scripts/make-demo-data.ts`);
  }
  return catalogue;
}
