import { LRUCache } from "lru-cache";

/** What a pair takes beside its characters: a place in the maps of the cache. */
const PAIR_OVERHEAD_BYTES = 150;

/**
 * Other spellings of what is remembered: the same parameters in another order, or with what goes without saying. The answer itself is there
 * once, however many spellings somebody tries; who comes with an unknown one is answered all the same, after its address was read.
 */
export function createSpellings(maxBytes: number) {
  const keys = new LRUCache<string, string>({ maxSize: Math.max(1, Math.floor(maxBytes)) });
  return {
    keyOf: (spelling: string): string | undefined => (keys.size === 0 ? undefined : keys.get(spelling)),
    add(spelling: string, key: string): void {
      keys.set(spelling, key, { size: spelling.length + key.length + PAIR_OVERHEAD_BYTES });
    },
    clear: () => keys.clear(),
    get bytes() {
      return keys.calculatedSize;
    },
  };
}
