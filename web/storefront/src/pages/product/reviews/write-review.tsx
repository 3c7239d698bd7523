import { type FormEvent, useRef, useState } from "react";
import type { Product } from "../../../api/catalog.ts";
import { type CharacteristicName, type Review, usePostReview } from "../../../api/reviews.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextArea, TextField } from "../../../ui/field.tsx";
import { FailureLine } from "../../../ui/notice.tsx";
import { ChoiceRow } from "./choice-row.tsx";
import {
  emptyDraft,
  MAX_BODY_LENGTH,
  MAX_EMAIL_LENGTH,
  MAX_NAME_LENGTH,
  MAX_SUMMARY_LENGTH,
  missingFields,
  type ReviewDraft,
  type ReviewField,
} from "./review-rules.ts";
import { StarInput } from "./star-input.tsx";
import "./write-review.css";

type Props = {
  readonly product: Product;
  /** What can be judged besides the whole. */
  readonly characteristics: readonly CharacteristicName[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPosted: (review: Review) => void;
};

export function WriteReview({ isOpen, onClose, ...props }: Props) {
  const { reviews } = useMessages();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={reviews.writeAbout(props.product.name)}>
      <ReviewForm {...props} onClose={onClose} />
    </Dialog>
  );
}

type Values = Partial<Record<CharacteristicName, number>>;

function ReviewForm({ product, characteristics, onClose, onPosted }: Omit<Props, "isOpen">) {
  const { reviews } = useMessages();
  const [draft, setDraft] = useState<ReviewDraft>(emptyDraft);
  const [values, setValues] = useState<Values>({});
  const [missing, setMissing] = useState<readonly ReviewField[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const post = usePostReview(product.id);
  const change = (changes: Partial<ReviewDraft>) => {
    setDraft({ ...draft, ...changes });
    setMissing(missing.filter((field) => !(field in changes)));
  };
  const errorOf = (field: ReviewField) => (missing.includes(field) ? reviews.missing[field] : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = missingFields(draft);
    setMissing(found);
    if (found[0] !== undefined) {
      form.current?.querySelector<HTMLElement>(`[name="${found[0]}"]`)?.focus();
      return;
    }
    const { rating, recommend, summary, body, name, email } = draft;
    const review = { rating, recommend: recommend === true, summary, body, name, email: email.trim(), characteristics: values };
    post.mutate(review, {
      onSuccess: (posted) => {
        onPosted(posted);
        onClose();
      },
    });
  };
  return (
    <form ref={form} className="write-review" onSubmit={submit} noValidate>
      <StarInput value={draft.rating} error={errorOf("rating")} onChange={(rating) => change({ rating })} />
      <ChoiceRow
        name="recommend"
        label={reviews.recommendQuestion}
        choices={[reviews.yes, reviews.no]}
        value={draft.recommend === null ? null : draft.recommend ? 0 : 1}
        error={errorOf("recommend")}
        onChange={(position) => change({ recommend: position === 0 })}
      />
      {characteristics.map((name) => (
        <Characteristic
          key={name}
          name={name}
          value={values[name] ?? null}
          onChange={(value) => setValues({ ...values, [name]: value })}
        />
      ))}
      <TextField
        name="summary"
        label={reviews.summary}
        hint={reviews.summaryHint}
        maxLength={MAX_SUMMARY_LENGTH}
        value={draft.summary}
        error={errorOf("summary")}
        onChange={(event) => change({ summary: event.target.value })}
      />
      <TextArea
        name="body"
        label={reviews.body}
        hint={reviews.bodyHint}
        maxLength={MAX_BODY_LENGTH}
        value={draft.body}
        error={errorOf("body")}
        onChange={(event) => change({ body: event.target.value })}
      />
      <TextField
        name="name"
        label={reviews.name}
        hint={reviews.nameHint}
        maxLength={MAX_NAME_LENGTH}
        autoComplete="nickname"
        value={draft.name}
        error={errorOf("name")}
        onChange={(event) => change({ name: event.target.value })}
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
        onChange={(event) => change({ email: event.target.value })}
      />
      {post.error && <FailureLine error={post.error} />}
      <Button type="submit" kind="primary" isBusy={post.isPending}>
        {post.isPending ? reviews.sending : reviews.submit}
      </Button>
    </form>
  );
}

type CharacteristicProps = {
  readonly name: CharacteristicName;
  readonly value: number | null;
  readonly onChange: (value: number) => void;
};

/** Five steps between the two ends of a quality; nobody has to judge it. */
function Characteristic({ name, value, onChange }: CharacteristicProps) {
  const { reviews, common } = useMessages();
  const words = reviews.scales[name];
  return (
    <ChoiceRow
      name={name}
      label={`${reviews.characteristicNames[name]} (${common.optional})`}
      choices={["1", "2", "3", "4", "5"]}
      ends={[words[0] ?? "", words.at(-1) ?? ""]}
      value={value === null ? null : value - 1}
      onChange={(position) => onChange(position + 1)}
    />
  );
}
