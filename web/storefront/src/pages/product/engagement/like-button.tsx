import { useQuery } from "@tanstack/react-query";
import { Heart } from "lucide-react";
import { engagementOf, useLike } from "../../../api/engagement.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { FailureLine } from "../../../ui/notice.tsx";
import "./like-button.css";

/** Likes a product, and takes that back. Its number is there when the shop has told it; the button does not wait for it. */
export default function LikeButton({ productId }: { readonly productId: number }) {
  const { engagement: words } = useMessages();
  const format = useFormat();
  const { data } = useQuery(engagementOf(productId));
  const like = useLike(productId);
  const isLiked = like.isPending ? like.variables : data?.liked === true;
  return (
    <>
      <button
        type="button"
        className="like-button"
        aria-pressed={isLiked}
        disabled={data === undefined}
        onClick={() => !like.isPending && like.mutate(!isLiked)}
      >
        <Heart size={18} aria-hidden="true" fill={isLiked ? "currentColor" : "none"} />
        {isLiked ? words.liked : words.like}
      </button>
      {data !== undefined && data.likes > 0 && (
        <span className="like-button__count">{words.likes(data.likes, format.number(data.likes))}</span>
      )}
      {like.error && <FailureLine error={like.error} />}
    </>
  );
}
