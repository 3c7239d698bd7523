import { addMinor, multiplyRounded, percentOf, WHOLE_BASIS_POINTS } from "./money.ts";
import type { ReferenceData, TaxCategory } from "./reference.ts";
import { indexOf, taxRateKey } from "./reference-index.ts";

/** Where the goods go; `state` matters where states tax (US, CA, …). */
export type TaxPlace = { readonly country: string; readonly state: string | null };

/** An amount to tax: a line after its discount, or the shipping. */
export type TaxableItem = { readonly amountMinor: number; readonly category: TaxCategory; readonly taxIncluded: boolean };

/**
 * `taxMinor` is tax added on top of the shown amount, `includedTaxMinor` tax contained in it; one of them is always zero.
 * Hence for every cart: total = subtotal − discount + shipping + taxMinor.
 */
export type ItemTax = { readonly rateBasisPoints: number; readonly taxMinor: number; readonly includedTaxMinor: number };

/** What an invoice shows per rate: `netMinor` is the amount without the tax. */
export type TaxLine = {
  readonly rateBasisPoints: number;
  readonly included: boolean;
  readonly netMinor: number;
  readonly taxMinor: number;
};

export type Taxes = {
  /** One per item, in their order. */
  readonly items: readonly ItemTax[];
  /** Highest rate first, added before included. Their tax sums to taxMinor + includedTaxMinor. */
  readonly taxLines: readonly TaxLine[];
  readonly taxMinor: number;
  readonly includedTaxMinor: number;
};

/** Categories that are not taxed unless a rate says otherwise. */
const UNTAXED_CATEGORIES: ReadonlySet<string> = new Set(["zero", "exempt"]);

/**
 * The rate in basis points: the state's for the category, else the country's, else none for `zero` and `exempt`,
 * else the standard rate of state or country, else none.
 */
export function taxRate(reference: ReferenceData, place: TaxPlace, category: TaxCategory): number {
  const own = storedRate(reference, place, category);
  if (own !== null) return own;
  return UNTAXED_CATEGORIES.has(category) ? 0 : (storedRate(reference, place, "standard") ?? 0);
}

/**
 * Taxes each item by itself, and rounds once per item: on top, `amount × rate`; contained, `amount × rate ÷ (1 + rate)`.
 * The sums are sums of rounded items, so that a refund of one line takes back exactly the tax that was charged for it.
 */
export function computeTaxes(reference: ReferenceData, place: TaxPlace, items: readonly TaxableItem[]): Taxes {
  const rates = new Map<string, number>();
  const lines = new Map<number, { rateBasisPoints: number; included: boolean; netMinor: number; taxMinor: number }>();
  const taxed: ItemTax[] = [];
  let taxMinor = 0;
  let includedTaxMinor = 0;
  for (const { amountMinor, category, taxIncluded } of items) {
    let rateBasisPoints = rates.get(category);
    if (rateBasisPoints === undefined) {
      rateBasisPoints = taxRate(reference, place, category);
      rates.set(category, rateBasisPoints);
    }
    const onTop = taxIncluded ? 0 : percentOf(amountMinor, rateBasisPoints);
    const contained = taxIncluded ? multiplyRounded(amountMinor, rateBasisPoints, WHOLE_BASIS_POINTS + rateBasisPoints) : 0;
    taxMinor = addMinor(taxMinor, onTop);
    includedTaxMinor = addMinor(includedTaxMinor, contained);
    taxed.push({ rateBasisPoints, taxMinor: onTop, includedTaxMinor: contained });

    const key = 2 * rateBasisPoints + (taxIncluded ? 1 : 0);
    let line = lines.get(key);
    if (line === undefined) {
      line = { rateBasisPoints, included: taxIncluded, netMinor: 0, taxMinor: 0 };
      lines.set(key, line);
    }
    line.netMinor = addMinor(line.netMinor, amountMinor - contained);
    line.taxMinor = addMinor(line.taxMinor, onTop + contained);
  }
  const taxLines = [...lines.values()].sort(
    (a, b) => b.rateBasisPoints - a.rateBasisPoints || Number(a.included) - Number(b.included),
  );
  return { items: taxed, taxLines, taxMinor, includedTaxMinor };
}

function storedRate(reference: ReferenceData, { country, state }: TaxPlace, category: TaxCategory): number | null {
  const { taxRates } = indexOf(reference);
  const inState = state === null ? undefined : taxRates.get(taxRateKey(country, state, category));
  return inState ?? taxRates.get(taxRateKey(country, null, category)) ?? null;
}
