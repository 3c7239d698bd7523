import { Star } from "lucide-react";
import { useId, useState } from "react";
import { useMessages } from "../../../i18n/messages.tsx";
import { joined } from "../../../ui/joined.ts";

const POSITIONS = [1, 2, 3, 4, 5] as const;

type Props = {
  /** 0: nothing chosen yet. */
  readonly value: number;
  readonly error: string | null;
  readonly onChange: (value: number) => void;
};

/** Five radio buttons that look like stars. */
export function StarInput({ value, error, onChange }: Props) {
  const { reviews, common } = useMessages();
  const id = useId();
  const [pointed, setPointed] = useState(0);
  const shown = pointed || value;
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="field__label">{reviews.yourRating}</legend>
      <div className="star-input" onPointerLeave={() => setPointed(0)}>
        {POSITIONS.map((position) => (
          <label
            key={position}
            className={joined("star-input__one", position <= shown && "star-input__one--full")}
            onPointerEnter={() => setPointed(position)}
          >
            <input type="radio" name="rating" checked={value === position} onChange={() => onChange(position)} />
            <Star size={32} strokeWidth={1.5} aria-hidden="true" />
            <span className="visually-hidden">{`${common.stars(String(position))}: ${reviews.ratingWords[position - 1]}`}</span>
          </label>
        ))}
        <span className="star-input__word" aria-hidden="true">
          {reviews.ratingWords[shown - 1]}
        </span>
      </div>
      {error && (
        <p id={`${id}-error`} className="field__error">
          {error}
        </p>
      )}
    </fieldset>
  );
}
