import { cacheStampede } from "./cache-stampede.ts";
import { diskFilling } from "./disk-filling.ts";
import type { Drill } from "./drill.ts";
import { droppedIndex } from "./dropped-index.ts";
import { exhaustedPool } from "./exhausted-pool.ts";
import { hotSku } from "./hot-sku.ts";
import { paymentProviderDown } from "./payment-provider-down.ts";
import { replicaFarBehind } from "./replica-far-behind.ts";

export const drills: readonly Drill[] = [
  droppedIndex,
  exhaustedPool,
  replicaFarBehind,
  cacheStampede,
  paymentProviderDown,
  diskFilling,
  hotSku,
];

/** Throws a sentence that names the drills there are. */
export function drillNamed(name: string): Drill {
  const drill = drills.find((each) => each.name === name);
  if (drill !== undefined) return drill;
  throw new Error(`There is no drill "${name}"; there are: ${drills.map((each) => each.name).join(", ")}.`);
}
