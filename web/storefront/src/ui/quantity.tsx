import { Minus, Plus } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useMessages } from "../i18n/messages.tsx";
import { IconButton } from "./button.tsx";
import "./quantity.css";

type Props = {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max: number;
  /** What is counted, where a page has several. */
  readonly of?: string;
  readonly isDisabled?: boolean;
};

/** A number of units: type it, or step by step. What is typed counts when the field is left. */
export function Quantity({ value, onChange, min = 1, max, of, isDisabled = false }: Props) {
  const { common } = useMessages();
  const id = useId();
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const label = of === undefined ? common.quantity : `${common.quantity}: ${of}`;
  const settle = () => {
    const typed = Math.round(Number(text));
    const settled = Number.isFinite(typed) && text.trim() !== "" ? Math.min(max, Math.max(min, typed)) : value;
    setText(String(settled));
    if (settled !== value) onChange(settled);
  };
  return (
    <div className="quantity">
      <IconButton
        label={common.less}
        disabled={isDisabled || value <= min}
        aria-controls={id}
        onClick={() => onChange(Math.max(min, value - 1))}
      >
        <Minus size={18} aria-hidden="true" />
      </IconButton>
      <input
        id={id}
        className="quantity__input"
        aria-label={label}
        inputMode="numeric"
        autoComplete="off"
        maxLength={MAX_DIGITS}
        disabled={isDisabled}
        value={text}
        onChange={(event) => setText(event.target.value.replace(/\D/g, ""))}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === "Enter") settle();
        }}
      />
      <IconButton
        label={common.more}
        disabled={isDisabled || value >= max}
        aria-controls={id}
        onClick={() => onChange(Math.min(max, value + 1))}
      >
        <Plus size={18} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Far more than an order line may have. */
const MAX_DIGITS = 7;
