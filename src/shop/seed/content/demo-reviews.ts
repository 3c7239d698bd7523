import { seededRandom, seedOf } from "../../../platform/random.ts";
import { type PictureView, pictureAddress } from "../../pictures/addresses.ts";
import type { CharacteristicName } from "../../reviews/characteristics.ts";
import type { ImportedReview } from "../../reviews/write-reviews.ts";
import { firstName, signature } from "./people.ts";
import { bought, boughtInVain, closers, headlines, niggles, openers, responses, thanks } from "./phrases.ts";
import { helpfulVotes, MEAN_DEVIATION, recommendShares, reviewCounts, starsAt } from "./review-shape.ts";
import { type Reviewed, type Topic, topicOf } from "./topic.ts";
import { pick, tidy, unlike, type Words, write } from "./writer.ts";

type Random = () => number;

export const DAY_MS = 86_400_000;
const YEAR_DAYS = 364;
/** Variance of the stars is 1.2: by this much a tilt of one moves the mean. */
const TILT_PER_STAR = 1 / 1.2;
/** Shares of the reviews that… */
const WITH_PHOTOS = 0.07;
const WITH_CHARACTERISTICS = 0.6;
const BRIEF = 0.14;
const THANKED = 0.02;
const ANSWERED_BY_STARS = [0.6, 0.45, 0.12] as const;

const seasons = ["winter", "spring", "summer", "autumn"];
const places = [
  "Leeds",
  "Kent",
  "Fife",
  "Devon",
  "Bath",
  "York",
  "Cardiff",
  "Whitby",
  "Norwich",
  "the Highlands",
  "the Lakes",
  "Cornwall",
  "Brighton",
  "Derby",
];
const children = ["Alfie", "Poppy", "our youngest", "my granddaughter", "my nephew", "Isla", "Harry", "the baby"];

/** The words of one writer about one thing. */
export function wordsOf({ facts, family }: Topic, random: Random): Words {
  const words: Words = { ...facts, place: pick(places, random), season: pick(seasons, random), child: pick(children, random) };
  return { ...words, use: write(pick(family.uses, random), words, random) };
}

/**
 * Reviews for the demo: plausible for each product, no two alike, the same for the same products and day. Products that sell more have
 * more, as real ones do.
 */
export function* demoReviews(products: readonly Reviewed[], now: Date): Generator<ImportedReview> {
  const ranked = products.toSorted((a, b) => b.popularity - a.popularity || a.id - b.id);
  const counts = reviewCounts(ranked.length);
  const written = new Set<string>();
  for (const [rank, product] of ranked.entries()) {
    const topic = topicOf(product);
    const random = seededRandom(seedOf(`reviews/${product.slug}`));
    const tilt = MEAN_DEVIATION * TILT_PER_STAR * normal(random);
    const reviews = Array.from({ length: counts[rank]! }, () => review(topic, tilt, now, written, random));
    const [first] = reviews;
    // Product pages show how a product is judged, so of each somebody says so.
    const isJudged = reviews.some(({ characteristics }) => Object.keys(characteristics).length > 0);
    if (first === undefined || isJudged) yield* reviews;
    else yield* reviews.with(0, { ...first, characteristics: judged(topic, first.rating, random) });
  }
}

function review(topic: Topic, tilt: number, now: Date, written: Set<string>, random: Random): ImportedReview {
  const { product } = topic;
  const rating = starsAt(random(), tilt);
  const name = signature(random);
  const createdAt = new Date(momentBefore(now, topic.isForChristmas, random));
  const words = wordsOf(topic, random);
  return {
    productId: product.id,
    rating,
    summary: tidy(write(pick(headlines[rating]!, random), words, random)),
    body: unlike(written, (attempt) => bodyOf(topic, rating, attempt === 0 ? words : wordsOf(topic, random), random)),
    recommend: random() < recommendShares[rating - 1]!,
    name,
    email: null,
    photos: rating >= 4 && random() < WITH_PHOTOS ? photosOf(product, random) : [],
    characteristics: random() < WITH_CHARACTERISTICS ? judged(topic, rating, random) : {},
    createdAt,
    helpfulCount: helpfulVotes(random()),
    // Nobody has bought it: the text is marked as the demo's, and must not claim more than that.
    verifiedPurchase: false,
    response: responseTo(rating, { ...words, person: firstName(name) }, createdAt, now, random),
    generated: true,
  };
}

