import Type, { type Static } from "typebox";
import { Email, Nullable, StringEnum, Timestamp } from "../../platform/http/schemas.ts";
import { ContentId, PhotosOut, PhotoUrls, WRITER_EMAIL, WriterName, WrittenText } from "../contributions/schemas.ts";
import { characteristicNames } from "./characteristics.ts";
import { MAX_REVIEW_LENGTH, MAX_SUMMARY_LENGTH, type Review, type ReviewSummary } from "./review.ts";

export const Stars = Type.Integer({ minimum: 1, maximum: 5, description: "1 to 5 stars.", examples: [4] });

const CharacteristicValue = Type.Integer({ minimum: 1, maximum: 5 });
const Judged = Type.Optional(CharacteristicValue);
const Count = (description?: string) => Type.Integer({ minimum: 0, ...(description === undefined ? {} : { description }) });

export const ReviewBody = Type.Object({
  rating: Stars,
  summary: WrittenText(MAX_SUMMARY_LENGTH, "The review in one line.", "Keeps my tea warm"),
  body: WrittenText(MAX_REVIEW_LENGTH, "The review.", "I have used it every day for a month."),
  recommend: Type.Boolean({ description: "Whether the writer would recommend the product." }),
  name: WriterName,
  email: Type.String({ ...Email, description: WRITER_EMAIL }),
  photos: Type.Optional(PhotoUrls),
  characteristics: Type.Optional(
    Type.Object(
      { Size: Judged, Width: Judged, Comfort: Judged, Quality: Judged, Length: Judged, Fit: Judged },
      {
        description: "From 1 to 5. A product for which characteristics were chosen takes no others.",
        examples: [{ Quality: 5 }],
      },
    ),
  ),
});

export const ReviewAnswer = Type.Object({
  id: ContentId("review"),
  productId: Type.Integer({ examples: [1042] }),
  rating: Stars,
  summary: Type.String(),
  body: Type.String({ description: "As it was written: escape it where it is shown." }),
  recommend: Type.Boolean(),
  reviewerName: Type.String(),
  createdAt: Timestamp,
  helpfulCount: Count("Votes of those whom it helped."),
  verifiedPurchase: Type.Boolean({ description: "Whether the writer had bought the product in this shop." }),
  photos: PhotosOut,
  characteristics: Type.Array(Type.Object({ name: StringEnum(characteristicNames), value: CharacteristicValue })),
  response: Nullable(Type.Object({ body: Type.String(), createdAt: Timestamp }, { description: "What the seller says to it." })),
  generated: Type.Boolean({ description: "Made for the demo and written by nobody." }),
});
export type ReviewAnswer = Static<typeof ReviewAnswer>;

export function toReviewAnswer({ createdAt, response, photos, characteristics, ...review }: Review): ReviewAnswer {
  return {
    ...review,
    createdAt: createdAt.toISOString(),
    photos: [...photos],
    characteristics: [...characteristics],
    response: response && { body: response.body, createdAt: response.createdAt.toISOString() },
  };
}

const Average = Nullable(Type.Number({ minimum: 1, maximum: 5, description: "Two decimals; null without reviews." }));

export const SummaryAnswer = Type.Object({
  count: Count(),
  average: Average,
  ratings: Type.Object(
    { "1": Count(), "2": Count(), "3": Count(), "4": Count(), "5": Count() },
    { description: "Reviews by their stars." },
  ),
  recommended: Type.Object({ yes: Count(), no: Count() }),
  characteristics: Type.Array(
    Type.Object({
      id: Type.Integer({ examples: [10424] }),
      name: StringEnum(characteristicNames),
      average: Average,
      count: Count("Reviews that judge it."),
    }),
    { maxItems: characteristicNames.length },
  ),
});

export function toSummaryAnswer({ count, average, ratings, recommended, characteristics }: ReviewSummary) {
  return {
    count,
    average,
    ratings,
    recommended,
    characteristics: characteristics.map(({ id, name, average: mean, count: values }) => ({
      id,
      name,
      average: mean,
      count: values,
    })),
  };
}
