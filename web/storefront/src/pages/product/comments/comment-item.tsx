import { Flag, Trash2 } from "lucide-react";
import { type Comment, useDeleteComment, useReportComment } from "../../../api/engagement.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { FailureLine } from "../../../ui/notice.tsx";
import { FoldedText } from "../folded-text.tsx";

export function CommentItem({ comment }: { readonly comment: Comment }) {
  const format = useFormat();
  return (
    <article className="comment">
      <p className="comment__by">
        <bdi className="comment__name">{comment.name}</bdi>
        <time dateTime={comment.createdAt}>{format.date(comment.createdAt)}</time>
      </p>
      <FoldedText text={comment.body} />
      {comment.mine ? <Remove comment={comment} /> : <Report commentId={comment.id} />}
    </article>
  );
}

function Remove({ comment: { id, productId } }: { readonly comment: Comment }) {
  const { engagement: words } = useMessages();
  const announce = useAnnounce();
  const remove = useDeleteComment(productId);
  return (
    <div className="comment__tools">
      <button
        type="button"
        className="comment__tool"
        onClick={() => !remove.isPending && remove.mutate(id, { onSuccess: () => announce(words.removed) })}
      >
        <Trash2 size={14} aria-hidden="true" />
        {words.remove}
      </button>
      {remove.error && <FailureLine error={remove.error} />}
    </div>
  );
}

function Report({ commentId }: { readonly commentId: number }) {
  const { reviews } = useMessages();
  const report = useReportComment();
  return (
    <div className="comment__tools">
      {report.isSuccess ? (
        <span role="status" className="comment__said">
          {reviews.reported}
        </span>
      ) : (
        <button type="button" className="comment__tool" onClick={() => !report.isPending && report.mutate(commentId)}>
          <Flag size={14} aria-hidden="true" />
          {reviews.report}
        </button>
      )}
      {report.error && <FailureLine error={report.error} />}
    </div>
  );
}
