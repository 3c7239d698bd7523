import type { ReactNode } from "react";
import { useMessages } from "../i18n/messages.tsx";
import { Button } from "./button.tsx";
import { joined } from "./joined.ts";
import { useProblemSentence } from "./problem-sentence.ts";
import "./notice.css";

type NoticeProps = {
  readonly title: string;
  readonly children?: ReactNode;
  readonly tone?: "calm" | "danger";
  /** Read aloud at once. */
  readonly isAlert?: boolean;
  readonly icon?: ReactNode;
};

/** In place of content: nothing here, nothing found, something broke. */
export function Notice({ title, children, tone = "calm", isAlert = false, icon }: NoticeProps) {
  return (
    <div className={joined("notice", `notice--${tone}`)} role={isAlert ? "alert" : undefined}>
      {icon && (
        <div className="notice__icon" aria-hidden="true">
          {icon}
        </div>
      )}
      <h2 className="notice__title">{title}</h2>
      {children}
    </div>
  );
}

type FailureProps = { readonly error: unknown; readonly onRetry?: () => void };

/** What went wrong, as a sentence, with a way to try again. */
export function Failure({ error, onRetry }: FailureProps) {
  const { common } = useMessages();
  const sentence = useProblemSentence()(error);
  return (
    <Notice title={common.failureTitle} tone="danger" isAlert>
      <p>{sentence}</p>
      {onRetry && <Button onClick={() => onRetry()}>{common.retry}</Button>}
    </Notice>
  );
}

/** The same in one line, beside the button that was pressed. */
export function FailureLine({ error }: { readonly error: unknown }) {
  const sentence = useProblemSentence()(error);
  return (
    <p className="failure-line" role="alert">
      {sentence}
    </p>
  );
}
