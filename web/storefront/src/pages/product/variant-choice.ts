import type { Variant } from "../../api/catalog.ts";

type Options = Readonly<Record<string, string>>;
type Choosable = Pick<Variant, "id" | "options" | "price" | "availability">;

/** What can be chosen, in the order in which the variants name it. */
export function optionNames(variants: readonly Pick<Variant, "options">[]): readonly string[] {
  return [...new Set(variants.flatMap(({ options }) => Object.keys(options)))];
}

const canBeBought = ({ price, availability }: Choosable): boolean => price !== null && availability.status !== "out_of_stock";

/** The variant to show at first: the one that was asked for, else the first that can be bought. */
export function startingVariant<V extends Choosable>(variants: readonly V[], wantedId: number | null): V | null {
  return variants.find(({ id }) => id === wantedId) ?? variants.find(canBeBought) ?? variants[0] ?? null;
}

export type OptionValue = {
  readonly value: string;
  /** The variant that choosing it leads to. */
  readonly variantId: number;
  readonly canBeBought: boolean;
};

/**
 * The values of one option, each with the variant it leads to: the one that keeps most of what else is chosen, and of those one that can be
 * bought. So every value can always be chosen, also when it does not come in the chosen size.
 */
export function optionValues(variants: readonly Choosable[], chosen: Options, name: string): readonly OptionValue[] {
  const byValue = Map.groupBy(variants, ({ options }) => options[name]);
  return [...byValue].flatMap(([value, candidates]) => {
    if (value === undefined) return [];
    const [best] = [...candidates].sort(
      (a, b) => kept(b, chosen, name) - kept(a, chosen, name) || Number(canBeBought(b)) - Number(canBeBought(a)),
    );
    return best === undefined ? [] : [{ value, variantId: best.id, canBeBought: canBeBought(best) }];
  });
}

/** How many of the other chosen options a variant keeps. */
function kept({ options }: Choosable, chosen: Options, except: string): number {
  return Object.entries(chosen).filter(([name, value]) => name !== except && options[name] === value).length;
}

/** The price of one unit when so many are bought. */
export function unitPriceMinor({ price, tiers }: Pick<Variant, "price" | "tiers">, quantity: number): number | null {
  if (price === null) return null;
  const reached = tiers.filter(({ minQuantity }) => minQuantity <= quantity).map(({ amountMinor }) => amountMinor);
  return Math.min(price.amountMinor, ...reached);
}
