import type { ReactNode } from "react";
import "./choice.css";

type CheckProps = { readonly label: string; readonly isChecked: boolean; readonly onChange: (isChecked: boolean) => void };

export function CheckField({ label, isChecked, onChange }: CheckProps) {
  return (
    <label className="check-field">
      <input type="checkbox" checked={isChecked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

type ChoiceProps = {
  readonly id?: string;
  readonly name: string;
  readonly value: string;
  readonly isChecked: boolean;
  readonly onChoose: () => void;
  readonly title: string;
  readonly aside?: string | undefined;
  readonly children?: ReactNode;
};

/** One of several ways, as a card: a radio button with what it means. */
export function ChoiceCard({ id, name, value, isChecked, onChoose, title, aside, children }: ChoiceProps) {
  return (
    <label className="choice-card">
      <input type="radio" id={id} name={name} value={value} checked={isChecked} onChange={onChoose} />
      <span className="choice-card__text">
        <span className="choice-card__title">
          <span>{title}</span>
          {aside !== undefined && <span className="choice-card__aside">{aside}</span>}
        </span>
        {children}
      </span>
    </label>
  );
}
