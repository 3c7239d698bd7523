import Type from "typebox";
import {
  CountryCode,
  CurrencyCode,
  IntegerId,
  MAX_PAGE_SIZE,
  Nullable,
  pageQuery,
  StringEnum,
  Timestamp,
  VariantId,
} from "../../platform/http/schemas.ts";
import type { PlacedCategory } from "./category-tree.ts";
import { mediaKinds } from "./product.ts";
import { availabilityStatuses, type ProductView } from "./product-view.ts";
import { type AttributeDefinition, attributeTypes } from "./structure.ts";

export const AttributeValues = Type.Record(
  Type.String({ minLength: 1, maxLength: 64 }),
  Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()]),
  { description: "By name; what there is and its type is in `/v1/attributes`.", examples: [{ colour: "Pink", packSize: 6 }] },
);

export const OptionValues = Type.Record(
  Type.String({ minLength: 1, maxLength: 64 }),
  Type.String({ minLength: 1, maxLength: 120 }),
  {
    description: "What tells this variant from its siblings.",
    examples: [{ size: "L" }],
  },
);

const named = {
  id: IntegerId(),
  slug: Type.String({ examples: ["mugs-and-cups"] }),
  name: Type.String({ examples: ["Mugs & Cups"] }),
} as const;

export const MediaItem = Type.Object({
  kind: StringEnum(mediaKinds),
  url: Type.String({
    format: "uri-reference",
    pattern: "^(?:https?:/)?/",
    maxLength: 2_000,
    description: "An address on the web, or a path on this host.",
  }),
  alt: Type.String({ maxLength: 500, description: "Text for those who do not see it." }),
  options: Type.Unsafe<Record<string, string>>({
    ...OptionValues,
    default: {},
    description: "Which variants it shows; without options it shows them all.",
    examples: [{ colour: "Pink" }],
  }),
});

const pixels = (description: string) => Nullable(Type.Integer({ minimum: 1, description, examples: [800] }));

const MediaOut = Type.Object({
  ...MediaItem.properties,
  width: pixels("In pixels; null when it is not known."),
  height: pixels("In pixels; null when it is not known."),
});

const Price = Type.Object(
  {
    amountMinor: Type.Integer({ minimum: 0, description: "For one unit, in minor units.", examples: [1250] }),
    currency: CurrencyCode,
    taxIncluded: Type.Boolean({ description: "Whether the amount contains the tax of the region it is shown for." }),
  },
  { description: "Price of one unit." },
);

const Availability = Type.Object({
  status: StringEnum(availabilityStatuses),
  available: Nullable(
    Type.Integer({
      minimum: 0,
      description: "Units that can be ordered now, on backorder too; null for services, which are not counted.",
    }),
  ),
});

const VariantOut = Type.Object({
  id: VariantId(),
  sku: Type.String({ examples: ["85123A"] }),
  options: OptionValues,
  price: Nullable(Price),
  originalPrice: Nullable(
    Type.Object(Price.properties, { description: "Of a sale: what one unit costs without it; null when there is none." }),
  ),
  tiers: Type.Array(Type.Object({ minQuantity: Type.Integer({ minimum: 2 }), amountMinor: Type.Integer({ minimum: 0 }) }), {
    description: "Lower prices of one unit from larger quantities on.",
  }),
  availability: Availability,
});

const Product = Type.Object({
  ...named,
  slogan: Type.String({ description: "One line; empty when there is none." }),
  description: Type.String(),
  category: Nullable(
    Type.Object({
      ...named,
      path: Type.Array(Type.Object(named), { description: "From the root down to the category itself." }),
    }),
  ),
  brand: Nullable(Type.Object(named)),
  attributes: AttributeValues,
  media: Type.Array(MediaOut, { description: "Its pictures, the first for lists; a product without pictures has drawn ones." }),
  variants: Type.Array(VariantOut),
  rating: Type.Object({ average: Nullable(Type.Number({ minimum: 1, maximum: 5 })), count: Type.Integer({ minimum: 0 }) }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});

export const ProductOut = Type.Unsafe<ProductView>(Product);
/** For lists that say more of each product. */
export const ProductFields = Product.properties;

export const ProductList = Type.Object({
  items: Type.Unsafe<readonly ProductView[]>(Type.Array(Product, { maxItems: MAX_PAGE_SIZE })),
  nextCursor: Nullable(Type.String({ description: "Cursor of the next page; null on the last one." })),
});

/** Query parameters that say for whom prices are shown. */
export const displayQuery = {
  currency: Type.Optional(CurrencyCode),
  country: Type.Optional(CountryCode),
} as const;

export const ProductListQuery = Type.Object({
  ...pageQuery,
  ...displayQuery,
  category: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 120,
      description: "Slug or id of a category; products of those below it are included.",
    }),
  ),
});

const category = {
  ...named,
  parentId: Nullable(IntegerId()),
  depth: Type.Integer({ minimum: 0, description: "0 at the root." }),
} as const;

export const CategoryList = Type.Object({
  items: Type.Unsafe<readonly PlacedCategory[]>(
    Type.Array(Type.Object(category), {
      description: "The whole tree: each category before those below it, siblings in their order.",
    }),
  ),
});

export const CategoryOut = Type.Object({
  ...category,
  path: Type.Array(Type.Object(named), { description: "From the root down to the category itself." }),
  children: Type.Array(Type.Object(named)),
});

export const AttributeDefinitionOut = Type.Unsafe<AttributeDefinition>(
  Type.Object({
    name: Type.String({ examples: ["packSize"] }),
    label: Type.String({ examples: ["Pack size"] }),
    type: StringEnum(attributeTypes),
    unit: Nullable(Type.String({ examples: ["cm"] })),
    options: Nullable(Type.Array(Type.String())),
  }),
);
