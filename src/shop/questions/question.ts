export const questionSorts = ["helpful", "newest"] as const;
export type QuestionSort = (typeof questionSorts)[number];

/** Characters (code points). Texts are stored as they come: what is shown must be escaped by who shows it. */
export const MAX_QUESTION_LENGTH = 1_000;
export const MAX_ANSWER_LENGTH = 5_000;

/** What a shopper asks. The address is for the shop's own use; it leaves the shop in no answer and no event. */
export type NewQuestion = {
  readonly productId: number;
  readonly body: string;
  readonly name: string;
  readonly email: string | null;
};

export type NewAnswer = {
  readonly questionId: number;
  readonly body: string;
  readonly name: string;
  readonly email: string | null;
  /** http(s) addresses, `MAX_PHOTOS` at the most. */
  readonly photos: readonly string[];
  /** The shop's own word. */
  readonly bySeller: boolean;
};

export type Answer = {
  readonly id: number;
  readonly questionId: number;
  readonly productId: number;
  readonly body: string;
  readonly answererName: string;
  readonly createdAt: Date;
  readonly helpfulCount: number;
  readonly bySeller: boolean;
  readonly photos: readonly { readonly id: number; readonly url: string }[];
  /** Made for the demo and written by nobody. */
  readonly generated: boolean;
};

export type Question = {
  readonly id: number;
  readonly productId: number;
  readonly body: string;
  readonly askerName: string;
  readonly createdAt: Date;
  readonly helpfulCount: number;
  /** All that can be read, of which `answers` are the first: the seller's, then the most helpful. */
  readonly answerCount: number;
  readonly answers: readonly Answer[];
  readonly generated: boolean;
};
