// Loaded into the processes of a shop by a test: takes away the guard that keeps a session from being shown less than it has seen.
// A replica then serves everybody, whatever it has not heard of yet.
import * as nodeModule from "node:module";

const FILE = "/src/platform/database/consistency-token.ts";
const GUARD = "export function covers(node: WalPosition, seen: WalPosition | null): boolean {";

// The Node that only starts the one of the packages may be too old for hooks, and loads nothing of the shop.
nodeModule.registerHooks?.({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith(FILE)) return loaded;
    const source = String(loaded.source);
    if (!source.includes(GUARD)) throw new Error(`The guard is no longer where this looks for it, in ${FILE}.`);
    return { ...loaded, source: source.replace(GUARD, `${GUARD} return true;`) };
  },
});
