import { fitted } from "../../data/generate/fitted.ts";
import { MAX_ADDED_LINES, meanBrowsesOf, mixes } from "./mix.ts";

/** What deploy/k6/shop.js reads from mixes.json, so that k6 and the lab's own generator have the same mixes. */
export function k6Mixes(): object {
  return {
    madeBy: "node bin/run.mjs scripts/generate-k6.ts",
    mixes: Object.fromEntries(
      Object.values(mixes).map((mix) => {
        const { name, about, browse, cartShare, checkoutShare, hotProducts } = mix;
        return [name, { about, browses: Number(meanBrowsesOf(mix).toFixed(3)), browse, cartShare, checkoutShare, hotProducts }];
      }),
    ),
    addedLines: fitted.basketGroups.map((lines) => Math.min(MAX_ADDED_LINES, lines - 1)),
    units: fitted.quantityGroups,
    popularity: fitted.popularity,
  };
}