function bodyOf({ family }: Topic, rating: number, words: Words, random: Random): string {
  const praise = pick(family.praise, random);
  const gripe = write(pick(family.gripes, random), words, random);
  const said: Words = { ...words, gripe: gripe.charAt(0).toLowerCase() + gripe.slice(1) };
  const parts = [pick(openers[rating]!, random)];
  if (random() < BRIEF) parts.push(rating >= 4 ? praise : gripe);
  else {
    if (rating >= 4 || (rating === 3 && random() < 0.9)) parts.push(praise);
    if (rating >= 4 && random() < 0.7) parts.push(pick(bought, random));
    if (rating === 5 && random() < 0.35)
      parts.push(
        pick(
          family.praise.filter((other) => other !== praise),
          random,
        ),
      );
    if (rating === 4 && random() < 0.5) parts.push(pick(niggles, random));
    if (rating <= 3) parts.push(gripe);
    if (rating <= 2 && random() < 0.6) parts.push(pick(boughtInVain, random));
    parts.push(pick(closers[rating]!, random));
  }
  return tidy(parts.map((part) => write(part, said, random)).join(" "));
}

/** What is worn is judged by its fit; 3 of 5 says that size, width and length are right. */
function judged({ wear, isForComfort }: Topic, rating: number, random: Random): Partial<Record<CharacteristicName, number>> {
  const middling = () => clamp(3 + Math.round(normal(random) * (rating >= 4 ? 0.6 : 1.2)));
  const liked = () => clamp(rating + Math.round(normal(random) * 0.7 - 0.1));
  const quality = { Quality: liked() };
  if (wear === "clothes") return { Fit: middling(), Length: middling(), Comfort: liked(), ...quality };
  if (wear === "shoes") return { Size: middling(), Width: middling(), Comfort: liked(), ...quality };
  return isForComfort ? { Comfort: liked(), ...quality } : { Size: middling(), ...quality };
}

function photosOf({ id, variantIds }: Reviewed, random: Random): string[] {
  const views: readonly PictureView[] = random() < 0.3 ? ["scene", "detail"] : [pick(["scene", "detail"], random)];
  const options = variantIds.length < 2 ? {} : { variantId: pick(variantIds, random) };
  return views.map((view) => pictureAddress(id, view, options));
}

function responseTo(rating: number, words: Words, createdAt: Date, now: Date, random: Random): ImportedReview["response"] {
  const share = ANSWERED_BY_STARS[rating - 1] ?? THANKED;
  if (random() >= share) return null;
  const latest = Math.min(createdAt.getTime() + 4 * DAY_MS, now.getTime());
  const body = tidy(write(pick(rating <= 3 ? responses : thanks, random), words, random));
  return { body, createdAt: new Date(createdAt.getTime() + Math.floor(random() * (latest - createdAt.getTime()))) };
}

/** Some time in the year before, by day; what is for Christmas mostly around it. Whole milliseconds since 1970. */
export function momentBefore(now: Date, isForChristmas: boolean, random: Random): number {
  let at = now.getTime();
  for (let tries = 0; tries < (isForChristmas ? 3 : 1); tries += 1) {
    const day = Math.floor((now.getTime() - DAY_MS * (1 + random() * YEAR_DAYS)) / DAY_MS) * DAY_MS;
    at = Math.min(day + (7 + random() * 15.5) * (DAY_MS / 24), now.getTime() - 1);
    const month = new Date(day).getUTCMonth();
    if (month >= 9 || month === 0) break;
  }
  return Math.floor(at);
}

const clamp = (value: number): number => Math.min(5, Math.max(1, value));

/** Normally distributed around 0 with a deviation of 1 (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
