import type { Operation } from "../support/operations.ts";
import type { WholeShop } from "../support/whole-shop.ts";
import type { Asker } from "./known-values.ts";
import { mutationsOf } from "./mutations.ts";

/** What a forger might put where a sort key was. */
const ODD_KEYS: readonly unknown[] = [
  null,
  "",
  "x",
  "\u0000",
  "'; drop table orders; --",
  "01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60",
  "2026-11-27T08:00:00.000Z",
  "x".repeat(200),
  -1,
  1.5,
  1e300,
  -9_007_199_254_740_991,
  true,
  [],
  {},
];

/** By operation: a cursor as the list gave it out, and forgeries of it. Lists without a next page are not in it. */
export type Cursors = ReadonlyMap<string, { readonly genuine: string; readonly forged: readonly string[] }>;

/** @param askers who may read the list of the operation, and about what */
export async function collectCursors(shop: WholeShop, askers: (operation: Operation) => Asker): Promise<Cursors> {
  const cursors = new Map<string, { genuine: string; forged: string[] }>();
  for (const operation of shop.operations.filter(hasPages)) {
    const { build } = mutationsOf(operation, askers(operation), { seed: 1, stride: 1, cursors });
    const { url, headers } = await build({ what: "the first page", query: "limit=1" });
    const { body } = await shop.inject({ method: "GET", url, headers: headers as Record<string, string> });
    const cursor: unknown = JSON.parse(body).nextCursor;
    if (typeof cursor === "string") cursors.set(operation.id, { genuine: cursor, forged: forgeriesOf(cursor) });
  }
  return cursors;
}

export function hasPages({ method, queryParameters }: Operation): boolean {
  return method === "GET" && queryParameters.some(({ name }) => name === "cursor");
}

function forgeriesOf(cursor: string): string[] {
  const [version, scope, ...keys] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return [
    encoded([version, scope]),
    encoded([version, scope, ...keys, 1]),
    encoded([2, scope, ...keys]),
    encoded(["__proto__", { toString: null }]),
    ...keys.flatMap((_, place) => ODD_KEYS.map((odd) => encoded([version, scope, ...keys.with(place, odd)]))),
  ];
}
