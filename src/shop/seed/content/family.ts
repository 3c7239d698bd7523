import type { MotifName } from "../../pictures/motifs/all.ts";

/** A question that shoppers ask, with what may be answered. */
export type Asked = { readonly question: string; readonly answers: readonly string[] };

/** What is said of things of one kind. Patterns as in `writer.ts`. */
export type Family = {
  /** What they are called when the name of the motif is not the word for it. */
  readonly nouns: Readonly<Partial<Record<MotifName, string>>>;
  readonly praise: readonly string[];
  readonly gripes: readonly string[];
  readonly uses: readonly string[];
  readonly asked: readonly Asked[];
};
