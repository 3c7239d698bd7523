import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Product } from "../../../api/catalog.ts";
import { commentList, useComment } from "../../../api/engagement.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Failure } from "../../../ui/notice.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { CommentForm } from "./comment-form.tsx";
import { CommentItem } from "./comment-item.tsx";
import "./comments.css";

/** What shoppers say about a product without judging it. */
export default function Comments({ product }: { readonly product: Product }) {
  const { engagement: words } = useMessages();
  const list = useInfiniteQuery(commentList(product.id));
  const [isWriting, setWriting] = useState(false);
  const write = useComment(product.id);
  const announce = useAnnounce();
  const items = (list.data?.pages ?? []).flatMap((page) => page.items);
  const written = () => {
    announce(words.posted);
    setWriting(false);
  };
  return (
    <div className="comments">
      <header className="comments__head">
        <h2>{words.comments}</h2>
        <Button
          size="small"
          onClick={() => {
            write.reset();
            setWriting(true);
          }}
        >
          {words.write}
        </Button>
      </header>
      {write.isSuccess && <p className="comments__thanks">{words.posted}</p>}
      {list.error && list.data === undefined ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Skeleton height="4rem" />
      ) : items.length === 0 ? (
        <p className="comments__none">{words.none}</p>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone
        <ul role="list" className="comments__list" aria-label={words.comments}>
          {items.map((comment) => (
            <li key={comment.id}>
              <CommentItem comment={comment} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      <Dialog isOpen={isWriting} onClose={() => setWriting(false)} title={words.writeOn(product.name)}>
        <CommentForm write={write} onWritten={written} />
      </Dialog>
    </div>
  );
}
