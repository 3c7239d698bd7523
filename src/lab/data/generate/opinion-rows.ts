import { contentId } from "../../../platform/ids.ts";
import { timestamp } from "./moments.ts";
import type { GeneratedProduct } from "./products.ts";
import type { RandomStream } from "./randomness.ts";
import { DAY_MS, type GenerateSettings, SPAN_MS } from "./settings.ts";
import type { Rows } from "./tables.ts";
import { ANSWERS, FIRST_NAMES, LAST_NAMES, QUESTIONS, REVIEW_SENTENCES, REVIEW_SUMMARIES } from "./vocabulary.ts";

/** How many reviews and questions a product has; the popular ones have most of them. */
export type OpinionCounts = { readonly reviews: number; readonly questions: number };
/** What the reviews add up to. */
export type Opinion = { readonly count: number; readonly ratingSum: number };

const CHARACTERISTICS = ["Quality", "Comfort", "Fit", "Size", "Length", "Width"];
/** Up to which share of all a product's reviews have 1, 2, 3 and 4 stars: of a good product, and of a poor one. */
const GOOD = [0.03, 0.06, 0.13, 0.36];
const POOR = [0.14, 0.28, 0.5, 0.78];
const POOR_SHARE = 0.2;
/** 2.7 photos for 5.8 reviews: three of ten have one or two. */
const REVIEW_PHOTO_SHARE = 0.31;
/** 2.1 photos for 6.9 answers. */
const ANSWER_PHOTO_SHARE = 0.2;
const SELLER_SHARE = 0.15;
const RESPONSE_SHARE = 0.05;

export function writeReviews(
  rows: Rows,
  product: GeneratedProduct,
  count: number,
  random: RandomStream,
  { per, untilMs }: GenerateSettings,
): Opinion {
  const { id } = product;
  random.start("review", id);
  const limits = random.next() < POOR_SHARE ? POOR : GOOD;
  const judged = Math.max(1, Math.min(CHARACTERISTICS.length, Math.floor(per.characteristics + random.next())));
  const names = CHARACTERISTICS.slice(0, judged);
  const stars = [0, 0, 0, 0, 0];
  const sums = new Array<number>(judged).fill(0);
  let recommended = 0;
  let ratingSum = 0;
  for (let number = 1; number <= count; number += 1) {
    const drawn = random.next();
    let rating = 1;
    while (rating < 5 && drawn >= limits[rating - 1]!) rating += 1;
    stars[rating - 1]! += 1;
    ratingSum += rating;
    const recommend = rating >= 4 || (rating === 3 && random.next() < 0.4);
    if (recommend) recommended += 1;
    const values = names.map((name, index) => {
      const value = Math.max(1, Math.min(5, rating - 1 + random.below(3)));
      sums[index]! += value;
      return `"${name}": ${value}`;
    });
    const atMs = untilMs - Math.floor(SPAN_MS * random.next() ** 1.3) - DAY_MS;
    const helpful = votes(random);
    const photos = random.next() < REVIEW_PHOTO_SHARE ? pictures(id, 1 + random.below(2)) : "{}";
    const summary = random.pick(REVIEW_SUMMARIES[rating]!);
    const response = random.next() < RESPONSE_SHARE ? `Thank you for telling us\t${timestamp(atMs + DAY_MS)}` : "\\N\t\\N";
    rows.reviews.push(
      `${id}\t${contentId(id, number)}\t\\N\t${rating}\t${summary}\t${sentences(random)}\t${recommend ? "t" : "f"}\t${signature(random)}\t\\N\t${photos}\t{${values.join(", ")}}\tf\tt\t${helpful}\t${helpful}\t${response}\t0\t\\N\t\\N\t${timestamp(atMs)}\n`,
    );
  }
  rows.review_summaries.push(
    `${id}\t${count + 1}\t${count === 0 ? 0 : 1}\t${count}\t${ratingSum}\t${stars.join("\t")}\t${recommended}\t${count - recommended}\t{${names.join(",")}}\n`,
  );
  for (let index = 0; index < judged; index += 1)
    rows.review_characteristics.push(`${id}\t${names[index]}\t${count}\t${sums[index]}\n`);
  return { count, ratingSum };
}

export function writeQuestions(
  rows: Rows,
  { id }: GeneratedProduct,
  count: number,
  random: RandomStream,
  { per, untilMs }: GenerateSettings,
): void {
  random.start("question", id);
  let answers = 0;
  for (let number = 1; number <= count; number += 1) {
    const questionId = contentId(id, number);
    const atMs = untilMs - Math.floor((SPAN_MS - 40 * DAY_MS) * random.next()) - 30 * DAY_MS;
    const own = random.below((2 * per.answers) / Math.max(per.questions, 0.01) + 1);
    for (let answer = 0; answer < own; answer += 1) {
      answers += 1;
      const bySeller = random.next() < SELLER_SHARE;
      const photos = random.next() < ANSWER_PHOTO_SHARE ? pictures(id, 1 + random.below(2)) : "{}";
      const answeredMs = atMs + Math.floor(20 * DAY_MS * random.next());
      const helpful = votes(random);
      rows.answers.push(
        `${id}\t${contentId(id, answers)}\t${questionId}\t\\N\t${random.pick(ANSWERS)}.\t${bySeller ? "Seller" : signature(random)}\t\\N\t${bySeller ? "t" : "f"}\t${photos}\tt\t${helpful}\t${helpful}\t0\t\\N\t\\N\t${timestamp(answeredMs)}\n`,
      );
    }
    const helpful = votes(random);
    rows.questions.push(
      `${id}\t${questionId}\t\\N\t${random.pick(QUESTIONS)}?\t${signature(random)}\t\\N\tt\t${helpful}\t${helpful}\t${own}\t0\t\\N\t\\N\t${timestamp(atMs)}\n`,
    );
  }
  rows.question_counters.push(`${id}\t${count + 1}\t${answers + 1}\t${count === 0 ? 0 : 1}\n`);
}

/** Most have none, a few have hundreds. */
function votes(random: RandomStream): number {
  const drawn = random.next();
  return drawn < 0.6 ? 0 : Math.floor(0.4 / (1.001 - drawn));
}

/** Mostly short: one sentence for half of them, up to eight. */
function sentences(random: RandomStream): string {
  const count = 1 + Math.floor(7 * random.next() ** 2.2);
  let text = `${random.pick(REVIEW_SENTENCES)}.`;
  for (let index = 1; index < count; index += 1) text += ` ${random.pick(REVIEW_SENTENCES)}.`;
  return text;
}

const signature = (random: RandomStream) => `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES).charAt(0)}.`;

/** The drawn pictures of the product: a photo by a customer shows the same thing. */
function pictures(productId: number, count: number): string {
  const url = (view: string) => `/pictures/${productId}/${view}.svg`;
  return count === 1 ? `{${url("scene")}}` : `{${url("scene")},${url("detail")}}`;
}
