import Type, { type Static } from "typebox";
import { Nullable } from "../../platform/http/schemas.ts";

/** The answers of the contract. What they do not list leaves the shop through no answer of the adapter. */

const Id = Type.Integer({ minimum: 1 });
/** ISO 8601 in UTC. */
const Instant = Type.String();
/** Major units with two decimals, in the shop's base currency. */
const Amount = Type.String({ pattern: "^\\d+\\.\\d{2}$" });
const Photo = Type.Object({ id: Id, url: Type.String() });

const productFields = {
  id: Id,
  campus: Type.String(),
  name: Type.String(),
  slogan: Type.String(),
  description: Type.String(),
  category: Type.String(),
  default_price: Amount,
  created_at: Instant,
  updated_at: Instant,
} as const;

export const ProductAnswer = Type.Object(productFields);
export type ProductAnswer = Static<typeof ProductAnswer>;

const Feature = Type.Object({ feature: Type.String(), value: Nullable(Type.String()) });
export type Feature = Static<typeof Feature>;

export const ProductWithFeatures = Type.Object({ ...productFields, features: Type.Array(Feature) });
export type ProductWithFeatures = Static<typeof ProductWithFeatures>;

const StylePhoto = Type.Object({ thumbnail_url: Nullable(Type.String()), url: Nullable(Type.String()) });
export type StylePhoto = Static<typeof StylePhoto>;

const Skus = Type.Record(
  Type.String(),
  Type.Object({ quantity: Nullable(Type.Integer({ minimum: 0 })), size: Nullable(Type.String()) }),
);

const Style = Type.Object({
  style_id: Id,
  name: Type.String(),
  original_price: Amount,
  sale_price: Nullable(Amount),
  "default?": Type.Boolean(),
  photos: Type.Array(StylePhoto, { minItems: 1 }),
  skus: Skus,
});
export type Style = Static<typeof Style>;

export const StylesAnswer = Type.Object({ product_id: Type.String(), results: Type.Array(Style) });
export type StylesAnswer = Static<typeof StylesAnswer>;

export const RelatedAnswer = Type.Array(Id);

const Review = Type.Object({
  review_id: Id,
  rating: Type.Integer({ minimum: 1, maximum: 5 }),
  summary: Type.String(),
  recommend: Type.Boolean(),
  response: Nullable(Type.String()),
  body: Type.String(),
  date: Instant,
  reviewer_name: Type.String(),
  helpfulness: Type.Integer({ minimum: 0 }),
  photos: Type.Array(Photo),
});
export type ReviewEntry = Static<typeof Review>;

export const ReviewsAnswer = Type.Object({
  product: Type.String(),
  page: Type.Integer({ minimum: 0, description: "Counted from zero, other than in the request." }),
  count: Type.Integer({ minimum: 1 }),
  results: Type.Array(Review),
});
export type ReviewsAnswer = Static<typeof ReviewsAnswer>;

export const MetaAnswer = Type.Object({
  product_id: Type.String(),
  ratings: Type.Record(Type.String(), Type.String()),
  recommended: Type.Object({ false: Type.String(), true: Type.String() }),
  characteristics: Type.Record(Type.String(), Type.Object({ id: Id, value: Nullable(Type.String()) })),
});
export type MetaAnswer = Static<typeof MetaAnswer>;

const answerFields = {
  body: Type.String(),
  date: Instant,
  answerer_name: Type.String(),
  helpfulness: Type.Integer({ minimum: 0 }),
} as const;

const AnswerOfQuestion = Type.Object({ id: Id, ...answerFields, photos: Type.Array(Type.String()) });

const Question = Type.Object({
  question_id: Id,
  question_body: Type.String(),
  question_date: Instant,
  asker_name: Type.String(),
  question_helpfulness: Type.Integer({ minimum: 0 }),
  reported: Type.Boolean(),
  answers: Type.Record(Type.String(), AnswerOfQuestion),
});
export type QuestionEntry = Static<typeof Question>;

export const QuestionsAnswer = Type.Object({ product_id: Type.String(), results: Type.Array(Question) });
export type QuestionsAnswer = Static<typeof QuestionsAnswer>;

const Answer = Type.Object({ answer_id: Id, ...answerFields, photos: Type.Array(Photo) });
export type AnswerEntry = Static<typeof Answer>;

/** A number when it is the default, the query's own text when the client gave one. */
const Echoed = Type.Unsafe<number | string>({ anyOf: [{ type: "integer" }, { type: "string" }] });

export const AnswersAnswer = Type.Object({
  question: Type.String(),
  page: Echoed,
  count: Echoed,
  results: Type.Array(Answer),
});
export type AnswersAnswer = Static<typeof AnswersAnswer>;

export const CartAnswer = Type.Array(Type.Object({ sku_id: Id, count: Type.String() }));
export type CartAnswer = Static<typeof CartAnswer>;

export const CREATED = "Created";
export const CreatedAnswer = Type.Literal(CREATED);
