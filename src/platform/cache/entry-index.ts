import type { Loaded } from "./answer.ts";
import type { Changes } from "./invalidations.ts";

type Indexed = { readonly loaded: Pick<Loaded, "productIds" | "listing"> };

/** Finds what a change makes wrong, without looking at what it does not. */
export function createEntryIndex<Entry extends Indexed>() {
  const all = new Set<Entry>();
  const lists = new Set<Entry>();
  /** Most products are in one entry: only then is the entry itself there, and not a set of it. */
  const ofProduct = new Map<number, Entry | Set<Entry>>();

  return {
    add(entry: Entry): void {
      all.add(entry);
      if (entry.loaded.listing) lists.add(entry);
      for (const id of entry.loaded.productIds) {
        const there = ofProduct.get(id);
        if (there === undefined || there === entry) ofProduct.set(id, entry);
        else if (there instanceof Set) there.add(entry);
        else ofProduct.set(id, new Set([there, entry]));
      }
    },
    remove(entry: Entry): void {
      all.delete(entry);
      lists.delete(entry);
      for (const id of entry.loaded.productIds) {
        const there = ofProduct.get(id);
        if (there === entry) ofProduct.delete(id);
        else if (there instanceof Set) {
          there.delete(entry);
          if (there.size === 0) ofProduct.delete(id);
        }
      }
    },
    /** An entry may come more than once. */
    *touchedBy({ everything, listing, productIds }: Changes): Iterable<Entry> {
      if (everything) {
        yield* all;
        return;
      }
      if (listing) yield* lists;
      for (const id of productIds) {
        const there = ofProduct.get(id);
        if (there instanceof Set) yield* there;
        else if (there !== undefined) yield there;
      }
    },
  };
}

/** Whether a change makes wrong what was loaded while it happened. */
export function isTouched({ productIds, listing }: Indexed["loaded"], changes: Changes): boolean {
  return changes.everything || (listing && changes.listing) || productIds.some((id) => changes.productIds.has(id));
}
