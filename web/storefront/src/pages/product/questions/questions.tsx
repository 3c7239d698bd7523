import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Product } from "../../../api/catalog.ts";
import { questionList, useAsk } from "../../../api/questions.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Button } from "../../../ui/button.tsx";
import { Failure } from "../../../ui/notice.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { QuestionItem } from "./question-item.tsx";
import { WriteDialog } from "./write-dialog.tsx";
import "./questions.css";

/** What shoppers ask about a product, with what others and the shop answer. */
export default function Questions({ product }: { readonly product: Product }) {
  const { questions } = useMessages();
  const list = useInfiniteQuery(questionList(product.id));
  const [isAsking, setAsking] = useState(false);
  const ask = useAsk(product.id);
  const announce = useAnnounce();
  const items = (list.data?.pages ?? []).flatMap((page) => page.items);
  const asked = () => {
    announce(questions.asked);
    setAsking(false);
  };
  return (
    <div className="questions">
      <header className="questions__head">
        <h2>{questions.title}</h2>
        <Button
          size="small"
          onClick={() => {
            ask.reset();
            setAsking(true);
          }}
        >
          {questions.ask}
        </Button>
      </header>
      {ask.isSuccess && <p className="questions__thanks">{questions.asked}</p>}
      {list.error && list.data === undefined ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Skeleton height="12rem" />
      ) : items.length === 0 ? (
        <p className="questions__none">{questions.none}</p>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone
        <ul role="list" className="questions__list">
          {items.map((question) => (
            <li key={question.id}>
              <QuestionItem question={question} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {questions.more}
        </Button>
      )}
      <WriteDialog
        title={questions.askAbout(product.name)}
        label={questions.yourQuestion}
        maxLength={MAX_QUESTION_LENGTH}
        isOpen={isAsking}
        write={ask}
        onClose={() => setAsking(false)}
        onWritten={asked}
      />
    </div>
  );
}

/** As many characters as the API takes. */
const MAX_QUESTION_LENGTH = 1_000;
