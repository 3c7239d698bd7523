import { isProblemCode, PROBLEM_MEDIA_TYPE, problemTypes } from "../../src/platform/http/problems.ts";
import { ProblemDocument } from "../../src/platform/http/schemas.ts";
import { compileCheck } from "../../src/platform/http/validation.ts";
import type { HttpAnswer } from "../support/whole-shop.ts";
import type { FuzzRequest } from "./requests.ts";

/** What the server says before it knows which operation was meant, or whatever was meant. */
const GENERAL_CODES: readonly string[] = [
  "malformed-request",
  "malformed-json",
  "unsupported-media-type",
  "request-too-large",
  "uri-too-long",
  "header-too-large",
  "method-not-allowed",
  "not-found",
  "validation-failed",
];

/** Traces of the inside: stacks, files, PostgreSQL, addresses of people. */
const LEAKS: readonly (readonly [string, RegExp])[] = [
  ["a stack trace", /\\n\s+at |\bat \S+ \(|node:internal/],
  ["a file path", /node_modules|file:\/\/|\.(?:ts|mjs|js):\d|\/(?:work|home|root|src|usr)\//],
  [
    "SQL or PostgreSQL",
    /\b(?:postgres|pg_|sqlstate|relation "|column "|violates|duplicate key|syntax error|invalid input|out of range for type|unterminated)/i,
  ],
  ["an e-mail address", /[\w.+-]+@[\w-]+\.[\w.]+/],
];

const problemErrors = compileCheck(ProblemDocument, "answer");

/** What is wrong with the answer to a request; empty when nothing is. `secrets` are texts of somebody else. */
export function complaintsAbout(request: FuzzRequest, answer: HttpAnswer, secrets: readonly string[]): string[] {
  const complaints: string[] = [];
  const { status, headers, body } = answer;
  const { operation } = request;
  for (const secret of secrets) if (body.includes(secret)) complaints.push("shows what belongs to another shopper");
  if (status >= 500) complaints.push(`answered ${status}`);
  if ((status >= 200 && status < 300) || status === 304) {
    if (request.method === operation.method && !operation.answers.has(status)) complaints.push(`${status} is not documented`);
    return complaints;
  }
  if (status < 400) return [...complaints, `answered ${status}`];
  if (headers["content-type"] !== PROBLEM_MEDIA_TYPE) complaints.push(`a problem of the type ${headers["content-type"]}`);
  complaints.push(...complaintsAboutProblem(request, answer));
  for (const [what, pattern] of LEAKS) if (pattern.test(body)) complaints.push(`shows ${what}: ${pattern.exec(body)![0]}`);
  return complaints;
}

function complaintsAboutProblem({ operation, method }: FuzzRequest, { status, headers, body }: HttpAnswer): string[] {
  // HEAD has no body.
  if (method === "HEAD") return [];
  let document: Record<string, unknown>;
  try {
    document = JSON.parse(body);
  } catch {
    return [`the problem is no JSON: ${body.slice(0, 200)}`];
  }
  const complaints = (problemErrors(document) ?? []).map(({ path, message }) => `the problem's ${path} ${message}`);
  const { code, instance } = document;
  if (typeof code !== "string" || !isProblemCode(code)) return [...complaints, `the code ${code} is not in the table`];
  if (problemTypes[code].status !== status || document.status !== status) complaints.push(`${code} came with ${status}`);
  if (instance !== headers["x-request-id"]) complaints.push("the problem does not say which request it is about");
  const documented = operation.answers.get(status) ?? [];
  if (!GENERAL_CODES.includes(code) && !documented.includes(code)) complaints.push(`${status} ${code} is not documented`);
  return complaints;
}
