/** As many characters as the API takes. */
export const MAX_SUMMARY_LENGTH = 200;
export const MAX_BODY_LENGTH = 5_000;
export const MAX_NAME_LENGTH = 80;
export const MAX_EMAIL_LENGTH = 254;

export type ReviewDraft = {
  /** 0: not chosen yet. */
  readonly rating: number;
  readonly recommend: boolean | null;
  readonly summary: string;
  readonly body: string;
  readonly name: string;
  readonly email: string;
};

export type ReviewField = keyof ReviewDraft;

export const emptyDraft: ReviewDraft = { rating: 0, recommend: null, summary: "", body: "", name: "", email: "" };

/** Close to what the API takes; it decides in the end. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

/** The fields that are missing or cannot be right, in the order of the form. */
export function missingFields(draft: ReviewDraft): readonly ReviewField[] {
  const isMissing: Readonly<Record<ReviewField, boolean>> = {
    rating: draft.rating === 0,
    recommend: draft.recommend === null,
    summary: draft.summary.trim() === "",
    body: draft.body.trim() === "",
    name: draft.name.trim() === "",
    email: !looksLikeEmail(draft.email),
  };
  return (Object.keys(isMissing) as ReviewField[]).filter((field) => isMissing[field]);
}
