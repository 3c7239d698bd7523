import { BadgeCheck, Check } from "lucide-react";
import { type Review, useReportReview, useVoteReview } from "../../../api/reviews.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { Stars } from "../../../ui/stars.tsx";
import { Feedback } from "../feedback.tsx";
import { FoldedText } from "../folded-text.tsx";
import { Photos } from "./photos.tsx";

export function ReviewItem({ review }: { readonly review: Review }) {
  const { reviews } = useMessages();
  const format = useFormat();
  const vote = useVoteReview();
  const report = useReportReview();
  return (
    <article className="review">
      <header className="review__head">
        <Stars rating={review.rating} size={18} />
        <h3 className="review__summary" dir="auto">
          {review.summary}
        </h3>
      </header>
      <p className="review__by">
        <bdi className="review__name">{review.reviewerName}</bdi>
        <time dateTime={review.createdAt}>{format.date(review.createdAt)}</time>
        {review.verifiedPurchase && (
          <span className="review__verified">
            <BadgeCheck size={16} aria-hidden="true" />
            {reviews.verified}
          </span>
        )}
        {review.generated && <span className="tag">{reviews.generated}</span>}
      </p>
      <FoldedText text={review.body} />
      <Photos photos={review.photos} />
      {review.recommend && (
        <p className="review__recommends">
          <Check size={16} aria-hidden="true" />
          {reviews.recommends}
        </p>
      )}
      {review.response && <Response response={review.response} />}
      <Feedback helpfulCount={review.helpfulCount} vote={vote} report={report} id={review.id} />
    </article>
  );
}

function Response({ response }: { readonly response: NonNullable<Review["response"]> }) {
  const { reviews } = useMessages();
  const format = useFormat();
  return (
    <div className="review__response">
      <p className="review__response-head">
        {reviews.response} · <time dateTime={response.createdAt}>{format.date(response.createdAt)}</time>
      </p>
      <FoldedText text={response.body} />
    </div>
  );
}
