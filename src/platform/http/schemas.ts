import Type, { type Static, type TObject, type TSchema, type TUnsafe } from "typebox";

/** The most items of one page. A product card has about 1.5 KB, so this bounds an answer at 150 KB. */
export const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 20;
/** A cursor holds a handful of sort keys; 512 characters fit 370 bytes of JSON. */
export const MAX_CURSOR_LENGTH = 512;
/** RFC 5321 allows 254 characters in a forward path. */
export const MAX_EMAIL_LENGTH = 254;
/** PostgreSQL `integer`. */
const MAX_INT32 = 2_147_483_647;

/** `open`: answers may gain fields later, so clients must ignore what they do not know; request bodies are closed by the server. */
type Options = Record<string, unknown>;

/** Products, variants, categories: positive 32-bit integers. */
export const IntegerId = (options: Options = {}) =>
  Type.Integer({ minimum: 1, maximum: MAX_INT32, description: "Numeric id.", examples: [1042], ...options });

/** Variants: `productId × 10,000 + position`, beyond 32 bits for large catalogues, always a safe integer. */
export const VariantId = (options: Options = {}) =>
  Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: "Variant id: productId × 10,000 + position.",
    examples: [10420001],
    ...options,
  });

/** Carts, orders, payments, reviews: a UUIDv7 in lower or upper case. */
export const UuidId = (options: Options = {}) =>
  Type.String({ format: "uuid", description: "Id (UUIDv7).", examples: ["01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60"], ...options });

export const CurrencyCode = Type.String({
  pattern: "^[A-Z]{3}$",
  description: "ISO 4217 currency code.",
  examples: ["EUR"],
});

export const CountryCode = Type.String({
  pattern: "^[A-Z]{2}$",
  description: "ISO 3166-1 alpha-2 country code.",
  examples: ["DE"],
});

export const Email = Type.String({
  format: "email",
  maxLength: MAX_EMAIL_LENGTH,
  description: "E-mail address.",
  examples: ["ada@example.com"],
});

/** An instant as ISO 8601 in UTC. */
export const Timestamp = Type.String({
  format: "date-time",
  description: "Instant, ISO 8601 in UTC.",
  examples: ["2026-11-27T08:00:00.000Z"],
});

/** Integer minor units with the currency; may be negative (discounts, refunds). */
export const Money = Type.Object(
  {
    amountMinor: Type.Integer({
      minimum: Number.MIN_SAFE_INTEGER,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "Amount in minor units, for example cents.",
      examples: [1999],
    }),
    currency: CurrencyCode,
  },
  { description: "An amount of money in integer minor units." },
);
export type Money = Static<typeof Money>;

/** A value or null. JSON Schema 2020-12 writes it as a type array, which validators and generators both understand. */
export function Nullable<T extends TSchema>(schema: T): TUnsafe<Static<T> | null> {
  const { type, enum: values, ...rest } = schema as unknown as { type?: string; enum?: unknown[] };
  if (typeof type === "string" && values === undefined) return Type.Unsafe({ ...rest, type: [type, "null"] });
  return Type.Unsafe({ anyOf: [schema, { type: "null" }] });
}

/** One of a list of strings; reads better in OpenAPI than a union of literals. */
export function StringEnum<const T extends readonly string[]>(values: T, options: Options = {}): TUnsafe<T[number]> {
  return Type.Unsafe({ type: "string", enum: [...values], ...options });
}

/** The query of every list: spread it into the route's own query object: `Type.Object({ ...pageQuery, q: … })`. */
export const pageQuery = {
  limit: Type.Integer({
    minimum: 1,
    maximum: MAX_PAGE_SIZE,
    default: DEFAULT_PAGE_SIZE,
    description: `Items per page, 1 to ${MAX_PAGE_SIZE}.`,
  }),
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: MAX_CURSOR_LENGTH,
      description: "`nextCursor` of the page before. Opaque: do not build or store it.",
    }),
  ),
} as const;
export const PageQuery = Type.Object(pageQuery);
export type PageQuery = Static<typeof PageQuery>;

/** `{ items, nextCursor }`; `nextCursor` is null on the last page. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item, { maxItems: MAX_PAGE_SIZE }),
    nextCursor: Nullable(
      Type.String({ maxLength: MAX_CURSOR_LENGTH, description: "Cursor of the next page; null on the last one." }),
    ),
  });
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** RFC 9457; every answer with a status of 400 or more has this form. */
export const ProblemDocument: TObject = Type.Object(
  {
    type: Type.String({ format: "uri-reference", description: "Names the kind of problem; open it for a description." }),
    title: Type.String({ description: "What went wrong, for a person." }),
    status: Type.Integer({ minimum: 400, maximum: 599, description: "The HTTP status again." }),
    code: Type.String({ description: "Stable code for programs." }),
    detail: Type.Optional(Type.String({ description: "What went wrong this time." })),
    instance: Type.String({ description: "The request id, also in x-request-id." }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          path: Type.String({ description: "JSON pointer into the request: /body/…, /query/…, /params/…, /headers/…" }),
          message: Type.String(),
        }),
      ),
    ),
  },
  { description: "A problem document (RFC 9457).", additionalProperties: true },
);
