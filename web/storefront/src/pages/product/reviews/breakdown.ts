import type { ReviewSummary, Stars } from "../../../api/reviews.ts";

/** Chosen and not chosen change places; sorted, so that the same choice is the same query. */
export function toggledRating(chosen: readonly Stars[], stars: Stars): readonly Stars[] {
  const next = chosen.includes(stars) ? chosen.filter((other) => other !== stars) : [...chosen, stars];
  return next.sort((a, b) => b - a);
}

/** From 0 to 1; 0 of nothing. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** How many recommend it, of those who said something about it; null: nobody did. */
export function recommendedShare({ recommended: { yes, no } }: Pick<ReviewSummary, "recommended">): number | null {
  return yes + no === 0 ? null : yes / (yes + no);
}
