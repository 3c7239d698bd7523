import type { PriceTier } from "../../../shop/catalog/demo-catalogue.ts";

/**
 * Where a quantity tier may begin. Lines are counted per price and step, so the memory of a SKU does not grow with its sales;
 * the shop sells in these packs (6, 12, 24, 48, 144) and round numbers.
 */
export const QUANTITY_STEPS: readonly number[] = [
  1, 2, 3, 4, 6, 8, 10, 12, 16, 18, 20, 24, 25, 30, 32, 36, 40, 48, 50, 60, 64, 72, 80, 96, 100, 120, 144, 192, 200, 240, 288,
  300, 400, 432, 500, 576, 720, 1000, 1440, 2000, 2880,
];

/** A tier needs this many lines at its price from its quantity on, which must be this share of all such lines. */
const MIN_TIER_LINES = 6;
const MIN_TIER_SHARE = 0.6;
/** Below the tier's quantity its price, or a lower one, must be this rare: else it is an offer or a new price, not a tier. */
const MAX_SHARE_BELOW = 0.2;
/** A lower price than this share of the price above it is a clearance, not a tier; the shop's own tiers give 8 to 20 %. */
const MIN_TIER_PRICE_SHARE = 0.6;
const MAX_TIERS = 4;
/** The most prices one real SKU was sold at is 62. Further prices are not counted. */
const MAX_PRICES = 500;

/** Order lines by unit price in pence, then by quantity step. */
export type PriceHistogram = Map<number, Map<number, number>>;

export function countPrice(histogram: PriceHistogram, unitPriceMinor: number, quantity: number): void {
  const bySteps = histogram.get(unitPriceMinor) ?? new Map<number, number>();
  if (bySteps.size === 0 && histogram.size >= MAX_PRICES) return;
  histogram.set(unitPriceMinor, bySteps);
  const step = QUANTITY_STEPS.findLast((each) => each <= quantity) ?? 1;
  bySteps.set(step, (bySteps.get(step) ?? 0) + 1);
}

export interface PriceList {
  readonly priceMinor: number;
  readonly tiers: readonly PriceTier[];
}

/**
 * The list price is the price of the most order lines below the first tier. From a tier's quantity on most lines pay one lower
 * price, and almost none below it do. What the sales do not show clearly is left out.
 */
export function priceListOf(histogram: PriceHistogram): PriceList {
  const priceMinor = listPrice(histogram, modalPrice(histogram, 1, Number.POSITIVE_INFINITY)!.price);
  const tiers: PriceTier[] = [];
  while (tiers.length < MAX_TIERS) {
    const last = tiers.at(-1) ?? { minQuantity: 1, amountMinor: priceMinor };
    const next = nextTier(histogram, last);
    if (next === undefined) break;
    tiers.push(next);
  }
  return { priceMinor, tiers };
}

/** Of the quantities at which the next lower price could begin, the one that the fewest lines contradict; of equals the larger. */
function nextTier(histogram: PriceHistogram, last: PriceTier): PriceTier | undefined {
  let best: { tier: PriceTier; contradictions: number } | undefined;
  for (const step of QUANTITY_STEPS) {
    if (step <= last.minQuantity) continue;
    const tier = tierAt(histogram, step, last.minQuantity, last.amountMinor);
    if (tier === undefined || (best !== undefined && tier.amountMinor !== best.tier.amountMinor)) continue;
    const cheapBelow = linesBetween(histogram, last.minQuantity, step, tier.amountMinor);
    const above = linesBetween(histogram, step, Number.POSITIVE_INFINITY);
    const cheapAbove = linesBetween(histogram, step, Number.POSITIVE_INFINITY, tier.amountMinor);
    const contradictions = cheapBelow + above - cheapAbove;
    if (best === undefined || contradictions <= best.contradictions) best = { tier, contradictions };
  }
  return best?.tier;
}

/** If most lines are large ones at the tier's price, the mode of all lines is the tier's; the list price is what small lines pay. */
function listPrice(histogram: PriceHistogram, overall: number): number {
  for (const step of QUANTITY_STEPS) {
    if (step === 1) continue;
    const below = modalPrice(histogram, 1, step);
    if (below === undefined || below.price <= overall) continue;
    if (below.lines >= MIN_TIER_LINES && tierAt(histogram, step, 1, below.price)?.amountMinor === overall) return below.price;
  }
  return overall;
}

function tierAt(histogram: PriceHistogram, step: number, from: number, current: number): PriceTier | undefined {
  const above = modalPrice(histogram, step, Number.POSITIVE_INFINITY);
  if (above === undefined || above.price >= current || above.price < MIN_TIER_PRICE_SHARE * current) return undefined;
  if (above.lines < MIN_TIER_LINES || above.lines < MIN_TIER_SHARE * above.total) return undefined;
  const atStep = modalPrice(histogram, step, nextStep(step));
  if (atStep === undefined || atStep.price > above.price) return undefined;
  const below = linesBetween(histogram, from, step);
  const cheapBelow = linesBetween(histogram, from, step, above.price);
  if (below === 0 || cheapBelow > MAX_SHARE_BELOW * below) return undefined;
  return { minQuantity: step, amountMinor: above.price };
}

function nextStep(step: number): number {
  return QUANTITY_STEPS[QUANTITY_STEPS.indexOf(step) + 1] ?? Number.POSITIVE_INFINITY;
}

/** The price of the most lines with `from <= quantity < below`; of equals the lower, so that no list price is overstated. */
function modalPrice(histogram: PriceHistogram, from: number, below: number) {
  let best: { price: number; lines: number } | undefined;
  let total = 0;
  for (const [price, bySteps] of histogram) {
    let lines = 0;
    for (const [step, count] of bySteps) if (step >= from && step < below) lines += count;
    total += lines;
    if (lines > 0 && (best === undefined || lines > best.lines || (lines === best.lines && price < best.price)))
      best = { price, lines };
  }
  return best === undefined ? undefined : { ...best, total };
}

function linesBetween(histogram: PriceHistogram, from: number, below: number, maxPrice = Number.POSITIVE_INFINITY): number {
  let lines = 0;
  for (const [price, bySteps] of histogram) {
    if (price > maxPrice) continue;
    for (const [step, count] of bySteps) if (step >= from && step < below) lines += count;
  }
  return lines;
}
