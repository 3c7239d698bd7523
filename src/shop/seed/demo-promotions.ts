import type { PromotionToSave } from "../promotions/promotion-store.ts";

type DemoPromotion = Omit<PromotionToSave, "id"> & { readonly categorySlug: string | null };

const always = {
  currency: null,
  priority: 0,
  exclusive: false,
  startsAt: null,
  endsAt: null,
  maxUses: null,
  maxUsesPerCustomer: null,
  active: true,
  categorySlug: null,
} as const;
const everything = {
  minSubtotalMinor: null,
  productIds: null,
  categoryIds: null,
  countries: null,
  firstOrderOnly: false,
} as const;

/** One of each kind: a coupon with a limit per customer, a coupon on shipping, and an offer that applies by itself. */
export const demoPromotions: readonly DemoPromotion[] = [
  {
    ...always,
    name: "10 % off the first order",
    code: "WELCOME10",
    effect: { type: "percentage", basisPoints: 1_000 },
    conditions: { ...everything, firstOrderOnly: true },
    maxUsesPerCustomer: 1,
  },
  {
    ...always,
    name: "Free standard delivery from £20",
    code: "FREESHIP",
    effect: { type: "free-shipping", methodIds: ["standard"] },
    conditions: { ...everything, minSubtotalMinor: 2_000 },
  },
  {
    ...always,
    name: "Three for two on magnets",
    code: null,
    effect: { type: "buy-x-get-y", buyQuantity: 2, getQuantity: 1, discountBasisPoints: 10_000, maxApplications: 10 },
    conditions: everything,
    priority: 10,
    categorySlug: "magnets",
  },
];
