import type { ErrorObject, FormatDefinition, Options, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { FastifySchemaCompiler } from "fastify";
import { pointerPart, unsafeText } from "./body.ts";
import { type Problem, type ProblemError, problem } from "./problems.ts";
import { MAX_EMAIL_LENGTH } from "./schemas.ts";

/** More than this a person does not read at once, and a program neither. */
const MAX_ERRORS = 20;
/** Collecting all errors took 0.1 ms for 2,000 values that are all wrong; in a larger body only the first is looked for. */
const MAX_VALUES_FOR_ALL_ERRORS = 10_000;

interface Schema {
  readonly [keyword: string]: unknown;
}

/** Formats that requests may use. Each pattern is linear: no two quantifiers can match the same text. */
const formats: Readonly<Record<string, FormatDefinition<string>>> = {
  uuid: { type: "string", validate: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i },
  email: { type: "string", validate: isEmail },
  date: { type: "string", validate: isDate },
  "date-time": { type: "string", validate: isInstant },
  uri: { type: "string", validate: (text) => URL.canParse(text) },
  "uri-reference": { type: "string", validate: (text) => URL.canParse(text, "https://tenfold.invalid/") },
};

function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1 || at > 64 || text.length > MAX_EMAIL_LENGTH) return false;
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  return (
    /^[^\s@"(),:;<>[\\\]\p{Cc}]+$/u.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    /^[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+$/u.test(domain)
  );
}

function isDate(text: string): boolean {
  // PostgreSQL has no year 0.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return false;
  const date = new Date(`${text}T00:00:00Z`);
  // Date rolls 30 February over into March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const FIRST_INSTANT_MS = Date.parse("0001-01-01T00:00:00Z");
const LAST_INSTANT_MS = Date.parse("9999-12-31T23:59:59.999Z");

function isInstant(text: string): boolean {
  const parts = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (parts === null || !isDate(parts[1]!)) return false;
  const ms = Date.parse(text);
  // Its offset may carry it out of the years that have four digits.
  return ms >= FIRST_INSTANT_MS && ms <= LAST_INSTANT_MS;
}

const ajvOptions = {
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
  useDefaults: true,
  addUsedSchema: false,
  verbose: false,
  keywords: ["example"],
  formats: { ...formats },
} satisfies Options;
const first = new Ajv2020({ ...ajvOptions, allErrors: false });
const all = new Ajv2020({ ...ajvOptions, allErrors: true });

/**
 * The schema with every object closed and every integer safe: a field that is not listed is refused, so a misspelt one is noticed.
 * An object that says `additionalProperties` itself keeps it (maps, webhooks of others).
 */
export function closeSchema<T extends object>(schema: T): T {
  return close(schema as unknown as Schema, false) as unknown as T;
}

const schemaLists = ["allOf", "anyOf", "oneOf", "prefixItems"] as const;
const schemaMaps = ["properties", "patternProperties", "$defs", "definitions"] as const;
const schemaSingles = ["items", "additionalProperties", "not", "if", "then", "else"] as const;

function close(schema: Schema, inAllOf: boolean): Schema {
  if (typeof schema !== "object" || schema === null) return schema;
  const closed: Record<string, unknown> = { ...schema };
  for (const keyword of schemaLists) {
    const list = schema[keyword];
    if (Array.isArray(list)) closed[keyword] = list.map((member) => close(member, keyword === "allOf"));
  }
  for (const keyword of schemaMaps) {
    const map = schema[keyword];
    if (typeof map === "object" && map !== null) {
      closed[keyword] = Object.fromEntries(Object.entries(map).map(([key, member]) => [key, close(member, false)]));
    }
  }
  for (const keyword of schemaSingles) {
    const single = schema[keyword];
    if (typeof single === "object" && single !== null) closed[keyword] = close(single as Schema, false);
  }
  const types = [schema.type].flat();
  // The members of an intersection each know only their own fields, so the intersection as a whole is closed.
  if (Array.isArray(schema.allOf) && !inAllOf) closed.unevaluatedProperties ??= false;
  else if (types.includes("object") && !inAllOf) closed.additionalProperties ??= false;
  if (types.includes("integer")) {
    if (closed.exclusiveMinimum === undefined) closed.minimum ??= Number.MIN_SAFE_INTEGER;
    if (closed.exclusiveMaximum === undefined) closed.maximum ??= Number.MAX_SAFE_INTEGER;
  }
  return closed;
}

type Validated = { value: unknown } | { error: Problem };

/** For fastify. Bodies are taken as they are; the texts of addresses and headers become numbers and booleans where the schema wants them. */
export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const part = httpPart === "querystring" ? "query" : (httpPart ?? "body");
  // Path parameters and headers come here unclosed: fastify knows the parameters, and headers are open by nature.
  const complete = (part === "params" ? closeSchema(schema) : schema) as Schema;
  const validate = first.compile(complete);
  let validateAll: ValidateFunction | undefined;
  const coerce = part === "body" ? undefined : coercer(complete);

  return (input: unknown): Validated => {
    let value = input;
    if (coerce) {
      const found = part === "headers" ? undefined : unsafeParameter(input as Readonly<Record<string, unknown>>);
      if (found) return { error: validationProblem([{ path: `/${part}/${found.name}`, message: found.message }]) };
      value = coerce(input as Readonly<Record<string, unknown>>);
    }
    if (validate(value)) return { value };
    let errors = validate.errors ?? [];
    if (countValues(value, MAX_VALUES_FOR_ALL_ERRORS) > 0) {
      validateAll ??= all.compile(complete);
      validateAll(value);
      errors = validateAll.errors ?? errors;
    }
    return { error: validationProblem(describe(errors, part)) };
  };
};

