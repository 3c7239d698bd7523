/**
 * `ok`; `optional`: something that is not there and that nothing needs; `notice`: it runs, but look at it; `problem`: it will not run
 * as it should.
 */
export type Verdict = "ok" | "optional" | "notice" | "problem";

export type Finding = {
  readonly check: string;
  readonly verdict: Verdict;
  /** One sentence for a person; with `advice`, what to do about it. */
  readonly text: string;
  readonly advice?: string;
};

export const ok = (check: string, text: string): Finding => ({ check, verdict: "ok", text });
export const notice = (check: string, text: string, advice: string): Finding => ({ check, verdict: "notice", text, advice });
export const foundProblem = (check: string, text: string, advice: string): Finding => ({
  check,
  verdict: "problem",
  text,
  advice,
});

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
