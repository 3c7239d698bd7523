import { basketLines } from "./habits.ts";

/** One call of a visit, and the name under which its figures are kept. */
export const browseSteps = ["home", "category", "product", "search", "suggest", "reviews", "recommendations"] as const;
export const orderSteps = ["session", "cart", "line", "basket", "checkout", "order"] as const;
export const steps = [...browseSteps, ...orderSteps] as const;
export type BrowseStep = (typeof browseSteps)[number];
export type Step = (typeof steps)[number];

/** What the visitors of a shop are up to. */
export type Mix = {
  readonly name: string;
  readonly about: string;
  /** Share of the requests that only look, 0 to 1; the others work towards an order. */
  readonly browseShare: number;
  /** How the looking is spread; relative to each other. */
  readonly browse: Readonly<Record<BrowseStep, number>>;
  /** Share of the visits that fill a cart, and share of the carts that are bought. */
  readonly cartShare: number;
  readonly checkoutShare: number;
  /** Everybody wants these few most popular products, one unit of one of them; null: as the real orders are spread. */
  readonly hotProducts: number | null;
};

/**
 * Product pages are what a shop serves most, since search engines and mails lead there; lists come next. TPC-W has three kinds of lists,
 * searches and details in about equal parts, which no shop with a recommendation on its pages sees today.
 */
const SHOPPING_AROUND: Mix["browse"] = {
  home: 12,
  category: 20,
  product: 48,
  search: 8,
  suggest: 4,
  reviews: 4,
  recommendations: 4,
};

/**
 * `browsing`, `shopping` and `ordering` have the proportions of looking and ordering of TPC-W (95/5, 80/20, 50/50). Purchases are 0.5, 1 and
 * 5 % of all requests, where TPC-W has 0.7, 1.2 and 10: the real baskets take more calls to fill.
 */
export const mixes: Readonly<Record<string, Mix>> = {
  browsing: {
    name: "browsing",
    about: "95 % look: a quiet evening with many visitors and few orders",
    browseShare: 0.95,
    browse: SHOPPING_AROUND,
    cartShare: 0.2,
    checkoutShare: 0.8,
    hotProducts: null,
  },
  shopping: {
    name: "shopping",
    about: "80 % look, 20 % work towards an order: an ordinary day",
    browseShare: 0.8,
    browse: SHOPPING_AROUND,
    cartShare: 0.5,
    checkoutShare: 0.4,
    hotProducts: null,
  },
  ordering: {
    name: "ordering",
    about: "half of the requests work towards an order: who comes knows what to buy",
    browseShare: 0.5,
    browse: SHOPPING_AROUND,
    cartShare: 1,
    checkoutShare: 0.9,
    hotProducts: null,
  },
  "write-heavy": {
    name: "write-heavy",
    about: "80 % of the requests change something: every visit fills a cart and buys it",
    browseShare: 0.2,
    browse: { ...SHOPPING_AROUND, product: 80, search: 0, suggest: 0, recommendations: 0 },
    cartShare: 1,
    checkoutShare: 1,
    hotProducts: null,
  },
  "flash-sale": {
    name: "flash-sale",
    about: "everybody looks at the same five products and buys one unit of one of them",
    browseShare: 0.4,
    browse: { home: 10, category: 0, product: 90, search: 0, suggest: 0, reviews: 0, recommendations: 0 },
    cartShare: 1,
    checkoutShare: 1,
    hotProducts: 5,
  },
};

/** Throws a sentence that names the mixes there are. */
export function mixNamed(name: string): Mix {
  const mix = mixes[name];
  if (mix !== undefined) return mix;
  throw new Error(`There is no mix "${name}"; there are: ${Object.keys(mixes).join(", ")}.`);
}

/** Lines that a visitor puts in one by one; what is beyond comes with the cart's first call, as from a shopping list. */
export const MAX_ADDED_LINES = 5;
/** The real baskets' 98th percentile; beyond it they are wholesale, which the replay of the real orders shows. */
export const MAX_BASKET_LINES = 150;

/** One visit's steps in order, as indices of `steps`. */
export function planVisit(mix: Mix, meanBrowses: number, random: () => number): Uint8Array {
  const ordering = orderingSteps(mix, random);
  const browses = geometric(meanBrowses, random);
  const plan = new Uint8Array(browses + ordering.length);
  let ordered = 0;
  for (let at = 0; at < plan.length; at += 1) {
    // The way to an order begins after some looking around, and is spread over the rest of the visit.
    const due = ((at + 1) / plan.length - BEGINS_AFTER) / (1 - BEGINS_AFTER);
    const browsesLeft = browses - (at - ordered);
    const isOrdering = ordered < ordering.length && (browsesLeft === 0 || due * ordering.length >= ordered + 1);
    plan[at] = isOrdering ? ordering[ordered++]! : BROWSE_AT + browseStep(mix, random);
  }
  return plan;
}

/** Mean number of looks in a visit, such that the mix keeps its proportions. */
export function meanBrowsesOf(mix: Mix): number {
  const lines = averageOver((share) => addedLines(mix, () => share));
  const ordering = mix.cartShare * (3 + lines + mix.checkoutShare * 2);
  return (ordering * mix.browseShare) / (1 - mix.browseShare);
}

const BEGINS_AFTER = 0.3;
const BROWSE_AT = 0;
const [SESSION, CART, LINE, BASKET, CHECKOUT, ORDER] = orderSteps.map((step) => steps.indexOf(step)) as [
  number,
  number,
  number,
  number,
  number,
  number,
];

function orderingSteps(mix: Mix, random: () => number): number[] {
  if (random() >= mix.cartShare) return [];
  const added = new Array<number>(addedLines(mix, random)).fill(LINE);
  const bought = random() < mix.checkoutShare ? [CHECKOUT, ORDER] : [];
  return [SESSION, CART, ...added, BASKET, ...bought];
}

/** After the one that comes with the cart. */
function addedLines(mix: Mix, random: () => number): number {
  if (mix.hotProducts !== null) return 0;
  return Math.min(MAX_ADDED_LINES, basketLines(1, MAX_BASKET_LINES, random) - 1);
}

function averageOver(value: (share: number) => number): number {
  const POINTS = 1_000;
  let sum = 0;
  for (let point = 0; point < POINTS; point += 1) sum += value((point + 0.5) / POINTS);
  return sum / POINTS;
}

/** How many looks until a visitor has had enough, each look being as likely the last: the mean is `mean`, from 0 on. */
function geometric(mean: number, random: () => number): number {
  if (mean === 0) return 0;
  const MOST = 50;
  return Math.min(Math.ceil(mean * MOST), Math.floor(Math.log(1 - random()) / Math.log(mean / (1 + mean))));
}

function browseStep({ browse }: Mix, random: () => number): number {
  let rest = random() * browseSteps.reduce((sum, step) => sum + browse[step], 0);
  for (const [index, step] of browseSteps.entries()) {
    rest -= browse[step];
    if (rest < 0) return index;
  }
  return browseSteps.indexOf("product");
}
