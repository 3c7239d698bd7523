import type { Messages } from "../locales.ts";
import { account } from "./account.ts";
import { cart } from "./cart.ts";
import { checkout } from "./checkout.ts";
import { common, failures, problems } from "./common.ts";
import { engagement } from "./engagement.ts";
import { home } from "./home.ts";
import { listing } from "./listing.ts";
import { order } from "./order.ts";
import { product } from "./product.ts";
import { questions } from "./questions.ts";
import { reviews } from "./reviews.ts";

export const messages: Messages = {
  common,
  problems,
  failures,
  home,
  listing,
  product,
  reviews,
  questions,
  cart,
  checkout,
  order,
  account,
  engagement,
};
