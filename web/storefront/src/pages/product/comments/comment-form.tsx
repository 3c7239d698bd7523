import type { UseMutationResult } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { NewComment } from "../../../api/engagement.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { Button } from "../../../ui/button.tsx";
import { TextArea, TextField } from "../../../ui/field.tsx";
import { FailureLine } from "../../../ui/notice.tsx";
import { MAX_NAME_LENGTH } from "../reviews/review-rules.ts";

/** As many characters as the API takes. */
const MAX_COMMENT_LENGTH = 2_000;
const fields = ["body", "name"] as const;
type Field = (typeof fields)[number];

type Props = {
  readonly write: Pick<UseMutationResult<unknown, unknown, NewComment>, "mutate" | "isPending" | "error">;
  readonly onWritten: () => void;
};

export function CommentForm({ write, onWritten }: Props) {
  const { engagement, questions, reviews } = useMessages();
  const [draft, setDraft] = useState<NewComment>({ body: "", name: "" });
  const [missing, setMissing] = useState<readonly Field[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const change = (field: Field, value: string) => {
    setDraft({ ...draft, [field]: value });
    setMissing(missing.filter((other) => other !== field));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (write.isPending) return;
    const found = fields.filter((field) => draft[field].trim() === "");
    setMissing(found);
    if (found[0] === undefined) write.mutate(draft, { onSuccess: onWritten });
    else form.current?.querySelector<HTMLElement>(`[name="${found[0]}"]`)?.focus();
  };
  return (
    <form ref={form} className="comment-form" onSubmit={submit} noValidate>
      <TextArea
        name="body"
        label={engagement.yourComment}
        maxLength={MAX_COMMENT_LENGTH}
        value={draft.body}
        error={missing.includes("body") ? questions.missingBody : null}
        onChange={(event) => change("body", event.target.value)}
      />
      <TextField
        name="name"
        label={reviews.name}
        hint={reviews.nameHint}
        maxLength={MAX_NAME_LENGTH}
        autoComplete="nickname"
        value={draft.name}
        error={missing.includes("name") ? reviews.missing.name : null}
        onChange={(event) => change("name", event.target.value)}
      />
      {write.error != null && <FailureLine error={write.error} />}
      <Button type="submit" kind="primary" isBusy={write.isPending}>
        {write.isPending ? questions.sending : questions.submit}
      </Button>
    </form>
  );
}