/** A check of a value against a schema, for what is no request: null or the errors with paths below `part`. */
export function compileCheck(schema: object, part: string): (value: unknown) => readonly ProblemError[] | null {
  const validate = all.compile(schema);
  return (value) => (validate(value) ? null : describe(validate.errors ?? [], part));
}

function validationProblem(errors: readonly ProblemError[]): Problem {
  const [one] = errors;
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : "";
  return problem("validation-failed", one && `${one.path} ${one.message}${more}.`, { errors });
}

/** What is left of `budget` after counting the values; 0 or less when there are more. */
function countValues(value: unknown, budget: number): number {
  let left = budget - 1;
  if (typeof value !== "object" || value === null) return left;
  for (const member of Object.values(value)) {
    if (left <= 0) return 0;
    left = countValues(member, left);
  }
  return left;
}

function describe(errors: readonly ErrorObject[], part: string): readonly ProblemError[] {
  const seen = new Map<string, ProblemError>();
  for (const error of errors) {
    if (seen.size === MAX_ERRORS) break;
    // The branches of a union each complain; the union itself says enough.
    if (error.keyword === "if" || /\/(?:anyOf|oneOf)\/\d+\//.test(error.schemaPath)) continue;
    const described = describeOne(error, part);
    seen.set(`${described.path} ${described.message}`, described);
  }
  return [...seen.values()];
}

function describeOne(error: ErrorObject, part: string): ProblemError {
  const path = `/${part}${error.instancePath}`;
  const { params } = error;
  switch (error.keyword) {
    case "required":
      return { path: `${path}/${pointerPart(params.missingProperty)}`, message: "is required" };
    case "additionalProperties":
      return { path: `${path}/${pointerPart(params.additionalProperty)}`, message: "is not a known field" };
    case "unevaluatedProperties":
      return { path: `${path}/${pointerPart(params.unevaluatedProperty)}`, message: "is not a known field" };
    case "enum":
      return { path, message: `must be one of: ${params.allowedValues.join(", ")}` };
    case "const":
      return { path, message: `must be ${JSON.stringify(params.allowedValue)}` };
    case "anyOf":
    case "oneOf":
      return { path, message: "has none of the forms that are allowed here" };
    case "format":
      return { path, message: `must be a valid ${params.format}` };
    case "pattern":
      return { path, message: `must match ${params.pattern}` };
    default:
      return { path, message: error.message ?? "is invalid" };
  }
}

function unsafeParameter(parameters: Readonly<Record<string, unknown>>): { name: string; message: string } | undefined {
  for (const name of Object.keys(parameters)) {
    const value = parameters[name];
    for (const text of Array.isArray(value) ? value : [value]) {
      const message = typeof text === "string" ? unsafeText(text) : undefined;
      if (message !== undefined) return { name: pointerPart(name), message };
    }
  }
  return undefined;
}

type Coerce = (value: unknown) => unknown;

/** Numbers only as JSON writes integers and decimals: no blanks, hex, exponents, leading zeros or plus signs. */
const integerText = /^(?:0|-?[1-9]\d{0,15})$/;
const numberText = /^-?(?:0|[1-9]\d{0,15})(?:\.\d{1,15})?$/;

function coercer(schema: Schema): (values: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  const byName = new Map<string, Coerce>();
  for (const [name, property] of Object.entries((schema.properties ?? {}) as Readonly<Record<string, Schema>>)) {
    const coerce = coerceTo(property);
    if (coerce) byName.set(name, coerce);
  }
  return (values) => {
    const coerced: Record<string, unknown> = { ...values };
    for (const [name, coerce] of byName) if (coerced[name] !== undefined) coerced[name] = coerce(coerced[name]);
    return coerced;
  };
}

function coerceTo(schema: Schema): Coerce | undefined {
  const types = [schema.type].flat();
  if (types.includes("array")) {
    const item = coerceTo((schema.items ?? {}) as Schema) ?? ((value: unknown) => value);
    return (value) => (Array.isArray(value) ? value : [value]).map(item);
  }
  if (types.includes("integer")) return (value) => (typeof value === "string" && integerText.test(value) ? Number(value) : value);
  if (types.includes("number")) return (value) => (typeof value === "string" && numberText.test(value) ? Number(value) : value);
  if (types.includes("boolean")) return (value) => (value === "true" ? true : value === "false" ? false : value);
  if (Array.isArray(schema.anyOf)) {
    const members = (schema.anyOf as readonly Schema[]).map(coerceTo).filter((member) => member !== undefined);
    return (value) => members.reduce((result, coerce) => (result === value ? coerce(value) : result), value);
  }
  return undefined;
}
