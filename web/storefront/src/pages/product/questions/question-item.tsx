import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type Answer,
  answerList,
  type Question,
  useAnswer,
  useReportAnswer,
  useReportQuestion,
  useVoteAnswer,
  useVoteQuestion,
} from "../../../api/questions.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { FailureLine } from "../../../ui/notice.tsx";
import { Feedback } from "../feedback.tsx";
import { FoldedText } from "../folded-text.tsx";
import { WriteDialog } from "./write-dialog.tsx";

/** As many characters as the API takes. */
const MAX_ANSWER_LENGTH = 5_000;

export function QuestionItem({ question }: { readonly question: Question }) {
  const { questions } = useMessages();
  const [isAnswering, setAnswering] = useState(false);
  const answer = useAnswer(question.productId, question.id);
  const vote = useVoteQuestion();
  const report = useReportQuestion();
  const announce = useAnnounce();
  const answered = () => {
    announce(questions.answered);
    setAnswering(false);
  };
  return (
    <article className="question">
      <h3 className="question__text" dir="auto">
        {question.body}
      </h3>
      <Byline name={question.askerName} createdAt={question.createdAt} isGenerated={question.generated} />
      <div className="question__tools">
        <Feedback id={question.id} helpfulCount={question.helpfulCount} vote={vote} report={report} />
        <button
          type="button"
          className="text-button"
          onClick={() => {
            answer.reset();
            setAnswering(true);
          }}
        >
          {questions.answerThis}
        </button>
      </div>
      {answer.isSuccess && <p className="questions__thanks">{questions.answered}</p>}
      <Answers question={question} />
      <WriteDialog
        title={question.body}
        label={questions.yourAnswer}
        maxLength={MAX_ANSWER_LENGTH}
        isOpen={isAnswering}
        write={answer}
        onClose={() => setAnswering(false)}
        onWritten={answered}
      />
    </article>
  );
}

function Answers({ question }: { readonly question: Question }) {
  const { questions } = useMessages();
  const [isAll, setAll] = useState(false);
  const all = useInfiniteQuery({ ...answerList(question.id), enabled: isAll });
  const answers = all.data?.pages.flatMap((page) => page.items) ?? question.answers;
  const hidden = question.answerCount - answers.length;
  if (question.answerCount === 0) return <p className="questions__none">{questions.noAnswers}</p>;
  const showMore = () => (isAll ? void all.fetchNextPage() : setAll(true));
  return (
    <div className="question__answers">
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone */}
      <ul role="list" className="question__answer-list" aria-label={questions.answers}>
        {answers.map((answer) => (
          <li key={answer.id}>
            <AnswerItem answer={answer} />
          </li>
        ))}
      </ul>
      {all.error && <FailureLine error={all.error} />}
      {hidden > 0 && (
        <button type="button" className="text-button" onClick={showMore}>
          {questions.moreAnswers(hidden)}
        </button>
      )}
    </div>
  );
}

function AnswerItem({ answer }: { readonly answer: Answer }) {
  const vote = useVoteAnswer();
  const report = useReportAnswer();
  return (
    <div className="answer">
      <FoldedText text={answer.body} />
      <Byline name={answer.answererName} createdAt={answer.createdAt} isGenerated={answer.generated} isSeller={answer.bySeller} />
      <Feedback id={answer.id} helpfulCount={answer.helpfulCount} vote={vote} report={report} />
    </div>
  );
}

type BylineProps = {
  readonly name: string;
  readonly createdAt: string;
  readonly isGenerated: boolean;
  readonly isSeller?: boolean;
};

function Byline({ name, createdAt, isGenerated, isSeller = false }: BylineProps) {
  const { questions, reviews } = useMessages();
  const format = useFormat();
  return (
    <p className="review__by">
      <bdi className="review__name">{name}</bdi>
      {isSeller && <span className="tag tag--accent">{questions.seller}</span>}
      <time dateTime={createdAt}>{format.date(createdAt)}</time>
      {isGenerated && <span className="tag">{reviews.generated}</span>}
    </p>
  );
}
