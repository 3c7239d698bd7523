import Type, { type Static } from "typebox";
import {
  CurrencyCode,
  IntegerId,
  MAX_PAGE_SIZE,
  Nullable,
  pageQuery,
  StringEnum,
  Timestamp,
  UuidId,
  VariantId,
} from "../../platform/http/schemas.ts";
import { MAX_AMOUNT_MINOR, MAX_QUANTITY } from "../pricing/limits.ts";
import type { PriceEntry } from "../pricing/reference.ts";
import {
  BASE_PRICE_LIST_ID,
  MAX_CATEGORIES_PER_PRODUCT,
  MAX_MEDIA,
  MAX_OPTIONS,
  MAX_PRICES_PER_VARIANT,
  mediaKinds,
  type Product,
  productKinds,
  productStatuses,
  variantStatuses,
} from "./product.ts";
import { AttributeValues, MediaItem, OptionValues } from "./product-schemas.ts";
import { MAX_SLUG_LENGTH, SLUG_PATTERN } from "./slug.ts";

/** Longer than any description in use, and far below what a body may have. */
const MAX_DESCRIPTION_LENGTH = 20_000;
/** One line on a wide page. */
const MAX_SLOGAN_LENGTH = 200;
export const MAX_NAME_LENGTH = 200;
/** As many as fit into a body of 256 KiB; more come by further calls. */
const MAX_VARIANTS_PER_CALL = 500;
const MAX_WEIGHT_GRAMS = 10_000_000;
/** Below 2^31 like any count of sales, so that a listing's key is always exact. */
const MAX_POPULARITY = 2_000_000_000;
const MAX_POSITION = 1_000_000;

export const Slug = Type.String({
  maxLength: MAX_SLUG_LENGTH,
  pattern: SLUG_PATTERN,
  description: "Lower-case letters and digits, words joined by hyphens, with a letter in it.",
  examples: ["white-hanging-heart"],
});
export const Name = Type.String({ minLength: 1, maxLength: MAX_NAME_LENGTH });
export const Sku = Type.String({
  pattern: "^[\\x21-\\x7e]{1,64}$",
  description: "Stock keeping unit, unique in the shop.",
  examples: ["85123A"],
});

export const PriceBody = Type.Object({
  priceListId: IntegerId({ default: BASE_PRICE_LIST_ID }),
  currency: CurrencyCode,
  minQuantity: Type.Integer({
    minimum: 1,
    maximum: MAX_QUANTITY,
    default: 1,
    description: "The price holds from this quantity on.",
  }),
  amountMinor: Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR, description: "Of one unit.", examples: [1250] }),
});
export const PriceBodies = Type.Unsafe<PriceEntry[]>(Type.Array(PriceBody, { maxItems: MAX_PRICES_PER_VARIANT }));

const weightGrams = Type.Integer({ minimum: 0, maximum: MAX_WEIGHT_GRAMS });
const position = Type.Integer({ minimum: 0, maximum: MAX_POSITION });

export const VariantBody = Type.Object({
  sku: Sku,
  options: Type.Unsafe<Record<string, string>>({ ...OptionValues, default: {} }),
  weightGrams: Type.Integer({ ...weightGrams, default: 0 }),
  position: Type.Integer({ ...position, default: 0 }),
  prices: Type.Unsafe<PriceEntry[]>({ ...PriceBodies, default: [] }),
});

export const VariantChanges = Type.Object({
  sku: Type.Optional(Sku),
  options: Type.Optional(OptionValues),
  weightGrams: Type.Optional(weightGrams),
  position: Type.Optional(position),
  status: Type.Optional(StringEnum(variantStatuses)),
});

