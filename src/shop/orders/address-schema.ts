import Type from "typebox";
import { CountryCode } from "../../platform/http/schemas.ts";

/** Lengths of the usual carriers' labels, generously. */
const MAX_NAME_LENGTH = 120;
const MAX_LINE_LENGTH = 200;
const MAX_CITY_LENGTH = 120;
const MAX_REGION_LENGTH = 80;
const MAX_POSTAL_CODE_LENGTH = 32;

/** Not only blanks. */
const text = (maxLength: number, example: string) =>
  Type.String({ minLength: 1, maxLength, pattern: "\\S", examples: [example] });

/** Where an order goes; the order keeps it as it was written. */
export const AddressBody = Type.Object({
  name: text(MAX_NAME_LENGTH, "Ada Byron"),
  line1: text(MAX_LINE_LENGTH, "12 St James's Square"),
  line2: Type.Optional(Type.String({ maxLength: MAX_LINE_LENGTH })),
  city: text(MAX_CITY_LENGTH, "London"),
  region: Type.Optional(Type.String({ maxLength: MAX_REGION_LENGTH, description: "State or province." })),
  postalCode: text(MAX_POSTAL_CODE_LENGTH, "SW1Y 4JH"),
  country: CountryCode,
});
