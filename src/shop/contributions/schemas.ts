import Type from "typebox";
import { IntegerId } from "../../platform/http/schemas.ts";
import { LARGEST_CONTENT_ID, LARGEST_PRODUCT_ID } from "../../platform/ids.ts";
import { MAX_NAME_LENGTH, MAX_PHOTO_URL_LENGTH, MAX_PHOTOS, MAX_REASON_LENGTH } from "./limits.ts";

/** At least one character that can be seen. */
const NOT_BLANK = "\\S";
/** No blank anywhere, so that the address is the same wherever it is put. */
const PHOTO_URL = "^https?://\\S+$";
const photoUrl = new RegExp(PHOTO_URL);

/** For callers without a schema: whether a text is the address of a photo as this shop stores it. */
export function isPhotoUrl(text: string): boolean {
  return text.length <= MAX_PHOTO_URL_LENGTH && photoUrl.test(text) && URL.canParse(text);
}

export const ProductParams = Type.Object({ productId: IntegerId({ maximum: LARGEST_PRODUCT_ID }) });

/** The id of a review, a question or an answer: `productId × 1,000,000 + number`. */
export const ContentId = (what: string) =>
  IntegerId({ maximum: LARGEST_CONTENT_ID, description: `Id of the ${what}; it names the product too.`, examples: [1042000007] });

/** A text of people, stored and answered as it is: who shows it must escape it. */
export const WrittenText = (maxLength: number, description: string, example: string) =>
  Type.String({ minLength: 1, maxLength, pattern: NOT_BLANK, description, examples: [example] });

export const WriterName = WrittenText(MAX_NAME_LENGTH, "Shown with the text.", "Ada L.");
export const WRITER_EMAIL = "For the shop's own use; no answer ever shows it.";

export const PhotoUrls = Type.Array(
  Type.String({
    format: "uri",
    pattern: PHOTO_URL,
    maxLength: MAX_PHOTO_URL_LENGTH,
    examples: ["https://images.example.com/mug.jpg"],
  }),
  { maxItems: MAX_PHOTOS, description: `http(s) addresses of photos, ${MAX_PHOTOS} at the most.` },
);

export const PhotosOut = Type.Array(Type.Object({ id: Type.Integer({ examples: [10420000071] }), url: Type.String() }), {
  maxItems: MAX_PHOTOS,
});

export const ReportBody = Type.Object({
  reason: Type.Optional(WrittenText(MAX_REASON_LENGTH, "Shown to the moderators.", "This is an advertisement.")),
});
