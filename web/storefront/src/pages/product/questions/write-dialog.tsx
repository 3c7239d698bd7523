import type { UseMutationResult } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { NewText } from "../../../api/questions.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextArea, TextField } from "../../../ui/field.tsx";
import { FailureLine } from "../../../ui/notice.tsx";
import { looksLikeEmail, MAX_EMAIL_LENGTH, MAX_NAME_LENGTH } from "../reviews/review-rules.ts";

type Props = {
  readonly title: string;
  /** Of the text. */
  readonly label: string;
  readonly maxLength: number;
  readonly isOpen: boolean;
  readonly write: Pick<UseMutationResult<unknown, unknown, NewText>, "mutate" | "isPending" | "error">;
  readonly onClose: () => void;
  readonly onWritten: () => void;
};

/** The form for a question or an answer. */
export function WriteDialog({ isOpen, title, onClose, ...form }: Props) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <WriteForm {...form} />
    </Dialog>
  );
}

const fields = ["body", "name", "email"] as const;
type Field = (typeof fields)[number];

function WriteForm({ label, maxLength, write, onWritten }: Omit<Props, "isOpen" | "title" | "onClose">) {
  const { questions, reviews } = useMessages();
  const [draft, setDraft] = useState<NewText>({ body: "", name: "", email: "" });
  const [missing, setMissing] = useState<readonly Field[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const errorOf = (field: Field) => {
    if (!missing.includes(field)) return null;
    return field === "body" ? questions.missingBody : reviews.missing[field];
  };
  const change = (field: Field, value: string) => {
    setDraft({ ...draft, [field]: value });
    setMissing(missing.filter((other) => other !== field));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = fields.filter((field) => (field === "email" ? !looksLikeEmail(draft.email) : draft[field].trim() === ""));
    setMissing(found);
    if (found[0] === undefined) write.mutate({ ...draft, email: draft.email.trim() }, { onSuccess: onWritten });
    else form.current?.querySelector<HTMLElement>(`[name="${found[0]}"]`)?.focus();
  };
  return (
    <form ref={form} className="write-review" onSubmit={submit} noValidate>
      <TextArea
        name="body"
        label={label}
        maxLength={maxLength}
        value={draft.body}
        error={errorOf("body")}
        onChange={(event) => change("body", event.target.value)}
      />
      <TextField
        name="name"
        label={reviews.name}
        hint={reviews.nameHint}
        maxLength={MAX_NAME_LENGTH}
        autoComplete="nickname"
        value={draft.name}
        error={errorOf("name")}
        onChange={(event) => change("name", event.target.value)}
      />
      <TextField
        name="email"
        type="email"
        label={reviews.email}
        hint={reviews.emailHint}
        maxLength={MAX_EMAIL_LENGTH}
        autoComplete="email"
        value={draft.email}
        error={errorOf("email")}
        onChange={(event) => change("email", event.target.value)}
      />
      {write.error != null && <FailureLine error={write.error} />}
      <Button type="submit" kind="primary" isBusy={write.isPending}>
        {write.isPending ? questions.sending : questions.submit}
      </Button>
    </form>
  );
}
