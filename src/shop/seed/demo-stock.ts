import { createHash } from "node:crypto";
import type { CatalogueVariant } from "../catalog/demo-catalogue.ts";
import type { OpeningStock } from "../inventory/opening-stock.ts";

/** Where the stock lies, in hundredths. */
const shares = [
  { warehouse: "LON1", percent: 60 },
  { warehouse: "RTM1", percent: 20 },
  { warehouse: "EWR1", percent: 12 },
  { warehouse: "SIN1", percent: 8 },
] as const;

/** A quarter of what was sold in the real year, so that what sells is there and still runs low one day. */
const YEARS_OF_STOCK = 0.25;
const MIN_UNITS = 24;
const MAX_UNITS = 20_000;
/** A warehouse reorders below a fifth of its first stock. */
const REORDER_SHARE = 0.2;
/** Of the variants that hardly sell, one in fifty each is sold out, nearly sold out, or only to be ordered, so that every state can be seen. */
const ODD_ONE_IN = 50;
const HARDLY_SELLS_UNITS = 100;

/** The first stock of a demo variant: the same on every machine. */
export function demoStock(variantId: number, { sku, unitsSold }: Pick<CatalogueVariant, "sku" | "unitsSold">): OpeningStock[] {
  const oddity = unitsSold <= HARDLY_SELLS_UNITS ? createHash("sha256").update(sku).digest().readUInt32BE() % ODD_ONE_IN : -1;
  const inLondon = { variantId, warehouse: "LON1", onHand: 0, backorderLimit: 0, reorderLevel: 5 };
  if (oddity === 0) return [inLondon];
  if (oddity === 1) return [{ ...inLondon, onHand: 3 }];
  if (oddity === 2) return [{ ...inLondon, backorderLimit: 50 }];
  const units = Math.min(MAX_UNITS, Math.max(MIN_UNITS, Math.ceil(unitsSold * YEARS_OF_STOCK)));
  return shares.map(({ warehouse, percent }) => {
    const onHand = Math.ceil((units * percent) / 100);
    return { variantId, warehouse, onHand, backorderLimit: 0, reorderLevel: Math.floor(onHand * REORDER_SHARE) };
  });
}
