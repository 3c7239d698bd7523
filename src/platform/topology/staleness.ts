import { FRESH_MS } from "../cache/byte-cache.ts";
import { MEASUREMENT_VALID_MS } from "../database/replica-node.ts";
import type { Topology } from "./schema.ts";

/**
 * What was acknowledged so long ago, in ms, is shown to everybody who asks then, as long as the database answers: by any cache, and by any
 * replica, whose lag is its tolerance when it was measured, and as much again until the measurement is trusted no longer.
 */
export function stalenessBoundMs({ cache, database }: Pick<Topology, "cache" | "database">): number {
  const { products, lists } = cache;
  return Math.max(
    products.maxBytes > 0 ? FRESH_MS : 0,
    lists.maxBytes > 0 ? lists.freshMs : 0,
    ...database.replicas.map(({ lagToleranceMs = 0 }) => 2 * lagToleranceMs + MEASUREMENT_VALID_MS),
  );
}
