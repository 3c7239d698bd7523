import type { components } from "./schema.ts";

/** A problem document (RFC 9457) as the API sends it. Some kinds have members beyond these, such as the `lines` of `out-of-stock`. */
export type Problem = components["schemas"]["Problem"];

/** The stable codes that this version of the client knows; a newer server may have more, so a `switch` over them needs a default. */
export type ProblemCode = Problem["code"];

/** An answer that was a problem, thrown by `dataOf`. */
export class TenfoldProblem extends Error {
  override readonly name = "TenfoldProblem";
  readonly code: ProblemCode;
  readonly status: number;
  /** The whole document. */
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.code = problem.code;
    this.status = problem.status;
    this.problem = problem;
  }
}

/** An answer that is neither data nor a problem: something between the client and the shop has spoken, such as a proxy. */
export class UnexpectedAnswer extends Error {
  override readonly name = "UnexpectedAnswer";
  readonly status: number;

  constructor(status: number) {
    super(`The answer has the status ${status} and no problem document.`);
    this.status = status;
  }
}

type Answer<Data> = { readonly data?: Data; readonly error?: unknown; readonly response: Response };

/**
 * What a call answered, for those who prefer exceptions: `await dataOf(tenfold.GET("/v1/carts/{cartId}", …))`.
 * @throws TenfoldProblem, UnexpectedAnswer; and what `fetch` throws when there is no answer
 */
export async function dataOf<Data>(call: Promise<Answer<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await call;
  if (response.ok) return data as NonNullable<Data>;
  throw isProblem(error) ? new TenfoldProblem(error) : new UnexpectedAnswer(response.status);
}

/** Whether a body is a problem document. */
export function isProblem(body: unknown): body is Problem {
  const { code, status, title } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  return typeof code === "string" && typeof status === "number" && typeof title === "string";
}
