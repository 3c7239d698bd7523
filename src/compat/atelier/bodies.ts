import Type from "typebox";
import { Email } from "../../platform/http/schemas.ts";
import { PhotoUrls, WriterName, WrittenText } from "../../shop/contributions/schemas.ts";
import { MAX_ANSWER_LENGTH, MAX_QUESTION_LENGTH } from "../../shop/questions/question.ts";
import { MAX_REVIEW_LENGTH, MAX_SUMMARY_LENGTH } from "../../shop/reviews/review.ts";

/** What clients send. Fields that the contract does not have are ignored, and numbers may come as texts, as from forms. */
const open = { additionalProperties: true } as const;

const IdOrText = Type.Unsafe<number | string>({
  anyOf: [
    { type: "integer", minimum: 1 },
    { type: "string", pattern: "^[1-9]\\d{0,15}$" },
  ],
});
const StarsOrText = Type.Unsafe<number | string>({
  anyOf: [
    { type: "integer", minimum: 1, maximum: 5 },
    { type: "string", pattern: "^[1-5]$" },
  ],
});
const FlagOrText = Type.Unsafe<boolean | "true" | "false">({ anyOf: [{ type: "boolean" }, { enum: ["true", "false"] }] });
/** More than a product has. */
const MAX_CHARACTERISTICS = 10;

export const ReviewBody = Type.Object(
  {
    product_id: IdOrText,
    rating: StarsOrText,
    summary: Type.Optional(Type.String({ maxLength: MAX_SUMMARY_LENGTH, description: "The clients let it be empty." })),
    body: WrittenText(MAX_REVIEW_LENGTH, "The review.", "I have used it every day for a month."),
    recommend: FlagOrText,
    name: WriterName,
    email: Email,
    photos: Type.Optional(PhotoUrls),
    characteristics: Type.Optional(
      Type.Unsafe<Readonly<Record<string, number | string>>>({
        type: "object",
        additionalProperties: StarsOrText,
        maxProperties: MAX_CHARACTERISTICS,
        description: "By the ids that the product's meta gives.",
      }),
    ),
  },
  open,
);

export const QuestionBody = Type.Object(
  {
    body: WrittenText(MAX_QUESTION_LENGTH, "The question.", "Does it fit into a dishwasher?"),
    name: WriterName,
    email: Email,
    product_id: IdOrText,
  },
  open,
);

export const AnswerBody = Type.Object(
  {
    body: WrittenText(MAX_ANSWER_LENGTH, "The answer.", "Yes, on the upper rack."),
    name: WriterName,
    email: Email,
    photos: Type.Optional(PhotoUrls),
  },
  open,
);

export const CartBody = Type.Object({ sku_id: IdOrText }, open);

/** Anything: the handler says with 422 what is missing. */
export const InteractionBody = Type.Unsafe<Readonly<Record<string, unknown>>>({ type: "object", additionalProperties: true });
