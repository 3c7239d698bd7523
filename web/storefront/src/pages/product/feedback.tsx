import type { UseMutationResult } from "@tanstack/react-query";
import { Flag, ThumbsUp } from "lucide-react";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { FailureLine } from "../../ui/notice.tsx";
import "./feedback.css";

type Said = Pick<UseMutationResult<unknown, unknown, number>, "mutate" | "isPending" | "isSuccess" | "error">;

type Props = {
  /** Of the review, question or answer. */
  readonly id: number;
  readonly helpfulCount: number;
  readonly vote: Said;
  readonly report: Said;
};

/** "Helpful" and "Report" below what somebody wrote. */
export function Feedback({ id, helpfulCount, vote, report }: Props) {
  const { reviews } = useMessages();
  const format = useFormat();
  const votes = helpfulCount + (vote.isSuccess ? 1 : 0);
  const failure = vote.error ?? report.error;
  return (
    <div className="feedback">
      <button
        type="button"
        className="feedback__button"
        aria-pressed={vote.isSuccess}
        onClick={() => !vote.isPending && !vote.isSuccess && vote.mutate(id)}
      >
        <ThumbsUp size={16} aria-hidden="true" />
        {votes > 0 ? reviews.helpfulWith(format.number(votes)) : reviews.helpful}
      </button>
      {report.isSuccess ? (
        <span role="status" className="feedback__said">
          {reviews.reported}
        </span>
      ) : (
        <button
          type="button"
          className="feedback__button feedback__button--quiet"
          onClick={() => !report.isPending && report.mutate(id)}
        >
          <Flag size={14} aria-hidden="true" />
          {reviews.report}
        </button>
      )}
      {vote.isSuccess && (
        <span role="status" className="visually-hidden">
          {reviews.thanks}
        </span>
      )}
      {failure != null && <FailureLine error={failure} />}
    </div>
  );
}
