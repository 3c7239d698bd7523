/** How much room the sections below a product take before they are there, in rem of a desktop and of a phone; measured, a little to the upper side. */

/** Two rows of products. */
export const COMPANIONS_HEIGHT = "52rem";

/** At first so many reviews are shown. */
const SHOWN_REVIEWS = 6;
/** The heading and the sums, with the button below them. */
const SUMS = 34;
/** The heading and what the list is ordered by. */
const BAR = 6;
const REVIEW = { wide: 14, phone: 17 };

/** Beside each other on a desktop, below each other on a phone. */
export function reviewsHeights(count: number): { readonly minHeight: string; readonly wideMinHeight: string } {
  const shown = Math.min(count, SHOWN_REVIEWS);
  return {
    minHeight: `${SUMS + BAR + REVIEW.phone * shown}rem`,
    wideMinHeight: `${Math.max(SUMS, BAR + REVIEW.wide * shown)}rem`,
  };
}

/** Of the list alone, so that what is grey is not higher than what comes. */
export const reviewListHeight = (count: number): string => `${REVIEW.wide * Math.min(count, SHOWN_REVIEWS)}rem`;

/** Who is reviewed much is asked much, too: a question with its answers takes about 16. */
const OFTEN_REVIEWED = 10;

export function questionsHeight(reviews: number): string {
  if (reviews === 0) return "10rem";
  return reviews < OFTEN_REVIEWED ? "44rem" : "80rem";
}

/** Most products have none. */
export const COMMENTS_HEIGHT = "10rem";