const fields = {
  name: Name,
  slogan: Type.String({ maxLength: MAX_SLOGAN_LENGTH, description: "One line that says why one would want it." }),
  description: Type.String({ maxLength: MAX_DESCRIPTION_LENGTH }),
  categoryIds: Type.Array(IntegerId(), {
    maxItems: MAX_CATEGORIES_PER_PRODUCT,
    description: "The first is the one that the product's page shows.",
  }),
  brandId: Nullable(IntegerId()),
  kind: StringEnum(productKinds, { description: "A service has no stock." }),
  listed: Type.Boolean({ description: "False: has a page and can be bought, but no list shows it." }),
  taxCategory: Type.String({ pattern: "^[a-z][a-z0-9-]{0,31}$", examples: ["standard", "reduced", "zero"] }),
  attributes: AttributeValues,
  optionNames: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: MAX_OPTIONS }),
  popularity: Type.Integer({ minimum: 0, maximum: MAX_POPULARITY, description: "Lists are sorted by it, the highest first." }),
  media: Type.Array(MediaItem, { maxItems: MAX_MEDIA }),
} as const;

function defaulting<T extends Type.TSchema>(schema: T, value: Static<T>) {
  return Type.Unsafe<Static<T>>({ ...schema, default: value });
}

export const ProductBody = Type.Object({
  ...fields,
  slug: Type.Optional(Slug),
  slogan: defaulting(fields.slogan, ""),
  description: defaulting(fields.description, ""),
  categoryIds: defaulting(fields.categoryIds, []),
  brandId: defaulting(fields.brandId, null),
  kind: defaulting(fields.kind, "physical"),
  status: defaulting(StringEnum(["draft", "active"]), "active"),
  listed: defaulting(fields.listed, true),
  taxCategory: defaulting(fields.taxCategory, "standard"),
  attributes: defaulting(fields.attributes, {}),
  optionNames: defaulting(fields.optionNames, []),
  popularity: defaulting(fields.popularity, 0),
  media: defaulting(fields.media, []),
  variants: Type.Array(VariantBody, { maxItems: MAX_VARIANTS_PER_CALL, default: [] }),
});
export type ProductBody = Static<typeof ProductBody>;

export const ProductChanges = Type.Object({
  slug: Type.Optional(Slug),
  name: Type.Optional(fields.name),
  slogan: Type.Optional(fields.slogan),
  description: Type.Optional(fields.description),
  categoryIds: Type.Optional(fields.categoryIds),
  brandId: Type.Optional(fields.brandId),
  kind: Type.Optional(fields.kind),
  status: Type.Optional(StringEnum(["draft", "active"])),
  listed: Type.Optional(fields.listed),
  taxCategory: Type.Optional(fields.taxCategory),
  attributes: Type.Optional(fields.attributes),
  optionNames: Type.Optional(fields.optionNames),
  popularity: Type.Optional(fields.popularity),
  media: Type.Optional(fields.media),
});

export const AdminProduct = Type.Unsafe<Product>(
  Type.Object({
    id: IntegerId(),
    slug: Type.String(),
    ...fields,
    status: StringEnum(productStatuses),
    media: Type.Array(
      Type.Object({ id: UuidId(), kind: StringEnum(mediaKinds), url: Type.String(), alt: Type.String(), options: OptionValues }),
    ),
    variants: Type.Array(
      Type.Object({
        id: VariantId(),
        sku: Type.String(),
        options: OptionValues,
        weightGrams,
        position,
        status: StringEnum(variantStatuses),
        prices: PriceBodies,
      }),
    ),
    version: Type.Integer({ description: "Also the etag; send it as If-Match to change only this version." }),
  }),
);

export const ProductSummaries = Type.Object({
  items: Type.Array(
    Type.Object({
      id: IntegerId(),
      slug: Type.String(),
      name: Type.String(),
      status: StringEnum(productStatuses),
      listed: Type.Boolean(),
      variants: Type.Integer({ description: "How many variants are for sale." }),
      version: Type.Integer(),
      updatedAt: Timestamp,
    }),
    { maxItems: MAX_PAGE_SIZE },
  ),
  nextCursor: Nullable(Type.String()),
});

export const ProductSummaryQuery = Type.Object({ ...pageQuery, status: Type.Optional(StringEnum(productStatuses)) });
