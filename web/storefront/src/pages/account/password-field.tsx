import { useState } from "react";
import { useMessages } from "../../i18n/messages.tsx";
import { CheckField } from "../../ui/choice.tsx";
import { TextField } from "../../ui/field.tsx";
import { MIN_PASSWORD_LENGTH } from "./password-rules.ts";

type Props = {
  readonly id: string;
  readonly label: string;
  readonly autoComplete: "current-password" | "new-password";
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  /** Says how long it has to be. */
  readonly isNew?: boolean;
};

/** Hidden unless it is asked for: typing blindly is where most wrong passwords come from. */
export function PasswordField({ id, label, autoComplete, value, onChange, error, isNew = false }: Props) {
  const { account } = useMessages();
  const [isShown, setShown] = useState(false);
  return (
    <div>
      <TextField
        id={id}
        type={isShown ? "text" : "password"}
        label={label}
        hint={isNew ? account.passwordHint(MIN_PASSWORD_LENGTH) : undefined}
        autoComplete={autoComplete}
        spellCheck={false}
        autoCapitalize="none"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        error={error}
        required
      />
      <CheckField label={account.showPassword} isChecked={isShown} onChange={setShown} />
    </div>
  );
}
