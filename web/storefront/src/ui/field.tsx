import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from "react";
import { useMessages } from "../i18n/messages.tsx";
import { joined } from "./joined.ts";
import "./field.css";

type FieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it; shown below and read with the field. */
  readonly error?: string | null | undefined;
  readonly isOptional?: boolean | undefined;
};

type Described = {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
};

function Field({
  label,
  hint,
  error,
  isOptional,
  id: wantedId,
  children,
}: FieldProps & { readonly id?: string | undefined; readonly children: (described: Described) => ReactNode }) {
  const { common } = useMessages();
  const ownId = useId();
  // A form that leads to its errors knows its fields by name.
  const id = wantedId ?? ownId;
  const described = joined(hint && `${id}-hint`, error && `${id}-error`);
  return (
    <div className="field">
      <label htmlFor={id} className="field__label">
        {label}
        {isOptional && <span className="field__optional"> ({common.optional})</span>}
      </label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="field__hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="field__error">
          {error}
        </p>
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  isOptional,
  className,
  ...rest
}: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional} id={rest.id}>
      {(described) => <input type="text" {...rest} {...described} className={joined("field__control", className)} />}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  isOptional,
  className,
  ...rest
}: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional} id={rest.id}>
      {(described) => (
        <textarea rows={4} {...rest} {...described} className={joined("field__control field__control--area", className)} />
      )}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  isOptional,
  className,
  children,
  ...rest
}: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional} id={rest.id}>
      {(described) => (
        <select {...rest} {...described} className={joined("field__control field__control--select", className)}>
          {children}
        </select>
      )}
    </Field>
  );
}
