import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../../../platform/random.ts";
import { popularRank } from "./habits.ts";
import { browseSteps, meanBrowsesOf, mixes, mixNamed, planVisit, type Step, steps } from "./mix.ts";

const VISITS = 20_000;
const isBrowse = (step: Step) => (browseSteps as readonly Step[]).includes(step);

function visits(name: string): Step[][] {
  const mix = mixNamed(name);
  const random = seededRandom(11);
  const mean = meanBrowsesOf(mix);
  return Array.from({ length: VISITS }, () => [...planVisit(mix, mean, random)].map((step) => steps[step]!));
}

for (const mix of Object.values(mixes)) {
  test(`${mix.name}: ${Math.round(mix.browseShare * 100)} of 100 requests look, the others work towards an order`, () => {
    const all = visits(mix.name).flat();
    const share = all.filter(isBrowse).length / all.length;
    assert.ok(Math.abs(share - mix.browseShare) < 0.015, `${share}`);
  });
}

test("a visit opens a session before its cart, and fills the cart before it is bought", () => {
  const order: readonly Step[] = ["session", "cart", "line", "basket", "checkout", "order"];
  for (const visit of visits("shopping").slice(0, 2_000)) {
    const ordering = visit.filter((step) => !isBrowse(step)).map((step) => order.indexOf(step));
    assert.deepEqual(
      ordering,
      ordering.toSorted((a, b) => a - b),
      visit.join(),
    );
    if (ordering.length > 0) assert.deepEqual(ordering.slice(0, 2), [0, 1]);
  }
});

test("purchases are about as rare among all requests as in TPC-W", () => {
  const purchases = (name: string) => {
    const all = visits(name).flat();
    return all.filter((step) => step === "checkout").length / all.length;
  };
  for (const [name, least, most] of [
    ["browsing", 0.004, 0.01],
    ["shopping", 0.008, 0.02],
    ["ordering", 0.05, 0.13],
  ] as const) {
    const share = purchases(name);
    assert.ok(share > least && share < most, `${name}: ${share}`);
  }
});

test("the most popular fifth of the products gets about two thirds of the wishes, in a small shop and in a large one", () => {
  for (const count of [1_000, 1_000_000]) {
    const random = seededRandom(3);
    const ranks = Array.from({ length: 20_000 }, () => popularRank(count, random));
    const share = ranks.filter((rank) => rank < count / 5).length / ranks.length;
    assert.ok(Math.abs(share - 0.6363) < 0.015, `${share}`);
    assert.ok(ranks.every((rank) => Number.isInteger(rank) && rank >= 0 && rank < count));
  }
});

test("a mix that there is not is answered with those that there are", () => {
  assert.throws(() => mixNamed("shoping"), /There is no mix "shoping"; there are: browsing, shopping/);
});
