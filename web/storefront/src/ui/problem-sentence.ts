import { TenfoldProblem, UnexpectedAnswer } from "../api/client.ts";
import type { Messages } from "../i18n/locales.ts";
import { useMessages } from "../i18n/messages.tsx";

/** From this status on it was the shop's fault and not the request's. */
const FIRST_SERVER_STATUS = 500;

/** What to tell a shopper about an error of a call. */
export function problemSentence({ problems, failures }: Pick<Messages, "problems" | "failures">, error: unknown): string {
  if (error instanceof TenfoldProblem) {
    const known: Readonly<Record<string, string>> = problems;
    return known[error.code] ?? (error.status >= FIRST_SERVER_STATUS ? failures.broken : failures.refused);
  }
  // `fetch` throws a TypeError when there is no answer.
  if (error instanceof TypeError) return failures.offline;
  return error instanceof UnexpectedAnswer && error.status < FIRST_SERVER_STATUS ? failures.refused : failures.broken;
}

export function useProblemSentence(): (error: unknown) => string {
  const messages = useMessages();
  return (error) => problemSentence(messages, error);
}
