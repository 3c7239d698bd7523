import { classify, unitPriceMinorOf } from "./classify.ts";
import { mainDescription, slugOf, titleCase, wordsOf } from "./descriptions.ts";
import type { Row } from "./row.ts";

/** Something the shop charged for and has no stock of: postage, a fee, a voucher, a manual correction. */
export type CatalogueService = {
  readonly sku: string;
  readonly name: string;
  /** The price of most lines, in pence, GBP; of equals the lowest. */
  readonly priceMinor: number;
  readonly orderLines: number;
};

export interface ServicesBuilder {
  /** Takes any row; only sales of services count. */
  add(row: Row): void;
  /** In the order of their codes. */
  build(): readonly CatalogueService[];
}

/** The real file has 16 such codes. */
const MAX_SERVICES = 1_000;
/** Each line of a manual correction has a price of its own: 250 in the real file. Further ones are not counted. */
const MAX_PRICES_PER_SERVICE = 10_000;
const MAX_DESCRIPTIONS_PER_SERVICE = 50;

/** The slug under which a service is sold. */
export function serviceSlug(code: string): string {
  return slugOf(`service ${code}`);
}

type Counts<Key> = Map<Key, number>;

export function createServicesBuilder(): ServicesBuilder {
  const bySku = new Map<string, { readonly descriptions: Counts<string>; readonly prices: Counts<number>; lines: number }>();

  return {
    add(row) {
      const verdict = classify(row);
      if (verdict.kind !== "sale" || verdict.item !== "service") return;
      let service = bySku.get(row.sku);
      if (service === undefined) {
        if (bySku.size >= MAX_SERVICES)
          throw new Error(`more than ${MAX_SERVICES} codes that are no products: this is another file`);
        service = { descriptions: new Map(), prices: new Map(), lines: 0 };
        bySku.set(row.sku, service);
      }
      service.lines += 1;
      increment(service.descriptions, row.description || row.sku, MAX_DESCRIPTIONS_PER_SERVICE);
      increment(service.prices, unitPriceMinorOf(row), MAX_PRICES_PER_SERVICE);
    },
    build: () =>
      [...bySku]
        .map(([sku, { descriptions, prices, lines }]) => ({
          sku,
          name: titleCase(wordsOf(mainDescription(descriptions))) || sku,
          priceMinor: [...prices].sort(([a, linesA], [b, linesB]) => linesB - linesA || a - b)[0]![0],
          orderLines: lines,
        }))
        .sort((a, b) => (a.sku < b.sku ? -1 : 1)),
  };
}

function increment<Key>(counts: Counts<Key>, key: Key, limit: number): void {
  const known = counts.get(key);
  if (known !== undefined || counts.size < limit) counts.set(key, (known ?? 0) + 1);
}
