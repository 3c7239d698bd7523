import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { openApiDocument } from "../src/cli/openapi.ts";
import { problemCodes, problemTypes } from "../src/platform/http/problems.ts";

/** Writes `client/src/schema.ts`; with `--check`, only says whether it is what would be written. */

const SCHEMA = new URL("../client/src/schema.ts", import.meta.url);

type Parameter = { readonly name: string; required?: boolean };
type Document = {
  readonly paths: Record<
    string,
    Record<string, { readonly parameters?: readonly Parameter[]; responses: Record<string, object> }>
  >;
  readonly components: { readonly schemas: { readonly Problem: { readonly properties: { code: object } } } };
};

const anyProblem = {
  description: "A problem.",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const document = (await openApiDocument()) as Document;
const keyed: string[] = [];
for (const [path, operations] of Object.entries(document.paths)) {
  for (const [method, operation] of Object.entries(operations)) {
    const { parameters = [], responses } = operation;
    // All problems have one form; a type for each of their statuses would be most of the file.
    const answers = Object.entries(responses).filter(([status]) => Number(status) < 400);
    operation.responses = { ...Object.fromEntries(answers), default: anyProblem };
    const key = parameters.find(({ name }) => name === "Idempotency-Key");
    if (key === undefined) continue;
    keyed.push(`${method.toUpperCase()} ${path}`);
    // The client makes one, so its caller need not.
    key.required = false;
  }
}
// The document leaves the codes open, because there will be more; this client knows those of its own version.
document.components.schemas.Problem.properties.code = { type: "string", enum: problemCodes };

const types = astToString(await openapiTS(document as unknown as OpenAPI3, { defaultNonNullable: false, alphabetize: false }));
const problems = problemCodes.map((code) => {
  const { status, retryable } = problemTypes[code];
  return `  ${JSON.stringify(code)}: { status: ${status}, retryable: ${retryable} },`;
});
const text = `// Made by scripts/generate-client.ts from the API's OpenAPI document and its table of problems. Do not edit.

${types}
/** Every problem that the API may answer; \`retryable\`: the same request may succeed later. */
export const problems = {
${problems.join("\n")}
} as const;

/** The calls that take an Idempotency-Key. */
export const keyedCalls: readonly string[] = ${JSON.stringify(keyed, null, 2)};
`;

if (process.argv.includes("--check")) {
  const isCurrent = (await readFile(SCHEMA, "utf8").catch(() => "")) === text;
  if (!isCurrent) console.error("client/src/schema.ts is out of date: run `node bin/run.mjs scripts/generate-client.ts`.");
  process.exitCode = isCurrent ? 0 : 1;
} else {
  await writeFile(SCHEMA, text);
  console.log(`client/src/schema.ts: ${text.length} characters`);
}
process.disconnect?.();
