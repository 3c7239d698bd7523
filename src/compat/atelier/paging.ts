import { invalid } from "../../platform/http/problems.ts";

/** The contract's pages are counted from 1, and these are what a client gets that does not say. */
const DEFAULT_PAGE = 1;
const DEFAULT_COUNT = 5;
/**
 * The rows that a client can count to. What PostgreSQL passes over costs 0.1 µs to 0.2 µs a row in an index, so the last page of a million
 * still comes well within the second that clients wait.
 */
export const MAX_OFFSET = 1_000_000;

export type Query = Readonly<Record<string, unknown>>;

export type Paging = {
  /** What was asked for, or the default where that makes no sense. */
  readonly page: number;
  readonly count: number;
  /** Rows to give at most, and to pass over before. */
  readonly limit: number;
  readonly offset: number;
  /** No row is that far away. */
  readonly isBeyond: boolean;
};

/**
 * Clients ask for up to 2^53 − 1 rows, and then page until a page is empty. So a page has at most `maxCount` rows, and the next one goes on
 * where it ended. Whatever is no positive integer is taken as not said.
 */
export function pagingOf(query: Query, maxCount: number): Paging {
  const page = positiveInteger(query.page) ?? DEFAULT_PAGE;
  const count = positiveInteger(query.count) ?? DEFAULT_COUNT;
  const limit = Math.min(count, maxCount);
  const offset = (page - 1) * limit;
  return { page, count, limit, offset, isBeyond: offset > MAX_OFFSET };
}

/** As the contract echoes them: numbers when the defaults, the client's own texts when given. */
export function echoOf(query: Query): { readonly page: number | string; readonly count: number | string } {
  return { page: textOf(query.page) ?? DEFAULT_PAGE, count: textOf(query.count) ?? DEFAULT_COUNT };
}

/** A parameter that comes more than once counts as its first. */
export function textOf(value: unknown): string | null {
  const [first] = [value].flat();
  return typeof first === "string" ? first : null;
}

export function positiveInteger(value: unknown): number | null {
  const text = textOf(value);
  const number = text !== null && /^\d{1,16}$/.test(text) ? Number(text) : 0;
  return number > 0 && Number.isSafeInteger(number) ? number : null;
}

/** @throws `validation-failed` */
export function productIdOf(query: Query): number {
  const productId = positiveInteger(query.product_id);
  if (productId === null) throw invalid("/query/product_id", "must be the id of a product");
  return productId;
}
