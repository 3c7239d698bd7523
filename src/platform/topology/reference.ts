import { Topology } from "./schema.ts";

/** One option of a topology, for people. */
export type Option = {
  /** `database.pooler.poolSize`; `[]` stands for each of a list. */
  readonly path: string;
  readonly type: string;
  readonly unit: string;
  /** As YAML has it; empty when there is none. */
  readonly fallback: string;
  readonly about: string;
};

type Schema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly default?: unknown;
  readonly unit?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
};

/** Every option, in the order of the schema. Sections stand before what is in them, if there is something to say about them. */
export function topologyOptions(): Option[] {
  return Object.entries((Topology as Schema).properties!).flatMap(([name, schema]) => optionsOf(name, schema));
}

function optionsOf(path: string, schema: Schema): Option[] {
  const inner = schema.properties ?? schema.items?.properties;
  const isList = schema.items !== undefined;
  const below = Object.entries(inner ?? {}).flatMap(([name, one]) => optionsOf(`${path}${isList ? "[]" : ""}.${name}`, one));
  if (inner !== undefined && schema.description === undefined) return below;
  const { unit = "", description: about = "" } = schema;
  return [{ path, type: typeOf(schema), unit, fallback: defaultOf(schema), about }, ...below];
}

function typeOf(schema: Schema): string {
  if (schema.anyOf !== undefined) {
    const isChoice = schema.anyOf.every((one) => one.const !== undefined);
    return schema.anyOf.map((one) => (isChoice ? `\`${one.const}\`` : typeOf(one))).join(", ");
  }
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.items !== undefined) return "list";
  if (schema.properties !== undefined || schema.patternProperties !== undefined) return "section";
  const { minimum, maximum } = schema;
  if (minimum === undefined || schema.type === "string") return schema.type ?? "";
  const range = maximum === undefined ? `${minimum} or more` : `${minimum} to ${maximum.toLocaleString("en")}`;
  return range;
}

function defaultOf({ default: value, type, properties }: Schema): string {
  if (value === undefined || properties !== undefined) return "";
  return type === "array" || typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The table of docs/topology.md. */
export function topologyTable(): string {
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const rows = topologyOptions().map(({ path, type, unit, fallback, about }) => {
    const shown = fallback === "" ? "" : `\`${fallback}\``;
    return `| \`${path}\` | ${cell(type)} | ${unit} | ${shown} | ${cell(about)} |`;
  });
  return ["| option | value | unit | default | meaning |", "|---|---|---|---|---|", ...rows].join("\n");
}
