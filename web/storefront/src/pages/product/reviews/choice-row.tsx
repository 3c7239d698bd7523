import { useId } from "react";

type Props = {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly string[];
  /** What the first and the last choice mean. */
  readonly ends?: readonly [string, string];
  /** Position of what is chosen; null: nothing yet. */
  readonly value: number | null;
  readonly error?: string | null;
  readonly onChange: (position: number) => void;
};

/** A few choices side by side, of which one can be made. */
export function ChoiceRow({ name, label, choices, ends, value, error, onChange }: Props) {
  const id = useId();
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="field__label">{label}</legend>
      <div className={ends ? "choice-row choice-row--steps" : "choice-row"}>
        {choices.map((choice, position) => (
          <label key={choice} className="choice-row__one">
            <input type="radio" name={name} checked={value === position} onChange={() => onChange(position)} />
            {choice}
          </label>
        ))}
        {ends && (
          <span className="choice-row__ends">
            <span>{ends[0]}</span>
            <span>{ends[1]}</span>
          </span>
        )}
      </div>
      {error && (
        <p id={`${id}-error`} className="field__error">
          {error}
        </p>
      )}
    </fieldset>
  );
}
