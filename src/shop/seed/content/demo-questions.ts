import { seededRandom, seedOf } from "../../../platform/random.ts";
import type { ImportedAnswer, ImportedQuestion } from "../../questions/import-questions.ts";
import { DAY_MS, momentBefore, wordsOf } from "./demo-reviews.ts";
import type { Asked } from "./family.ts";
import { signature } from "./people.ts";
import { greetings, reasons, sellerSigns } from "./phrases.ts";
import { helpfulVotes } from "./review-shape.ts";
import { type Reviewed, type Topic, topicOf } from "./topic.ts";
import { pick, tidy, unlike, type Words, write } from "./writer.ts";

type Random = () => number;

/** Every product has these, and the twentieth that sells best up to all that there is to ask. */
const LEAST = 2;
const ASKED_MORE_SHARE = 0.05;
const SELLER = "The shop";
/** Questions are voted on less than reviews. */
const VOTES_SHARE = 0.4;

/** What is asked of anything. */
const askedOfAll: readonly Asked[] = [
  {
    question: "Is the {name} [gift wrapped|wrapped as a present]?",
    answers: [
      "It comes in tissue paper, gift wrap is [under Stationery|sold separately].",
      "Mine was [nicely|carefully] wrapped, though not as a present.",
      "Not as such, but the box is [plain|smart] enough to give.",
    ],
  },
  {
    question: "How [long|many days] does delivery [take|need] to {place}?",
    answers: [
      "Two to four working days as a rule, express is quicker.",
      "[Two|Three] days for me, and that was over a bank holiday.",
      "Ordered on [Monday|Sunday night], here on [Wednesday|Thursday].",
    ],
  },
  {
    question: "Will you have more of the {name} [in stock|soon], or is it [a one-off|seasonal]?",
    answers: [
      "It's part of our regular range, so more will come.",
      "I asked the same and was told it's a regular line.",
      "We order more as soon as it runs low.",
    ],
  },
  {
    question: "[Can|Could] I return the {name} if [it isn't right|she doesn't like it]?",
    answers: [
      "Of course, within thirty days and unused.",
      "I returned a different one and [it was no bother|the refund came in a week].",
      "Yes, keep the [packaging|wrapping] until you're sure.",
    ],
  },
];

/** Questions and answers for the demo: two at least for each product, no two alike, the same for the same products and day. */
export function* demoQuestions(products: readonly Reviewed[], now: Date): Generator<ImportedQuestion> {
  const ranked = products.toSorted((a, b) => b.popularity - a.popularity || a.id - b.id);
  const written = new Set<string>();
  for (const [rank, product] of ranked.entries()) {
    const topic = topicOf(product);
    const random = seededRandom(seedOf(`questions/${product.slug}`));
    const all = shuffled([...topic.family.asked, askedOfAll[Math.floor(random() * askedOfAll.length)]!], random);
    const count = rank < ranked.length * ASKED_MORE_SHARE ? all.length : LEAST;
    for (const asked of all.slice(0, count)) yield question(topic, asked, now, written, random);
  }
}

function question(topic: Topic, asked: Asked, now: Date, written: Set<string>, random: Random): ImportedQuestion {
  const createdAt = momentBefore(now, topic.isForChristmas, random);
  return {
    productId: topic.product.id,
    body: unlike(written, (attempt) => {
      const words = wordsOf(topic, random);
      // Who tries for long names the thing in full.
      const noun = attempt > 3 || random() < 0.35 ? topic.product.name : words.noun!;
      const parts = [pick(greetings, random), asked.question, " ", pick(reasons, random)];
      return tidy(parts.map((part) => write(part, { ...words, noun }, random)).join(""));
    }),
    name: signature(random),
    email: null,
    createdAt: new Date(createdAt),
    helpfulCount: votes(random),
    generated: true,
    answers: answersTo(topic, asked, createdAt, now, written, random),
  };
}

function answersTo(
  topic: Topic,
  { answers }: Asked,
  askedAt: number,
  now: Date,
  written: Set<string>,
  random: Random,
): ImportedAnswer[] {
  const wanted = 1 + Math.floor(random() * 2.4);
  const sellerAt = random() < 0.55 ? 0 : -1;
  return shuffled(answers, random)
    .slice(0, wanted)
    .map((answer, index) => {
      const bySeller = index === sellerAt && !/\b(?:I|my|mine|ours?|me)\b/i.test(answer.replaceAll(/[[\]|]/g, " "));
      const words: Words = wordsOf(topic, random);
      const latest = Math.min(askedAt + (1 + index * 3) * 4 * DAY_MS, now.getTime());
      return {
        body: unlike(written, (attempt) => answerBody(answer, words, bySeller, attempt, random)),
        name: bySeller ? SELLER : signature(random),
        email: null,
        photos: [],
        bySeller,
        createdAt: new Date(askedAt + Math.floor(random() * (latest - askedAt))),
        helpfulCount: votes(random),
      };
    });
}

const beginnings = [
  "",
  "",
  "Hi! ",
  "Hello! ",
  "From what I've seen: ",
  "As an owner: ",
  "I have the {name}. ",
  "We've got this {noun} at home. ",
  "Bought it {use}. ",
];
const sellerBeginnings = ["", "Hello! ", "Thank you for asking. ", "Hi! ", "Good question. ", "For the {name}: "];

function answerBody(answer: string, words: Words, bySeller: boolean, attempt: number, random: Random): string {
  const beginning = pick(bySeller ? sellerBeginnings : beginnings, random);
  const end = bySeller ? pick(sellerSigns, random) : attempt > 2 ? "[Love|Really like] my {name}, by the way." : "";
  return tidy([beginning, answer, " ", end].map((part) => write(part, words, random)).join(""));
}

function votes(random: Random): number {
  return Math.floor(helpfulVotes(random()) * VOTES_SHARE);
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
