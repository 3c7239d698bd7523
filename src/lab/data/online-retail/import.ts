import type { Database } from "../../../platform/database/database.ts";
import { importProducts, type ProductToImport } from "../../../shop/catalog/import-products.ts";
import { receiveUpTo, type StockTarget, warehousesFrom } from "../../../shop/inventory/receive-stock.ts";
import { toImport } from "../../../shop/seed/demo.ts";
import { type CatalogueService, serviceSlug } from "./services.ts";
import type { Survey } from "./survey.ts";

export type ImportResult = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly variants: number;
  readonly services: number;
  /** Units added so that the sales of the file can be made. */
  readonly receivedUnits: number;
  readonly stockLevels: number;
};

export type ImportOptions = {
  /** `sold`: what the file sold and a fifth more can be sold. `none`: the stock is left alone. */
  readonly stock: "sold" | "none";
  readonly onProgress?: (message: string) => void;
};

/** Where services are kept; nothing in it is listed. */
const SERVICES_CATEGORY = "Services";
/** Spare units: all sales of the file can be made even if no return has come back yet, and something is left to buy. */
const SPARE_PERCENT = 20;
/** Nine orders of ten stay in the country; what is near is sent whole more often. */
const HOME_COUNTRY = "GB";
const HOME_PERCENT = 60;

/**
 * Brings what a file sells into the shop: products, services, stock. Products are known by their slug, so the same file again changes
 * nothing, and stock is only ever added to what is there.
 */
export async function importOnlineRetail(db: Database, survey: Survey, options: ImportOptions): Promise<ImportResult> {
  const { onProgress = () => undefined } = options;
  const products = [...survey.products.map(toImport), ...survey.services.map(serviceToImport)];
  const { variantIdOfSku, ...counts } = await importProducts(db, products, {
    onProgress: (done, total) => onProgress(`${done.toLocaleString("en")} of ${total.toLocaleString("en")} products`),
  });
  const received =
    options.stock === "none" ? { units: 0, levels: 0 } : await receiveForSales(db, survey, variantIdOfSku, onProgress);
  return {
    ...counts,
    variants: variantIdOfSku.size - survey.services.length,
    services: survey.services.length,
    receivedUnits: received.units,
    stockLevels: received.levels,
  };
}

function serviceToImport({ sku, name, priceMinor, orderLines }: CatalogueService): ProductToImport {
  return {
    slug: serviceSlug(sku),
    name,
    description: `${name}: charged without goods.`,
    categoryPath: [SERVICES_CATEGORY],
    attributes: {},
    variants: [{ sku, options: {}, priceMinor, tiers: [], weightGrams: 0 }],
    popularity: orderLines,
    kind: "service",
    listed: false,
  };
}

async function receiveForSales(
  db: Database,
  survey: Survey,
  variantIdOfSku: ReadonlyMap<string, number>,
  onProgress: (message: string) => void,
) {
  const warehouses = await warehousesFrom(db, HOME_COUNTRY);
  if (warehouses.length === 0) throw new Error("The shop has no active warehouse to receive stock in.");
  onProgress("receiving the stock for the sales");
  const targets = survey.products.flatMap(({ variants }) =>
    variants.flatMap(({ sku, unitsSold }) => spread(variantIdOfSku.get(sku)!, withSpare(unitsSold), warehouses)),
  );
  return receiveUpTo(db, targets, "online-retail import");
}

function withSpare(unitsSold: number): number {
  return Math.ceil((unitsSold * (100 + SPARE_PERCENT)) / 100);
}

/** The first warehouse gets the larger part, the others equal parts of the rest; together at least `units`. */
export function spread(variantId: number, units: number, warehouses: readonly string[]): StockTarget[] {
  const [home, ...others] = warehouses;
  if (others.length === 0) return [{ variantId, warehouse: home!, sellable: units }];
  const atHome = Math.ceil((units * HOME_PERCENT) / 100);
  const each = Math.ceil((units - atHome) / others.length);
  return [
    { variantId, warehouse: home!, sellable: atHome },
    ...others.map((warehouse) => ({ variantId, warehouse, sellable: each })),
  ];
}
