import fc from "fast-check";
import type { Schema } from "../support/operations.ts";

/** Stands in a generated body for a value that the shop must know, such as a variant that is in stock; filled in right before sending. */
class Known {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Values by the name of the field; undefined leaves the field out. */
export type KnownValues = { has(name: string): boolean; valueOf(name: string): unknown };

/** Values that the schema allows. They stay near its lower edge, so that a request has a chance to be accepted. */
export function valuesOf(schema: Schema, known: KnownValues, name = ""): fc.Arbitrary<unknown> {
  if (known.has(name)) return fc.constant(new Known(name));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((each) => valuesOf(each, known)));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type: string) => valuesOf({ ...schema, type }, known)));
  }
  switch (schema.type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return integers(schema);
    case "number":
      return fc.double({ min: schema.minimum ?? -100, max: schema.maximum ?? 100, noNaN: true });
    case "string":
      return texts(schema);
    case "array": {
      const minLength = schema.minItems ?? 0;
      const maxLength = Math.min(schema.maxItems ?? 3, Math.max(minLength, 3));
      return fc.array(valuesOf(schema.items ?? {}, known), { minLength, maxLength });
    }
    case "object":
      return objects(schema, known);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function integers({ minimum = -5, maximum = Number.MAX_SAFE_INTEGER }: Schema): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: minimum, max: Math.min(maximum, minimum + 20) }) },
    { weight: 1, arbitrary: fc.maxSafeInteger().map((value) => Math.min(maximum, Math.max(minimum, value))) },
  );
}

/** Longer texts than this are the odd values' business. */
const LONGEST_TEXT = 40;

function texts({ format, pattern, minLength = 0, maxLength = LONGEST_TEXT }: Schema): fc.Arbitrary<string> {
  if (format === "uuid") return fc.uuid({ version: 7 });
  if (format === "email") return fc.emailAddress();
  if (format === "uri") return fc.webUrl();
  if (format === "date-time") {
    const between = { min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true };
    return fc.date(between).map((date) => date.toISOString());
  }
  // Looking ahead is beyond the generator; such a field is among the known values, or goes without a valid one.
  if (pattern !== undefined && pattern.length > 3 && !pattern.includes("(?="))
    return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, maxLength));
  const length = { minLength: Math.max(1, minLength), maxLength: Math.max(1, Math.min(maxLength, LONGEST_TEXT)) };
  return fc.string({ unit: "grapheme", ...length }).map((text) => text.slice(0, maxLength) || "x");
}

function objects(schema: Schema, known: KnownValues): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, property]) => [name, valuesOf(property, known, name)] as const,
  );
  const requiredKeys = (schema.required ?? []).filter((name) => schema.properties?.[name] !== undefined);
  const listed = fc.record(Object.fromEntries(fields), { requiredKeys });
  const { additionalProperties: rest } = schema;
  if (typeof rest !== "object") return listed;
  const more = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), valuesOf(rest, known), { maxKeys: 2 });
  return fc.tuple(more, listed).map(([extra, value]) => ({ ...extra, ...(value as object) }));
}

/** The value with everything in it that the shop must know. */
export function filledIn(value: unknown, known: KnownValues): unknown {
  if (value instanceof Known) return known.valueOf(value.name);
  if (Array.isArray(value)) return value.map((member) => filledIn(member, known));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, filledIn(member, known)] as const)
      .filter(([, member]) => member !== undefined),
  );
}

export type Path = readonly (string | number)[];

/** Every place in a value of the schema, from the outside in; an array is entered at its first item. */
export function pathsOf(schema: Schema, here: Path = []): Path[] {
  const inner = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => pathsOf(property, [...here, name])),
    ...(schema.items === undefined ? [] : pathsOf(schema.items, [...here, 0])),
    ...(typeof schema.additionalProperties === "object" ? pathsOf(schema.additionalProperties, [...here, "any"]) : []),
    ...(schema.anyOf ?? []).flatMap((each) => pathsOf(each, here)).filter((path) => path.length > here.length),
  ];
  const unique = new Map(inner.map((path) => [JSON.stringify(path), path]));
  return here.length === 0 ? [...unique.values()] : [here, ...unique.values()];
}

/** A copy with another value at the path; what is missing on the way is made. */
export function withValueAt(value: unknown, [step, ...rest]: Path, replacement: unknown): unknown {
  if (step === undefined) return replacement;
  if (typeof step === "number") {
    const list = Array.isArray(value) ? [...value] : [];
    list[step] = withValueAt(list[step], rest, replacement);
    return list;
  }
  const object = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  return { ...object, [step]: withValueAt(object[step], rest, replacement) };
}

/** A copy without the field at the path. */
export function withoutValueAt(value: unknown, path: Path): unknown {
  const [step, ...rest] = path;
  if (Array.isArray(value)) {
    return rest.length === 0
      ? value.filter((_, index) => index !== step)
      : value.map((member, index) => (index === step ? withoutValueAt(member, rest) : member));
  }
  if (typeof value !== "object" || value === null || step === undefined) return value;
  const { [step]: removed, ...others } = value as Record<string, unknown>;
  return rest.length === 0 || removed === undefined ? others : { ...others, [step]: withoutValueAt(removed, rest) };
}
