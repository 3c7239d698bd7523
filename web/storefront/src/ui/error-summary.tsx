import { type ReactNode, useEffect, useRef } from "react";
import "./error-summary.css";

type Props = {
  readonly title: string;
  /** Where each error is, by the id of its control. */
  readonly errors?: readonly { readonly id: string; readonly sentence: string }[];
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

/** What stopped a form, above it. It takes the focus when it appears, so that nobody has to look for it; each line leads to its field. */
export function ErrorSummary({ title, errors = [], children, actions }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <h2 className="error-summary__title">{title}</h2>
      {children}
      {errors.length > 0 && (
        <ul className="error-summary__list">
          {errors.map(({ id, sentence }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(id)?.focus();
                }}
              >
                {sentence}
              </a>
            </li>
          ))}
        </ul>
      )}
      {actions !== undefined && <div className="error-summary__actions">{actions}</div>}
    </div>
  );
}
