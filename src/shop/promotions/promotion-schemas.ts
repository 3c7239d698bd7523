import Type, { type Static, type TSchema, type TUnsafe } from "typebox";
import { CountryCode, CurrencyCode, IntegerId, Nullable, StringEnum, Timestamp, UuidId } from "../../platform/http/schemas.ts";
import { MAX_AMOUNT_MINOR, MAX_QUANTITY } from "../pricing/limits.ts";
import type { PromotionEffect } from "./promotion.ts";

/** A scope longer than this is a category. */
const MAX_SCOPE = 5_000;
const MAX_COUNTRIES = 300;
const MAX_METHODS = 50;
const MAX_USES = 1_000_000_000;

const BasisPoints = Type.Integer({ minimum: 1, maximum: 10_000, description: "Ten thousandths: 1,000 is 10 %." });
const Amount = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR });
const Quantity = Type.Integer({ minimum: 1, maximum: MAX_QUANTITY });
const MethodId = Type.String({ minLength: 1, maxLength: 64 });

export const Effect = Type.Unsafe<PromotionEffect>(
  Type.Union([
    Type.Object({ type: StringEnum(["percentage"]), basisPoints: BasisPoints }),
    Type.Object({ type: StringEnum(["fixed"]), amountMinor: Amount }, { description: "Once per order, spread over its lines." }),
    Type.Object({ type: StringEnum(["free-shipping"]), methodIds: Nullable(Type.Array(MethodId, { maxItems: MAX_METHODS })) }),
    Type.Object(
      {
        type: StringEnum(["buy-x-get-y"]),
        buyQuantity: Quantity,
        getQuantity: Quantity,
        discountBasisPoints: BasisPoints,
        maxApplications: Nullable(Quantity),
      },
      { description: "Of every buyQuantity + getQuantity units the cheapest getQuantity get the discount." },
    ),
  ]),
);

/** A field that may be left out, with what it is then. */
function defaulting<T extends TSchema>(schema: T, value: Static<T>): TUnsafe<Static<T>> {
  return Type.Unsafe<Static<T>>({ ...schema, default: value });
}

export const Conditions = Type.Object({
  minSubtotalMinor: defaulting(Nullable(Amount), null),
  productIds: defaulting(Nullable(Type.Array(IntegerId(), { maxItems: MAX_SCOPE })), null),
  categoryIds: defaulting(Nullable(Type.Array(IntegerId(), { maxItems: MAX_SCOPE })), null),
  countries: defaulting(Nullable(Type.Array(CountryCode, { maxItems: MAX_COUNTRIES })), null),
  firstOrderOnly: defaulting(Type.Boolean(), false),
});
const noConditions = { minSubtotalMinor: null, productIds: null, categoryIds: null, countries: null, firstOrderOnly: false };

const Name = Type.String({ minLength: 1, maxLength: 200 });
const Code = Nullable(
  Type.String({
    pattern: "^[A-Z0-9-]{1,64}$",
    description: "What the shopper enters; null: applies by itself.",
    examples: ["WELCOME10"],
  }),
);
const Currency = Nullable(CurrencyCode);
const Priority = Type.Integer({ minimum: -1_000_000, maximum: 1_000_000, description: "Higher is applied earlier." });
const Uses = Nullable(Type.Integer({ minimum: 1, maximum: MAX_USES }));

export const PromotionBody = Type.Object({
  name: Name,
  code: defaulting(Code, null),
  effect: Effect,
  conditions: defaulting(Conditions, noConditions),
  currency: defaulting(Currency, null),
  priority: defaulting(Priority, 0),
  exclusive: defaulting(Type.Boolean({ description: "Stands alone." }), false),
  startsAt: defaulting(Nullable(Timestamp), null),
  endsAt: defaulting(Nullable(Timestamp), null),
  maxUses: defaulting(Uses, null),
  maxUsesPerCustomer: defaulting(Uses, null),
  active: defaulting(Type.Boolean(), true),
});

export const PromotionChanges = Type.Object({
  name: Type.Optional(Name),
  code: Type.Optional(Code),
  effect: Type.Optional(Effect),
  conditions: Type.Optional(Conditions),
  currency: Type.Optional(Currency),
  priority: Type.Optional(Priority),
  exclusive: Type.Optional(Type.Boolean()),
  startsAt: Type.Optional(Nullable(Timestamp)),
  endsAt: Type.Optional(Nullable(Timestamp)),
  maxUses: Type.Optional(Uses),
  maxUsesPerCustomer: Type.Optional(Uses),
  active: Type.Optional(Type.Boolean()),
});

export const PromotionOut = Type.Object({
  id: UuidId(),
  ...PromotionBody.properties,
  uses: Type.Integer({ minimum: 0, description: "Orders that have used it or are about to." }),
  createdAt: Timestamp,
});
export type PromotionOut = Static<typeof PromotionOut>;
