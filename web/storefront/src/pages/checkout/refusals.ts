import { type Problem, TenfoldProblem } from "../../../../../client/src/problem.ts";

/** Why there is no order, as far as a shopper can do something about it. */
export type Refusal =
  | { readonly kind: "sold-out"; readonly lines: readonly SoldOutLine[] }
  | { readonly kind: "declined"; readonly declineCode: string | null }
  | { readonly kind: "price-changed"; readonly totalMinor: number }
  | { readonly kind: "coupon"; readonly code: string; readonly reason: string }
  | { readonly kind: "cart-changed" }
  | { readonly kind: "not-sellable" }
  | { readonly kind: "shipping" }
  | { readonly kind: "invalid"; readonly errors: readonly { readonly path: string }[] }
  | { readonly kind: "ordered"; readonly orderId: string | null }
  | { readonly kind: "gone" }
  /** Whether it was done is not known; the same request with the same key finds out. */
  | { readonly kind: "unknown"; readonly isBusy: boolean }
  | { readonly kind: "refused"; readonly error: unknown };

export type SoldOutLine = { readonly variantId: number; readonly requested: number; readonly available: number };

const FIRST_SERVER_STATUS = 500;
/** The shop did nothing, and may do it in a moment. */
const BUSY: readonly string[] = ["idempotency-in-progress", "overloaded", "rate-limited", "not-ready", "shutting-down"];

/** What an error of the checkout means. Whatever is not surely a refusal is unknown: unknown is never treated as refused. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof TenfoldProblem)) return { kind: "unknown", isBusy: false };
  const { code, status, problem } = error;
  switch (code) {
    case "out-of-stock":
      return { kind: "sold-out", lines: linesOf(problem) };
    case "payment-declined":
      return { kind: "declined", declineCode: textOf(problem.declineCode) };
    case "price-changed":
      return typeof problem.totalMinor === "number"
        ? { kind: "price-changed", totalMinor: problem.totalMinor }
        : { kind: "cart-changed" };
    case "coupon-limit-reached":
    case "coupon-not-applicable":
      return { kind: "coupon", code: textOf(problem.coupon) ?? "", reason: textOf(problem.reason) ?? "limit-reached" };
    case "cart-changed":
      return { kind: "cart-changed" };
    case "cart-closed":
      return { kind: "ordered", orderId: textOf(problem.orderId) };
    case "not-found":
    case "cart-empty":
      return { kind: "gone" };
    case "not-sellable":
      return { kind: "not-sellable" };
    case "shipping-unavailable":
      return { kind: "shipping" };
    case "validation-failed":
      return { kind: "invalid", errors: problem.errors ?? [] };
    default:
      if (BUSY.includes(code)) return { kind: "unknown", isBusy: true };
      return status >= FIRST_SERVER_STATUS || code === "request-timeout"
        ? { kind: "unknown", isBusy: false }
        : { kind: "refused", error };
  }
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

function linesOf({ lines }: Problem): SoldOutLine[] {
  if (!Array.isArray(lines)) return [];
  return lines.filter(
    (line: Partial<SoldOutLine> | null): line is SoldOutLine =>
      typeof line?.variantId === "number" && typeof line.requested === "number" && typeof line.available === "number",
  );
}
