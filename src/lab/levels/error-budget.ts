/** As docs/slo.md has them. */
const BUDGET_DAYS = 30;
const SECONDS_PER_DAY = 86_400;

/** How many requests may go wrong in thirty days. */
export function monthlyBudget({
  objective,
  ratePerSecond,
}: {
  readonly objective: number;
  readonly ratePerSecond: number;
}): number {
  return (1 - objective) * ratePerSecond * SECONDS_PER_DAY * BUDGET_DAYS;
}

/** At 1 the budget lasts exactly thirty days. */
export function burnRate(badShare: number, objective: number): number {
  return badShare / (1 - objective);
}
