import { type ReactNode, useId } from "react";

type Given = { readonly id: string; readonly className: string; readonly "aria-describedby"?: string };
type Props = {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Over both columns of a form. */
  readonly isWide?: boolean;
  readonly children: (given: Given) => ReactNode;
};

/** A control with its name, and a sentence that belongs to it and not to its name. */
export function Field({ label, hint, isWide = false, children }: Props) {
  const id = useId();
  const described = hint === undefined ? {} : { "aria-describedby": `${id}-hint` };
  return (
    <div className={isWide ? "field desk__wide" : "field"}>
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {children({ id, className: "field__input", ...described })}
      {hint !== undefined && (
        <span className="field__hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
