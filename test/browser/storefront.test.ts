import { after, before } from "node:test";
import { testAccount } from "./suites/account.ts";
import { testBrowsing } from "./suites/browsing.ts";
import { testBuying } from "./suites/buying.ts";
import { testEngagement } from "./suites/engagement.ts";
import { testHostileTexts } from "./suites/hostile.ts";
import { testPages } from "./suites/pages.ts";
import { testProduct } from "./suites/product.ts";
import { testRegion } from "./suites/region.ts";
import { testScrolling } from "./suites/scrolling.ts";
import { testWeight } from "./suites/weight.ts";
import { type Store, skip, startStore } from "./support/store.ts";

// One shop serves all suites: starting it takes longer than most of them.
let store: Store | undefined;
before(async () => {
  if (skip === false) store = await startStore();
});
after(() => store?.stop());

const started = () => store!;
testPages(started);
testBrowsing(started);
testProduct(started);
testBuying(started);
testScrolling(started);
testEngagement(started);
testAccount(started);
testRegion(started);
testHostileTexts(started);
testWeight(started);
