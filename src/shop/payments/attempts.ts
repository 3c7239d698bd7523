/** When to ask again after a payment or refund that is not known yet, in milliseconds: attempt 1, 2, 3, …; the last one repeats. */
export const RETRY_DELAYS_MS: readonly number[] = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000];
/** What one turn claims. */
export const CLAIM_BATCH = 100;
/** Calls to a provider at once, per worker and kind. */
export const PROVIDER_CALLS = 16;
/** How long one call may take. A payment may come due again meanwhile: calls under one id cannot move money twice. */
export const PROVIDER_TIMEOUT_MS = 5_000;
