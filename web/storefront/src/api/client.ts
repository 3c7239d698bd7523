import {
  createConsistency,
  createTenfoldClient,
  dataOf,
  type TenfoldClient,
  TenfoldProblem,
} from "../../../../client/src/client.ts";
import { isProblem } from "../../../../client/src/problem.ts";
import { currentSession, forgetSession } from "./session.ts";
import { readStored, writeStored } from "./storage.ts";

export { isProblem, type Problem, type ProblemCode, UnexpectedAnswer } from "../../../../client/src/problem.ts";
export { dataOf, TenfoldProblem };

/** The address of the API: that of this page, unless the page says otherwise. Without a slash at its end. */
export const apiBase: string =
  document.querySelector<HTMLMetaElement>('meta[name="tenfold-api"]')?.content.replace(/\/+$/, "") || location.origin;

const CONSISTENCY_KEY = "tenfold-seen";
const kept = readStored<unknown>(CONSISTENCY_KEY);
/** Shared by all calls of this browser: what one page has shown, the next one shows too, whichever replica answers it. */
const consistency = createConsistency({
  initial: typeof kept === "string" ? kept : null,
  onChange: (token) => writeStored(CONSISTENCY_KEY, token),
});

/** For what everybody may see: without a token, so that answers can be cached for all. */
export const shop: TenfoldClient = createTenfoldClient({ baseUrl: apiBase, consistency });

/** Pictures may be paths on the API's host. What is no address at all stays as it is, and shows nothing. */
export const absoluteUrl = (url: string): string => (URL.canParse(url, apiBase) ? new URL(url, apiBase).href : url);

/** Whether what a page is about does not exist. Addresses are typed, cut and shared: one that could never be is as good as an old one. */
export function isNowhere(error: unknown): boolean {
  if (!(error instanceof TenfoldProblem)) return false;
  const isInPath = error.problem.errors?.some(({ path }) => path.startsWith("/params/")) ?? false;
  return error.status === 404 || error.status === 414 || (error.status === 400 && isInPath);
}

type Answer<Data> = { readonly data?: Data; readonly error?: unknown; readonly response: Response };

/**
 * A call in the name of the shopper, who becomes a guest first when there is no session yet. A token that the shop no longer takes is
 * replaced by a new guest's, once.
 * @throws TenfoldProblem, UnexpectedAnswer; and what `fetch` throws when there is no answer
 */
export async function asShopper<Data>(call: (client: TenfoldClient) => Promise<Answer<Data>>): Promise<NonNullable<Data>> {
  const session = await currentSession(openGuestSession);
  const answer = await call(clientWith(session.token));
  if (!isRefusedToken(answer)) return dataOf(Promise.resolve(answer));
  forgetSession(session.token);
  const renewed = await currentSession(openGuestSession);
  return dataOf(call(clientWith(renewed.token)));
}

/** A wrong password is a 401 too, and no fault of the token. */
const isRefusedToken = ({ response, error }: Answer<unknown>): boolean =>
  response.status === 401 && !(isProblem(error) && error.code === "invalid-credentials");

function openGuestSession() {
  return dataOf(shop.POST("/v1/sessions"));
}

function clientWith(token: string): TenfoldClient {
  return createTenfoldClient({ baseUrl: apiBase, token, consistency });
}
