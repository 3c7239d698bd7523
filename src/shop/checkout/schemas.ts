import Type from "typebox";
import { Email } from "../../platform/http/schemas.ts";
import { AddressBody } from "../orders/address-schema.ts";

/** Providers' tokens are below 100 characters. */
const MAX_TOKEN_LENGTH = 255;

/** Something that can be sent as it is. */
const example = {
  email: "ada@example.com",
  shippingAddress: {
    name: "Ada Byron",
    line1: "12 St James's Square",
    city: "London",
    postalCode: "SW1Y 4JH",
    country: "GB",
  },
  payment: { provider: "sandbox", token: "ok" },
};

export const CheckoutBody = Type.Object(
  {
    email: Email,
    shippingAddress: AddressBody,
    shippingMethod: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: "The cart's own, or the cheapest, when left out." }),
    ),
    payment: Type.Object({
      provider: Type.String({ pattern: "^[a-z][a-z0-9-]{0,31}$", examples: ["sandbox"] }),
      token: Type.String({
        pattern: "^[\\x21-\\x7e]+$",
        maxLength: MAX_TOKEN_LENGTH,
        description: "What the browser got from the provider for the card.",
        examples: ["ok"],
      }),
    }),
    expectedTotalMinor: Type.Optional(
      Type.Integer({ minimum: 0, description: "What the shopper saw; another total is refused with price-changed." }),
    ),
  },
  { examples: [example] },
);
